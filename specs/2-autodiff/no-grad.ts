import fc from "fast-check";
import { reports } from "../support/compare.ts";
import { law, type Suspect } from "../support/law.ts";
import { entry, type Plain } from "../support/plain.ts";
import { probe, type Question } from "../support/question.ts";

const stub = "noGrad";
/** The state of recording before a call. */
interface Recording {
  readonly before: string;
}

const before = fc.constantFrom("on", "off");

/** Recording during a call, and after it. */
export const offMeanwhile = law({
  stub,
  core: true,
  weight: 2,
  says: "Recording is off while compute runs, and afterwards as it was before.",
  given: fc.record({ before }),
  examples: [{ before: "on" }, { before: "off" }],
  runs: 4,
  ask: (given) => probe("2-autodiff/no-grad.states", given),
  holds: (said, given) => {
    reports("recording, while compute runs", entry(said, "inside"), "off");
    reports("recording, afterwards", entry(said, "after"), given.before);
  },
  suspects: [
    becomes("Might it be that recording is switched on afterwards, whatever it was before?", "off", () => "on"),
    becomes("Might it be that recording is never switched on again?", "off", () => "off"),
    becomes("Might it be that recording stays as it is while compute runs?", undefined, (before) => before),
  ],
  shows: (given) => ({ "recording, before": given.before }),
});

/** The value that is returned. */
export const handedOn = law({
  stub,
  says: "What compute returns is handed on, and it is computed once.",
  given: fc.record({ result: fc.constantFrom<Plain>(5, 0, "", "text", false, true, null, [1, 2]) }),
  runs: 16,
  ask: ({ result }) => probe("2-autodiff/no-grad.handOn", { result }),
  holds: (said) => {
    reports("how often compute is called", entry(said, "calls"), 1);
    reports("what noGrad returns", entry(said, "result"), "the same");
  },
  shows: ({ result }) => ({ "compute returns": JSON.stringify(result) }),
});

/** Tensors that are computed inside. */
export const constants = law({
  stub,
  says: "What is computed inside has no parents, no gradient and no way back; before and afterwards it has all three.",
  given: fc.record({ operands: fc.integer({ min: 1, max: 3 }) }),
  runs: 6,
  ask: ({ operands }) => probe("2-autodiff/no-grad.results", { operands }),
  holds: (said, { operands }) => {
    reports("a result from before", entry(said, "before"), `${operands} parents, a gradient, a way back`);
    reports("a result from inside", entry(said, "inside"), "0 parents, no gradient, no way back");
    reports("a result from afterwards", entry(said, "after"), `${operands} parents, a gradient, a way back`);
  },
});

/** An error inside compute. */
export const thrown = law({
  stub,
  weight: 2,
  says: "If compute throws, its error comes out as it is, and recording is as it was before.",
  given: fc.record({ before, depth: fc.integer({ min: 1, max: 3 }) }),
  examples: [
    { before: "on", depth: 1 },
    { before: "off", depth: 1 },
  ],
  runs: 8,
  ask: (given) => probe("2-autodiff/no-grad.throwInside", given),
  holds: (said, given) => {
    reports("the error that comes out", entry(said, "error"), "the same");
    reports("recording, afterwards", entry(said, "after"), given.before);
  },
  shows: ({ before: state, depth }) => ({ "recording, before": state, "calls in each other": depth }),
});

/** A call inside another call. */
export const nested = law({
  stub,
  says: "Inside another noGrad, recording stays off until the outer one ends, also after an error.",
  given: fc.record({ depth: fc.integer({ min: 2, max: 4 }) }),
  runs: 4,
  ask: ({ depth }) => ({
    levels: probe("2-autodiff/no-grad.levels", { depth }),
    error: probe("2-autodiff/no-grad.outerAfterThrow", {}),
  }),
  holds: ({ levels, error }) => {
    reports("recording, on the way in and on the way out", entry(levels, "inside"), "off");
    reports("recording, after the outer one", entry(levels, "after"), "on");
    reports("recording in the outer one, after the inner one has thrown", error, "off");
  },
  shows: ({ depth }) => ({ "calls in each other": depth }),
});

/** A likely cause: the states of recording during a call and after it. `inside` is undefined for the state before. */
function becomes(
  asks: string,
  inside: string | undefined,
  after: (before: string) => string,
): Suspect<Recording, Question<Plain>> {
  return {
    asks,
    explains: (said, given) => {
      reports("recording, while compute runs", entry(said, "inside"), inside ?? given.before);
      reports("recording, afterwards", entry(said, "after"), after(given.before));
    },
  };
}
