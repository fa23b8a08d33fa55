/**
 * @file TypeScript's own compiler, in a sealed process. It reads a folder and prints what it finds; it writes no file, and
 * runs no code that it reads. The grader uses its command line, because its programming interface is still unstable.
 *
 * The folder holds text of a student. In bubblewrap, `import("/home/…")` in a type finds no file.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { SealedBinary } from "../sandbox/launch.ts";
import { runBinary } from "../sandbox/run-binary.ts";
import { Sandbox } from "../sandbox/sandbox.ts";

/** What the compiler printed; or why it could not finish. */
export type CompilerOutput =
  | { readonly kind: "printed"; readonly text: string }
  | { readonly kind: "unfinished"; readonly reason: string };

/** What starts the compiler, and what ends it. */
export interface CompileOptions {
  readonly sandbox?: Sandbox;
  readonly signal?: AbortSignal;
}

const mostBytes = 2 ** 20;

/**
 * Compiles a folder that has a `tsconfig.json` and emits nothing.
 *
 * @throws {ChainruleError} if the machine has no room for another process
 */
export async function compile(folder: string, options: CompileOptions = {}): Promise<CompilerOutput> {
  const { sandbox = new Sandbox(), signal } = options;
  const binary = findCompiler();
  if (binary === undefined) return { kind: "unfinished", reason: "TypeScript is not installed" };
  const isOver = () => signal?.aborted === true;
  if (isOver()) return { kind: "unfinished", reason: outOfTime };
  const { closed, output } = await runBinary(programFor(binary, folder), { ...options, sandbox, mostBytes });
  if (isOver()) return { kind: "unfinished", reason: outOfTime };
  // The codes 1 and 2 mean that the compiler found something. Findings are in the output; stderr is for its own failures.
  const { code } = closed;
  const [failure = ""] = closed.stderr.split("\n");
  if (failure === "" && (code === 0 || code === 1 || code === 2)) return { kind: "printed", text: output };
  return { kind: "unfinished", reason: failure || "the compiler ended without a word" };
}

const outOfTime = "the compiler did not answer in time";

/** The path of the compiler for this machine; undefined if the development packages are not installed. */
function findCompiler(): string | undefined {
  try {
    const typescript = createRequire(import.meta.url).resolve("typescript/package.json");
    const platform = `@typescript/typescript-${process.platform}-${process.arch}/package.json`;
    const home = dirname(createRequire(typescript).resolve(platform));
    return join(home, "lib", process.platform === "win32" ? "tsc.exe" : "tsc");
  } catch {
    return undefined;
  }
}

/** The compiler is a Go program. GOMAXPROCS keeps it on one core, since judging goes on at the same time. */
function programFor(binary: string, folder: string): SealedBinary {
  return {
    kind: "binary",
    binary,
    arguments: ["--project", ".", "--pretty", "false", "--singleThreaded"],
    environment: { GOMAXPROCS: "1" },
    folder: { path: folder, sealedPath: "/course" },
    memoryBytes: 2 ** 30,
    cpuSeconds: 10,
  };
}
