import { judgeReplay } from "../engine/judge.ts";
import type { Judgement } from "../engine/judgement.ts";
import { type Replay, showSeed } from "../engine/seed.ts";
import { prepare, type Prepared } from "../grade.ts";
import { assembleAlone, assembleWhole } from "../intake/assemble.ts";
import { benchFor } from "../plan.ts";
import { assignmentIds } from "../release/assignment.ts";
import { type GradingResult, resultFormat } from "../score/result.ts";
import { pointsOf } from "../score/points.ts";
import { scoreAssignment } from "../score/score.ts";
import { Subject, Subjects } from "../subject/subject.ts";
import type { Ask } from "../subject/wire.ts";
import { unknownName } from "./unknown-name.ts";

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
  const known: string[] = [];
  for (const id of assignmentIds()) {
    const prepared = await prepare(id, options, subjects);
    const replayed = await replayOn(prepared, subjects, options);
    if (replayed !== undefined) return replayed;
    known.push(...prepared.laws.map((law) => law.id));
  }
  const { law, seed, path } = options.replay;
  const again = (meant: string) => `npx grade --replay ${meant}@${showSeed(seed)}:${path}`;
  throw unknownName("--replay", "the id of a law", law, known, again);
}

/**
 * The same for what has been taken in already.
 *
 * @returns undefined if the law is not one of these
 */
export async function replayOn(
  { course, laws, submission }: Prepared,
  subjects: Subjects,
  { replay, secret }: Pick<ReplayOptions, "replay" | "secret">,
): Promise<GradingResult | undefined> {
  const law = laws.find((candidate) => candidate.id === replay.law);
  if (law === undefined) return undefined;
  const stub = law.law.stub;
  const region = submission.regions.get(stub);
  let whole: Judgement;
  let alone: Judgement | undefined;
  let heard = "";
  if (region !== undefined && region.state !== "started") whole = { verdict: region.state };
  else {
    const judgeOn = async (assembly: ReturnType<typeof assembleWhole>, isAlone: boolean): Promise<Judgement> => {
      using subject = new Subject(subjects, assembly.modules);
      const bench = {
        ...benchFor({ course, submission, secret }, law, assembly, subject, isAlone),
        seed: replay.seed,
        respondent: {
          ask: async (questions: readonly Ask[]) => {
            const reply = await subject.ask(questions);
            heard = reply.kind === "answers" ? reply.console : "";
            return reply;
          },
          renew: () => subject.renew(),
          restart: () => subject.restart(),
        },
      };
      return (await judgeReplay(law, bench, replay.path)) ?? { verdict: "passed" };
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
    .map((result) => ({
      ...result,
      earned: 0,
      pending: result.points,
      // What failed shows its console with its case.
      ...(result.verdict === "passed" && heard !== "" ? { console: heard } : {}),
    }));
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
