import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, test } from "vitest";

import type { Closed } from "./ending.ts";
import { whySealFails } from "./obstacle.ts";
import { startSealed } from "./sealed-process.ts";
import { refusedCalls, seccompFilter } from "./seccomp.ts";

const whyNot = await whySealFails();
if (whyNot !== undefined) {
  if (process.env["CI"]) throw new Error(`The tests of the system-call filter cannot run: ${whyNot}`);
  console.warn(`\n  !! SKIPPED: the tests of the system-call filter, because ${whyNot}\n`);
}
const sealed = whyNot === undefined;

const EPERM = 1;
const ENOSYS = 38;
const SIGSEGV = 11;
const SIGSYS = 31;
const THROUGH_BUBBLEWRAP = 128;
const ALLOW = 0x7fff0000;
const KILL_PROCESS = 0x80000000;
const column = process.arch === "arm64" ? 1 : 0;

const folder = mkdtempSync(join(tmpdir(), "chainrule-seccomp-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Native code: `call(number, first argument)` returns what the kernel answers, a failure as −errno. */
const nativeCode = `
  const ffi = require("node:ffi");
  const fs = require("node:fs");
  const long = "i64";
  const { functions: libc } = ffi.dlopen("libc.so.6", {
    syscall: { arguments: [long, long, long, long, long, long, long], return: long },
    __errno_location: { arguments: [], return: "pointer" },
    mmap: { arguments: ["pointer", "u64", "i32", "i32", "i32", long], return: "pointer" },
    bsearch: { arguments: ["pointer", "pointer", "u64", "u64", "pointer"], return: "pointer" },
  });
  // Looked up before the calls: whatever runs between a call and the look at its error may set another error.
  const errno = libc.__errno_location();
  function call(number, first = 0) {
    const result = libc.syscall(BigInt(number), BigInt(first), 0n, 0n, 0n, 0n, 0n);
    return result === -1n ? -ffi.getInt32(errno, 0) : Number(result);
  }
  /** Runs machine code: the search calls it to compare its one element. */
  function execute(bytes) {
    const memory = libc.mmap(0n, 4096n, 7, 0x22, -1, 0n);
    ffi.exportBuffer(Buffer.from(bytes), memory, bytes.length);
    libc.bsearch(memory, memory, 1n, 1n, memory);
    return "ran";
  }
  const answer = (value) => fs.writeSync(3, JSON.stringify(value));
`;

/** Runs `body`, which calls native code, with the permissions of Node that it needs. */
async function runNatively(body: string, strong: boolean): Promise<{ answer: string; closed: Closed }> {
  const script = join(folder, "native.cjs");
  writeFileSync(script, nativeCode + body);
  const nodeFlags = ["--experimental-ffi", "--allow-ffi", "--allow-worker"];
  // A worker reserves 512 MB for its machine code, and RLIMIT_DATA counts them.
  const limits = { memoryBytes: 2 ** 30, cpuSeconds: 10 };
  const program = { kind: "script", script, nodeFlags, readable: [], addons: false, ...limits } as const;
  using child = startSealed(program, { strong });
  let answer = "";
  child.answers.on("data", (chunk: Buffer) => (answer += chunk.toString()));
  child.requests.end();
  const closed = await child.closed;
  return { answer, closed };
}

/** The answer of the filter to a call. Like the kernel, this runs the instructions one by one. */
function answerOf(filter: Uint8Array, call: { readonly number: number; readonly audit: number }): number {
  const view = new DataView(filter.buffer, filter.byteOffset, filter.byteLength);
  let accumulator = 0;
  for (let at = 0; ; at += 8) {
    const [code, operand] = [view.getUint16(at, true), view.getUint32(at + 4, true)];
    const jump = (holds: boolean) => void (at += 8 * view.getUint8(at + (holds ? 2 : 3)));
    if (code === 0x06) return operand;
    else if (code === 0x20) accumulator = operand === 0 ? call.number : operand === 4 ? call.audit : 0;
    else if (code === 0x15) jump(accumulator === operand);
    else if (code === 0x25) jump(accumulator > operand);
    else if (code === 0x35) jump(accumulator >= operand);
    else throw new RangeError(`operation ${code}`);
  }
}

describe("seccompFilter(architecture)", () => {
  test("a filter has fewer than 4,096 instructions", () => {
    for (const architecture of ["x64", "arm64"]) {
      const bytes = seccompFilter(architecture);
      expect(bytes?.length).toBeGreaterThan(8 * Object.keys(refusedCalls).length);
      expect(bytes?.length).toBeLessThan(8 * 4096);
      expect((bytes?.length ?? 1) % 8).toBe(0);
    }
  });

  test("an unknown architecture gives undefined", () => {
    expect(seccompFilter("riscv64")).toBeUndefined();
  });

  // The numbers are AUDIT_ARCH_… of the kernel, and getpid.
  test.each([
    { architecture: "x64", own: { audit: 0xc000003e, number: 39 }, other: { audit: 0x40000003, number: 20 } },
    { architecture: "arm64", own: { audit: 0xc00000b7, number: 172 }, other: { audit: 0x40000028, number: 20 } },
  ])("the $architecture filter kills calls of the 32-bit ABI", ({ architecture, own, other }) => {
    const filter = seccompFilter(architecture) ?? new Uint8Array();
    expect(answerOf(filter, own)).toBe(ALLOW);
    expect(answerOf(filter, other)).toBe(KILL_PROCESS);
    expect(answerOf(filter, { ...own, audit: other.audit })).toBe(KILL_PROCESS);
  });

  // The x64 header of Debian is complete. The numbers of arm64 are the generic ones, whose header every machine has.
  test.skipIf(!existsSync("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"))(
    "the table agrees with the kernel's headers",
    () => {
      const headers = ["/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "/usr/include/asm-generic/unistd.h"] as const;
      for (const [index, header] of headers.entries()) {
        const defined = [...readFileSync(header, "utf8").matchAll(/^#define __NR_(\w+)\s+(\d+)$/gm)];
        const numbers = new Map(defined.map(([, name, number]) => [name, Number(number)]));
        for (const [name, row] of Object.entries(refusedCalls))
          expect([name, row[index]]).toEqual([name, numbers.get(name)]);
      }
    },
  );
});

describe.skipIf(!sealed)("the filter, against native code", () => {
  test("the filter allows harmless calls, threads and abort", async () => {
    const getpid = column === 0 ? 39 : 172;
    expect((await runNatively(`answer(call(${getpid}) === process.pid)`, true)).answer).toBe("true");
    const thread = 'new (require("node:worker_threads").Worker)("", { eval: true }).on("exit", (code) => answer(code))';
    expect((await runNatively(thread, true)).answer).toBe("0");
    expect((await runNatively("process.abort()", true)).closed.code).toBe(THROUGH_BUBBLEWRAP + 6);
  });

  test("the filter refuses every call of the table", async () => {
    const numbers = Object.entries(refusedCalls).flatMap(([name, row]) =>
      row[column] === undefined ? [] : [[name, row[column]]],
    );
    const { answer } = await runNatively(
      `answer(${JSON.stringify(numbers)}.map(([name, number]) => [name, call(number)]))`,
      true,
    );
    expect(JSON.parse(answer)).toEqual(numbers.map(([name]) => [name, -EPERM]));
  });

  test("the filter refuses clone for a new process", async () => {
    const clone = column === 0 ? 56 : 220;
    const SIGCHLD = 17;
    // If clone makes a process, that process receives 0 from it, and must end without an answer.
    const body = `const pid = call(${clone}, ${SIGCHLD}); if (pid === 0) call(${column === 0 ? 231 : 94}); answer(Math.sign(pid) || pid);`;
    expect((await runNatively(body, true)).answer).toBe("-1");
    expect((await runNatively(body, false)).answer).toBe("1");
  });

  test.each([
    { name: "clone3", number: 435 },
    { name: "listmount", number: 458 },
    { name: "an invented call", number: 5000 },
  ])("$name gets the answer of an older kernel", async ({ number }) => {
    expect((await runNatively(`answer(call(${number}))`, true)).answer).toBe(String(-ENOSYS));
  });

  test.skipIf(process.arch !== "x64")("a call of the x32 ABI kills the process", async () => {
    const { answer, closed } = await runNatively("answer(call(0x40000000 + 39))", true);
    expect([answer, closed.code]).toEqual(["", THROUGH_BUBBLEWRAP + SIGSYS]);
  });

  test.skipIf(process.arch !== "x64")("a call of the 32-bit ABI kills the process", async () => {
    // mov eax, 20 (getpid); int 0x80; xor eax, eax; ret
    const body = "answer(execute([0xb8, 20, 0, 0, 0, 0xcd, 0x80, 0x31, 0xc0, 0xc3]))";
    // A kernel without the 32-bit ABI answers the instruction itself with SIGSEGV, before any filter sees a call.
    const unfiltered = await runNatively(body, false);
    const hasAbi = unfiltered.answer === '"ran"';
    expect([unfiltered.answer, unfiltered.closed.signal]).toEqual(hasAbi ? ['"ran"', null] : ["", "SIGSEGV"]);
    const { answer, closed } = await runNatively(body, true);
    expect([answer, closed.code]).toEqual(["", THROUGH_BUBBLEWRAP + (hasAbi ? SIGSYS : SIGSEGV)]);
    // The control, nop; xor eax, eax; ret: other machine code runs, so it is the call that ends the process.
    expect((await runNatively("answer(execute([0x90, 0x31, 0xc0, 0xc3]))", true)).answer).toBe('"ran"');
  });
});
