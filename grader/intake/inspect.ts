import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { Conversation, type Death } from "../subject/conversation.ts";
import type { SealedProgram } from "../subject/launch.ts";
import { type RuleName, rules } from "./rules.ts";

/** A region's text, between the locked text before and after it. */
export interface RegionCheck {
  readonly file: string;
  readonly id: string;
  /** Whether it is a file's helpers region rather than a stub. */
  readonly helpers: boolean;
  /** The student's own functions in this file, which the region may name. */
  readonly known: readonly string[];
  /** What the student declares in this file where the region cannot see it. */
  readonly elsewhere: readonly Elsewhere[];
  /** What the course exports: name → file. */
  readonly exports: Readonly<Record<string, string>>;
  readonly before: string;
  readonly text: string;
  readonly after: string;
}

/** A name that a student has written where it has no effect. */
export interface Elsewhere {
  readonly name: string;
  /** `region`: within another region of the file. */
  readonly what: "import" | "function" | "value" | "region";
  /** `line 5`, or the id of the other region. */
  readonly where: string;
}

/** Why a region is not taken. `offset` counts from the region's start. */
export interface Finding {
  readonly rule: RuleName;
  readonly message: string;
  /** What to do, where that depends on more than the rule. */
  readonly next?: string;
  readonly offset: number;
  readonly length: number;
}

/** What was seen of a region. It is taken if nothing was found. */
export interface Inspection {
  /** Its tokens, one space between them, comments left out; empty for an empty region. */
  readonly tokens: string;
  readonly findings: readonly Finding[];
  /** Its text without types, as long as the text. */
  readonly stripped: string;
}

const beside = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const module = (path: string) => fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url));

const program: SealedProgram = {
  script: beside("region-child.mjs"),
  nodeFlags: ["--experimental-vm-modules"],
  readable: [
    beside("region-names.mjs"),
    beside("region-policy.mjs"),
    beside("region-scopes.mjs"),
    beside("region-syntax.mjs"),
    module("oxc-parser"),
    module("@oxc-parser"),
    module("js-tokens"),
  ],
  addons: true,
  memoryBytes: 512 * 2 ** 20,
  cpuSeconds: 120,
};

const perRegionMs = 2000;
/** A parser quotes what it does not understand, however long that is. */
const words = (most: number) =>
  v.pipe(
    v.string(),
    v.transform((text) => (text.length > most ? `${text.slice(0, most)}…` : text)),
  );
const position = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const saidSchema = v.array(
  v.object({
    tokens: v.string(),
    findings: v.array(
      v.object({
        rule: v.picklist(Object.keys(rules) as RuleName[]),
        message: words(300),
        next: v.exactOptional(words(600)),
        offset: position,
        length: position,
      }),
    ),
    stripped: v.string(),
  }),
);

/** How many regions are remembered. */
const mostSeen = 1000;

/**
 * Where regions are looked at: form, tokens, policy, text without types. The sealed process is kept, since its start takes
 * longer than any look, and what it said of a text is remembered: of a folder that is taken in again and again, only what
 * changed is looked at.
 */
export class Inspector implements Disposable {
  #strong: boolean | undefined;
  #child: Conversation | undefined;
  #isOver = false;
  /** Check → what was seen; those that were asked for last come last. */
  readonly #seen = new Map<string, Inspection>();

  /** @param options.strong - see `startSealed` */
  constructor(options: { readonly strong?: boolean } = {}) {
    this.#strong = options.strong;
  }

  /** Starts the process ahead, so that it is ready when the first region comes. */
  warm(): void {
    if (!this.#isOver)
      this.#child ??= new Conversation(program, this.#strong === undefined ? {} : { strong: this.#strong });
  }

  /**
   * Looks at regions. If a region kills the parser, each is looked at in a process of its own, and the killer is refused.
   *
   * @param globals - what a region may name beside its file
   * @returns one inspection a check, in order
   * @throws {Error} if no process starts
   */
  async inspect(checks: readonly RegionCheck[], globals: readonly string[]): Promise<readonly Inspection[]> {
    const keys = checks.map((check) => JSON.stringify([check, globals]));
    const unseen = checks.filter((_, i) => !this.#seen.has(keys[i] ?? ""));
    const looked = unseen.length === 0 ? [] : await this.#look(unseen, globals);
    const fresh = new Map(unseen.map((check, i) => [check, looked[i]]));
    return checks.map((check, i) => {
      const inspection = fresh.get(check) ?? this.#seen.get(keys[i] ?? "");
      if (inspection === undefined) throw new Error(`${check.file}: nothing was seen of (${check.id})`);
      this.#remember(keys[i] ?? "", inspection);
      return inspection;
    });
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    this.#drop();
  }

  #drop(): void {
    this.#child?.[Symbol.dispose]();
    this.#child = undefined;
  }

  async #look(checks: readonly RegionCheck[], globals: readonly string[]): Promise<readonly Inspection[]> {
    const together = await this.#ask(checks, globals, perRegionMs * 5);
    if (!("kind" in together)) return together;
    const apart: Inspection[] = [];
    for (const check of checks) {
      this.#drop();
      const [alone] = await settled(this.#ask([check], globals, perRegionMs));
      apart.push(alone);
    }
    return apart;
  }

  async #ask(
    checks: readonly RegionCheck[],
    globals: readonly string[],
    cpuMs: number,
  ): Promise<readonly Inspection[] | Death> {
    const child = await this.#ready();
    const said = await askChild(child, checks, globals, cpuMs);
    if ("kind" in said) this.#drop();
    return said;
  }

