import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { Store } from "../disk/store.ts";
import { Sandbox } from "../sandbox/sandbox.ts";
import { course, Editor } from "../specimens/editor.ts";
import { readSubmission } from "../intake/submission.ts";

const editor = new Editor();
afterAll(() => editor[Symbol.dispose]());

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chainrule-inspections-"));
  editor.restore();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Reads the edited submission as a new run does. @returns it, and how many times a parser was needed */
async function read(options: { readonly fresh?: boolean } = {}) {
  const store = new Store(folder);
  const sandbox = new Sandbox({ store });
  let parsers = 0;
  const onStart = () => void parsers++;
  const submission = await readSubmission(course, editor.folder, { ...options, sandbox, store, onStart });
  return { submission, parsers, layers: sandbox.scriptLayers };
}

describe("readSubmission(…, { store })", () => {
  test("an unchanged submission needs no parser", async () => {
    // A finding is kept with its place, a started region with its text.
    editor.write("mul.backward", "    eval(a);");
    const first = await read();
    const second = await read();
    expect([first.parsers, second.parsers]).toEqual([1, 0]);
    expect(second.submission).toEqual(first.submission);
    expect(second.layers).toEqual(first.layers);
    expect(second.submission.regions.get("mul.backward")?.state).toBe("refused");
  });

  test("a changed region is inspected again", async () => {
    await read();
    editor.write("mul.backward", "    process.exit();");
    const { parsers, submission } = await read();
    expect(parsers).toBe(1);
    expect(submission.regions.get("mul.backward")?.state).toBe("refused");
  });

  test("a fresh run inspects everything again", async () => {
    await read();
    expect((await read({ fresh: true })).parsers).toBe(1);
  });

  test("a damaged file is inspected again", async () => {
    const first = await read();
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), "[]");
    const { parsers, submission } = await read();
    expect(parsers).toBe(1);
    expect(submission).toEqual(first.submission);
  });
});
