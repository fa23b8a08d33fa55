import fc from "fast-check";
import { shape, valuesOf } from "../support/arbitraries.ts";
import { reports, same, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { entry, plainOf, valuesFrom } from "../support/plain.ts";
import { probe } from "../support/question.ts";
import { exact, fill, type Measured, type Values } from "../support/values.ts";

const stub = "detach";

/** A leaf x. The detached tensor is weight · x, or x itself if `weight` is left out. */
interface Detachment {
  readonly x: Values;
  readonly upstream: Values;
  readonly weight?: number;
  /** Whether x is a constant. */
  readonly still?: boolean;
}

const tensors: fc.Arbitrary<Detachment> = shape({ maxRank: 2 }).chain((s) =>
  fc.record(
    { x: valuesOf(s, 2), upstream: valuesOf(s, 1), weight: fc.constantFrom(3, 2, -1) },
    { requiredKeys: ["x", "upstream"] },
  ),
);

/** Five axes and 315 elements. */
const wide: Detachment = {
  x: fill([7, 5, 3, 1, 3], (i) => i + 0.5),
  upstream: fill([7, 5, 3, 1, 3], (i) => i),
  weight: 3,
};

const toPlain = ({ x, upstream, weight, still = false }: Detachment) => ({
  x: plainOf(x),
  upstream: plainOf(upstream),
  still,
  ...(weight === undefined ? {} : { weight }),
});
const showTensor = (x: Values, weight: number | undefined) => ({
  x,
  "what is detached": weight === undefined ? "x" : `${String(weight).replace("-", "−")}·x`,
});
const shows = ({ x, upstream, weight }: Detachment) => ({ ...showTensor(x, weight), upstream });

/** The tensor that is returned. */
export const constant = law({
  stub,
  core: true,
  weight: 2,
  says: "A new tensor with the same numbers, which is a constant.",
  given: fc.record({ asked: tensors, still: fc.boolean() }).map(({ asked, still }) => ({ ...asked, still })),
  examples: [{ ...wide, still: false }],
  runs: 60,
  ask: (asked) => probe("2-autodiff/detach.detachTensor", toPlain(asked)),
  holds: (said, asked) => {
    reports("what comes out", entry(said, "kind"), "a new tensor");
    unchanged("its numbers", valuesFrom("its numbers", entry(said, "values")), multiply(asked.x, asked.weight ?? 1));
    reports("what it requires", entry(said, "requires"), "none");
    reports("how many parents it has", entry(said, "parents"), 0);
  },
  shows: ({ x, weight, still }) => ({ ...showTensor(x, weight), ...(still ? { "x is": "a constant" } : {}) }),
});

/** Gradients around a detached tensor. */
export const nothingFlows = law({
  stub,
  says: "Nothing flows back through it; what flows on other paths is not disturbed.",
  given: tensors,
  runs: 40,
  ask: (asked) => probe("2-autodiff/detach.gradients", toPlain(asked)),
  holds: (said, { upstream, weight }) => {
    const gradient = (name: string) => valuesFrom("a gradient", entry(said, name));
    same("gradient of the detached one", gradient("detached"), exact(fill(upstream.shape, () => 0)));
    same("gradient of the original", gradient("tensor"), exact(upstream));
    same("gradient of x", gradient("x"), exact(multiply(upstream, weight ?? 1)));
  },
  shows: (asked) => ({ ...shows(asked), y: "the original + 2 · the detached one" }),
});

/** The tensor that was detached. */
export const originalKept = law({
  stub,
  says: "The original keeps its numbers, its parents and a gradient of its own.",
  given: tensors,
  runs: 40,
  ask: (asked) => probe("2-autodiff/detach.original", toPlain(asked)),
  holds: (said, asked) => {
    const now = (name: string) => valuesFrom(name, entry(said, name));
    unchanged("the original's numbers", now("values"), multiply(asked.x, asked.weight ?? 1));
    unchanged("the original's gradient", now("grad"), asked.upstream);
    reports("what the original requires", entry(said, "requires"), "a gradient");
    reports("the original's parents", entry(said, "parents"), "as before");
    reports("how many gradients the two have", entry(said, "gradients"), "two");
  },
  shows,
});

/** The product as `node` computes it: 0 is added, so that −0 becomes 0. */
function multiply(v: Values, factor: number): Measured {
  return exact({ shape: v.shape, data: v.data.map((x) => 0 + factor * x) });
}
