import fc from "fast-check";
import { must, showNumber } from "../../../../../specs/support/compare.ts";
import { law } from "../../../../../specs/support/law.ts";
import { probe } from "../../../../../specs/support/question.ts";

const numbers = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });

/** The shares of some numbers. */
export const shares = law({
  stub: "share",
  core: true,
  weight: 2,
  says: "Every number divided by the total of all.",
  given: fc.record({ numbers }),
  ask: ({ numbers: given }) => probe("3-mix/mix.shares", { numbers: given }),
  holds: (said, { numbers: given }) => {
    const total = given.reduce((sum, x) => sum + x, 0);
    const got = Array.isArray(said) ? said.map(Number) : [];
    given.forEach((x, i) => {
      const due = x / total;
      must(
        Math.abs((got[i] ?? Number.NaN) - due) <= 1e-12,
        `share ${i}`,
        showNumber(due),
        showNumber(got[i] ?? Number.NaN),
      );
    });
  },
});

/** The total of all shares. */
export const whole = law({
  stub: "share",
  says: "All shares together are 1.",
  given: fc.record({ numbers }),
  ask: ({ numbers: given }) => probe("3-mix/mix.shares", { numbers: given }),
  holds: (said) => {
    const got = Array.isArray(said) ? said.reduce<number>((sum, x) => sum + Number(x), 0) : Number.NaN;
    must(Math.abs(got - 1) <= 1e-12, "the total of all shares", "1", showNumber(got));
  },
});
