/** @file Calls of a dropout layer, one after the other, in training or in evaluation. */
import fc from "fast-check";
import { valuesOf } from "../support/arbitraries.ts";
import { same, unchanged } from "../support/compare.ts";
import { type Law, law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { type Packed, probePacked } from "../support/packed.ts";
import type { Question } from "../support/question.ts";
import { exact, fill, type Measured, type Shape, type Values } from "../support/values.ts";
import {
  dropped,
  type Dropping,
  droppings,
  hasDraws,
  maskOf,
  plainDropping,
  probability,
  showDropping,
  turned,
} from "./droppings.ts";

/** Calls of a layer, one after the other, in training or not. */
interface Layering extends Dropping {
  readonly modes: readonly boolean[];
}

type LayerKind = "dropoutLayer" | "testScaledDropout";

/** Calls of a layer in the given modes. */
export function layerings(modes: fc.Arbitrary<readonly boolean[]>, ps = probability): fc.Arbitrary<Layering> {
  return fc
    .record({ asked: droppings((s) => valuesOf(s), { ps }), modes })
    .map(({ asked, modes: each }) => ({ ...asked, modes: each }));
}

function askLayer(kind: LayerKind, asked: Layering): Question<Packed> {
  const { shape: s } = asked.a;
  const each: readonly Shape[] = [s, [], s];
  return probePacked("4-training/dropout.layer", { kind, modes: asked.modes, ...plainDropping(asked) }, [
    ...asked.modes.flatMap(() => each),
    ...asked.modes.map(() => s),
  ]);
}

/** What a layer makes of numbers, or of their gradients, in the given call of those that are training. */
function layered(kind: LayerKind, v: Values, { draws, p }: Layering, training: boolean, call: number): Measured {
  const now = call % 2 === 0 ? draws : turned(draws);
  if (!training) return exact(fill(v.shape, (i) => pick(v.data, i) * (kind === "dropoutLayer" ? 1 : 1 - p)));
  if (kind === "dropoutLayer") return dropped(v, now, p);
  const mask = maskOf(now, p);
  return exact(fill(v.shape, (i) => pick(v.data, i) * pick(mask.data, i)));
}

/** What a layer makes of numbers in one of its calls. */
type Rule = typeof layered;

function judgeLayer(kind: LayerKind, said: Packed, asked: Layering, rule: Rule = layered): void {
  const { a, upstream, modes } = asked;
  let calls = 0;
  for (const [i, training] of modes.entries()) {
    const when = `${training ? "in training" : "in evaluation"}, call ${i + 1}`;
    same(`the result ${when}`, said.next("the result"), rule(kind, a, asked, training, calls));
    const due = (calls + (training ? 1 : 0)) * a.data.length;
    hasDraws(said, due);
    same(`gradient of x ${when}`, said.next("gradient of x"), rule(kind, upstream, asked, training, calls));
    if (training) calls++;
  }
  for (const _ of modes) unchanged("x", said.next("x"), a);
}

/** A law about what a layer makes of numbers, and of their gradients. */
export const hasLayer = (
  kind: LayerKind,
  core: boolean,
  says: string,
  given: fc.Arbitrary<Layering>,
  runs: number,
): Law =>
  law<Layering, Question<Packed>>({
    stub: kind,
    core,
    weight: core ? 2 : 1,
    says,
    given,
    runs,
    ask: (asked) => askLayer(kind, asked),
    holds: (said, asked) => judgeLayer(kind, said, asked),
    shows: (asked) => ({
      ...showDropping(asked),
      calls: asked.modes.map((training) => (training ? "training" : "evaluation")).join(", "),
    }),
    suspects: misconceptions[kind].map(({ asks, rule }) => ({
      asks,
      explains: (said: Packed, asked: Layering) => judgeLayer(kind, said, asked, rule),
    })),
  });

/** What p is, if it is taken for the probability to be kept. */
const turnedAround = <A extends Layering>(asked: A): A => ({ ...asked, p: 1 - asked.p });

/** Other rules that a layer may go by. */
const misconceptions: Readonly<Record<LayerKind, readonly { readonly asks: string; readonly rule: Rule }[]>> = {
  dropoutLayer: [
    {
      asks: "Might it be that it drops in evaluation, and not in training?",
      rule: (kind, v, asked, training, call) => layered(kind, v, asked, !training, call),
    },
  ],
  testScaledDropout: [
    {
      asks: "Might it be that p and 1 − p are exchanged in evaluation?",
      rule: (kind, v, asked, training, call) =>
        layered(kind, v, training ? asked : turnedAround(asked), training, call),
    },
    {
      asks: "Might it be that p and 1 − p are exchanged? p is the probability that an element is dropped.",
      rule: (kind, v, asked, training, call) => layered(kind, v, turnedAround(asked), training, call),
    },
    {
      asks: "Might it be that nothing is scaled, in evaluation either?",
      rule: (kind, v, asked, training, call) => (training ? layered(kind, v, asked, training, call) : exact(v)),
    },
  ],
};

/** One call. */
export const oneMode = fc.boolean().map((training) => [training]);

/** Several calls, each in training or not. */
export const someModes = fc.array(fc.boolean(), { minLength: 2, maxLength: 4 });
