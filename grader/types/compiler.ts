/**
 * @file TypeScript's own compiler, in a process of its own. It reads a folder and says what it thinks; it writes nothing,
 * and runs nothing of what it reads. It is asked through its command line: its interface for programs is called unstable.
 *
 * The folder may hold text of a stranger, which the compiler reads in bubblewrap where that is installed, so that
 * `import("/home/…")` in a type finds nothing, and within limits everywhere.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { findBubblewrap } from "../subject/launch.ts";

/** What the compiler printed, or why it said nothing. */
export type Printed =
  | { readonly kind: "printed"; readonly text: string }
  | { readonly kind: "silent"; readonly reason: string };

const cpuSeconds = 10;
const memoryKilobytes = 2 ** 20;
const mostOutput = 2 ** 20;

/**
 * Compiles a folder that has a `tsconfig.json` and emits nothing.
 *
 * @param options.strong - false: without bubblewrap even where it works
 * @param options.signal - ends the compiler
 */
export async function compile(
  folder: string,
  options: { readonly strong?: boolean; readonly signal?: AbortSignal } = {},
): Promise<Printed> {
  const home = compilerFolder();
  if (home === undefined) return { kind: "silent", reason: "TypeScript is not installed" };
  const bubblewrap = options.strong === false ? undefined : findBubblewrap();
  if (bubblewrap === undefined) return run([join(home, binary), "--project", folder], folder, options.signal);
  const walled = await run(
    [bubblewrap, ...walls(home, folder), `/tsc/${binary}`, "--project", "/course"],
    folder,
    options.signal,
  );
  // Where bubblewrap is installed but does not work, the limits have to do.
  return walled.kind === "silent" && walled.reason.startsWith("bwrap: ")
    ? compile(folder, { ...options, strong: false })
    : walled;
}

const binary = process.platform === "win32" ? "tsc.exe" : "tsc";

/** Where the compiler of this machine lies, with the declarations of the language; it is installed for development only. */
function compilerFolder(): string | undefined {
  try {
    const typescript = createRequire(import.meta.url).resolve("typescript/package.json");
    const platform = `@typescript/typescript-${process.platform}-${process.arch}/package.json`;
    return join(dirname(createRequire(typescript).resolve(platform)), "lib");
  } catch {
    return undefined;
  }
}

/** An empty root with the compiler and the folder in it. The compiler asks where it lies, and nothing else of `/proc`. */
function walls(home: string, folder: string): readonly string[] {
  const options = "--unshare-all --unshare-user --uid 65534 --gid 65534 --cap-drop ALL --die-with-parent --new-session";
  const mounts = ["--ro-bind", home, "/tsc", "--ro-bind", folder, "/course"];
  const asked = ["--symlink", `/tsc/${binary}`, "/proc/self/exe"];
  return [...options.split(" "), ...mounts, ...asked, "--remount-ro", "/", "--chdir", "/course", "--"];
}

async function run(command: readonly string[], folder: string, signal: AbortSignal | undefined): Promise<Printed> {
  const isOver = () => signal?.aborted === true;
  if (isOver()) return { kind: "silent", reason: outOfTime };
  const [file = "", ...rest] = withLimits([...command, "--pretty", "false", "--singleThreaded"]);
  const child = spawn(file, rest, {
    cwd: folder,
    env: { GOMAXPROCS: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  const end = () => {
    // The whole group: a shell that became bubblewrap that became the compiler.
    try {
      if (child.pid !== undefined) process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
    } catch {
      // It has ended already.
    }
  };
  const printed = gather(child.stdout, end);
  const complaint = gather(child.stderr, end);
  signal?.addEventListener("abort", end, { once: true });
  process.once("exit", end);
  try {
    const [code] = (await once(child, "close")) as [number | null];
    if (isOver()) return { kind: "silent", reason: outOfTime };
    // 1 and 2 say that there is something to read. It is on the one stream; on the other is what went wrong.
    const [trouble = ""] = complaint().split("\n");
    if (trouble === "" && (code === 0 || code === 1 || code === 2)) return { kind: "printed", text: printed() };
    return { kind: "silent", reason: trouble || "the compiler ended without a word" };
  } catch (error) {
    return { kind: "silent", reason: error instanceof Error ? error.message : String(error) };
  } finally {
    signal?.removeEventListener("abort", end);
    process.off("exit", end);
  }
}

/** Keeps what a stream says, up to a limit. */
function gather(stream: Readable, onTooMuch: () => void): () => string {
  const chunks: Buffer[] = [];
  let length = 0;
  stream.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > mostOutput) onTooMuch();
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString();
}

const outOfTime = "the compiler did not answer in time";

/** A shell sets the limits and becomes the command. Where one cannot be set, it is left out. */
function withLimits(command: readonly string[]): readonly string[] {
  if (process.platform === "win32") return command;
  const limits = ["-c 0", "-f 0", "-n 256", `-d ${memoryKilobytes}`, `-t ${cpuSeconds}`];
  const script = limits.map((limit) => `ulimit ${limit} 2>/dev/null; `).join("");
  return ["/bin/sh", "-c", `${script}exec "$@"`, "limits", ...command];
}
