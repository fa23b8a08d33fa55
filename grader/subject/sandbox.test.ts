import { spawn } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync } from "node:fs";
import { readlinkSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { afterAll, describe, expect, test, vi } from "vitest";

import { PERMISSIONS_GIVEN_AWAY, whySealFails } from "./attempts.ts";
import { NODE_DATA_BYTES, type SealedProgram } from "./launch.ts";
import { outOfMemory, protectionOf, sealFailed, startSealed } from "./sandbox.ts";
import type { Closed, SealedProcess } from "./sandbox.ts";

const whyNot = await whySealFails();
if (whyNot !== undefined) {
  if (process.env["CI"]) throw new Error(`The tests of the strong layer cannot run: ${whyNot}`);
  console.warn(`\n  !! SKIPPED: the tests of the strong layer, because ${whyNot}\n`);
}
const strengths = whyNot === undefined ? [true, false] : [false];
const words = (strong: boolean): string => (strong ? "sealed" : "advisory");
const modes = strengths.map((strong) => ({ strong, mode: words(strong) }));

const MEGABYTE = 2 ** 20;
const SIGXCPU = 24;
const THROUGH_BUBBLEWRAP = 128;

const folder = realpathSync(mkdtempSync(join(tmpdir(), "chainrule-sandbox-")));
/** A test that runs out of time leaves its process behind. */
const started: SealedProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill();
  rmSync(folder, { recursive: true });
});

let scripts = 0;
/** A script that has `answer` and `request`, and runs `body`. */
function program(body: string, more: Partial<SealedProgram> = {}): SealedProgram {
  const script = join(folder, `script-${scripts++}.cjs`);
  const words = `
    const fs = require("node:fs");
    const answer = (value) => fs.writeSync(3, JSON.stringify(value) + "\\n");
    const request = () => fs.readFileSync(0, "utf8");
  `;
  writeFileSync(script, words + body);
  return { script, nodeFlags: [], readable: [], addons: false, memoryBytes: 64 * MEGABYTE, cpuSeconds: 10, ...more };
}

/** Starts, sends `request`, reads to the end. */
async function run(
  sealed: SealedProgram,
  strong: boolean,
  request = "",
): Promise<Closed & { answers: unknown[]; child: SealedProcess }> {
  const child = startSealed(sealed, { strong });
  started.push(child);
  let text = "";
  child.answers.on("data", (chunk: Buffer) => (text += chunk.toString()));
  child.requests.end(request);
  const closed = await child.closed;
  const answers = text
    .split("\n")
    .slice(0, -1)
    .map((line): unknown => JSON.parse(line));
  return { ...closed, answers, child };
}

