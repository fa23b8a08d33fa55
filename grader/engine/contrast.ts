/** @file What the failing cases of a law have in common, and what the others lack. */
import type { LaunchAsk } from "../../specs/support/launch.ts";
import type { Posed } from "../../specs/support/law.ts";
import { operations } from "../../specs/support/operations.ts";
import type { Program, Step } from "../../specs/support/program.ts";
import { sameShape, type Values } from "../../specs/support/values.ts";
import { valuesFromWords } from "../../specs/support/words.ts";

/** A case, and whether the law holds there. */
export interface JudgedCase {
  readonly posed: Posed;
  readonly holds: boolean;
}

/** A property of a program that a mistake may depend on, as a number, and how a sentence names a range of it. */
interface Measure {
  readonly of: (program: Program) => number;
  readonly atMost: (n: number) => string;
  readonly above: (n: number) => string;
  /** Whether only a failure above says something: cases with a 0 may hold because everything there is 0. */
  readonly oneWay?: true;
}

/** Fewer cases on either side may divide by chance. */
const fewest = 3;

const measures: readonly Measure[] = [
  {
    of: mostUses,
    atMost: (n) => (n === 1 ? "where every tensor is used once" : `where no tensor is used more than ${n} times`),
    above: (n) => (n === 1 ? "where a tensor is used twice or more" : `where a tensor is used more than ${n} times`),
  },
  { of: depthOf, atMost: (n) => `of at most ${count(n, "step")} in a row`, above: () => "with a longer way" },
  yesOrNo(
    (program) => shapesOf(program).some((s, _, [first = []]) => !sameShape(s, first)),
    "shapes differ",
    "all shapes agree",
  ),
  yesOrNo((program) => numbersIn(program).some((x) => x < 0), "a number is below 0", "no number is below 0"),
  yesOrNo((program) => numbersIn(program).includes(0), "a number is 0", "no number is 0"),
  {
    of: (program) => Math.max(0, ...valuesIn(program).map(({ data }) => data.length)),
    atMost: (n) => `of at most ${count(n, "element")}`,
    above: () => "of more elements",
  },
  {
    of: (program) => Math.max(0, ...shapesOf(program).map(({ length }) => length)),
    atMost: (n) => (n === 0 ? "of single numbers" : `of at most ${count(n, "axis", "axes")}`),
    above: (n) => (n === 0 ? "with an axis" : "of more axes"),
  },
];

/**
 * The first property that divides the cases: all with it fail, and all without it hold. The sentence states this fact.
 *
 * @returns undefined if no property divides them, or too few cases are on one side
 */
export function contrastIn(cases: readonly JudgedCase[]): string | undefined {
  const programs = cases.map(({ posed, holds }) => ({ program: programOf(posed), holds }));
  for (const { of, atMost, above, oneWay } of measures) {
    const side = (wanted: boolean) =>
      programs.flatMap(({ program, holds }) => (holds === wanted && program !== undefined ? [of(program)] : []));
    const [held, failed] = [side(true), side(false)];
    if (held.length + failed.length < cases.length || held.length < fewest || failed.length < fewest) return undefined;
    const [mostHeld, mostFailed] = [Math.max(...held), Math.max(...failed)];
    if (mostHeld < Math.min(...failed))
      return `Every case ${atMost(mostHeld)} holds, and every one ${above(mostHeld)} fails.`;
    if (oneWay !== true && mostFailed < Math.min(...held))
      return `Every case ${above(mostFailed)} holds, and every one ${atMost(mostFailed)} fails.`;
  }
  return undefined;
}

/** A property that a program has or lacks. */
function yesOrNo(has: (program: Program) => boolean, yes: string, no: string): Measure {
  return {
    of: (program) => Number(has(program)),
    atMost: () => `where ${no}`,
    above: () => `where ${yes}`,
    oneWay: true,
  };
}

/** The first program among the questions of a case; else the first launches, as a program that has their inputs and no steps. */
function programOf({ questions }: Posed): Program | undefined {
  const asks = questions.map(({ ask }) => ask);
  const launches = asks.find((ask) => ask.kind === "launches");
  return asks.find((ask) => ask.kind === "program") ?? (launches && inputsAsProgram(launches));
}

/** The buffers that hold numbers before a launch. Their shape is not known, only their length. */
function inputsAsProgram({ buffers, launches }: LaunchAsk): Program {
  const isWrittenFirst = (name: string) =>
    launches.flatMap(({ bind }) => bind).find(({ buffer }) => buffer === name)?.access === "write";
  const inputs = buffers
    .filter(({ name }) => !isWrittenFirst(name))
    .map(({ name, type, words, length }) => ({
      name,
      values: valuesFromWords(words, type, [length]),
      requiresGrad: false,
    }));
  return {
    kind: "program",
    inputs,
    steps: [],
    passes: [],
    read: { values: [], grads: [], calls: [], operands: false },
  };
}

/** The Values that a program is about: its inputs, and what its steps take. */
function valuesIn({ inputs, steps }: Program): readonly Values[] {
  const given = steps.flatMap((step) => (step.kind === "operation" ? step.arguments : []));
  return [
    ...inputs.map(({ values }) => values),
    ...given.flatMap((argument) => (argument.kind === "values" ? [argument.values] : [])),
  ];
}

function shapesOf(program: Program): readonly (readonly number[])[] {
  return valuesIn(program).map(({ shape }) => shape);
}

function numbersIn(program: Program): readonly number[] {
  return valuesIn(program).flatMap(({ data }) => [...data]);
}

/** How often the tensor that is used most is used in a graph. */
function mostUses({ steps }: Program): number {
  const uses = Map.groupBy(steps.flatMap(operandsOf), (slot) => slot);
  return Math.max(0, ...uses.values().map(({ length }) => length));
}

/** The number of steps on the longest way through a graph. */
function depthOf({ inputs, steps }: Program): number {
  const depths = inputs.map(() => 0);
  for (const step of steps) depths.push(1 + Math.max(0, ...operandsOf(step).map((slot) => depths[slot] ?? 0)));
  return Math.max(0, ...depths);
}

/** The slots that a step makes a tensor from. */
function operandsOf(step: Step): readonly number[] {
  if (step.kind === "node") return step.parents;
  if (operations[step.name].kind !== "tensor") return [];
  return step.arguments.flatMap((argument) =>
    argument.kind === "slot" ? [argument.slot] : argument.kind === "slots" ? argument.slots : [],
  );
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
