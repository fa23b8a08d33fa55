import fc from "fast-check";
import { must } from "../support/compare.ts";
import { type Law, law } from "../support/law.ts";
import { entry, numbersIn, plainOfSpecial } from "../support/plain.ts";
import { probe } from "../support/question.ts";
import { values } from "../support/values.ts";

/** The losses of some attempts. */
const losses = fc.array(fc.constantFrom(3, 1, 2, 0.5, Number.NaN, Infinity, -1), { minLength: 1, maxLength: 6 });

const isTaken = (core: boolean, says: string, given: fc.Arbitrary<readonly number[]>, runs: number): Law =>
  law({
    stub: "restarts",
    core,
    weight: core ? 2 : 1,
    says,
    given: given.map((all) => ({ losses: all })),
    runs,
    ask: ({ losses: all }) =>
      probe("4-training/health.attempts", { losses: plainOfSpecial(values(all))["data"] ?? [] }),
    holds: (said, { losses: all }) => {
      const numbers = all.filter((loss) => !Number.isNaN(loss));
      const due = numbers.length > 0 ? Math.min(...numbers) : Number.NaN;
      const taken = Number(entry(said, "taken"));
      const got = all[taken];
      must(got !== undefined, "what is returned", "one of the attempts", "something else");
      must(Object.is(got, due), "the loss of the attempt that is taken", `${due}`, `${got}`);
    },
    shows: ({ losses: all }) => ({ losses: values(all) }),
  });

/** The value. */
export const lowestLoss = isTaken(
  true,
  "Of all attempts, the one with the lowest loss; NaN is never lowest.",
  losses,
  80,
);

/** Every attempt counts. */
export const calledOnce = law({
  stub: "restarts",
  says: "Each attempt is called once, with its number, in order.",
  given: fc.oneof(losses, fc.constant(Array.from({ length: 300 }, (_, k) => 300 - k))).map((all) => ({ losses: all })),
  runs: 20,
  ask: ({ losses: all }) => probe("4-training/health.attempts", { losses: plainOfSpecial(values(all))["data"] ?? [] }),
  holds: (said, { losses: all }) => {
    const called = [...numbersIn("the calls", entry(said, "called"))];
    const due = all.map((_, k) => k);
    const show = (list: readonly number[]) => `${list.slice(0, 8).join(", ")}${list.length > 8 ? ", …" : ""}`;
    must(called.join() === due.join(), "the numbers of the calls", show(due), show(called));
  },
  shows: ({ losses: all }) => ({ losses: values(all.slice(0, 8)) }),
});
