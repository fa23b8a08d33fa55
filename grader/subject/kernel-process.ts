import { fileURLToPath } from "node:url";
import { FrameError } from "../../kernels/frames.ts";
import type { LaunchAsk } from "../../specs/support/launch.ts";
import type { Answer } from "../../specs/support/program.ts";
import type { ModuleMap } from "../course/locked-modules.ts";
import { cutAtMarkers, helpersId } from "../course/markers.ts";
import type { Conversation, Death, Times } from "../sandbox/conversation.ts";
import type { SealedScript } from "../sandbox/launch.ts";
import { decodeLaunches, encodeLaunches, type KernelRequest, limitForLaunches } from "./kernel-messages.ts";

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** The sealed process that runs kernels. */
export const kernelProgram: SealedScript = {
  kind: "script",
  script: pathOf("kernel-runner.mjs"),
  // The interpreter makes functions of its own text.
  nodeFlags: ["--no-disallow-code-generation-from-strings"],
  readable: [
    pathOf("answer-launches.ts"),
    pathOf("../../kernels/interpreter"),
    pathOf("../../kernels/wgsl"),
    pathOf("../../kernels/rows.ts"),
    // It says that the files are modules.
    pathOf("../../package.json"),
  ],
  addons: false,
  memoryBytes: 256 * 2 ** 20,
  cpuSeconds: 120,
};

/** The answers to launches; or why there are none. */
export type KernelReply = { readonly kind: "answers"; readonly answers: readonly Answer[] } & Times;

/**
 * Asks launches of a library. A question with a kernel that is not started is answered without running anything.
 *
 * @param run - runs the launches of the other questions, if there are any
 * @throws {RangeError} if the library has no such kernel
 */
export async function askLaunches(
  questions: readonly LaunchAsk[],
  modules: ModuleMap,
  run: (questions: readonly LaunchAsk[], texts: KernelRequest["modules"]) => Promise<KernelReply | Death>,
): Promise<KernelReply | Death> {
  const texts = textsFor(questions, modules);
  const unfilled = unfilledIn(texts);
  const stubOf = ({ launches }: LaunchAsk) =>
    launches.map(({ file }) => unfilled.get(file)).find((id) => id !== undefined);
  const started = questions.filter((question) => stubOf(question) === undefined);
  const reply = started.length === 0 ? nothing : await run(started, Object.fromEntries(texts));
  if (reply.kind === "died") return reply;
  let next = 0;
  const answers = questions.map((question): Answer => {
    const stub = stubOf(question);
    if (stub !== undefined) return { kind: "not-started", stub };
    const answer = reply.answers[next++];
    if (answer === undefined) throw new Error("each launch has an answer");
    return answer;
  });
  return { ...reply, answers };
}

const nothing: KernelReply = { kind: "answers", answers: [], cpuMs: 0, waitMs: 0 };

/**
 * Runs launches in a sealed process.
 *
 * @throws {Error} if the interpreter has failed, or a launch does not fit its module: then the grader is at fault
 */
export async function runSealed(
  process: Conversation,
  questions: readonly LaunchAsk[],
  texts: KernelRequest["modules"],
  times: Times,
): Promise<KernelReply | Death> {
  const { request, numbers } = encodeLaunches(questions, texts);
  const answer = await process.exchange(request, numbers, { ...limitForLaunches(questions), ...times });
  if (answer.kind === "died") return answer;
  const { cpuMs, waitMs } = answer;
  try {
    return { kind: "answers", answers: decodeLaunches(answer.content, answer.numbers, questions), cpuMs, waitMs };
  } catch (error) {
    if (!(error instanceof FrameError)) throw error;
    return { kind: "died", verdict: "crashed", reason: `it sent ${error.message}`, cpuMs, waitMs };
  }
}

/** The texts of the kernels that are launched, by file. @throws {RangeError} if one is missing */
function textsFor(questions: readonly LaunchAsk[], modules: ModuleMap): ReadonlyMap<string, string> {
  const files = new Set(questions.flatMap(({ launches }) => launches.map(({ file }) => file)));
  return new Map(
    Array.from(files, (file) => {
      const text = modules[`course:${file}`];
      if (text === undefined) throw new RangeError(`a law launches ${file}, but there is no such file`);
      return [file, text];
    }),
  );
}

/** The stub of each file that has a region with nothing but blanks and comments in it. */
function unfilledIn(texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const unfilled = new Map<string, string>();
  for (const [file, text] of texts) {
    const { segments } = cutAtMarkers(file, text);
    const blank = segments.find(
      (segment) => segment.kind === "region" && segment.id !== helpersId && isBlank(segment.text),
    );
    if (blank?.kind === "region") unfilled.set(file, blank.id);
  }
  return unfilled;
}

/** A comment over several lines counts as a statement here; intake, which reads tokens, knows better. */
function isBlank(text: string): boolean {
  return text.replaceAll(/\/\/.*$/gm, "").trim() === "";
}
