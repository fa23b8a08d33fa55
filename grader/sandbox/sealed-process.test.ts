import { spawn } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync } from "node:fs";
import { readlinkSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { afterAll, describe, expect, test, vi } from "vitest";

import { ALL_PERMISSIONS } from "./attempts.ts";
import { type Closed, endingOf } from "./ending.ts";
import { NODE_DATA_BYTES, type SealedScript } from "./launch.ts";
import { whySealFails } from "./obstacle.ts";
import { protectionOf, type SealedProcess, startSealed } from "./sealed-process.ts";

const whyNot = await whySealFails();
if (whyNot !== undefined) {
  if (process.env["CI"]) throw new Error(`The tests of the strong layer cannot run: ${whyNot}`);
  console.warn(`\n  !! SKIPPED: the tests of the strong layer, because ${whyNot}\n`);
}
const strengths = whyNot === undefined ? [true, false] : [false];
const levelOf = (strong: boolean): string => (strong ? "sealed" : "advisory");
const modes = strengths.map((strong) => ({ strong, mode: levelOf(strong) }));

const MEGABYTE = 2 ** 20;
const SIGXCPU = 24;
const THROUGH_BUBBLEWRAP = 128;

const folder = realpathSync(mkdtempSync(join(tmpdir(), "chainrule-sandbox-")));
/** All processes: a test that runs out of time does not end its own. */
const started: SealedProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill();
  rmSync(folder, { recursive: true });
});

let scripts = 0;
/** A script that defines `answer` and `request` and then runs `body`. */
function scriptOf(body: string, more: Partial<SealedScript> = {}): SealedScript {
  const script = join(folder, `script-${scripts++}.cjs`);
  const functions = `
    const fs = require("node:fs");
    const answer = (value) => fs.writeSync(3, JSON.stringify(value) + "\\n");
    const request = () => fs.readFileSync(0, "utf8");
  `;
  writeFileSync(script, functions + body);
  const limits = { memoryBytes: 64 * MEGABYTE, cpuSeconds: 10 };
  return { kind: "script", script, nodeFlags: [], readable: [], addons: false, ...limits, ...more };
}

/** Starts a script, sends a request, and reads all answers. */
async function run(
  sealed: SealedScript,
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

/** The processes that have `mark` in their command line. */
function processesWith(mark: string): readonly string[] {
  return readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && commandLineOf(pid).includes(mark));
}

/** The Node that was started with `--title=mark`: the title replaces its command line. */
function nodeWith(mark: string): number {
  const pid = processesWith(mark).find((each) => commandLineOf(each).startsWith(mark));
  if (pid === undefined) throw new RangeError(`expected a Node with the title ${mark}, got none`);
  return Number(pid);
}

function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return ""; // The process has ended since the listing.
  }
}

async function waitUntil(holds: () => boolean, withinMs: number): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (!holds() && performance.now() < end) await sleep(10);
  return holds();
}

