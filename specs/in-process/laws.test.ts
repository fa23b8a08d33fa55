/**
 * @file The laws as tests, one each, on a course folder that is loaded right here, so that breakpoints stop:
 *
 *     npx vitest --project specs
 *     CHAINRULE_COURSE=solution npx vitest --project specs
 *     CHAINRULE_REPLAY=mul.backward/gradient@7f3a91c2:0 npx vitest --project specs
 *
 * The folder is `starter/` unless CHAINRULE_COURSE names another one. CHAINRULE_REPLAY runs the one case that a report
 * names and skips the rest.
 *
 * This is practice. Nothing is sealed, every stub is judged as part of the whole, and an endless loop in a stub cannot
 * be stopped: end it with Ctrl-C. Marks come from `grade`.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import fc from "fast-check";
import { describe, type TestContext, test } from "vitest";
import { judge, judgeReplay } from "../../grader/engine/judge.ts";
import type { Bench, Judgement } from "../../grader/engine/judgement.ts";
import { type IdentifiedLaw, loadLaws } from "../../grader/engine/laws.ts";
import { parseReplay, practiceSecret, seedOf } from "../../grader/engine/seed.ts";
import { assignmentIds, loadAssignment } from "../../grader/release/assignment.ts";
import type { Counterexample } from "../../grader/score/result.ts";
import { inProcess } from "../../grader/subject/in-process.ts";

const folder = resolve(process.env["CHAINRULE_COURSE"] ?? "starter");
if (!existsSync(folder)) {
  throw new Error(`CHAINRULE_COURSE: expected a folder, got ${folder}.\n  Next: name one such as starter [E_COURSE]`);
}
const course = pathToFileURL(`${folder}/`);
const library = await inProcess(course);
const wanted = process.env["CHAINRULE_REPLAY"];
const replay = wanted === undefined ? undefined : parseReplay(wanted);

for (const assignment of assignmentIds()) {
  const laws = await loadLaws(loadAssignment(assignment));
  describe(assignment, () => {
    for (const [stub, own] of Map.groupBy(laws, ({ law }) => law.stub)) {
      describe(stub, () => {
        for (const law of own) test(law.law.says, (context) => check(assignment, law, context));
      });
    }
  });
}

async function check(assignment: string, law: IdentifiedLaw, context: TestContext): Promise<void> {
  if (replay !== undefined && replay.law !== law.id) return context.skip("another law is replayed");
  // The seed does not depend on the code here: while you step through a stub and mend it, the cases stay.
  const seed = replay?.seed ?? seedOf({ secret: practiceSecret, assignment, law: law.id, tokens: "" });
  const bench: Bench = {
    respondent: { ask: library.ask, renew: () => {}, restart: () => {} },
    seed,
    alone: false,
    placeOf: (file, line) => ({ file: fileURLToPath(new URL(file, course)), line }),
  };
  if (await isNotStarted(law)) return context.skip("not started");
  const { verdict, blockedBy, counterexample } = await judged(law, bench);
  if (verdict === "blocked") return context.skip(`blocked by ${blockedBy ?? "another stub"}`);
  if (verdict !== "passed") throw failure(counterexample, verdict);
}

async function judged(law: IdentifiedLaw, bench: Bench): Promise<Judgement> {
  if (replay === undefined) return judge(law, bench);
  return (await judgeReplay(law, bench, replay.path)) ?? { verdict: "passed" };
}

/** Whether the law's own stub is still the starter's throw. */
async function isNotStarted({ law }: IdentifiedLaw): Promise<boolean> {
  const [example = fc.sample(law.given, 1)[0]] = law.examples;
  const { answers } = await library.ask(law.pose(example).questions.map(({ ask }) => ask));
  return answers.some((answer) => answer.kind === "not-started" && answer.stub === law.stub);
}

/** The failure as the runner prints it; where an error was thrown, it shows the line. */
function failure(found: Counterexample | undefined, verdict: string): Error {
  if (found === undefined) return new Error(verdict);
  const { difference, thrown, reason, suspects, replay: again } = found;
  const lines = [
    ...(difference === undefined ? [] : [`${difference.what}: expected ${difference.expected}, got ${difference.got}`]),
    ...(thrown === undefined ? [] : [`${thrown.name}: ${thrown.message}`]),
    ...(reason === undefined ? [] : [reason]),
    ...found.case.map(({ name, text }) => `  ${name} = ${text}`),
    ...suspects,
    ...(again === undefined ? [] : [`Replay: CHAINRULE_REPLAY=${again} npx vitest run --project specs`]),
  ];
  const error = new Error(lines.join("\n"));
  const { file, line } = thrown?.at ?? {};
  error.stack = file === undefined ? error.message : `${error.message}\n    at ${file}:${line}:1`;
  return error;
}
