import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Editor } from "../../specimens/editor.ts";
import { lastRunOf } from "../last-run.ts";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));
const patience = { timeout: 50_000, interval: 20 };
const swapped =
  "    accumulate(a, zipWith(out.grad, a, (u, y) => u * y));\n    accumulate(b, zipWith(out.grad, b, (u, x) => u * x));";

describe("npx grade --watch without a terminal", () => {
  let editor: Editor;
  let child: ChildProcess;
  let out = "";
  let err = "";
  let ended: Promise<number | null>;

  beforeEach(() => {
    editor = new Editor();
    [out, err] = ["", ""];
  });
  afterEach(() => {
    child.kill("SIGKILL");
    editor[Symbol.dispose]();
  });

  /** Starts `npx grade --watch` for one stub and waits for the first report. */
  async function start(stub: string): Promise<void> {
    child = spawn(process.execPath, ["--no-warnings", main, editor.folder, "--watch", "--stub", stub], {
      stdio: ["pipe", "pipe", "pipe"],
    });
    child.stdout?.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (err += chunk.toString()));
    ended = new Promise((resolve) => child.once("close", (code) => resolve(code)));
    await waitForText(/^next:/m);
  }

  /** Waits until the screen shows a new text. @param after - the length of the old output */
  async function waitForText(form: RegExp, after = 0): Promise<void> {
    await vi.waitFor(() => expect(out.slice(after) + err).toMatch(form), patience);
  }

  /** Types keys and waits for the answer. */
  async function type(keys: string, form: RegExp): Promise<void> {
    const before = out.length;
    child.stdin?.write(keys);
    await waitForText(form, before);
  }

  test("reports every save and answers every key", async () => {
    await start("mul.backward");
    const before = out.length;
    editor.write("mul.backward", swapped.replace("u * y", "(console.log(`\\u001b[2J${y}`), u * y)"));
    await waitForText(/^✗ mul\.backward: 1 law failed, \d+ not judged yet/m, before);
    await waitForText(/smallest case +\w = \[2\] +\w = \[3\]/, before);
    await waitForText(/^next: mul\.backward/m, before);
    // `npx grade --replay` in another window judges the same case.
    expect(lastRunOf(editor.folder).replay).toMatch(/^mul\.backward\//);
    await type("h", /mul\.backward, hint 1 of 3/);
    await type("h", /mul\.backward, hint 2 of 3/);
    await type("r", /your console said:\s+│ \d/);
    await type("l", /mul\.backward +✗ failed 0\/\d/);
    await type("?", /judge everything again/);
    // Without a terminal the output has no escape sequences, not even from a student's code.
    expect(out).not.toContain("\u001b");

    const mended = out.length;
    editor.restore();
    await waitForText(/^✓ mul\.backward passed/m, mended);
    child.stdin?.end();
    expect(await ended).toBe(0);
    expect(err).toBe("");
  });

  test.skipIf(!existsSync("/proc/self/task")).each(["SIGINT", "SIGTERM"] as const)(
    "ends all its processes after %s in an endless loop",
    async (signal) => {
      await start("offset");
      editor.write("offset", "  for (;;);");
      await waitForText(/offset takes long/);
      const below = descendants(child.pid ?? 0);
      expect(below.length).toBeGreaterThan(1);
      child.kill(signal);
      expect(await ended).toBe(signal === "SIGINT" ? 0 : 143);
      await vi.waitFor(() => expect(below.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]), patience);
    },
  );
});

describe("npx grade --watch beside another option", () => {
  test.each(["--json=result.json", "--replay=offset/position@00000000:0"])("refuses %s", async (flag) => {
    const child = spawn(process.execPath, ["--no-warnings", main, "--watch", flag], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let err = "";
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    expect(await new Promise((resolve) => child.once("close", resolve))).toBe(2);
    expect(err).toMatch(/^--watch: expected/);
  });
});

/** All processes below a process, at any depth. */
function descendants(pid: number): readonly number[] {
  let children: readonly number[];
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    children = text.split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
  return children.flatMap((child) => [child, ...descendants(child)]);
}
