import { linkSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FileWatch } from "./files.ts";

/** Longer than any test, and as long as a timer can be. */
const never = 2 ** 31 - 1;

describe("FileWatch", () => {
  const names = ["2-autodiff/offset.ts", "2-autodiff/ops/mul.ts"];
  const [offset, mul] = names.map((name) => () => join(folder, name)) as [() => string, () => string];
  let folder: string;
  let watch: FileWatch;
  let told = 0;

  beforeEach(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "chainrule-files-")));
    write();
    watch = watchEvery(never);
    // What was written before is not to be heard of.
    await sleep(50);
    told = 0;
  });
  afterEach(() => {
    watch[Symbol.dispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  function watchEvery(restatMs: number): FileWatch {
    return new FileWatch(folder, names, () => void told++, restatMs);
  }

  function write(): void {
    for (const path of [offset(), mul()]) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, "first");
    }
  }

  /** Waits until something has been told after `act`. */
  async function toldAfter(act: () => void): Promise<void> {
    const before = told;
    act();
    await vi.waitFor(() => expect(told).toBeGreaterThan(before), { timeout: 30_000, interval: 5 });
  }

  test("tells of a file that is written in place", async () => {
    await toldAfter(() => writeFileSync(mul(), "second"));
    expect(told).toBeGreaterThan(0);
  });

  test("tells of a file that takes the place of another one, and of the next after it", async () => {
    for (const text of ["second", "third"]) {
      await toldAfter(() => {
        writeFileSync(`${mul()}.new`, text);
        renameSync(`${mul()}.new`, mul());
      });
    }
    expect(told).toBeGreaterThanOrEqual(2);
  });

  test("tells of a file that is deleted, and of one that comes back", async () => {
    await toldAfter(() => rmSync(mul()));
    await toldAfter(() => writeFileSync(mul(), "first"));
    expect(told).toBeGreaterThanOrEqual(2);
  });

  test("tells of files in a folder that was deleted and made anew", async () => {
    await toldAfter(() => rmSync(join(folder, "2-autodiff"), { recursive: true }));
    await toldAfter(write);
    await sleep(50);
    await toldAfter(() => writeFileSync(mul(), "second"));
    expect(told).toBeGreaterThanOrEqual(3);
  });

  test("looks at the files now and then, where the file system tells of nothing", async () => {
    const elsewhere = join(folder, "link");
    linkSync(mul(), elsewhere);
    // Through another name, the folder hears nothing of it.
    writeFileSync(elsewhere, "second");
    await sleep(50);
    expect(told).toBe(0);
    watch[Symbol.dispose]();
    watch = watchEvery(20);
    await toldAfter(() => writeFileSync(elsewhere, "the third"));
    expect(told).toBeGreaterThan(0);
  });

  test("says nothing of other files, and nothing once it is over", async () => {
    writeFileSync(join(dirname(mul()), ".mul.ts.swp"), "");
    writeFileSync(join(dirname(mul()), "other.ts"), "");
    await sleep(50);
    expect(told).toBe(0);
    await toldAfter(() => writeFileSync(offset(), "second"));

    watch[Symbol.dispose]();
    const before = told;
    writeFileSync(offset(), "third");
    await sleep(50);
    expect(told).toBe(before);
  });
});
