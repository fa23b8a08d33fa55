import fc from "fast-check";
import { sameNumber } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { call } from "../support/question.ts";

const stub = "offset";

/** An index and strides of equal length, for up to six axes. Most of the numbers are small. */
const places = fc
  .array(
    fc.record({
      at: fc.oneof({ withCrossShrink: true }, { arbitrary: fc.nat({ max: 5 }), weight: 3 }, fc.nat({ max: 400 })),
      stride: fc.oneof({ withCrossShrink: true }, { arbitrary: fc.nat({ max: 24 }), weight: 3 }, fc.nat({ max: 9000 })),
    }),
    { minLength: 0, maxLength: 6, size: "max" },
  )
  .map((axes) => ({ index: axes.map(({ at }) => at), strides: axes.map(({ stride }) => stride) }));

/** The sum of products. */
export const position = law({
  stub,
  core: true,
  weight: 2,
  says: "Every axis moves you index × stride elements ahead.",
  given: places,
  examples: [
    { index: [1, 2], strides: [3, 1] },
    { index: [], strides: [] },
    { index: [1, 0, 2], strides: [12, 4, 1] },
  ],
  ask: ({ index, strides }) => call("offset", index, strides),
  holds: ({ result, truth }) => sameNumber("the offset", result, truth),
  suspects: [
    {
      asks: "Might it be that the index is added up without its strides?",
      explains: ({ result }, { index }) =>
        sameNumber(
          "the offset",
          result,
          index.reduce((sum, at) => sum + at, 0),
        ),
    },
    {
      asks: "Might it be that the last axis is left out?",
      explains: ({ result }, { index, strides }) =>
        sameNumber(
          "the offset",
          result,
          index.slice(0, -1).reduce((sum, at, axis) => sum + at * (strides[axis] ?? 0), 0),
        ),
    },
  ],
});

/** A stretched axis. */
export const stretched = law({
  stub,
  says: "Along an axis whose stride is 0, every index finds the same element.",
  given: fc
    .record({ place: places, axis: fc.nat({ max: 4 }), from: fc.nat({ max: 5 }), to: fc.nat({ max: 5 }) })
    .map(({ place, axis, from, to }) => {
      const put = (at: number) => place.index.toSpliced(axis, 0, at);
      return { here: put(from), there: put(to), strides: place.strides.toSpliced(axis, 0, 0) };
    }),
  ask: ({ here, there, strides }) => ({ here: call("offset", here, strides), there: call("offset", there, strides) }),
  holds: ({ here, there }) => sameNumber("the offset of the second index", there.result, here.result),
});

/** The arguments stay as they are. */
export const untouched = law({
  stub,
  says: "The index and the strides are not changed.",
  given: places,
  ask: ({ index, strides }) => call("offset", index, strides),
  holds: ({ keepsItsArguments }) => keepsItsArguments(),
});

/** One step along an axis. */
export const step = law({
  stub,
  says: "One step along an axis moves you by the stride of that axis.",
  given: places
    .filter(({ index }) => index.length > 0)
    .chain((place) => fc.nat({ max: place.index.length - 1 }).map((axis) => ({ ...place, axis }))),
  ask: ({ index, strides, axis }) => ({
    before: call("offset", index, strides),
    after: call("offset", index.with(axis, (index[axis] ?? 0) + 1), strides),
  }),
  holds: ({ before, after }, { strides, axis }) =>
    sameNumber("the offset after one step", after.result, before.result + (strides[axis] ?? 0)),
});
