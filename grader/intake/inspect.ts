import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { Conversation, type Death, type Times, timesFor } from "../sandbox/conversation.ts";
import type { SealedScript } from "../sandbox/launch.ts";
import type { Store } from "../disk/store.ts";
import { ChainruleError } from "../result/chainrule-error.ts";
import { Sandbox } from "../sandbox/sandbox.ts";
import { type Inspection, inspectionSchema, type InspectionRequest, type RegionCheck } from "./inspection.ts";
import { KeptInspections } from "./kept-inspections.ts";
import type { RuleName } from "./rules.ts";

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
/** The number of inspections that are remembered. */
const mostRemembered = 1000;

/** Options for an inspector. */
export interface InspectorOptions {
  readonly times?: InspectionTimes;
  /** Where inspections are kept from run to run. Left out: nowhere. */
  readonly store?: Store;
  /** True: what was kept is inspected again, and replaced. */
  readonly fresh?: boolean;
  /** A process that was started ahead, in the same sandbox. The inspector ends it. */
  readonly parser?: Conversation;
  /** Called when regions must be inspected, with their number. */
  readonly onStart?: (changed: number) => void;
}

/** Starts the parser's process before anybody knows whether a region has changed: it starts while the course is read. */
export function startParser(sandbox: Sandbox): Conversation {
  return new Conversation(program, sandbox);
}

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
  readonly #kept: KeptInspections | undefined;
  readonly #isFresh: boolean;
  readonly #onStart: (changed: number) => void;

  /** @param sandbox - starts the parser's process */
  constructor(sandbox: Sandbox = new Sandbox(), options: InspectorOptions = {}) {
    this.#sandbox = sandbox;
    this.#times = options.times ?? inspectionTimes;
    this.#kept = options.store && new KeptInspections(options.store);
    this.#isFresh = options.fresh === true;
    this.#child = options.parser;
    this.#onStart = options.onStart ?? (() => {});
  }

  /** Starts the process ahead, so that the first inspection need not wait for it. */
  warm(): void {
    if (!this.#isOver) this.#child ??= startParser(this.#sandbox);
  }

  /**
   * Inspects regions. If the parser dies, each region is inspected in a process of its own, and the region that kills its
   * process is refused. When the waiting time is used up, the remaining regions are not inspected.
   *
   * @returns one inspection a check, in order
   * @throws {ChainruleError} if no process starts
   */
  async inspect(checks: readonly RegionCheck[]): Promise<readonly Inspection[]> {
    const keyed = checks.map((check) => ({ check, key: JSON.stringify(check) }));
    const known = this.#recall(keyed.map(({ key }) => key));
    const changed = keyed.filter(({ key }) => !known.has(key));
    if (changed.length > 0) this.#onStart(changed.length);
    const inspected = changed.length === 0 ? [] : await this.#inspectAnew(changed.map(({ check }) => check));
    const fresh = new Map<string, Inspection>();
    for (const [i, inspection] of inspected.entries()) fresh.set(changed[i]?.key ?? "", inspection);
    this.#kept?.write(fresh);
    return keyed.map(({ check, key }) => {
      const inspection = fresh.get(key) ?? known.get(key);
      if (inspection === undefined) throw new Error(`${check.file}: expected an inspection of (${check.id}), got none`);
      this.#remember(key, inspection);
      return inspection;
    });
  }

  /** Finds the inspections of some checks, which are given as JSON: in this process, else in the store. */
  #recall(keys: readonly string[]): ReadonlyMap<string, Inspection> {
    const found = new Map<string, Inspection>();
    // Without a process in this run, only the store knows the layers, which the results name.
    const kept = !this.#isFresh && this.#sandbox.recallLayers(program) ? this.#kept : undefined;
    for (const key of keys) {
      const inspection = this.#inspections.get(key) ?? kept?.read(key);
      if (inspection !== undefined) found.set(key, inspection);
    }
    return found;
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
  const parsed = v.safeParse(v.array(inspectionSchema), answer.content);
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
