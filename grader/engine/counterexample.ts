import type { Difference } from "../../specs/support/compare.ts";
import { showNumber } from "../../specs/support/compare.ts";
import type { Posed } from "../../specs/support/law.ts";
import { operations } from "../../specs/support/operations.ts";
import { truthOf } from "../../specs/support/oracle.ts";
import type { Answer, Program, Thrown } from "../../specs/support/program.ts";
import type { Counterexample, Verdict } from "../result/result.ts";
import type { Death } from "../sandbox/conversation.ts";
import type { Bench, Judgement } from "./judgement.ts";
import type { IdentifiedLaw } from "../course/laws.ts";
import { helpersId } from "../course/markers.ts";
import { describeKernelFault, describeSourceOfNaN, type Faulted } from "./kernel-fault.ts";
import { remarksOnError, remarksOnNumbers } from "./remarks.ts";
import { showSeed } from "./seed.ts";
import { showGiven } from "./show-given.ts";

const mostGot = 400;

/** In which way a case breaks a law. */
export type Breach =
  | {
      readonly kind: "mismatch";
      readonly difference: Difference;
      readonly answers: readonly Answer[];
      readonly console: string;
    }
  | { readonly kind: "thrown"; readonly error: Thrown; readonly console: string }
  | { readonly kind: "faulted"; readonly faulted: Faulted }
  | { readonly kind: "unfilled"; readonly stub: string }
  | { readonly kind: "death"; readonly death: Death };

/** A broken law, the case that broke it, and the place of that case in the run. */
export interface BrokenCase {
  readonly law: IdentifiedLaw;
  readonly bench: Bench;
  readonly posed: Posed;
  readonly breach: Breach;
  /** The counterexample path of fast-check, or the index of the case. */
  readonly path: string;
  /** Whether it is the smallest: no smaller one next to it breaks the law. */
  readonly isShrunk: boolean;
  /** The questions of the suspects that explain the answers. */
  readonly suspects?: readonly string[];
}

/** Makes the verdict and the counterexample that a report shows. */
export function describeBreach({ law, bench, posed, breach, path, isShrunk, suspects = [] }: BrokenCase): Judgement {
  const locals = breach.kind === "mismatch" ? localsOf(posed, breach) : undefined;
  const counterexample: Counterexample = {
    law: law.id,
    says: law.says,
    case: Object.entries(posed.shown).map(([name, value]) =>
      isSteps(value) ? { name, text: value.join(";  "), steps: [...value] } : { name, text: showGiven(value) },
    ),
    ...detailsOf(breach, law, bench, posed),
    ...(locals === undefined ? {} : { locals }),
    // What can be asked whatever the law is gives way to a cause that explains all cases.
    suspects: [...(suspects.length > 0 ? suspects : remarksOn(breach, law, posed))],
    ...(isShrunk ? {} : { shrunk: false }),
    replay: `${law.id}@${showSeed(bench.seed)}:${path}`,
  };
  return { verdict: verdictOf(breach), counterexample };
}

/** What a report shows if the cases of a law exhaust the time or the memory together, and none of them does so by itself. */
export function describeExhaustion({ id, says }: IdentifiedLaw, { reason }: Death): Counterexample {
  return { law: id, says, case: [], reason: `all cases together: ${reason}; each case by itself passes`, suspects: [] };
}

/** The verdict of a case that breaks its law. */
export function verdictOf(breach: Breach): Verdict {
  switch (breach.kind) {
    case "mismatch":
    case "faulted":
    case "unfilled":
      return "failed";
    case "thrown":
      return /^Array buffer allocation failed|^Invalid array buffer length/.test(breach.error.message)
        ? "out-of-memory"
        : "crashed";
    case "death":
      return breach.death.verdict;
  }
}

function detailsOf(breach: Breach, law: IdentifiedLaw, bench: Bench, posed: Posed): Partial<Counterexample> {
  switch (breach.kind) {
    case "mismatch":
      return { difference: mutable(breach.difference), ...sourceOf(breach, posed, bench), ...said(breach.console) };
    case "faulted":
      return { fault: describeKernelFault(breach.faulted, bench) };
    case "thrown":
      return { thrown: locate(breach.error, law.stub, bench), ...said(breach.console) };
    case "unfilled":
      return { reason: reasonOf(breach.stub, law, bench) };
    case "death":
      return { reason: breach.death.reason };
  }
}

/** The operation of a kernel that numbers come from which are not finite. */
function sourceOf(
  { difference, answers }: Extract<Breach, { kind: "mismatch" }>,
  posed: Posed,
  bench: Bench,
): Partial<Counterexample> {
  const fault = /NaN|Infinity/u.test(difference.got) ? describeSourceOfNaN(posed, answers, bench) : undefined;
  return fault === undefined ? {} : { fault };
}

/** What a law says about an error that names an unfilled stub. */
function reasonOf(stub: string, law: IdentifiedLaw, { alone, isUnfilled }: Bench): string {
  if (stub === law.stub) return `it comes to the starter's line, throw notStarted("${stub}")`;
  return alone || isUnfilled(stub)
    ? `it uses ${stub}, which this stub is graded without`
    : `an error says that ${stub} is not started, but it is`;
}