describe.each(modes)("startSealed(program), $mode", ({ strong }) => {
  test("descriptor 0 carries requests, descriptor 3 carries answers", async () => {
    const { answers, code, stderr, child } = await run(
      scriptOf("answer(request().toUpperCase())"),
      strong,
      "mul.forward",
    );
    expect({ answers, code, stderr }).toEqual({ answers: ["MUL.FORWARD"], code: 0, stderr: "" });
    expect(protectionOf(child.layers).level).toBe(levelOf(strong));
  });

  test("the process runs modules, and realms with a flag", async () => {
    const script = join(folder, "module.mjs");
    writeFileSync(
      script,
      'import fs from "node:fs"; import vm from "node:vm"; fs.writeSync(3, JSON.stringify(typeof vm.SourceTextModule) + "\\n");',
    );
    const sealed = { ...scriptOf(""), script, nodeFlags: ["--experimental-vm-modules"] };
    expect((await run(sealed, strong)).answers).toEqual(["function"]);
  });

  test("the process starts with an empty environment", async () => {
    vi.stubEnv("NODE_OPTIONS", "--require=/nowhere.cjs");
    vi.stubEnv("NODE_COMPILE_CACHE", folder);
    vi.stubEnv("COURSE_SECRET", "do not tell");
    const { answers } = await run(
      scriptOf("answer(Object.keys(process.env).filter((name) => !/^(PWD|SHLVL|_)$/.test(name)))"),
      strong,
    );
    vi.unstubAllEnvs();
    expect(answers).toEqual([[]]);
  });

  test("the process has only pipes and /dev/null open", async () => {
    const kinds =
      "const s = fs.fstatSync(n); return s.isSocket() ? 'socket' : s.isCharacterDevice() ? 'device' : s.isFile() ? 'file' : 'other';";
    const body = `
      const kind = (n) => { try { ${kinds} } catch { return "closed"; } };
      answer(Array.from({ length: 64 }, (_, n) => kind(n)).map((kind, n) => n + kind).filter((kind) => /socket|device|file/.test(kind)));`;
    const open = openSync("/etc/passwd", "r");
    const { answers } = await run(scriptOf(body), strong);
    closeSync(open);
    expect(answers).toEqual([["0socket", "1device", "2socket", "3socket"]]);
  });

  test("the process reads only the files in `readable`", async () => {
    const given = join(folder, `given-${strong}`);
    const besides = join(folder, `besides-${strong}.txt`);
    mkdirSync(given);
    writeFileSync(join(given, "inside.txt"), "inside");
    writeFileSync(besides, "besides");
    const body = `answer(request().split(" ").map((path) => { try { return fs.readFileSync(path, "utf8"); } catch (error) { return error.code; } }))`;
    const sealed = scriptOf(body, { readable: [given] });
    const { answers } = await run(
      sealed,
      strong,
      `${join(given, "inside.txt")} ${besides} ${fileURLToPath(import.meta.url)}`,
    );
    expect(answers).toEqual([["inside", "ERR_ACCESS_DENIED", "ERR_ACCESS_DENIED"]]);
  });

  test("symbolic links lead to the script and its files", async () => {
    const link = join(folder, `link-${strong}`);
    symlinkSync(folder, link);
    writeFileSync(join(folder, "neighbour.cjs"), "exports.name = 'neighbour';");
    const sealed = scriptOf('answer(require("./neighbour.cjs").name)', { readable: [join(link, "neighbour.cjs")] });
    const { answers } = await run({ ...sealed, script: sealed.script.replace(folder, link) }, strong);
    expect(answers).toEqual(["neighbour"]);
  });

  test("add-ons load only with the option `addons`", async () => {
    const addon = fileURLToPath(import.meta.resolve(`@oxc-parser/binding-${process.platform}-${process.arch}-gnu`));
    const body = `try { process.dlopen({ exports: {} }, ${JSON.stringify(addon)}); answer("loaded"); } catch (error) { answer(error.code); }`;
    expect((await run(scriptOf(body, { readable: [addon], addons: true }), strong)).answers).toEqual(["loaded"]);
    expect((await run(scriptOf(body, { readable: [addon] }), strong)).answers).toEqual(["ERR_DLOPEN_DISABLED"]);
  });

  test("64 kB of stderr are kept, stdout is dropped", async () => {
    const body =
      "for (let i = 0; i < 999; i++) for (const out of [1, 2]) fs.writeSync(out, 'x'.repeat(5000)); answer('done')";
    const { answers, stderr } = await run(scriptOf(body), strong);
    expect({ answers, kept: stderr.length }).toEqual({ answers: ["done"], kept: 65536 });
  });

  test("a buffer beyond the cap throws a catchable error", async () => {
    const body = `
      const small = new ArrayBuffer(32 * 2 ** 20);
      try { new ArrayBuffer(128 * 2 ** 20); } catch (error) { answer([error.name, small.byteLength]); }`;
    expect((await run(scriptOf(body), strong)).answers).toEqual([["RangeError", 32 * MEGABYTE]]);
  });

  test.each([
    { memory: "the heap", body: "const kept = []; for (;;) kept.push([kept.length]);" },
    {
      memory: "strings",
      body: "const kept = []; for (;;) kept.push('x'.repeat(1e6) + kept.length + 'x'.repeat(1e6)).toString().includes(kept.join());",
    },
    {
      memory: "the heap after buffers",
      body: "const kept = []; try { for (;;) kept.push(new Uint8Array(1e6)); } catch {} for (;;) kept.push({});",
    },
  ])("an overflow of $memory ends as out of memory", { timeout: 180_000 }, async ({ body }) => {
    // One heap in seven fills up slowly: that takes 8 s of computing, and more on a busy machine.
    const closed = await run(scriptOf(body, { cpuSeconds: 40 }), strong);
    expect(endingOf(closed).kind).toBe("out-of-memory");
    expect(closed.answers).toEqual([]);
  });

  test("a stack overflow throws a catchable error", async () => {
    const { answers, code } = await run(
      scriptOf("const f = () => f() + 1; try { f(); } catch (error) { answer(error.name); }"),
      strong,
    );
    expect({ answers, code }).toEqual({ answers: ["RangeError"], code: 0 });
  });

  test("the heap is small, and eval throws", async () => {
    const body = `
      const makes = (act) => { try { return act(); } catch (error) { return error.name; } };
      answer([require("node:v8").getHeapStatistics().heap_size_limit, makes(() => eval("1")), makes(() => new Function("return 1")())]);`;
    const [heap, ...made] = (await run(scriptOf(body), strong)).answers.flat();
    expect(made).toEqual(["EvalError", "EvalError"]);
    expect(heap).toBeLessThan((64 + 3 * 16 + 1) * MEGABYTE);
  });

  test("the kernel applies the limits of the program", async () => {
    const mark = `chainrule-limits-${process.pid}-${strong}`;
    using child = startSealed(scriptOf("answer('ready'); for (;;);", { nodeFlags: [`--title=${mark}`] }), { strong });
    await new Promise((resolve) => child.answers.once("data", resolve));
    const limits = readFileSync(`/proc/${nodeWith(mark)}/limits`, "utf8");
    const data = NODE_DATA_BYTES + 64 * MEGABYTE;
    expect(limits).toMatch(new RegExp(`^Max data size +${data} +${data} `, "m"));
    expect(limits).toMatch(/^Max cpu time +10 +11 /m);
    expect(limits).toMatch(/^Max file size +0 +0 /m);
    expect(limits).toMatch(/^Max core file size +0 +0 /m);
    expect(limits).toMatch(/^Max open files +64 +64 /m);
    expect(limits).toMatch(/^Max stack size +8388608 /m);
  });

  test("the kernel ends the process at its CPU limit", async () => {
    using child = startSealed(scriptOf("for (;;);", { cpuSeconds: 1 }), { strong });
    started.push(child);
    child.answers.resume();
    expect(child.cpuMs()).toBeLessThan(100);
    await sleep(600);
    const halfway = child.cpuMs();
    expect(child.residentBytes()).toBeGreaterThan(20 * MEGABYTE);
    const { code, signal } = await child.closed;
    expect(strong ? code : signal).toBe(strong ? THROUGH_BUBBLEWRAP + SIGXCPU : "SIGXCPU");
    expect(halfway).toBeGreaterThan(100);
    expect(child.cpuMs()).toBeGreaterThanOrEqual(halfway ?? Infinity);
  });

  test("a process that sleeps uses little CPU time", async () => {
    using child = startSealed(scriptOf("answer('ready'); setTimeout(() => {}, 1e6);"), { strong });
    await new Promise((resolve) => child.answers.once("data", resolve));
    const before = child.cpuMs() ?? Infinity;
    await sleep(400);
    expect((child.cpuMs() ?? Infinity) - before).toBeLessThan(50);
  });

  test("`using` ends all processes of the tree", async () => {
    const mark = `chainrule-mark-${process.pid}-${strong}`;
    {
      using child = startSealed(scriptOf("answer('ready'); for (;;);", { nodeFlags: [`--title=${mark}`] }), { strong });
      await new Promise((resolve) => child.answers.once("data", resolve));
      expect(processesWith(mark)).not.toEqual([]);
    }
    expect(await waitUntil(() => processesWith(mark).length === 0, 1000)).toBe(true);
  });

  test("kill ends a process that ignores SIGTERM", async () => {
    const body = "process.on('SIGTERM', () => {}); for (;;) fs.writeSync(3, 'x'.repeat(65536));";
    using child = startSealed(scriptOf(body), { strong });
    await new Promise((resolve) => child.answers.on("readable", resolve));
    child.kill();
    const { signal, answered } = await child.closed;
    expect({ signal, answered }).toEqual({ signal: "SIGKILL", answered: true });
    child.kill(); // A second time does nothing.
  });

  test("a request to an ended process is dropped", async () => {
    using child = startSealed(scriptOf("process.exit(7)"), { strong });
    child.answers.resume();
    const { code } = await child.closed;
    for (let i = 0; i < 3; i++) child.requests.write("x".repeat(1e6));
    await sleep(20);
    expect(code).toBe(7);
  });

  test("a request to an ending process is dropped", async () => {
    using child = startSealed(scriptOf("fs.readSync(0, Buffer.alloc(1)); process.exit(7)"), { strong });
    child.answers.resume();
    child.requests.write("x".repeat(50e6));
    expect((await child.closed).code).toBe(7);
  });

  test("startSealed refuses relative and missing paths", () => {
    expect(() => startSealed({ ...scriptOf(""), script: "runner.cjs" }, { strong })).toThrow(TypeError);
    expect(() => startSealed(scriptOf("", { readable: ["/nowhere"] }), { strong })).toThrow("ENOENT");
  });
});

