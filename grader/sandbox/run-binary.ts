import type { Closed } from "./ending.ts";
import type { SealedBinary } from "./launch.ts";
import type { Sandbox } from "./sandbox.ts";
import type { SealedProcess } from "./sealed-process.ts";

/** What a binary printed, and how it ended. */
export interface BinaryRun {
  readonly closed: Closed;
  readonly output: string;
}

/**
 * Starts a binary and waits for its end.
 *
 * @param options.mostBytes - ends the binary if it prints more than this
 * @param options.signal - ends the binary
 * @throws {ChainruleError} if the machine has no room for another process
 */
export function runBinary(
  program: SealedBinary,
  options: { readonly sandbox: Sandbox; readonly mostBytes: number; readonly signal?: AbortSignal },
): Promise<BinaryRun> {
  return options.sandbox.start(program, (process) => readToEnd(process, options));
}

async function readToEnd(
  process: SealedProcess,
  { mostBytes, signal }: { readonly mostBytes: number; readonly signal?: AbortSignal },
): Promise<BinaryRun> {
  const chunks: Buffer[] = [];
  let length = 0;
  process.answers.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > mostBytes) process.kill();
    else chunks.push(chunk);
  });
  process.requests.end();
  const end = () => process.kill();
  signal?.addEventListener("abort", end, { once: true });
  if (signal?.aborted === true) end();
  const closed = await process.closed;
  signal?.removeEventListener("abort", end);
  return { closed, output: Buffer.concat(chunks).toString() };
}
