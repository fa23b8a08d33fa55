import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, afterEach, describe, expect, test, vi } from "vitest";

import { ALL_PERMISSIONS } from "./attempts.ts";
import type { Layer, SealedBinary, SealedScript } from "./launch.ts";
import { chooseUser } from "./own-user.ts";
import { runBinary } from "./run-binary.ts";
import { Sandbox } from "./sandbox.ts";
import { startSealed } from "./sealed-process.ts";

const setpriv = "/usr/bin/setpriv";
const limits = { memoryBytes: 64 * 2 ** 20, cpuSeconds: 60 };
const folder = mkdtempSync(join(tmpdir(), "chainrule-user-"));
/** Every user may enter it, as a folder of an installed grader. */
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const canChoose = process.platform === "linux" && chooseUser(setpriv, [process.execPath]).kind === "own";
if (!canChoose) console.warn("\n  !! SKIPPED: the tests of a user of its own, which need root and setpriv\n");

let files = 0;
/** A script with all of Node's permissions; it answers with what `expression` makes of `attempt`. */
function scriptOf(expression: string, place = folder): SealedScript {
  const script = join(place, `script-${files++}.cjs`);
  const attempt = "(act) => { try { return act() ?? 'done'; } catch ({ code }) { return code; } }";
  writeFileSync(
    script,
    `const fs = require("node:fs");
     const attempt = ${attempt};
     fs.writeSync(3, JSON.stringify(${expression}) + "\\n");
     process.stdin.resume();`,
  );
  return { kind: "script", script, nodeFlags: ALL_PERMISSIONS, readable: [], addons: false, ...limits };
}

/** A process that has answered. */
interface Started extends Disposable {
  readonly answer: unknown;
  readonly layers: readonly Layer[];
}

/** Starts a script without bubblewrap, and waits for its answer. */
async function start(script: SealedScript): Promise<Started> {
  const child = startSealed(script, { strong: false });
  const line = await new Promise<Buffer>((resolve) => child.answers.once("data", resolve));
  child.answers.resume();
  return { answer: JSON.parse(line.toString()), layers: child.layers, [Symbol.dispose]: () => child.kill() };
}

/** A file of another process in /proc. */
const procFileOf = (pid: number, file: string) => readFileSync(`/proc/${pid}/${file}`, "utf8");

