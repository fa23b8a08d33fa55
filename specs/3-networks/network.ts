import fc from "fast-check";
import { law } from "../support/law.ts";
import { must } from "../support/compare.ts";
import { probe } from "../support/question.ts";
/** placeholder until the capstone */
export const placeholder = law({
  stub: "network",
  core: true,
  says: "Placeholder.",
  given: fc.record({ x: fc.constant(1) }),
  runs: 1,
  ask: () => probe("3-networks/modules.tower", { floors: 3 }),
  holds: (said) => must(said === 3, "x", "3", ""),
});