/** The processes that have `mark` in their command line, the newest last. */
function processesWith(mark: string): readonly string[] {
  return readdirSync("/proc").filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/cmdline`, "utf8").includes(mark);
    } catch {
      return false; // It ended between the listing and the look.
    }
  });
}

async function until(holds: () => boolean, withinMs: number): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (!holds() && performance.now() < end) await sleep(10);
  return holds();
}

describe.each(modes)("startSealed(program), $mode", ({ strong }) => {
  test("carries requests on 0 and answers on 3", async () => {
    const { answers, code, stderr, child } = await run(
      program("answer(request().toUpperCase())"),
      strong,
      "mul.forward",
    );
    expect({ answers, code, stderr }).toEqual({ answers: ["MUL.FORWARD"], code: 0, stderr: "" });
    expect(protectionOf(child.layers).level).toBe(words(strong));
  });

  test("runs modules, and course realms where the flag is given", async () => {
    const script = join(folder, "module.mjs");
    writeFileSync(
      script,
      'import fs from "node:fs"; import vm from "node:vm"; fs.writeSync(3, JSON.stringify(typeof vm.SourceTextModule) + "\\n");',
    );
    const sealed = { ...program(""), script, nodeFlags: ["--experimental-vm-modules"] };
    expect((await run(sealed, strong)).answers).toEqual(["function"]);
  });

  test("hands on nothing of the grader's environment", async () => {
    vi.stubEnv("NODE_OPTIONS", "--require=/nowhere.cjs");
    vi.stubEnv("NODE_COMPILE_CACHE", folder);
    vi.stubEnv("COURSE_SECRET", "do not tell");
    const { answers } = await run(
      program("answer(Object.keys(process.env).filter((name) => !/^(PWD|SHLVL|_)$/.test(name)))"),
      strong,
    );
    vi.unstubAllEnvs();
    expect(answers).toEqual([[]]);
  });

  test("gives no open file but the pipes, and /dev/null as standard output", async () => {
    const kinds =
      "const s = fs.fstatSync(n); return s.isSocket() ? 'socket' : s.isCharacterDevice() ? 'device' : s.isFile() ? 'file' : 'other';";
    const body = `
      const kind = (n) => { try { ${kinds} } catch { return "closed"; } };
      answer(Array.from({ length: 64 }, (_, n) => kind(n)).map((kind, n) => n + kind).filter((kind) => /socket|device|file/.test(kind)));`;
    const open = openSync("/etc/passwd", "r");
    const { answers } = await run(program(body), strong);
    closeSync(open);
    expect(answers).toEqual([["0socket", "1device", "2socket", "3socket"]]);
  });

  test("reads what it was given, and nothing beside or behind it", async () => {
    const given = join(folder, `given-${strong}`);
    const besides = join(folder, `besides-${strong}.txt`);
    mkdirSync(given);
    writeFileSync(join(given, "inside.txt"), "inside");
    writeFileSync(besides, "besides");
    const body = `answer(request().split(" ").map((path) => { try { return fs.readFileSync(path, "utf8"); } catch (error) { return error.code; } }))`;
    const sealed = program(body, { readable: [given] });
    const { answers } = await run(
      sealed,
      strong,
      `${join(given, "inside.txt")} ${besides} ${fileURLToPath(import.meta.url)}`,
    );
    expect(answers).toEqual([["inside", "ERR_ACCESS_DENIED", "ERR_ACCESS_DENIED"]]);
  });

  test("finds a script and a folder through symbolic links", async () => {
    const link = join(folder, `link-${strong}`);
    symlinkSync(folder, link);
    writeFileSync(join(folder, "neighbour.cjs"), "exports.name = 'neighbour';");
    const sealed = program('answer(require("./neighbour.cjs").name)', { readable: [join(link, "neighbour.cjs")] });
    const { answers } = await run({ ...sealed, script: sealed.script.replace(folder, link) }, strong);
    expect(answers).toEqual(["neighbour"]);
  });

  test("loads an add-on only where it may", async () => {
    const addon = fileURLToPath(import.meta.resolve(`@oxc-parser/binding-${process.platform}-${process.arch}-gnu`));
    const body = `try { process.dlopen({ exports: {} }, ${JSON.stringify(addon)}); answer("loaded"); } catch (error) { answer(error.code); }`;
    expect((await run(program(body, { readable: [addon], addons: true }), strong)).answers).toEqual(["loaded"]);
    expect((await run(program(body, { readable: [addon] }), strong)).answers).toEqual(["ERR_DLOPEN_DISABLED"]);
  });

  test("keeps 64 kB of stderr and drops stdout, however much there is", async () => {
    const body =
      "for (let i = 0; i < 999; i++) for (const out of [1, 2]) fs.writeSync(out, 'x'.repeat(5000)); answer('done')";
    const { answers, stderr } = await run(program(body), strong);
    expect({ answers, kept: stderr.length }).toEqual({ answers: ["done"], kept: 65536 });
  });

  test("refuses a buffer beyond the cap with an error that can be caught, and grants one below", async () => {
    const body = `
      const small = new ArrayBuffer(32 * 2 ** 20);
      try { new ArrayBuffer(128 * 2 ** 20); } catch (error) { answer([error.name, small.byteLength]); }`;
    expect((await run(program(body), strong)).answers).toEqual([["RangeError", 32 * MEGABYTE]]);
  });

  test.each([
    { memory: "the heap", body: "const kept = []; for (;;) kept.push([kept.length]);" },
    {
      memory: "strings",
      body: "const kept = []; for (;;) kept.push('x'.repeat(1e6) + kept.length + 'x'.repeat(1e6)).toString().includes(kept.join());",
    },
    {
      memory: "the heap once buffers took all",
      body: "const kept = []; try { for (;;) kept.push(new Uint8Array(1e6)); } catch {} for (;;) kept.push({});",
    },
  ])("ends as out of memory when $memory overflows", async ({ body }) => {
    const closed = await run(program(body), strong);
    expect(closed).toSatisfy(outOfMemory);
    expect(closed.answers).toEqual([]);
  });

  test("tells a stack overflow from a death", async () => {
    const { answers, code } = await run(
      program("const f = () => f() + 1; try { f(); } catch (error) { answer(error.name); }"),
      strong,
    );
    expect({ answers, code }).toEqual({ answers: ["RangeError"], code: 0 });
  });

  test("keeps a smaller heap than Node would, and makes no code from text", async () => {
    const body = `
      const makes = (act) => { try { return act(); } catch (error) { return error.name; } };
      answer([require("node:v8").getHeapStatistics().heap_size_limit, makes(() => eval("1")), makes(() => new Function("return 1")())]);`;
    const [heap, ...made] = (await run(program(body), strong)).answers.flat();
    expect(made).toEqual(["EvalError", "EvalError"]);
    expect(heap).toBeLessThan((64 + 3 * 16 + 1) * MEGABYTE);
  });

  test("has the limits that it was given", async () => {
    const mark = `chainrule-limits-${process.pid}-${strong}`;
    using child = startSealed(program("answer('ready'); for (;;);", { nodeFlags: [`--title=${mark}`] }), { strong });
    await new Promise((resolve) => child.answers.once("data", resolve));
    const limits = readFileSync(`/proc/${processesWith(mark).at(-1)}/limits`, "utf8");
    const data = NODE_DATA_BYTES + 64 * MEGABYTE;
    expect(limits).toMatch(new RegExp(`^Max data size +${data} +${data} `, "m"));
    expect(limits).toMatch(/^Max cpu time +10 +11 /m);
    expect(limits).toMatch(/^Max file size +0 +0 /m);
    expect(limits).toMatch(/^Max core file size +0 +0 /m);
    expect(limits).toMatch(/^Max open files +64 +64 /m);
    expect(limits).toMatch(/^Max stack size +8388608 /m);
  });

  test("counts the CPU time of Node, and the kernel ends it at the limit", async () => {
    using child = startSealed(program("for (;;);", { cpuSeconds: 1 }), { strong });
    started.push(child);
    child.answers.resume();
    expect(child.cpuMs()).toBe(0);
    await sleep(600);
    const halfway = child.cpuMs();
    expect(child.residentBytes()).toBeGreaterThan(20 * MEGABYTE);
    const { code, signal } = await child.closed;
    expect(strong ? code : signal).toBe(strong ? THROUGH_BUBBLEWRAP + SIGXCPU : "SIGXCPU");
    expect(halfway).toBeGreaterThan(100);
    expect(child.cpuMs()).toBeGreaterThanOrEqual(halfway ?? Infinity);
  });

  test("counts no CPU time while it sleeps", async () => {
    using child = startSealed(program("answer('ready'); setTimeout(() => {}, 1e6);"), { strong });
    await new Promise((resolve) => child.answers.once("data", resolve));
    const before = child.cpuMs() ?? Infinity;
    await sleep(400);
    expect((child.cpuMs() ?? Infinity) - before).toBeLessThan(50);
  });

  test("is gone at the end of its block, with all that it consists of", async () => {
    const mark = `chainrule-mark-${process.pid}-${strong}`;
    {
      using child = startSealed(program("answer('ready'); for (;;);", { nodeFlags: [`--title=${mark}`] }), { strong });
      await new Promise((resolve) => child.answers.once("data", resolve));
      expect(processesWith(mark)).not.toEqual([]);
    }
    expect(await until(() => processesWith(mark).length === 0, 1000)).toBe(true);
  });

  test("closes after a kill, even with answers unread and SIGTERM ignored", async () => {
    const body = "process.on('SIGTERM', () => {}); for (;;) fs.writeSync(3, 'x'.repeat(65536));";
    using child = startSealed(program(body), { strong });
    await new Promise((resolve) => child.answers.on("readable", resolve));
    child.kill();
    const { signal, answered } = await child.closed;
    expect({ signal, answered }).toEqual({ signal: "SIGKILL", answered: true });
    child.kill(); // A second time does nothing.
  });

  test("swallows a request to a dead process", async () => {
    using child = startSealed(program("process.exit(7)"), { strong });
    child.answers.resume();
    const { code } = await child.closed;
    for (let i = 0; i < 3; i++) child.requests.write("x".repeat(1e6));
    await sleep(20);
    expect(code).toBe(7);
  });

  test("swallows a request that the process dies upon", async () => {
    using child = startSealed(program("fs.readSync(0, Buffer.alloc(1)); process.exit(7)"), { strong });
    child.answers.resume();
    child.requests.write("x".repeat(50e6));
    expect((await child.closed).code).toBe(7);
  });

  test("refuses a path that is relative or not there", () => {
    expect(() => startSealed({ ...program(""), script: "runner.cjs" }, { strong })).toThrow("E_RELATIVE_PATH");
    expect(() => startSealed(program("", { readable: ["/nowhere"] }), { strong })).toThrow("ENOENT");
  });
});

describe("the ways round Node's permissions, without bubblewrap", () => {
  const sqlite = `
    try {
      const { DatabaseSync } = require("node:sqlite");
      new DatabaseSync(request()).exec("CREATE TABLE written (x)");
      answer("written");
    } catch (error) { answer(error.code); }`;

  test("node:sqlite, which writes any file, is not there", async () => {
    const { answers } = await run(program(sqlite), false, join(folder, "one.sqlite"));
    expect(answers).toEqual(["ERR_UNKNOWN_BUILTIN_MODULE"]);
  });

  test("and if it were, the limits would let no byte through", async () => {
    const file = join(folder, "two.sqlite");
    const { answers } = await run(program(sqlite, { nodeFlags: ["--experimental-sqlite"] }), false, file);
    expect(answers).toEqual(["ERR_SQLITE_ERROR"]);
    expect(readFileSync(file).length).toBe(0);
  });

  test("SIGUSR1 opens no inspector", async () => {
    const mark = `chainrule-inspect-${process.pid}`;
    using child = startSealed(program("answer('ready'); for (;;);", { nodeFlags: [`--title=${mark}`] }), {
      strong: false,
    });
    await new Promise((resolve) => child.answers.once("data", resolve));
    child.answers.resume();
    process.kill(Number(processesWith(mark).at(-1)), "SIGUSR1");
    const late = setTimeout(() => child.kill(), 500);
    expect((await child.closed).stderr).not.toContain("Debugger");
    clearTimeout(late);
  });
});

/** A grader that starts `sealed`, says so, and waits; or says what `sealFailed` made of it. */
function graderOf(sealed: SealedProgram, strong: boolean): string {
  const path = join(folder, `grader-${scripts++}.mjs`);
  writeFileSync(
    path,
    `import { sealFailed, startSealed } from ${JSON.stringify(import.meta.resolve("./sandbox.ts"))};
     const child = startSealed(${JSON.stringify(sealed)}, { strong: ${strong} });
     child.answers.once("data", () => console.log("started"));
     child.closed.then((closed) => console.log(sealFailed(closed) ?? "closed"));`,
  );
  return path;
}

describe.each(modes)("the death of the grader, $mode", ({ strong }) => {
  const mark = `chainrule-orphan-${process.pid}-${strong}`;
  // Unsealed nothing binds the child to its parent, but the kernel's CPU limit stays.
  const cpuSeconds = strong ? 60 : 1;

  test("takes an endless loop with it", async () => {
    const sealed = program("answer('ready'); for (;;);", { nodeFlags: [`--title=${mark}`], cpuSeconds });
    const grader = spawn(process.execPath, [graderOf(sealed, strong)], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((resolve) => grader.stdout.once("data", resolve));
    expect(processesWith(mark)).not.toEqual([]);
    grader.kill("SIGKILL");
    const gone = await until(() => processesWith(mark).length === 0, 3000);
    for (const pid of processesWith(mark)) process.kill(Number(pid), "SIGKILL");
    expect(gone).toBe(true);
  });
});

describe.skipIf(whyNot !== undefined)("the inside of bubblewrap", () => {
  const open = PERMISSIONS_GIVEN_AWAY;

  test("holds Node, its libraries, the script and what was given, and no other file", async () => {
    const walk = `
      const walk = (at) => fs.readdirSync(at, { withFileTypes: true }).flatMap((entry) => {
        const path = at + "/" + entry.name;
        return entry.isDirectory() ? walk(path) : [path];
      });
      answer(walk("/").map((path) => path.slice(1)));`;
    const given = join(folder, "given.txt");
    writeFileSync(given, "given");
    const sealed = program(walk, { nodeFlags: open, readable: [given] });
    const [files] = (await run(sealed, true)).answers;
    const others = (files as string[]).filter(
      (file) => !/^\/(?:usr\/)?lib(?:64)?\/(?:[\w-]+\/)?(?:ld-linux-|lib\w+[+]*\.so)/.test(file),
    );
    expect(others.toSorted()).toEqual(["/node", given, sealed.script].toSorted());
  });

  test("does not follow a link out of a given folder, as the permissions alone would", async () => {
    const given = join(folder, "with-link");
    mkdirSync(given);
    symlinkSync("/etc/passwd", join(given, "link"));
    const body = `try { answer(fs.readFileSync(${JSON.stringify(join(given, "link"))}).length > 0); } catch (error) { answer(error.code); }`;
    expect((await run(program(body, { readable: [given] }), true)).answers).toEqual(["ENOENT"]);
    expect((await run(program(body, { readable: [given] }), false)).answers).toEqual([true]);
  });

  test("is read-only everywhere", async () => {
    const given = join(folder, "not-yours");
    mkdirSync(given);
    writeFileSync(join(given, "file.txt"), "");
    const body = `
      const tries = [
        () => fs.writeFileSync(__filename, ""),
        () => fs.appendFileSync("/node", ""),
        () => fs.writeFileSync(${JSON.stringify(join(given, "file.txt"))}, ""),
        () => fs.mkdirSync(${JSON.stringify(join(given, "new"))}),
        () => fs.unlinkSync(${JSON.stringify(join(given, "file.txt"))}),
        () => fs.mkdirSync("/new"),
        () => fs.symlinkSync("/node", "/new"),
        () => fs.chmodSync(__filename, 0o777),
        () => fs.utimesSync(__filename, 0, 0),
      ];
      answer(tries.map((act) => { try { act(); return "done"; } catch (error) { return error.code; } }));`;
    const [codes] = (await run(program(body, { nodeFlags: open, readable: [given] }), true)).answers;
    // Node cannot be written to anyway while it runs (ETXTBSY), and belongs to another user (EACCES).
    expect(codes).toEqual(["EROFS", expect.stringMatching(/^(?:ETXTBSY|EACCES|EROFS)$/), ...Array(7).fill("EROFS")]);
  });

  test("has namespaces, a session and no rights of its own", async () => {
    const mark = `chainrule-rights-${process.pid}`;
    using child = startSealed(program("answer('ready'); for (;;);", { nodeFlags: [`--title=${mark}`] }), {
      strong: true,
    });
    await new Promise((resolve) => child.answers.once("data", resolve));
    const node = `/proc/${processesWith(mark).at(-1)}`;
    for (const name of ["cgroup", "ipc", "mnt", "net", "pid", "user", "uts"]) {
      const [inside, outside] = [readlinkSync(`${node}/ns/${name}`), readlinkSync(`/proc/self/ns/${name}`)];
      expect({ name, shared: inside === outside }).toEqual({ name, shared: false });
    }
    const status = readFileSync(`${node}/status`, "utf8");
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
    expect(status).toMatch(/^Seccomp:\t2$/m);
    for (const set of ["Inh", "Prm", "Eff", "Bnd", "Amb"]) expect(status).toMatch(new RegExp(`^Cap${set}:\\t0+$`, "m"));
    // NSsid lists the session in each namespace from the outermost in: the last is that of process 1 inside.
    expect(status).toMatch(/^NSsid:.*\t[12]$/m);
  });

  test("is a user and a process tree of its own", async () => {
    const body = "answer([process.getuid(), process.getgid(), process.pid, process.ppid, process.cwd()])";
    expect((await run(program(body, { nodeFlags: open }), true)).answers).toEqual([[65534, 65534, 2, 1, "/"]]);
  });
});

describe("sealFailed(closed)", () => {
  const closed = { code: 1, signal: null, answered: false, stderr: "" };

  test.skipIf(whyNot !== undefined)("returns bubblewrap's sentence where namespaces are forbidden", async () => {
    // A bubblewrap that forbids further ones makes such a place.
    const place = ["--dev-bind", "/", "/", "--unshare-user", "--disable-userns"];
    const grader = graderOf(program("answer('ready')"), true);
    const outer = spawn("bwrap", [...place, process.execPath, grader], { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    outer.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    await new Promise((resolve) => outer.once("close", resolve));
    expect(text).toMatch(/^bwrap: .*namespace/);
  });

  test("knows what is said on Ubuntu, in a container, and by a limit that cannot be set", () => {
    for (const sentence of [
      "bwrap: setting up uid map: Permission denied",
      "bwrap: No permissions to create new namespace, likely because the kernel does not allow non-privileged user namespaces.",
      "limits: 1: ulimit: error setting limit (Operation not permitted)",
      "/node: error while loading shared libraries: libatomic.so.1: cannot open shared object file: No such file or directory",
    ]) {
      expect(sealFailed({ ...closed, stderr: `${sentence}\n` })).toBe(sentence);
    }
  });

  test("is undefined for a program that fails for its own reasons, or imitates the sentence after it answered", () => {
    expect(sealFailed({ ...closed, stderr: "Error: cannot load\n    at bwrap: there" })).toBeUndefined();
    expect(
      sealFailed({ ...closed, answered: true, stderr: "bwrap: setting up uid map: Permission denied" }),
    ).toBeUndefined();
    expect(sealFailed({ ...closed, code: null, signal: "SIGKILL" })).toBeUndefined();
  });
});

describe("where no descriptor is left, startSealed", () => {
  test("says so, and leaves the grader alive", async () => {
    const grader = join(folder, "starved.mjs");
    writeFileSync(
      grader,
      `import { openSync } from "node:fs";
       import { startSealed } from ${JSON.stringify(import.meta.resolve("./sandbox.ts"))};
       try { for (;;) openSync("/dev/null"); } catch {}
       try { startSealed(${JSON.stringify(program(""))}); } catch (error) { console.log(error.message); }
       setTimeout(() => console.log("alive"), 50);`,
    );
    const starved = spawn("/bin/sh", ["-c", 'ulimit -n 64; exec "$@"', "sh", process.execPath, grader]);
    let text = "";
    starved.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    await new Promise((resolve) => starved.once("close", resolve));
    expect(text).toMatch(/E_SPAWN.*\nalive/);
  });
});

describe("where bubblewrap is not installed, startSealed", () => {
  test("goes on without it, and says so", async () => {
    vi.stubEnv("PATH", folder);
    using child = startSealed(program("answer('ready')"));
    vi.unstubAllEnvs();
    child.answers.resume();
    expect((await child.closed).code).toBe(0);
    expect(protectionOf(child.layers)).toEqual({ level: "advisory", layers: ["process", "limits", "permission"] });
  });

  test("refuses if it is demanded", () => {
    vi.stubEnv("PATH", folder);
    expect(() => startSealed(program(""), { strong: true })).toThrow("E_NO_BUBBLEWRAP");
    vi.unstubAllEnvs();
  });
});
