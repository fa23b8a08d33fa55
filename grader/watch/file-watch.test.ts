import { linkSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FileWatch } from "./file-watch.ts";

/** The longest time of a timer, and longer than any test. */
const never = 2 ** 31 - 1;

describe("FileWatch", () => {
  const names = ["2-autodiff/offset.ts", "2-autodiff/ops/mul.ts"];
  const [offset, mul] = names.map((name) => () => join(folder, name)) as [() => string, () => string];
  let folder: string;
  let watch: FileWatch;
  let calls = 0;

  beforeEach(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "chainrule-files-")));
    write();
    watch = watchEvery(never);
    // Events of the first write end here.
    await sleep(50);
    calls = 0;
  });
  afterEach(() => {
    watch[Symbol.dispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  function watchEvery(restatMs: number): FileWatch {
    return new FileWatch(folder, names, () => void calls++, restatMs);
  }

  function write(): void {
    for (const path of [offset(), mul()]) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, "first");
    }
  }

  /** Waits until `onChange` is called after `act`. */
  async function waitForCall(act: () => void): Promise<void> {
    const before = calls;
    act();
    await vi.waitFor(() => expect(calls).toBeGreaterThan(before), { timeout: 30_000, interval: 5 });
  }

  test("a write in place calls onChange", async () => {
    await waitForCall(() => writeFileSync(mul(), "second"));
    expect(calls).toBeGreaterThan(0);
  });

  test("every rename onto a file calls onChange", async () => {
    for (const text of ["second", "third"]) {
      await waitForCall(() => {
        writeFileSync(`${mul()}.new`, text);
        renameSync(`${mul()}.new`, mul());
      });
    }
    expect(calls).toBeGreaterThanOrEqual(2);
  });

  test("deleting and recreating a file both call onChange", async () => {
    await waitForCall(() => rmSync(mul()));
    await waitForCall(() => writeFileSync(mul(), "first"));
    expect(calls).toBeGreaterThanOrEqual(2);
  });

  test("a write in a recreated folder calls onChange", async () => {
    await waitForCall(() => rmSync(join(folder, "2-autodiff"), { recursive: true }));
    await waitForCall(write);
    await sleep(50);
    await waitForCall(() => writeFileSync(mul(), "second"));
    expect(calls).toBeGreaterThanOrEqual(3);
  });

  test("regular checks find changes without file events", async () => {
    const elsewhere = join(folder, "link");
    linkSync(mul(), elsewhere);
    // A write through another name causes no event in the folder.
    writeFileSync(elsewhere, "second");
    await sleep(50);
    expect(calls).toBe(0);
    watch[Symbol.dispose]();
    watch = watchEvery(20);
    await waitForCall(() => writeFileSync(elsewhere, "the third"));
    expect(calls).toBeGreaterThan(0);
  });

  test("only watched files cause calls, until disposal", async () => {
    writeFileSync(join(dirname(mul()), ".mul.ts.swp"), "");
    writeFileSync(join(dirname(mul()), "other.ts"), "");
    await sleep(50);
    expect(calls).toBe(0);
    await waitForCall(() => writeFileSync(offset(), "second"));

    watch[Symbol.dispose]();
    const before = calls;
    writeFileSync(offset(), "third");
    await sleep(50);
    expect(calls).toBe(before);
  });
});
