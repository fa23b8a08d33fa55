import { judgeReplay } from "../engine/judge.ts";
import type { Judgement } from "../engine/judgement.ts";
import type { Replay } from "../engine/seed.ts";
import { prepare } from "../grade.ts";
import { assembleAlone, assembleWhole } from "../intake/assemble.ts";
import { SubmissionError } from "../intake/files.ts";
import { benchFor } from "../plan.ts";
import { assignmentIds } from "../release/assignment.ts";
import { type GradingResult, resultFormat } from "../score/result.ts";
import { pointsOf } from "../score/points.ts";
import { scoreAssignment } from "../score/score.ts";
import { Subject, Subjects } from "../subject/subject.ts";

/** What to judge again. */
export interface ReplayOptions {
  readonly folder: string;
  readonly replay: Replay;
  readonly secret: string;
  readonly strong?: boolean;
}

/**
 * Judges one case of one law again: on the whole, or, where the whole does not get that far, on the stub alone.
 *
 * @returns a result with that stub and that law only
 * @throws {SubmissionError} if there is no such law
 */
export async function replay(options: ReplayOptions): Promise<GradingResult> {
  using subjects = new Subjects(options.strong === undefined ? {} : { strong: options.strong });
  for (const id of assignmentIds()) {
    const { course, laws, submission } = await prepare(id, options, subjects);
    const law = laws.find((candidate) => candidate.id === options.replay.law);
    if (law === undefined) continue;
    const stub = law.law.stub;
    const region = submission.regions.get(stub);
    let whole: Judgement;
    let alone: Judgement | undefined;
    if (region !== undefined && region.state !== "started") whole = { verdict: region.state };
    else {
      const judgeOn = async (assembly: ReturnType<typeof assembleWhole>, isAlone: boolean): Promise<Judgement> => {
        using subject = new Subject(subjects, assembly.modules);
        const bench = {
          ...benchFor({ course, submission, secret: options.secret }, law, assembly, subject, isAlone),
          seed: options.replay.seed,
        };
        return (await judgeReplay(law, bench, options.replay.path)) ?? { verdict: "passed" };
      };
      whole = await judgeOn(assembleWhole(course, submission), false);
      const graftable = region !== undefined && course.reference !== undefined;
      if (graftable && whole.verdict !== "passed")
        alone = await judgeOn(assembleAlone(course, submission, stub, new Set(law.needs)), true);
    }
    const scored = scoreAssignment(
      course.assignment,
      submission,
      [{ law, whole, ...(alone === undefined ? {} : { alone }) }],
      course.reference !== undefined,
    );
    const stubs = scored.stubs
      .filter((result) => result.id === stub)
      .map((result) => ({ ...result, earned: 0, pending: result.points }));
    const { protection } = subjects;
    return {
      schema: resultFormat,
      versions: { chainrule: "replay", node: process.version },
      ...(protection === undefined ? {} : { protection: { level: protection.level, layers: [...protection.layers] } }),
      engine: { interrupted: false },
      reproducible: true,
      assignments: [{ ...scored, stubs, ...pointsOf(stubs) }],
      timings: {},
    };
  }
  throw new SubmissionError(
    "--replay",
    "the id of a law, such as mul.backward/gradient",
    options.replay.law,
    "copy it from the report",
  );
}
