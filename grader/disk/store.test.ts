import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Store } from "./store.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chainrule-store-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const files = () => readdirSync(folder).map((name) => join(folder, name));

describe("Store", () => {
  test("reads what it has written", () => {
    const value = { verdict: "failed", numbers: [1.5, Number.NaN, -Infinity], text: "größe" };
    new Store(folder).write(new Map([["a", value]]));
    expect(new Store(folder).read("a")).toEqual(value);
    expect(new Store(folder).read("b")).toBeUndefined();
  });

  test.each([
    { name: "damaged", change: (text: string) => text.replace("failed", "passed") },
    { name: "cut off", change: (text: string) => text.slice(0, -1) },
    { name: "empty", change: () => "" },
  ])("ignores and replaces a file that is $name", ({ change }) => {
    const store = new Store(folder);
    store.write(new Map([["a", "failed"]]));
    const [file = ""] = files();
    writeFileSync(file, change(readFileSync(file, "utf8")));
    expect(store.read("a")).toBeUndefined();
    store.write(new Map([["a", "failed"]]));
    expect(store.read("a")).toBe("failed");
  });

  test("ignores the file of another key", () => {
    const store = new Store(folder);
    store.write(new Map([["a", "failed"]]));
    const [foreign = ""] = files();
    store.write(new Map([["b", "passed"]]));
    const own = files().find((file) => file !== foreign) ?? "";
    writeFileSync(own, readFileSync(foreign));
    expect(store.read("b")).toBeUndefined();
  });

  test("keeps the newest files within its capacity", () => {
    const store = new Store(folder, { files: 2, bytes: 1000 });
    store.write(new Map([["a", 1]]));
    for (const file of files()) utimesSync(file, 1, 1);
    store.write(new Map([["b", 2]]));
    store.write(new Map([["c", 3]]));
    expect(["a", "b", "c"].map((key) => store.read(key))).toEqual([undefined, 2, 3]);
    store.write(new Map([["d", "x".repeat(2000)]]));
    expect(files()).toHaveLength(0);
  });

  test("a folder that cannot be written stays empty", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    const store = new Store(join(file, "store"));
    store.write(new Map([["a", 1]]));
    expect(store.read("a")).toBeUndefined();
  });
});
