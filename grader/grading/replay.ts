import type { IdentifiedLaw } from "../course/laws.ts";
import type { Replay } from "../engine/seed.ts";
import { pointsOf } from "../result/points.ts";
import type { GradingResult } from "../result/result.ts";
import { scoreSubmission } from "../score/score.ts";
import { isReproducible } from "./grade.ts";
import { graderInfoOf } from "./grader-info.ts";
import { judgeCase, type JudgingInput } from "./plan.ts";

/**
 * Judges one case of one law again: on the whole, and on the stub alone if the whole does not pass.
 *
 * @returns a result with only the law's stub, which earns no points
 */
export async function replayCase(input: JudgingInput, law: IdentifiedLaw, replay: Replay): Promise<GradingResult> {
  const { course, submission, subjects } = input;
  let console = "";
  const outcome = await judgeCase(input, law, replay, (said) => (console = said));
  const scored = scoreSubmission(course, submission, [outcome]).find(({ assignment }) => assignment === law.assignment);
  if (scored === undefined) throw new RangeError(`the course has no assignment ${law.assignment}`);
  const stubs = scored.stubs
    .filter(({ id }) => id === law.stub)
    .map((stub) => ({
      ...stub,
      earned: 0,
      pending: stub.points,
      // A failed case has its console output in the counterexample.
      ...(stub.verdict === "passed" && console !== "" ? { console } : {}),
    }));
  return {
    ...graderInfoOf(subjects),
    engine: { interrupted: false },
    reproducible: isReproducible(scored),
    assignments: [{ ...scored, stubs, ...pointsOf(stubs) }],
    timings: {},
  };
}
