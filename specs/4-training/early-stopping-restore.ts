import fc from "fast-check";
import { must, showNumber, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { probePacked } from "../support/packed.ts";
import { type Keeping, keepings, numbersOf, plainKeeping, showKeeping, sizes, vectors } from "./keepings.ts";
import { one } from "./small-networks.ts";

/** What a law about `restore` asks. */
const askRestoring = (asked: Keeping) =>
  probePacked("4-training/loop.restoring", plainKeeping(asked), [
    ...vectors(asked.sizes),
    ...vectors(asked.sizes),
    [1],
  ]);

/** The value. */
export const bestRestored = law({
  stub: "earlyStopping.restore",
  core: true,
  weight: 2,
  says: "Every parameter's numbers become those that were kept for it.",
  given: keepings,
  runs: 40,
  ask: askRestoring,
  holds: (said, { sizes: all, epochs }) => {
    for (const when of ["when restored", "when changed and restored again"])
      all.forEach((size, k) => {
        const due = numbersOf(k, epochs.at(-1) ?? 0, size);
        unchanged(`parameter ${k + 1} ${when}`, said.next("a parameter"), due);
      });
    const kept = one(said.next("arrays"), 0);
    must(kept === all.length, "parameters with the array that they had", `${all.length}`, showNumber(kept));
  },
  shows: showKeeping,
});

/** Before there is anything. */
export const nothingKept = law({
  stub: "earlyStopping.restore",
  says: "Where nothing was kept yet, parameters stay as they are.",
  given: fc.record<Keeping>({ sizes, epochs: fc.constant([]) }),
  runs: 5,
  ask: askRestoring,
  holds: (said, { sizes: all }) => {
    for (const epoch of [-1, -2])
      all.forEach((size, k) => {
        const due = numbersOf(k, epoch, size);
        unchanged(`parameter ${k + 1}`, said.next("a parameter"), due);
      });
  },
  shows: showKeeping,
});
