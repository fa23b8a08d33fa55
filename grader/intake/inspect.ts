import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { Conversation, type Death, type Times, timesFor } from "../sandbox/conversation.ts";
import type { SealedScript } from "../sandbox/launch.ts";
import { ChainruleError } from "../result/chainrule-error.ts";
import { Sandbox } from "../sandbox/sandbox.ts";
import { type RuleName, rules } from "./rules.ts";

/** A region that is to be inspected, with the locked text before and after it. */
export interface RegionCheck {
  readonly file: string;
  readonly id: string;
  /** Whether it is the helpers region of a file; otherwise it is a stub. */
  readonly helpers: boolean;
  /** The student's own functions in the helpers region of this file, which the region may use. */
  readonly known: readonly string[];
  /** Names that the student declares in this file, but where the region cannot see them. */
  readonly elsewhere: readonly Elsewhere[];
  /** Exported name → file of the course. */
  readonly exports: Readonly<Record<string, string>>;
  /** The names that a region may use from its file. */
  readonly mayUse: readonly string[];
  /** The built-in names that a region may use. */
  readonly globals: readonly string[];
  readonly before: string;
  readonly text: string;
  readonly after: string;
}

/** The request to the parser's process. The answer has one `Inspection` a check. */
export interface InspectionRequest {
  readonly checks: readonly RegionCheck[];
}

/** A name that a student declares where it has no effect on the region. */
export interface Elsewhere {
  readonly name: string;
  /** `region`: within another region of the file. */
  readonly what: "import" | "function" | "value" | "region";
  /** `line 5`, or the id of the other region. */
  readonly where: string;
}

/** A reason to refuse a region. `offset` counts from the start of the region. */
export interface RegionFinding {
  readonly rule: RuleName;
  readonly message: string;
  /** What to do, if that depends on more than the rule. */
  readonly next?: string;
  readonly offset: number;
  readonly length: number;
}

/** The result of inspecting a region. A region without findings is accepted. */
export interface Inspection {
  /** Its tokens without comments, with a space between them; empty for an empty region. */
  readonly tokens: string;
  /** The places of the tokens that begin a line; absent if the region is refused. A line break may end a statement. */
  readonly breaks?: string;
  readonly findings: readonly RegionFinding[];
  /** Its text without types, of the same length. */
  readonly stripped: string;
}

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const packagePath = (path: string) => fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url));

const program: SealedScript = {
  kind: "script",
  script: pathOf("region-child.mjs"),
  nodeFlags: ["--experimental-vm-modules"],
  readable: [
    pathOf("region-forward.mjs"),
    pathOf("region-names.mjs"),
    pathOf("region-policy.mjs"),
    pathOf("region-scopes.mjs"),
    pathOf("region-syntax.mjs"),
    packagePath("oxc-parser"),
    packagePath("@oxc-parser"),
    packagePath("js-tokens"),
  ],
  addons: true,
  memoryBytes: 512 * 2 ** 20,
  cpuSeconds: 120,
};

/** The time for inspecting all regions together, for one region, and the waiting time for all of them. */
export interface InspectionTimes {
  readonly together: Times;
  readonly each: Times;
  readonly waitMs: number;
}

/** The parser only computes, so the waiting time matters only if its process sleeps. */
const inspectionTimes: InspectionTimes = {
  together: { cpuMs: 10_000, waitMs: 20_000 },
  each: timesFor(2000),
  waitMs: 60_000,
};
/** A message may quote text of any length, so it is cut. */
const cappedText = (most: number) =>
  v.pipe(
    v.string(),
    v.transform((text) => (text.length > most ? `${text.slice(0, most)}…` : text)),
  );
/** The parser's process sends no more findings of a region. */
const mostFindings = 8;
const position = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const inspectionsSchema = v.array(
  v.object({
    tokens: v.string(),
    breaks: v.exactOptional(v.string()),
    findings: v.pipe(
      v.array(
        v.object({
          rule: v.picklist(Object.keys(rules) as RuleName[]),
          message: cappedText(300),
          next: v.exactOptional(cappedText(600)),
          offset: position,
          length: position,
        }),
      ),
      v.maxLength(mostFindings),
    ),
    stripped: v.string(),
  }),
);

/** The number of inspections that are remembered. */
const mostRemembered = 1000;

/**
 * Inspects regions: their form, tokens, policy, and text without types. It keeps its sealed process, since a start takes
 * longer than an inspection, and remembers inspections: if a folder is taken in again, only changed regions are inspected.
 */
export class Inspector implements Disposable {
  readonly #sandbox: Sandbox;
  readonly #times: InspectionTimes;
  #child: Conversation | undefined;
  #isOver = false;
  /** Check, as JSON → inspection. The most recently used are last. */
  readonly #inspections = new Map<string, Inspection>();

  /** @param sandbox - starts the parser's process */
  constructor(sandbox: Sandbox = new Sandbox(), times: InspectionTimes = inspectionTimes) {
    this.#sandbox = sandbox;
    this.#times = times;
  }