function said(console: string): Partial<Counterexample> {
  return console === "" ? {} : { console };
}

function mutable({
  what,
  expected,
  got,
  index,
  table,
  facts,
  ...counts
}: Difference): NonNullable<Counterexample["difference"]> {
  return {
    what,
    expected,
    // A stub may return thousands of numbers where a shape is due.
    got: got.length > mostGot ? `${got.slice(0, mostGot)}…` : got,
    ...counts,
    ...(index === undefined ? {} : { index: [...index] }),
    ...(table === undefined ? {} : { table: { ...table, rows: table.rows.map((row) => ({ ...row })) } }),
    ...(facts === undefined ? {} : { facts: facts.map((fact) => ({ ...fact })) }),
  };
}

/** What can be asked whatever the law is. */
function remarksOn(breach: Breach, law: IdentifiedLaw, posed: Posed): readonly string[] {
  if (breach.kind === "mismatch") return remarksOnNumbers(breach.difference, law, posed);
  return breach.kind === "thrown" ? remarksOnError(breach.error.message) : [];
}

/**
 * The first place of an error that lies in the stub's own region, or in the helpers beside it. A call of an earlier stub
 * that refuses its arguments is the caller's concern. Else the first place in any text of the student, else the locked
 * file that the error comes from.
 */
function locate(
  { name, message, stack }: Thrown,
  stub: string,
  { placeOf }: Bench,
): NonNullable<Counterexample["thrown"]> {
  const frames = Array.from(stack.matchAll(/course:([\w./-]+):(\d+):\d+/g), ([, file = "", line = ""]) => ({
    file,
    place: placeOf(file, Number(line)),
  }));
  const home = frames.find(({ place }) => place?.region === stub)?.file;
  const isOwn = (region = "") => region === stub || region === helpersId;
  const own = frames.find(({ file, place }) => file === home && place !== undefined && isOwn(place.region));
  const at = (own ?? frames.find(({ place }) => place !== undefined))?.place;
  const [first] = frames;
  return {
    name,
    message,
    ...(at === undefined ? {} : { at: { file: at.file, line: at.line } }),
    ...(first === undefined ? {} : { within: first.file }),
  };
}

/**
 * For one operation on single numbers, what each upstream gradient is multiplied by on its way to an operand. Left out where
 * the law asks for something else than these products, such as a range.
 */
function localsOf(
  { questions }: Posed,
  { difference, answers }: Pick<Extract<Breach, { kind: "mismatch" }>, "difference" | "answers">,
): Counterexample["locals"] {
  const [only, ...others] = questions;
  if (only === undefined || others.length > 0 || only.ask.kind !== "program") return undefined;
  const { inputs, steps, passes, read } = only.ask satisfies Program;
  const [[step, ...more], [pass, ...again]] = [steps, passes];
  if (step?.kind !== "operation" || more.length > 0 || pass?.kind !== "closure" || again.length > 0) return undefined;
  const operation = operations[step.name];
  const single = inputs.every(({ values, requiresGrad }) => requiresGrad && values.data.length === 1);
  if (operation.kind !== "tensor" || !single || pass.upstream.data.length !== 1) return undefined;

  const { grads } = truthOf(only.ask);
  const upstream = pass.upstream.data[0] ?? Number.NaN;
  const operands = step.arguments.flatMap((argument) => (argument.kind === "slot" ? [argument.slot] : []));
  if (new Set(operands).size < operands.length) return undefined;
  const locals = operands.map((slot, i) => {
    const downstream = grads[slot]?.data[0] ?? Number.NaN;
    const word = operation.locals[i] ?? "";
    const number = valueNamed(word, only.ask, downstream / upstream);
    // An upstream of 0 has no quotient: then the word has to do.
    const value = Number.isNaN(number) ? word : showNumber(number);
    const came = gradientIn(answers[0], read, slot);
    return {
      operand: inputs[slot]?.name ?? "",
      upstream: showNumber(upstream),
      ...(word === value ? {} : { formula: word }),
      local: value,
      downstream: showNumber(downstream),
      ...(came === undefined ? {} : { got: showNumber(came) }),
    };
  });
  const { what, expected } = difference;
  const asksForProduct = locals.some(
    ({ operand, downstream }) => what.endsWith(`gradient of ${operand}`) && expected === downstream,
  );
  return asksForProduct ? locals : undefined;
}

/** The single number that a slot's gradient has in an answer. */
function gradientIn(answer: Answer | undefined, read: Program["read"], slot: number): number | undefined {
  const gradient = answer?.kind === "answered" ? answer.grads[read.grads.indexOf(slot)] : undefined;
  return gradient?.kind === "values" && gradient.values.data.length === 1 ? gradient.values.data[0] : undefined;
}

/** The number behind a local's word: the operand that it names, else the quotient. */
function valueNamed(word: string, ask: { readonly kind: string }, quotient: number): number {
  const input = (ask as Program).inputs.find(({ name }) => name === word);
  return input?.values.data[0] ?? quotient;
}

/** Whether a part of a case is a list of steps, such as the operations of a graph. */
function isSteps(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((step) => typeof step === "string");
}
