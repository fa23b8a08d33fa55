import { must, showNumber, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { probePacked } from "../support/packed.ts";
import { hasKept, keepings, numbersOf, plainKeeping, showKeeping, vectors } from "./keepings.ts";
import { one } from "./small-networks.ts";

/** The value. */
export const ownCopies = law({
  stub: "earlyStopping.copies",
  core: true,
  weight: 2,
  says: "For every parameter an array of its own, with the same numbers.",
  given: keepings,
  runs: 40,
  ask: (asked) => probePacked("4-training/loop.keeping", plainKeeping(asked), [[1], ...vectors(asked.sizes)]),
  holds: (said, { sizes: all, epochs }) => hasKept(said, all, epochs.at(-1) ?? 0),
  shows: showKeeping,
});

/** Once more. */
export const newCopies = law({
  stub: "earlyStopping.copies",
  says: "Weights that are kept later go into new arrays, and leave the earlier ones as they are.",
  given: keepings,
  runs: 20,
  ask: (asked) => probePacked("4-training/loop.keptBefore", plainKeeping(asked), [...vectors(asked.sizes), [1]]),
  holds: (said, { sizes: all, epochs: [first = 0] }) => {
    all.forEach((size, k) => {
      const due = numbersOf(k, first, size);
      unchanged(`what was kept of parameter ${k + 1} first`, said.next("what was kept"), due);
    });
    const shared = one(said.next("shared arrays"), 0);
    must(shared === 0, "arrays that were kept twice", "none", showNumber(shared));
  },
  shows: showKeeping,
});