describe("the holes in Node's permissions, without bubblewrap", () => {
  const sqlite = `
    try {
      const { DatabaseSync } = require("node:sqlite");
      new DatabaseSync(request()).exec("CREATE TABLE written (x)");
      answer("written");
    } catch (error) { answer(error.code); }`;

  test("node:sqlite is switched off", async () => {
    const { answers } = await run(scriptOf(sqlite), false, join(folder, "one.sqlite"));
    expect(answers).toEqual(["ERR_UNKNOWN_BUILTIN_MODULE"]);
  });

  test("the limits stop node:sqlite from writing a byte", async () => {
    const file = join(folder, "two.sqlite");
    const { answers } = await run(scriptOf(sqlite, { nodeFlags: ["--experimental-sqlite"] }), false, file);
    expect(answers).toEqual(["ERR_SQLITE_ERROR"]);
    expect(readFileSync(file).length).toBe(0);
  });

  test("SIGUSR1 leaves the inspector closed", async () => {
    const mark = `chainrule-inspect-${process.pid}`;
    using child = startSealed(scriptOf("answer('ready'); for (;;);", { nodeFlags: [`--title=${mark}`] }), {
      strong: false,
    });
    await new Promise((resolve) => child.answers.once("data", resolve));
    child.answers.resume();
    process.kill(nodeWith(mark), "SIGUSR1");
    const late = setTimeout(() => child.kill(), 500);
    expect((await child.closed).stderr).not.toContain("Debugger");
    clearTimeout(late);
  });
});

