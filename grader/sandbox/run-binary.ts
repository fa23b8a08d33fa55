import type { Closed } from "./ending.ts";
import type { SealedBinary } from "./launch.ts";
import type { Sandbox } from "./sandbox.ts";
import type { SealedProcess } from "./sealed-process.ts";

/** What a binary printed, and how it ended. */
export interface BinaryRun {
  readonly closed: Closed;
  readonly output: string;
}

/** What a binary may do, and what ends it. */
interface BinaryLimits {
  /** Ends the binary if it prints more than this. */
  readonly mostBytes: number;
  /** Ends the binary after this time, whether it computes or sleeps; a minute if left out. */
  readonly mostMs?: number;
  /** Ends the binary. */
  readonly signal?: AbortSignal;
}

/**
 * Starts a binary and waits for its end.
 *
 * @throws {ChainruleError} if the machine has no room for another process
 */
export function runBinary(
  program: SealedBinary,
  options: BinaryLimits & { readonly sandbox: Sandbox },
): Promise<BinaryRun> {
  return options.sandbox.start(program, (process) => readToEnd(process, options));
}

async function readToEnd(
  process: SealedProcess,
  { mostBytes, mostMs = 60_000, signal }: BinaryLimits,
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
  const timer = setTimeout(end, mostMs);
  signal?.addEventListener("abort", end, { once: true });
  if (signal?.aborted === true) end();
  const closed = await process.closed;
  clearTimeout(timer);
  signal?.removeEventListener("abort", end);
  return { closed, output: Buffer.concat(chunks).toString() };
}
