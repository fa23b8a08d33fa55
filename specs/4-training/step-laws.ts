/** @file The laws that all rules of a step have, and how their steps are judged. */
import { sizesOfNumbers, special } from "../support/arbitraries.ts";
import { must, same, sameKinds, showNumber, unchanged } from "../support/compare.ts";
import { type Law, law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { type Packed, probePacked } from "../support/packed.ts";
import { plainOfSpecial } from "../support/plain.ts";
import type { Question } from "../support/question.ts";
import { exact, fill, type Measured, type Shape, type Values } from "../support/values.ts";
import { anySteps, type Drawing, manySteps, type Steps, steps } from "./step-cases.ts";
import { type Memory, type StepName, stepped } from "./step-rules.ts";

/** Asks for weights and memory after every step. */
export function askSteps(name: StepName, { weights, first, second, gradients, ...rest }: Steps): Question<Packed> {
  const data = {
    name,
    weights: plainOfSpecial(weights),
    first: plainOfSpecial(first),
    second: plainOfSpecial(second),
    gradients: gradients.map(plainOfSpecial),
    ...rest,
  };
  const { shape } = weights;
  const each: readonly Shape[] = [shape, shape, shape, []];
  return probePacked("4-training/steps.take", data, [
    ...gradients.flatMap(() => each),
    ...gradients.map((g) => g.shape),
  ]);
}

/** What is remembered, by name: with momentum, only a velocity. */
const memories: Readonly<Record<StepName, readonly ("first" | "second")[]>> = {
  sgdStep: [],
  momentumStep: ["first"],
  adamAverages: ["first", "second"],
  adamStep: ["first", "second"],
};

function nameOf(name: StepName, part: "first" | "second"): string {
  return name === "momentumStep" ? "the velocity" : `${part} (${part === "first" ? "m" : "v"})`;
}

/** Judges weights and memory after every step. */
function judgeSteps(
  name: StepName,
  said: Packed,
  asked: Steps,
  compare: (what: string, got: Values, due: Measured) => void,
): void {
  let due: Memory = { ...asked, weights: exact(asked.weights), first: exact(asked.first), second: exact(asked.second) };
  for (const [i, gradient] of asked.gradients.entries()) {
    due = stepped(name, due, gradient, asked);
    const after = `after step ${i + 1}`;
    const got = { weights: said.next("weights"), first: said.next("first"), second: said.next("second") };
    for (const part of memories[name]) compare(`${nameOf(name, part)} ${after}`, got[part], due[part]);
    compare(`the weights ${after}`, got.weights, due.weights);
    const taken = said.next("steps").data[0] ?? Number.NaN;
    must(taken === due.taken, `the number of steps ${after}`, `${due.taken}`, showNumber(taken));
  }
}

/** What a rule reads of a case, as a report shows it. */
export function showSteps(name: StepName, asked: Steps): Readonly<Record<string, unknown>> {
  const { weights, first, second, taken, gradients, rate, momentum, beta1, beta2, epsilon } = asked;
  const each = Object.fromEntries(gradients.map((g, i) => [`gradient ${i + 1}`, g] as const));
  switch (name) {
    case "sgdStep":
      return { weights, ...each, rate };
    case "momentumStep":
      return { weights, velocity: first, ...each, rate, momentum };
    case "adamAverages":
      return { first, second, ...each, beta1, beta2 };
    case "adamStep":
      return { weights, first, second, "steps before": taken, ...each, rate, beta1, beta2, epsilon };
  }
}

/** A misconception, and what it would make of the first step. */
interface Misconception {
  readonly asks: string;
  readonly first: (asked: Steps) => { readonly weights: Measured; readonly first?: Measured };
}

/** The numbers that were given are as they were: of the weights, or where these never move, of both averages. */
function isUntouched(name: StepName, said: Packed, { weights, first, second }: Steps): void {
  const got = { weights: said.next("weights"), first: said.next("first"), second: said.next("second") };
  if (name !== "adamAverages") return unchanged("the weights", got.weights, weights);
  unchanged("first", got.first, first);
  unchanged("second", got.second, second);
}

/** What `f` makes of a weight, its memory and its first gradient, with the sizes of the terms added up. */
export function afterFirst(
  { weights, first, second, gradients }: Steps,
  f: (w: number, m: number, g: number, v: number) => readonly number[],
): Measured {
  const terms = Array.from(weights.data, (w, i) =>
    f(w, pick(first.data, i), pick(pick(gradients, 0).data, i), pick(second.data, i)),
  );
  return {
    ...fill(weights.shape, (i) => pick(terms, i).reduce((sum, term) => sum + term, 0)),
    magnitude: Float64Array.from(terms, (all) => all.reduce((sum, term) => sum + Math.abs(term), 0)),
  };
}

/** A law about the numbers after every step. */
export function isRight(
  name: StepName,
  says: string,
  drawing: Drawing,
  {
    core = false,
    runs,
    hides = false,
    misconceptions = [],
  }: {
    readonly core?: boolean;
    readonly runs: number;
    readonly hides?: boolean;
    readonly misconceptions?: readonly Misconception[];
  },
): Law {
  return law<Steps, Question<Packed>>({
    stub: name,
    core,
    weight: core ? 2 : 1,
    says,
    given: steps(drawing),
    runs,
    ask: (asked) => askSteps(name, asked),
    holds: (said, asked) => judgeSteps(name, said, asked, same),
    shows: (asked) =>
      hides ? { "how many weights": asked.weights.data.length, steps: asked.gradients.length } : showSteps(name, asked),
    suspects: [
      {
        asks: "Nothing in the given array has changed: might it be that the new numbers stand in another one?",
        explains: (said: Packed, asked: Steps) => isUntouched(name, said, asked),
      },
      ...misconceptions.map(({ asks, first }) => ({
        asks,
        explains: (said: Packed, asked: Steps) => {
          const due = first(asked);
          const got = { weights: said.next("weights"), first: said.next("first") };
          same("the weights", got.weights, due.weights);
          if (due.first !== undefined) same("the velocity", got.first, due.first);
        },
      })),
    ],
  });
}

/** What all steps have in common: hundreds of weights, numbers of any size. */
export function isRightForMany(name: StepName): Law {
  return isRight(name, "Hundreds of weights: the rule stays the same.", manySteps, { runs: 4, hides: true });
}

/** The rule does not go by how large the numbers are. */
export function isRightAnySize(name: StepName): Law {
  return law({
    stub: name,
    says: "Gradients of any size: the rule stays the same.",
    given: sizesOfNumbers().chain((drawn) => steps({ drawn })),
    runs: 20,
    ask: (asked) => askSteps(name, asked),
    holds: (said, asked) => judgeSteps(name, said, asked, same),
    shows: (asked) => showSteps(name, asked),
  });
}

/** The gradients belong to the network: a step only reads them. */
export function keepsGradients(name: StepName): Law {
  return law({
    stub: name,
    says: "The gradients are not changed.",
    given: steps(anySteps),
    runs: 20,
    ask: (asked) => askSteps(name, asked),
    holds: (said, { gradients }) => {
      for (const _ of gradients) for (const part of ["weights", "first", "second", "steps"]) said.next(part);
      for (const gradient of gradients) unchanged("the gradient", said.next("the gradient"), gradient);
    },
    shows: (asked) => showSteps(name, asked),
  });
}

/** What is not a number stays visible. */
export function isVisible(name: StepName): Law {
  return law({
    stub: name,
    says: "A gradient that is not a number stays visible, and leaves other weights alone.",
    given: steps({ drawn: special }).map((asked) => ({
      ...asked,
      // Memory is finite: what else there is comes from the gradients.
      first: fill(asked.first.shape, (i) => finite(pick(asked.first.data, i))),
      second: fill(asked.second.shape, (i) => finite(pick(asked.second.data, i))),
    })),
    runs: 30,
    ask: (asked) => askSteps(name, asked),
    holds: (said, asked) => judgeSteps(name, said, asked, sameKinds),
    shows: (asked) => showSteps(name, asked),
  });
}

function finite(x: number): number {
  return Number.isFinite(x) ? x : 1;
}