  /** The child, once it has greeted. Where bubblewrap is installed but does not work, one without it. */
  async #ready(): Promise<Conversation> {
    for (;;) {
      this.warm();
      const child = this.#child;
      const failure = await child?.ready();
      if (this.#isOver || child === undefined) throw new Error("intake: nobody needs the answer any more");
      if (failure === undefined) return child;
      this.#drop();
      if (!child.layers.includes("bubblewrap"))
        throw new Error(
          `intake: expected the parser's process to start, got: ${failure}.\n  Next: npx grade doctor [E_NO_PARSER]`,
        );
      this.#strong = false;
    }
  }

  /** A fault of the grader is not remembered: the next look may go well. */
  #remember(key: string, inspection: Inspection): void {
    this.#seen.delete(key);
    if (inspection.findings.some(({ rule }) => rule === "internal")) return;
    this.#seen.set(key, inspection);
    for (const [oldest] of this.#seen) if (this.#seen.size > mostSeen) this.#seen.delete(oldest);
  }
}

/** Looks at regions once: see `Inspector`. */
export async function inspectRegions(
  checks: readonly RegionCheck[],
  globals: readonly string[],
  options: { readonly strong?: boolean } = {},
): Promise<readonly Inspection[]> {
  using inspector = new Inspector(options);
  return await inspector.inspect(checks, globals);
}

async function settled(inspecting: Promise<readonly Inspection[] | Death>): Promise<readonly [Inspection]> {
  const inspected = await inspecting;
  const [only] = "kind" in inspected ? [] : inspected;
  if (only !== undefined) return [only];
  const reason = "kind" in inspected ? inspected.reason : "no answer";
  return [
    {
      tokens: "?",
      findings: [{ rule: "size", message: `the parser gave up on it (${reason})`, offset: 0, length: 1 }],
      stripped: "",
    },
  ];
}

async function askChild(
  child: Conversation,
  checks: readonly RegionCheck[],
  globals: readonly string[],
  cpuMs: number,
): Promise<readonly Inspection[] | Death> {
  const size = checks.reduce((sum, { text }) => sum + text.length, 0);
  const heard = await child.exchange({ checks, globals }, new Float64Array(0), {
    textBytes: 65_536 + 24 * size + 8192 * checks.length,
    numbers: 0,
    cpuMs,
  });
  if (heard.kind === "died") return heard;
  const parsed = v.safeParse(saidSchema, heard.said);
  if (!parsed.success || parsed.output.length !== checks.length)
    return {
      kind: "died",
      verdict: "crashed",
      reason: "it sent an answer of another form than agreed",
      cpuMs: heard.cpuMs,
    };
  return parsed.output.map((inspection, i) => keptOffsets(inspection, checks[i]?.text ?? ""));
}

/** What stands where a type stood. The wide blanks take as many bytes as the letters did. */
const blanks = " ;)\n\u00a0\u2002\ufeff";

/** Text without types differs from the text only by blanks; anything else did not come from our stripper. */
function keptOffsets(inspection: Inspection, text: string): Inspection {
  if (inspection.findings.length > 0) return inspection;
  const blanked =
    inspection.stripped.length === text.length &&
    text
      .split("")
      .every((char, i) => inspection.stripped[i] === char || blanks.includes(inspection.stripped[i] ?? "\0"));
  return blanked
    ? inspection
    : {
        ...inspection,
        findings: [{ rule: "types", message: "its types cannot be taken away in place", offset: 0, length: 1 }],
        stripped: "",
      };
}
