/**
 * @file A subject in the grader's own process, so that a breakpoint in course code works.
 *
 * Use it for practice and measurements only. Nothing is sealed: course code can reach all that the grader can reach, what
 * it breaks stays broken, and nothing can stop its endless loop.
 */
import { existsSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import type { LaunchAsk } from "../../specs/support/launch.ts";
import type { Answer } from "../../specs/support/program.ts";
import type { Ask } from "../../specs/support/question.ts";
import type { ModuleMap } from "../course/locked-modules.ts";
import { courseRoots, projectRoot } from "../course/roots.ts";
import type { Interpreter } from "./runner-messages.ts";
import type { Reply } from "./subject.ts";
import { answerLaunches } from "./answer-launches.ts";
import { decodeLaunches, encodeLaunches, type KernelRequest } from "./kernel-messages.ts";
import { askLaunches, type KernelReply } from "./kernel-process.ts";
import { decode, encode, inOrderOf, isRealmAsk, neededBy } from "./wire.ts";

/** A course library that answers questions as a subject does. */
export interface InProcess {
  /** @throws {Error} if a file of the course cannot be loaded */
  readonly ask: (questions: readonly Ask[]) => Promise<Extract<Reply, { kind: "answers" }>>;
}

let libraries = 0;

/**
 * Loads the locked modules; `#course/…` means a file of a folder. The files of the folder are loaded once a process: later
 * edits have no effect.
 *
 * @param courseFolder - `file:` URL of a folder such as `starter/`, with a slash at its end
 */
export async function inProcess(courseFolder: URL): Promise<InProcess> {
  // Each library has its own copies of the locked modules. By the mark in their URLs, the hook knows their course.
  const mark = `?library=${++libraries}`;
  registerHooks({
    resolve: (specifier, context, next) => {
      if (context.parentURL?.endsWith(mark) !== true) return next(specifier, context);
      if (specifier.startsWith("#course/")) return next(courseFile(specifier.slice("#course/".length)), context);
      return next(specifier + mark, context);
    },
  });
  const courseFile = (path: string) => new URL(path, courseFolder).href;
  const locate = (module: string) =>
    module.startsWith("course:")
      ? courseFile(module.slice("course:".length))
      : specsFile(module.slice("specs:".length)).href + mark;
  const load = async (url: string) => (await import(url)) as Record<string, unknown>;

  const interpreter = (await load(locate("specs:probes/interpreter.ts"))) as unknown as Interpreter;
  return {
    ask: async (asked) => {
      const questions = asked.filter(isRealmAsk);
      const launches = asked.filter((ask) => ask.kind === "launches");
      for (const needed of neededBy(questions)) {
        interpreter.register(needed.name, (await load(locate(needed.module)))[needed.export]);
      }
      const { text, numbers } = encode(questions);
      const before = process.cpuUsage();
      const answers: unknown = JSON.parse(withCoursePositions(courseFolder, () => interpreter.answer(text, numbers)));
      const { user, system } = process.cpuUsage(before);
      const decoded = decode({ answers, console: "" }, interpreter.numbers(), questions);
      if ("refused" in decoded) throw new Error(`${decoded.refused} is not allowed`);
      const run = await runHere(launches, courseFolder);
      const all = inOrderOf(asked, decoded.answers, run);
      return { kind: "answers", answers: all, console: decoded.console, cpuMs: (user + system) / 1000 };
    },
  };
}

/** Runs launches in this process. The files are read again each time. */
async function runHere(questions: readonly LaunchAsk[], courseFolder: URL): Promise<readonly Answer[]> {
  const files = new Set(questions.flatMap(({ launches }) => launches.map(({ file }) => file)));
  const modules: ModuleMap = Object.fromEntries(
    Array.from(files, (file) => [`course:${file}`, readFileSync(new URL(file, courseFolder), "utf8")]),
  );
  const reply = await askLaunches(questions, modules, (started, texts) => Promise.resolve(runUnsealed(started, texts)));
  if (reply.kind === "died") throw new Error(reply.reason);
  return reply.answers;
}

function runUnsealed(questions: readonly LaunchAsk[], texts: KernelRequest["modules"]): KernelReply {
  const { request, numbers } = encodeLaunches(questions, texts);
  const { answers, numbers: row } = answerLaunches(request, numbers);
  return { kind: "answers", answers: decodeLaunches(answers, row, questions), cpuMs: 0, waitMs: 0 };
}

/** A file of `specs/`, in the first root of the course that has it. */
function specsFile(path: string): URL {
  const places = courseRoots().map((root) => new URL(`specs/${path}`, root));
  return places.find((place) => existsSync(place)) ?? new URL(`specs/${path}`, projectRoot);
}

/** Runs `act`. The stacks of its errors name course files as those of a realm do: `course:2-autodiff/offset.ts`. */
function withCoursePositions<T>(courseFolder: URL, act: () => T): T {
  const before = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  Error.prepareStackTrace = (error, frames) => {
    const positions = frames.map((frame) => {
      const file = frame.getFileName()?.replace(courseFolder.href, "course:") ?? "node";
      return `${frame.getFunctionName() ?? "a function"} (${file}:${frame.getLineNumber()}:${frame.getColumnNumber()})`;
    });
    return [`${error.name}: ${error.message}`, ...positions].join("\n    at ");
  };
  try {
    return act();
  } finally {
    if (before === undefined) Reflect.deleteProperty(Error, "prepareStackTrace");
    else Object.defineProperty(Error, "prepareStackTrace", before);
  }
}