/** A grader that starts `sealed`. It prints "started" at the first answer, and what ended the process. */
function graderOf(sealed: SealedScript, strong: boolean): string {
  const path = join(folder, `grader-${scripts++}.mjs`);
  writeFileSync(
    path,
    `import { endingOf } from ${JSON.stringify(import.meta.resolve("./ending.ts"))};
     import { startSealed } from ${JSON.stringify(import.meta.resolve("./sealed-process.ts"))};
     const child = startSealed(${JSON.stringify(sealed)}, { strong: ${strong} });
     child.answers.once("data", () => console.log("started"));
     child.closed.then((closed) => console.log(JSON.stringify(endingOf(closed))));`,
  );
  return path;
}

describe.each(modes)("a killed grader, $mode", ({ strong }) => {
  const mark = `chainrule-orphan-${process.pid}-${strong}`;
  // Without bubblewrap, the CPU limit of the kernel ends the process.
  const cpuSeconds = strong ? 60 : 1;

  test("the endless loop of its process ends too", async () => {
    const sealed = scriptOf("answer('ready'); for (;;);", { nodeFlags: [`--title=${mark}`], cpuSeconds });
    const grader = spawn(process.execPath, [graderOf(sealed, strong)], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((resolve) => grader.stdout.once("data", resolve));
    expect(processesWith(mark)).not.toEqual([]);
    grader.kill("SIGKILL");
    const gone = await waitUntil(() => processesWith(mark).length === 0, 3000);
    for (const pid of processesWith(mark)) process.kill(Number(pid), "SIGKILL");
    expect(gone).toBe(true);
  });
});

describe.skipIf(whyNot !== undefined)("the inside of bubblewrap", () => {
  const open = ALL_PERMISSIONS;

  test("the only files are Node, libraries and given files", async () => {
    const walk = `
      const walk = (at) => fs.readdirSync(at, { withFileTypes: true }).flatMap((entry) => {
        const path = at + "/" + entry.name;
        return entry.isDirectory() ? walk(path) : [path];
      });
      answer(walk("/").map((path) => path.slice(1)));`;
    const given = join(folder, "given.txt");
    writeFileSync(given, "given");
    const sealed = scriptOf(walk, { nodeFlags: open, readable: [given] });
    const [files] = (await run(sealed, true)).answers;
    const others = (files as string[]).filter(
      (file) => !/^\/(?:usr\/)?lib(?:64)?\/(?:[\w-]+\/)?(?:ld-linux-|lib\w+[+]*\.so)/.test(file),
    );
    expect(others.toSorted()).toEqual(["/node", given, sealed.script].toSorted());
  });

  test("a link out of a given folder is broken", async () => {
    const given = join(folder, "with-link");
    mkdirSync(given);
    symlinkSync("/etc/passwd", join(given, "link"));
    const body = `try { answer(fs.readFileSync(${JSON.stringify(join(given, "link"))}).length > 0); } catch (error) { answer(error.code); }`;
    expect((await run(scriptOf(body, { readable: [given] }), true)).answers).toEqual(["ENOENT"]);
    expect((await run(scriptOf(body, { readable: [given] }), false)).answers).toEqual([true]);
  });

  test("all files and folders are read-only", async () => {
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
    const [codes] = (await run(scriptOf(body, { nodeFlags: open, readable: [given] }), true)).answers;
    // A file that runs (ETXTBSY) or belongs to another user (EACCES) cannot be written either.
    expect(codes).toEqual(["EROFS", expect.stringMatching(/^(?:ETXTBSY|EACCES|EROFS)$/), ...Array(7).fill("EROFS")]);
  });

  test("the process has its own namespaces and zero capabilities", async () => {
    const mark = `chainrule-rights-${process.pid}`;
    using child = startSealed(scriptOf("answer('ready'); for (;;);", { nodeFlags: [`--title=${mark}`] }), {
      strong: true,
    });
    await new Promise((resolve) => child.answers.once("data", resolve));
    const node = `/proc/${nodeWith(mark)}`;
    for (const name of ["cgroup", "ipc", "mnt", "net", "pid", "user", "uts"]) {
      const [inside, outside] = [readlinkSync(`${node}/ns/${name}`), readlinkSync(`/proc/self/ns/${name}`)];
      expect({ name, shared: inside === outside }).toEqual({ name, shared: false });
    }
    const status = readFileSync(`${node}/status`, "utf8");
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
    expect(status).toMatch(/^Seccomp:\t2$/m);
    for (const set of ["Inh", "Prm", "Eff", "Bnd", "Amb"]) expect(status).toMatch(new RegExp(`^Cap${set}:\\t0+$`, "m"));
    // NSsid lists the session in each namespace, the innermost last: there it is that of process 1 or 2.
    expect(status).toMatch(/^NSsid:.*\t[12]$/m);
  });

  test("the process has its own user and process tree", async () => {
    const body = "answer([process.getuid(), process.getgid(), process.pid, process.ppid, process.cwd()])";
    expect((await run(scriptOf(body, { nodeFlags: open }), true)).answers).toEqual([[65534, 65534, 2, 1, "/"]]);
  });
});

describe("endingOf(closed)", () => {
  test.skipIf(whyNot !== undefined)("bubblewrap's message is found where namespaces are forbidden", async () => {
    // A bubblewrap around the grader forbids further namespaces.
    const place = ["--dev-bind", "/", "/", "--unshare-user", "--disable-userns"];
    const grader = graderOf(scriptOf("answer('ready')"), true);
    const outer = spawn("bwrap", [...place, process.execPath, grader], { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    outer.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    await new Promise((resolve) => outer.once("close", resolve));
    expect(JSON.parse(text)).toMatchObject({
      by: "bubblewrap",
      sentence: expect.stringMatching(/^bwrap: .*namespace/),
    });
  });
});

describe("startSealed(program), without a free descriptor", () => {
  test("startSealed throws, and the grader goes on", async () => {
    const grader = join(folder, "starved.mjs");
    writeFileSync(
      grader,
      `import { openSync } from "node:fs";
       import { startSealed } from ${JSON.stringify(import.meta.resolve("./sealed-process.ts"))};
       try { for (;;) openSync("/dev/null"); } catch {}
       try { startSealed(${JSON.stringify(scriptOf(""))}); } catch (error) { console.log(error.message); }
       setTimeout(() => console.log("alive"), 50);`,
    );
    const starved = spawn("/bin/sh", ["-c", 'ulimit -n 64; exec "$@"', "sh", process.execPath, grader]);
    let text = "";
    starved.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    await new Promise((resolve) => starved.once("close", resolve));
    expect(text).toMatch(/E_SPAWN.*\nalive/);
  });
});

describe("startSealed(program), without bubblewrap on PATH", () => {
  test("startSealed starts an advisory process", async () => {
    vi.stubEnv("PATH", folder);
    using child = startSealed(scriptOf("answer('ready')"));
    vi.unstubAllEnvs();
    child.answers.resume();
    expect((await child.closed).code).toBe(0);
    expect(protectionOf(child.layers)).toEqual({ level: "advisory", layers: ["process", "limits", "permission"] });
  });

  test("startSealed throws if bubblewrap is demanded", () => {
    vi.stubEnv("PATH", folder);
    expect(() => startSealed(scriptOf(""), { strong: true })).toThrow("E_NO_BUBBLEWRAP");
    vi.unstubAllEnvs();
  });
});
