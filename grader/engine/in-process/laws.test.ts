/**
 * @file Each law as a test, on a course folder in this very process, so that breakpoints work:
 *
 *     npx vitest --project specs
 *     CHAINRULE_COURSE=solution npx vitest --project specs
 *     CHAINRULE_REPLAY=mul.backward/gradient@7f3a91c2:0 npx vitest --project specs
 *
 * CHAINRULE_COURSE names the folder; the default is `starter/`. CHAINRULE_REPLAY runs one case from a report and skips all
 * other laws.
 *
 * These tests are for practice. The code runs without a sandbox, every stub is judged as part of the whole, and an endless
 * loop ends only with Ctrl-C. Marks come from `grade`.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import fc from "fast-check";
import { describe, type TestContext, test } from "vitest";
import { judge, judgeReplay } from "../judge.ts";
import type { Bench, Judgement } from "../judgement.ts";
import { type IdentifiedLaw, loadLaws } from "../../course/laws.ts";
import { parseReplay, practiceSecret, seedOf } from "../seed.ts";
import { loadAssignments } from "../../course/assignment.ts";
import type { Counterexample } from "../../result/result.ts";
import { inProcess } from "../../subject/in-process.ts";

const folder = resolve(process.env["CHAINRULE_COURSE"] ?? "starter");
if (!existsSync(folder)) {
  throw new Error(`CHAINRULE_COURSE: expected a folder, got ${folder}.\n  Next: name one such as starter [E_COURSE]`);
}
const course = pathToFileURL(`${folder}/`);
const library = await inProcess(course);
const replayText = process.env["CHAINRULE_REPLAY"];
const replay = replayText === undefined ? undefined : parseReplay(replayText);

for (const assignment of loadAssignments()) {
  const laws = await loadLaws([assignment]);
  describe(assignment.id, () => {
    for (const [stub, own] of Map.groupBy(laws, (law) => law.stub)) {
      describe(stub, () => {
        for (const law of own) test(law.says, (context) => check(law, context));
      });
    }
  });
}

async function check(law: IdentifiedLaw, context: TestContext): Promise<void> {
  if (replay !== undefined && replay.law !== law.id) return context.skip("another law is replayed");
  // The seed ignores the code here, so that the cases stay equal while a student edits a stub.
  const seed = replay?.seed ?? seedOf({ secret: practiceSecret, assignment: law.assignment, law: law.id, tokens: "" });
  const bench: Bench = {
    respondent: { ask: library.ask, renew: () => {}, restart: () => {} },
    seed,
    alone: false,
    isUnfilled: () => true,
    placeOf: (file, line) => ({ file: fileURLToPath(new URL(file, course)), line }),
  };
  if (await isNotStarted(law)) return context.skip("not started");
  const { verdict, blockedBy, counterexample } = await judgeOnce(law, bench);
  if (verdict === "blocked") return context.skip(`blocked by ${blockedBy ?? "another stub"}`);
  if (verdict !== "passed") throw failureOf(counterexample, verdict);
}

async function judgeOnce(law: IdentifiedLaw, bench: Bench): Promise<Judgement> {
  if (replay === undefined) return judge(law, bench);
  return (await judgeReplay(law, bench, replay.path)) ?? { verdict: "passed" };
}

/** Whether the law's own stub still has the starter's throw. */
async function isNotStarted(law: IdentifiedLaw): Promise<boolean> {
  const [example = fc.sample(law.given, 1)[0]] = law.examples;
  const { answers } = await library.ask(law.pose(example).questions.map(({ ask }) => ask));
  return answers.some((answer) => answer.kind === "not-started" && answer.stub === law.stub);
}

/** An error with the counterexample as message; its stack shows the student's line, if there is one. */
function failureOf(found: Counterexample | undefined, verdict: string): Error {
  if (found === undefined) return new Error(verdict);
  const { difference, thrown, fault, reason, suspects, replay: again } = found;
  const lines = [
    ...(difference === undefined ? [] : [`${difference.what}: expected ${difference.expected}, got ${difference.got}`]),
    ...(thrown === undefined ? [] : [`${thrown.name}: ${thrown.message}`]),
    ...(fault === undefined ? [] : [`${fault.name}: ${fault.text}`, ...fault.places.map(({ text }) => `  ${text}`)]),
    ...(reason === undefined ? [] : [reason]),
    ...found.case.map(({ name, text }) => `  ${name} = ${text}`),
    ...suspects,
    ...(again === undefined ? [] : [`Replay: CHAINRULE_REPLAY=${again} npx vitest run --project specs`]),
  ];
  const error = new Error(lines.join("\n"));
  const { file, line } = thrown?.at ?? fault?.places.find(({ at }) => at !== undefined)?.at ?? {};
  error.stack = file === undefined ? error.message : `${error.message}\n    at ${file}:${line}:1`;
  return error;
}
