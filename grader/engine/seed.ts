import { createHash, createHmac } from "node:crypto";
import { ChainruleError } from "../result/chainrule-error.ts";

/** The secret of practice runs. Marks need a secret that only the course staff knows. */
export const practiceSecret = "chainrule practice";

/** The source of a law's questions. Equal code gets equal questions; comments do not count. */
export interface SeedSource {
  readonly secret: string;
  readonly assignment: string;
  readonly law: string;
  /** The tokens of the stub's region and of its file's helpers, without comments. */
  readonly tokens: string;
}

/** The first 32 bits of the HMAC over a law and the code that it judges, as a signed integer. */
export function seedOf({ secret, assignment, law, tokens }: SeedSource): number {
  return createHmac("sha256", secret)
    .update(JSON.stringify([assignment, law, tokens]))
    .digest()
    .readInt32BE(0);
}

/** Writes a seed in the form of a replay: eight hexadecimal digits. */
export function showSeed(seed: number): string {
  return (seed >>> 0).toString(16).padStart(8, "0");
}

/** A short id for a case: five letters or digits. What it stands for is kept where the case was judged. */
export function shortReplayOf(replay: string): string {
  const number = createHash("sha256").update(replay).digest().readUInt32BE(0);
  return number.toString(36).padStart(shortLength, "0").slice(-shortLength);
}

const shortLength = 5;

/** Whether a text has the form of a short id. */
export function isShortReplay(text: string): boolean {
  return /^[0-9a-z]{5}$/.test(text);
}

/** A law, a seed and the path to one case. */
export interface Replay {
  readonly law: string;
  readonly seed: number;
  readonly path: string;
}

/**
 * Reads `LAW@SEED:PATH`. A line break is ignored, with the blanks and the backslash beside it: a terminal inserts them in
 * a long line.
 *
 * @throws {ChainruleError} if the text has another form
 */
export function parseReplay(text: string): Replay {
  const joined = text
    .split("\n")
    .map((line) => line.trim().replace(/\\$/, "").trimEnd())
    .join("");
  const [, law, seed, path] = /^([\w./-]+)@([0-9a-f]{8}):(\d{1,4}(?::\d{1,4}){0,999})$/.exec(joined) ?? [];
  if (law === undefined || seed === undefined || path === undefined) {
    const next = joined.endsWith(":") ? "copy it whole: it goes on in the next line" : "copy it from the report";
    throw new ChainruleError("E_REPLAY", {
      where: "--replay",
      expected: "LAW@SEED:PATH, such as mul.backward/gradient@7f3a91c2:0",
      got: JSON.stringify(text),
      next,
    });
  }
  return { law, seed: Number.parseInt(seed, 16) | 0, path };
}
