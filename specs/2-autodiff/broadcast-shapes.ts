import fc from "fast-check";
import { broadcastableShapes, clashingShapes, shape } from "../support/arbitraries.ts";
import { must, sameList } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { call, namesShapes, refuses } from "../support/question.ts";

const stub = "broadcastShapes";

/** Shapes of up to three axes, and now and then of up to six, with sizes in the hundreds. */
const fitting = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: broadcastableShapes(), weight: 3 },
  { arbitrary: broadcastableShapes({ maxRank: 6, maxSize: 400 }), weight: 1 },
);

/** The common shape. */
export const stretching = law({
  stub,
  core: true,
  weight: 2,
  says: "Aligned at the last axis, equal sizes stay and a size of 1 is stretched.",
  given: fitting,
  examples: [
    { a: [3, 1], b: [2, 1, 4], out: [2, 3, 4] },
    { a: [], b: [2, 3], out: [2, 3] },
  ],
  ask: ({ a, b }) => call("broadcastShapes", a, b),
  holds: ({ result }, { out }) => sameList("the shape", result, out),
  shows: ({ a, b }) => ({ a, b }),
  suspects: [
    {
      asks: "Might it be that the shapes are aligned at their first axis instead of their last?",
      explains: ({ result }, { a, b }) => sameList("the shape", result, alignLeft(a, b)),
    },
    {
      asks: "Might it be that the longer shape is taken as it is, its own axes of size 1 unstretched?",
      explains: ({ result }, { a, b }) => sameList("the shape", result, a.length >= b.length ? a : b),
    },
  ],
});

/** The two shapes in the other order. */
export const symmetric = law({
  stub,
  says: "The order of the two shapes does not matter.",
  given: broadcastableShapes(),
  ask: ({ a, b }) => ({ ab: call("broadcastShapes", a, b), ba: call("broadcastShapes", b, a) }),
  holds: ({ ab, ba }) => sameList("the shape with the two exchanged", ba.result, ab.result),
  shows: ({ a, b }) => ({ a, b }),
});

/** A shape beside the shape of a single number. */
export const neutral = law({
  stub,
  says: "Beside a single number, of shape [], a shape stays as it is.",
  given: fc.record({ a: shape() }),
  ask: ({ a }) => ({ left: call("broadcastShapes", a, []), right: call("broadcastShapes", [], a) }),
  holds: ({ left, right }, { a }) => {
    sameList("the shape", left.result, a);
    sameList("the shape with the two exchanged", right.result, a);
  },
});

/** The arguments stay as they are. */
export const untouched = law({
  stub,
  says: "The two shapes are not changed.",
  given: broadcastableShapes(),
  ask: ({ a, b }) => call("broadcastShapes", a, b),
  holds: ({ keepsItsArguments }) => keepsItsArguments(),
  shows: ({ a, b }) => ({ a, b }),
});

/** Shapes that do not fit. */
export const refusal = law({
  stub,
  says: "Two sizes that differ, neither of them 1, are refused, and the error names both shapes.",
  given: clashingShapes(),
  ask: ({ a, b }) => ({ clash: refuses(call("broadcastShapes", a, b)), control: call("broadcastShapes", a, a) }),
  holds: ({ clash, control }, { a, b }) => {
    sameList("the shape of a with itself", control.result, a);
    namesShapes(clash, [a, b]);
  },
  suspects: [
    {
      asks: "Might it be that sizes which differ are not looked for, or that `throw` is missing before `notBroadcastable(a, b)`?",
      explains: ({ clash, control }, { a }) => {
        sameList("the shape of a with itself", control.result, a);
        must(clash === undefined, "the answer to shapes that do not fit", "a result", "an error");
      },
    },
  ],
});

function alignLeft(a: readonly number[], b: readonly number[]): readonly number[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, axis) => Math.max(a[axis] ?? 1, b[axis] ?? 1));
}
