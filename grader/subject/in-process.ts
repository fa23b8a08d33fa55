/**
 * @file A subject without a process of its own: the course library runs right here, so that a breakpoint in it stops.
 *
 * For practice and for measuring only. Nothing is sealed: course code can reach all that the grader can, what it breaks
 * stays broken, and an endless loop in it cannot be stopped.
 */
import { registerHooks } from "node:module";
import type { Reply } from "./subject.ts";
import { type Ask, decode, encode, neededBy } from "./wire.ts";

/** A course library that answers questions like a subject does. */
export interface InProcess {
  /** @throws {Error} if a file of the course cannot be loaded */
  readonly ask: (questions: readonly Ask[]) => Promise<Extract<Reply, { kind: "answers" }>>;
}

/** `specs/probes/interpreter.ts`, which answers in the realm as well. */
interface Interpreter {
  readonly register: (name: string, callable: unknown) => void;
  readonly answer: (text: string, given: Float64Array) => string;
  readonly numbers: () => Float64Array;
}

const probesFolder = new URL("../../specs/probes/", import.meta.url);
let libraries = 0;

/**
 * Loads the locked modules, with `#course/…` resolved to a folder. Course files are loaded where they lie, once a
 * process; what is edited afterwards is not seen.
 *
 * @param courseFolder - `file:` URL of a folder such as `starter/`, with a slash at its end
 */
export async function inProcess(courseFolder: URL): Promise<InProcess> {
  // The mark gives each library locked modules of its own, and tells the hook which course they mean.
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
      : new URL(module.slice("specs:probes/".length), probesFolder).href + mark;
  const load = async (url: string) => (await import(url)) as Record<string, unknown>;

  const interpreter = (await load(locate("specs:probes/interpreter.ts"))) as unknown as Interpreter;
  return {
    ask: async (questions) => {
      for (const needed of neededBy(questions)) {
        interpreter.register(needed.name, (await load(locate(needed.module)))[needed.export]);
      }
      const { text, numbers } = encode(questions);
      const before = process.cpuUsage();
      const answers: unknown = JSON.parse(withCoursePositions(courseFolder, () => interpreter.answer(text, numbers)));
      const { user, system } = process.cpuUsage(before);
      const said = decode({ answers, console: "" }, interpreter.numbers(), questions);
      if ("refused" in said) throw new Error(`${said.refused} is not allowed`);
      return { kind: "answers", ...said, cpuMs: (user + system) / 1000 };
    },
  };
}

/** Runs `act`; errors that are made meanwhile name course files as those of a realm do: `course:2-autodiff/offset.ts`. */
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
