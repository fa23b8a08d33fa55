/**
 * @file Laws of every operation about cases far from the simplest: hundreds of elements and up to five axes, numbers of
 * any size, and what is not a number. They draw their cases by the operation's rule, so a new operation has them at once.
 */
import fc from "fast-check";
import type { Drawn } from "./arbitraries.ts";
import { shape, sizesOfNumbers, special, wideShape } from "./arbitraries.ts";
import { must, same, sameKinds, unchanged } from "./compare.ts";
import { type Law, law } from "./law.ts";
import { pick } from "./lists.ts";
import { type OperationCase, operationCases } from "./operation-cases.ts";
import { argumentsFor, ruleOf, stubOf, type TensorOperationName } from "./operations.ts";
import { type Question, run } from "./question.ts";
import type { Run } from "./run.ts";
import { type Shape, type Values, values } from "./values.ts";
import type { Handle } from "./writing.ts";

/** An operation, and what its code calls its operands: a and b if left out. */
interface Extreme {
  readonly name: TensorOperationName;
  readonly names?: readonly string[];
  /** What its code calls the options, in their order; left out, a report shows them as a list. */
  readonly options?: readonly string[];
  /** The numbers of axes of its operands, if it does not take all of those that other operations take. */
  readonly ranks?: readonly number[];
  /** Special numbers that are asked before those that are drawn. */
  readonly specials?: readonly OperationCase[];
}

/** Factors whose product, or whose gradients, are 0 · ∞, ∞ and NaN. */
export const specialFactors: OperationCase = {
  operands: [values([0, Infinity, 1, Number.NaN]), values([Infinity, 0, 1, 1])],
  options: [],
  upstream: values([1, Infinity, Number.NaN, 1]),
};

/** Shapes for special numbers: one number without a truth leaves its whole case without judgement. */
const oftenSingle = fc.oneof(fc.constant<Shape>([1]), shape());

function smallShapes({ ranks }: Extreme): fc.Arbitrary<Shape> {
  if (ranks === undefined) return oftenSingle;
  return shape({ minRank: Math.min(...ranks), maxRank: Math.max(...ranks) });
}

/** Forward, of hundreds of elements and numbers of any size. */
export function computesLarge(operation: Extreme): Law {
  return law({
    stub: stubOf(operation.name, "forward"),
    says: "Hundreds of elements, five axes, numbers from 2⁻³⁰ to 2⁴⁰: the rule stays the same.",
    runs: 5,
    given: largeCases(operation),
    ask: (given) => ask(operation, given),
    holds: ({ value, inputs, truth, borrowed }, given) => {
      same("the result", value, truth.value);
      must(!borrowed, "the result", "numbers of its own", "the numbers of an operand");
      for (const [name, before] of Object.entries(operandsOf(operation, given)))
        unchanged(`${name} afterwards`, inputs[name] ?? before, before);
    },
    shows: (given) => showCase(operation, given),
  });
}

/** Backward, of hundreds of elements and numbers of any size. */
export function differentiatesLarge(operation: Extreme): Law {
  return law({
    stub: stubOf(operation.name, "backward"),
    says: "The gradient follows the same rule for hundreds of elements, five axes, numbers from 2⁻³⁰ to 2⁴⁰.",
    runs: 5,
    given: largeCases(operation),
    ask: (given) => ask(operation, given, given.upstream),
    holds: ({ grad, truth, keepsWhatItIsGiven }) => {
      for (const [name, due] of Object.entries(truth.grad)) same(`gradient of ${name}`, grad[name] ?? due, due);
      keepsWhatItIsGiven();
    },
    shows: (given) => ({ ...showCase(operation, given), upstream: given.upstream }),
  });
}

/** Forward, of what is not a number. */
export function showsSpecial(operation: Extreme, { operands = special }: Pick<Agreement, "operands"> = {}): Law {
  return law({
    stub: stubOf(operation.name, "forward"),
    says: "What is not a number stays visible: no NaN and no infinity comes out as a number.",
    runs: 20,
    given: operationCases(operation.name, { shapes: smallShapes(operation), operands, upstream: special }),
    examples: operation.specials ?? [],
    ask: (given) => ask(operation, given),
    holds: ({ value, truth }) => sameKinds("the result", value, truth.value),
    shows: (given) => showCase(operation, given),
  });
}

/** What right formulas agree about, if that is not everything. */
interface Agreement {
  /** How the operands are drawn. */
  readonly operands?: Drawn;
  /** Whether an element is judged for which this is due. */
  readonly judges?: (due: number) => boolean;
}

/** Backward, of what is not a number. */
export function handsOnSpecial(operation: Extreme, { operands = special, judges = () => true }: Agreement = {}): Law {
  return law({
    stub: stubOf(operation.name, "backward"),
    says: "What is not a number stays visible on the way back: 0 · ∞ is NaN, and NaN is not 0.",
    runs: 20,
    given: operationCases(operation.name, { shapes: smallShapes(operation), operands, upstream: special }),
    examples: operation.specials ?? [],
    ask: (given) => ask(operation, given, given.upstream),
    holds: ({ grad, truth }) => {
      for (const [name, due] of Object.entries(truth.grad)) {
        const got = grad[name] ?? due;
        const judged = due.data.map((x, i) => (judges(x) ? x : (got.data[i] ?? x)));
        sameKinds(`gradient of ${name}`, got, { shape: due.shape, data: judged });
      }
    },
    shows: (given) => ({ ...showCase(operation, given), upstream: given.upstream }),
  });
}

/** Cases of hundreds of elements; the tensors of a list have them together. */
function largeCases({ name, ranks }: Extreme) {
  const least = ruleOf(name).reads === "list" ? 100 : 300;
  const shapes = wideShape(ranks === undefined ? { least } : { least, ranks: [...ranks] });
  return sizesOfNumbers().chain((drawn) => operationCases(name, { shapes, operands: drawn, upstream: drawn }));
}

function ask(operation: Extreme, given: OperationCase, ...upstreams: readonly Values[]): Question<Run<string>> {
  const apply = (tensors: readonly Handle[], call: (...operands: readonly unknown[]) => Handle) =>
    call(...argumentsFor(operation.name, tensors, given.options));
  return run(
    operandsOf(operation, given),
    (tensors, course) =>
      apply(Object.values(tensors), course[operation.name] as (...all: readonly unknown[]) => Handle),
    ...upstreams,
  );
}

/** The operands by name. */
function operandsOf(
  { name, names = ["a", "b"] }: Extreme,
  { operands }: OperationCase,
): Readonly<Record<string, Values>> {
  const isList = ruleOf(name).reads === "list";
  return Object.fromEntries(operands.map((operand, k) => [isList ? `tensors[${k}]` : pick(names, k), operand]));
}

function showCase(operation: Extreme, given: OperationCase): Readonly<Record<string, unknown>> {
  return { ...operandsOf(operation, given), ...showOptions(operation.options, given) };
}

function showOptions(
  names: readonly string[] | undefined,
  { options }: OperationCase,
): Readonly<Record<string, unknown>> {
  if (names !== undefined) return Object.fromEntries(options.map((option, k) => [pick(names, k), option]));
  return options.length === 0 ? {} : { "called with": options };
}