describe.skipIf(!canChoose)("a process without bubblewrap, whose grader is root", () => {
  test("its user is its own, and has no privilege", async () => {
    using started = await start(scriptOf("process.pid"));
    const status = procFileOf(Number(started.answer), "status");
    const [, uids = ""] = /^Uid:\t(.*)$/m.exec(status) ?? [];
    expect(new Set(uids.split("\t")).size).toBe(1);
    expect(Number(uids.split("\t")[0])).toBeGreaterThanOrEqual(61_184);
    expect(status).toMatch(/^Gid:\t([1-9]\d*)\t\1\t\1\t\1$/m);
    expect(status).toMatch(/^Groups:\s*$/m);
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
    expect(status.match(/^Cap\w+:\t0+$/gm)).toHaveLength(5);
    expect(started.layers).toEqual(["process", "limits", "user", "permission"]);
  });

  test("it reaches neither grader nor sibling", async () => {
    using sibling = await start(scriptOf("process.pid"));
    const attempts = [process.pid, Number(sibling.answer)].flatMap((other) => [
      `attempt(() => process.kill(${other}, 0))`,
      `attempt(() => process.kill(${other}, "SIGCONT"))`,
      `attempt(() => fs.readFileSync("/proc/${other}/environ") && undefined)`,
    ]);
    using started = await start(scriptOf(`[${attempts.join(", ")}, attempt(() => process.kill(process.pid, 0))]`));
    expect(started.answer).toEqual(["EPERM", "EPERM", "EACCES", "EPERM", "EPERM", "EACCES", true]);
  });

  test("it writes no file of the grader", async () => {
    const file = join(folder, "results.json");
    writeFileSync(file, "{}");
    const path = JSON.stringify(file);
    using started = await start(
      scriptOf(
        `[attempt(() => fs.openSync(${path}, "r+")), attempt(() => fs.unlinkSync(${path})), fs.readFileSync(${path}, "utf8")]`,
      ),
    );
    expect(started.answer).toEqual(["EACCES", "EACCES", "{}"]);
  });

  test("it ends with its grader", async () => {
    const busy = scriptOf("process.pid");
    const grader = join(folder, "grader.mjs");
    writeFileSync(
      grader,
      `import { startSealed } from ${JSON.stringify(import.meta.resolve("./sealed-process.ts"))};
       const child = startSealed(${JSON.stringify(busy)}, { strong: false });
       child.answers.on("data", (line) => console.log(String(line)));`,
    );
    const parent = spawn(process.execPath, [grader], { stdio: ["ignore", "pipe", "inherit"] });
    const pid = Number(await new Promise<Buffer>((resolve) => parent.stdout.once("data", resolve)));
    // While it is stopped, the end of its pipe does not end it: only the kernel does.
    process.kill(pid, "SIGSTOP");
    expect(() => procFileOf(pid, "stat")).not.toThrow();
    parent.kill("SIGKILL");
    for (let waited = 0; waited < 3000 && isThere(pid); waited += 10) await sleep(10);
    expect(isThere(pid)).toBe(false);
  });

  test("a binary owns the folder that it reads", async () => {
    const place = mkdtempSync(join(folder, "private-"));
    writeFileSync(join(place, "text"), "of a student");
    const program: SealedBinary = {
      kind: "binary",
      binary: "/bin/sh",
      arguments: ["-c", "id -u; id -G; cat text"],
      environment: { PATH: "/bin:/usr/bin" },
      folder: { path: place, sealedPath: "/place" },
      ...limits,
    };
    const { output, closed } = await runBinary(program, { sandbox: new Sandbox({ strong: false }), mostBytes: 100 });
    expect({ output, stderr: closed.stderr }).toEqual({
      output: expect.stringMatching(/^(6\d{4})\n\1\nof a student$/),
      stderr: "",
    });
  });

  test("what only root can read is run by root", async () => {
    const place = join(folder, "of-root");
    mkdirSync(place, { mode: 0o700 });
    using started = await start(scriptOf("[process.getuid(), process.pid]", place));
    const [uid, pid] = started.answer as readonly number[];
    expect(uid).toBe(0);
    expect(procFileOf(pid ?? 0, "status")).toMatch(/^NoNewPrivs:\t1$/m);
    expect(started.layers).toEqual(["process", "limits", "permission"]);
  });
});

/** Whether a process runs; one that has ended, and waits to be collected, does not. */
function isThere(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/s.test(procFileOf(pid, "stat"));
  } catch {
    return false;
  }
}

describe("chooseUser(setpriv, paths)", () => {
  test("the grader's user is shared unless root grades", () => {
    vi.spyOn(process, "getuid").mockReturnValue(1000);
    expect(chooseUser(setpriv, [])).toMatchObject({ kind: "shared", reason: expect.stringContaining("only root") });
  });

  test("a missing setpriv is named", () => {
    vi.spyOn(process, "getuid").mockReturnValue(0);
    expect(chooseUser(undefined, [])).toMatchObject({ kind: "shared", reason: "no executable setpriv on PATH" });
  });

  test("a setpriv that fails gives its reason", () => {
    vi.spyOn(process, "getuid").mockReturnValue(0);
    const failing = join(folder, "setpriv");
    writeFileSync(failing, "#!/bin/sh\necho 'setpriv: setresuid failed: Operation not permitted' >&2\nexit 1\n");
    chmodSync(failing, 0o755);
    expect(chooseUser(failing, [])).toMatchObject({ reason: "setpriv: setresuid failed: Operation not permitted" });
  });

  test.skipIf(!canChoose)("the first unreadable path is named", () => {
    const file = join(folder, "unreadable");
    writeFileSync(file, "", { mode: 0o600 });
    expect(chooseUser(setpriv, [folder, file])).toMatchObject({ reason: `another user cannot read ${file}` });
    expect(chooseUser(setpriv, [folder]).kind).toBe("own");
  });
});
