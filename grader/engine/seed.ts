import { createHmac } from "node:crypto";

/** The secret of practice runs. Marks are made with a secret of the course's own. */
export const practiceSecret = "chainrule practice";

/** What a law's questions are drawn from: the same code gets the same questions, and a comment does not change them. */
export interface SeedSource {
  readonly secret: string;
  readonly assignment: string;
  readonly law: string;
  /** Tokens of the stub's region and of its file's helpers, comments left out. */
  readonly tokens: string;
}

/** The first 32 bits of the HMAC over a law and the code that it judges, as a signed integer. */
export function seedOf({ secret, assignment, law, tokens }: SeedSource): number {
  return createHmac("sha256", secret)
    .update(JSON.stringify([assignment, law, tokens]))
    .digest()
    .readInt32BE(0);
}

/** A seed as it stands in a replay: eight hexadecimal digits. */
export function showSeed(seed: number): string {
  return (seed >>> 0).toString(16).padStart(8, "0");
}

/** A law, a seed and the path to one case. */
export interface Replay {
  readonly law: string;
  readonly seed: number;
  readonly path: string;
}

/**
 * Reads `LAW@SEED:PATH`. What a screen puts in between when it breaks a long line, blanks and a backslash before a line
 * break, is left out.
 *
 * @throws {Error} that says what the three parts are
 */
export function parseReplay(text: string): Replay {
  const whole = text
    .replaceAll(/\\\s*(?:\n\s*|$)/g, "")
    .replaceAll(/\s*\n\s*/g, "")
    .trim();
  const [, law, seed, path] = /^([\w./-]+)@([0-9a-f]{8}):(\d{1,4}(?::\d{1,4}){0,999})$/.exec(whole) ?? [];
  if (law === undefined || seed === undefined || path === undefined) {
    const next = whole.endsWith(":") ? "copy it whole: it goes on in the next line" : "copy it from the report";
    throw new Error(
      `--replay: expected LAW@SEED:PATH, such as mul.backward/gradient@7f3a91c2:0, got ${JSON.stringify(text)}.\n  Next: ${next} [E_REPLAY]`,
    );
  }
  return { law, seed: Number.parseInt(seed, 16) | 0, path };
}