  /** Starts the process ahead, so that the first inspection need not wait for it. */
  warm(): void {
    if (!this.#isOver) this.#child ??= new Conversation(program, this.#sandbox);
  }

  /**
   * Inspects regions. If the parser dies, each region is inspected in a process of its own, and the region that kills its
   * process is refused. When the waiting time is used up, the remaining regions are not inspected.
   *
   * @returns one inspection a check, in order
   * @throws {ChainruleError} if no process starts
   */
  async inspect(checks: readonly RegionCheck[]): Promise<readonly Inspection[]> {
    const keys = checks.map((check) => JSON.stringify(check));
    const changed = checks.filter((_, i) => !this.#inspections.has(keys[i] ?? ""));
    const inspected = changed.length === 0 ? [] : await this.#inspectAnew(changed);
    const fresh = new Map(changed.map((check, i) => [check, inspected[i]]));
    return checks.map((check, i) => {
      const inspection = fresh.get(check) ?? this.#inspections.get(keys[i] ?? "");
      if (inspection === undefined) throw new Error(`${check.file}: expected an inspection of (${check.id}), got none`);
      this.#remember(keys[i] ?? "", inspection);
      return inspection;
    });
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    this.#endProcess();
  }

  #endProcess(): void {
    this.#child?.[Symbol.dispose]();
    this.#child = undefined;
  }

  async #inspectAnew(checks: readonly RegionCheck[]): Promise<readonly Inspection[]> {
    const { together, each } = this.#times;
    const answer = await this.#ask(checks, together);
    if (!("kind" in answer)) return answer;
    let waitMs = this.#times.waitMs - answer.waitMs;
    const apart: Inspection[] = [];
    for (const check of checks) {
      this.#endProcess();
      if (waitMs <= 0) {
        apart.push(refusalOf("internal", "it is not inspected: the parser has slept too long"));
        continue;
      }
      const own = await this.#ask([check], { ...each, waitMs: Math.min(each.waitMs, waitMs) });
      if ("kind" in own) waitMs -= own.waitMs;
      apart.push(inspectionOrRefusal(own));
    }
    return apart;
  }

  async #ask(checks: readonly RegionCheck[], times: Times): Promise<readonly Inspection[] | Death> {
    const child = await this.#ready();
    const answer = await askChild(child, checks, times);
    if ("kind" in answer) this.#endProcess();
    return answer;
  }

  /** Waits for the greeting of the process. */
  async #ready(): Promise<Conversation> {
    this.warm();
    const child = this.#child;
    try {
      const failure = await child?.ready();
      if (this.#isOver || child === undefined) throw new Error("inspect: expected an open inspector, got a closed one");
      if (failure === undefined) return child;
      throw new ChainruleError("E_NO_PARSER", {
        where: "intake",
        expected: "the parser's process to start",
        got: failure,
        next: "npx grade doctor",
      });
    } catch (error) {
      this.#endProcess();
      throw error;
    }
  }

  /** Remembers an inspection, but not a failure of the grader: the next inspection may succeed. */
  #remember(key: string, inspection: Inspection): void {
    this.#inspections.delete(key);
    if (inspection.findings.some(({ rule }) => rule === "internal")) return;
    this.#inspections.set(key, inspection);
    for (const [oldest] of this.#inspections)
      if (this.#inspections.size > mostRemembered) this.#inspections.delete(oldest);
  }
}

/** Inspects regions once: see `Inspector`. */
export async function inspectRegions(
  checks: readonly RegionCheck[],
  sandbox?: Sandbox,
): Promise<readonly Inspection[]> {
  using inspector = new Inspector(sandbox);
  return await inspector.inspect(checks);
}

/** The inspection of a single region, or the refusal of a region that killed the parser. */
function inspectionOrRefusal(answer: readonly Inspection[] | Death): Inspection {
  const [inspection] = "kind" in answer ? [] : answer;
  if (inspection !== undefined) return inspection;
  const reason = "kind" in answer ? answer.reason : "no answer";
  return refusalOf("size", `the parser gave up on it (${reason})`);
}

/** The inspection of a region that no parser has read. */
function refusalOf(rule: RuleName, message: string): Inspection {
  return { tokens: "?", findings: [{ rule, message, offset: 0, length: 1 }], stripped: "" };
}

async function askChild(
  child: Conversation,
  checks: readonly RegionCheck[],
  times: Times,
): Promise<readonly Inspection[] | Death> {
  const size = checks.reduce((sum, { text }) => sum + text.length, 0);
  const request: InspectionRequest = { checks };
  const answer = await child.exchange(request, new Float64Array(0), {
    textBytes: 65_536 + 24 * size + 8192 * checks.length,
    numbers: 0,
    ...times,
  });
  if (answer.kind === "died") return answer;
  const parsed = v.safeParse(inspectionsSchema, answer.content);
  if (!parsed.success || parsed.output.length !== checks.length)
    return {
      kind: "died",
      verdict: "crashed",
      reason: "it sent an answer of another form than agreed",
      cpuMs: answer.cpuMs,
      waitMs: answer.waitMs,
    };
  return parsed.output.map((inspection, i) => checkOffsets(inspection, checks[i]?.text ?? ""));
}

/** The characters that replace those of a type. The wide blanks have as many bytes as the letters that they replace. */
const blanks = " ;)\n\u00a0\u2002\ufeff";

/** Refuses a region whose text without types differs from its text by more than blanks: then offsets would be wrong. */
function checkOffsets(inspection: Inspection, text: string): Inspection {
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
