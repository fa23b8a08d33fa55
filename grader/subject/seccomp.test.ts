import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, test } from "vitest";

import { whySealFails } from "./attempts.ts";
import { startSealed, type Closed } from "./sandbox.ts";
import { refusedCalls, seccompFilter } from "./seccomp.ts";

const whyNot = await whySealFails();
if (whyNot !== undefined) {
  if (process.env["CI"]) throw new Error(`The tests of the system-call filter cannot run: ${whyNot}`);
  console.warn(`\n  !! SKIPPED: the tests of the system-call filter, because ${whyNot}\n`);
}
const sealed = whyNot === undefined;

const EPERM = 1;
const ENOSYS = 38;
const SIGSYS = 31;
const THROUGH_BUBBLEWRAP = 128;
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
  function call(number, first = 0) {
    const result = libc.syscall(BigInt(number), BigInt(first), 0n, 0n, 0n, 0n, 0n);
    return result === -1n ? -ffi.getInt32(libc.__errno_location(), 0) : Number(result);
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

/** Runs `body` as native code with all of Node's permissions, in bubblewrap or not. */
async function natively(body: string, strong: boolean): Promise<{ answer: string; closed: Closed }> {
  const script = join(folder, "native.cjs");
  writeFileSync(script, nativeCode + body);
  const nodeFlags = ["--experimental-ffi", "--allow-ffi", "--allow-worker"];
  // A worker reserves 512 MB for its machine code, and RLIMIT_DATA counts them.
  const program = { script, nodeFlags, readable: [], addons: false, memoryBytes: 1024 * 2 ** 20, cpuSeconds: 10 };
  using child = startSealed(program, { strong });
  let answer = "";
  child.answers.on("data", (chunk: Buffer) => (answer += chunk.toString()));
  child.requests.end();
  const closed = await child.closed;
  return { answer, closed };
}

describe("seccompFilter(architecture)", () => {
  test("is whole instructions of eight bytes that fit the kernel's limit of 4,096", () => {
    for (const architecture of ["x64", "arm64"]) {
      const bytes = seccompFilter(architecture);
      expect(bytes?.length).toBeGreaterThan(8 * Object.keys(refusedCalls).length);
      expect(bytes?.length).toBeLessThan(8 * 4096);
      expect((bytes?.length ?? 1) % 8).toBe(0);
    }
  });

  test("is undefined where the numbers are not known", () => {
    expect(seccompFilter("riscv64")).toBeUndefined();
  });

  // The x64 header of Debian is complete; arm64 uses the generic numbers, whose header every architecture installs.
  test.skipIf(!existsSync("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"))(
    "has the numbers of the kernel's headers",
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
  test("lets harmless calls, threads and abort through", async () => {
    const getpid = column === 0 ? 39 : 172;
    expect((await natively(`answer(call(${getpid}) === process.pid)`, true)).answer).toBe("true");
    const thread = 'new (require("node:worker_threads").Worker)("", { eval: true }).on("exit", (code) => answer(code))';
    expect((await natively(thread, true)).answer).toBe("0");
    expect((await natively("process.abort()", true)).closed.code).toBe(THROUGH_BUBBLEWRAP + 6);
  });

  test("refuses every call of the table", async () => {
    const numbers = Object.entries(refusedCalls).flatMap(([name, row]) =>
      row[column] === undefined ? [] : [[name, row[column]]],
    );
    const { answer } = await natively(
      `answer(${JSON.stringify(numbers)}.map(([name, number]) => [name, call(number)]))`,
      true,
    );
    expect(JSON.parse(answer)).toEqual(numbers.map(([name]) => [name, -EPERM]));
  });

  test("refuses to clone a process, which the same code can do unsealed", async () => {
    const clone = column === 0 ? 56 : 220;
    const SIGCHLD = 17;
    // The new process, if there is one, sees the answer 0 and must not answer as well.
    const body = `const pid = call(${clone}, ${SIGCHLD}); if (pid === 0) call(${column === 0 ? 231 : 94}); answer(Math.sign(pid) || pid);`;
    expect((await natively(body, true)).answer).toBe("-1");
    expect((await natively(body, false)).answer).toBe("1");
  });

  test.each([
    { name: "clone3, whose arguments it cannot see", number: 435 },
    { name: "listmount, newer than the table", number: 458 },
    { name: "a call that no kernel has", number: 5000 },
  ])("answers as a kernel without $name", async ({ number }) => {
    expect((await natively(`answer(call(${number}))`, true)).answer).toBe(String(-ENOSYS));
  });

  test.skipIf(process.arch !== "x64")("kills on a call of the x32 ABI", async () => {
    const { answer, closed } = await natively("answer(call(0x40000000 + 39))", true);
    expect([answer, closed.code]).toEqual(["", THROUGH_BUBBLEWRAP + SIGSYS]);
  });

  test.skipIf(process.arch !== "x64")("kills on a call of the 32-bit ABI, where 20 is getpid", async () => {
    // mov eax, 20; int 0x80; xor eax, eax; ret
    const body = "answer(execute([0xb8, 20, 0, 0, 0, 0xcd, 0x80, 0x31, 0xc0, 0xc3]))";
    const { answer, closed } = await natively(body, true);
    expect([answer, closed.code]).toEqual(["", THROUGH_BUBBLEWRAP + SIGSYS]);
    // nop…; xor eax, eax; ret: the same way of running machine code is allowed, so it was the call.
    expect((await natively("answer(execute([0x90, 0x31, 0xc0, 0xc3]))", true)).answer).toBe('"ran"');
  });
});
