import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

import { loadAssignments } from "../course/assignment.ts";
import { type BankEntry, readBank, submissionsOf } from "./bank.ts";
import { loadCourse } from "../course/course.ts";

const course = loadCourse(loadAssignments().filter(({ id }) => id === "2-autodiff"));
const stub = "mul.forward";
const folder = realpathSync(mkdtempSync(join(tmpdir(), "chainrule-bank-")));
mkdirSync(join(folder, "private", "bank"), { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string): readonly BankEntry[] {
  writeFileSync(join(folder, "private", "bank", `${stub}.ts`), text);
  return readBank(course, stub, pathToFileURL(`${folder}/`));
}

const sum = `// WRONG added: the rule of the sum
return zipWith(a, b, (x, y) => x + y);
`;
const first = `// WRONG first-only: forgets the second factor
return { shape: a.shape, data: a.data.slice() };
`;
const nothing = `// WRONG nothing: no result
`;
const swapped = `// RIGHT swapped: the other order
return zipWith(b, a, (y, x) => y * x);
`;
const helped = `// RIGHT helped: a helper for one pair
return zipWith(a, b, times);
// HELPERS what stands here goes to the end of the file
function times(x: number, y: number): number {
  return x * y;
}
`;
const right = `// The bank for \`mul.forward\`.\n\n${sum}\n${first}\n${nothing}\n${swapped}\n${helped}`;

describe("readBank(course, stub)", () => {
  test("reads every part of an entry", () => {
    const entries = read(right);
    expect(entries.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "wrong added",
      "wrong first-only",
      "wrong nothing",
      "right swapped",
      "right helped",
    ]);
    const [added] = entries;
    const last = entries.at(-1);
    expect(added).toEqual({
      stub,
      kind: "wrong",
      name: "added",
      sentence: "the rule of the sum",
      text: "return zipWith(a, b, (x, y) => x + y);\n\n",
      helpers: "",
    });
    expect(last?.text).toBe("return zipWith(a, b, times);\n");
    expect(last?.helpers).toBe("function times(x: number, y: number): number {\n  return x * y;\n}\n");
  });

  test("reads entries from the first line on", () => {
    expect(read(`${sum}${first}${nothing}${swapped}`).map(({ name }) => name)).toEqual([
      "added",
      "first-only",
      "nothing",
      "swapped",
    ]);
  });

  test("refuses a missing bank and a small bank", () => {
    expect(() => readBank(course, "offset", pathToFileURL(`${folder}/`))).toThrow(
      /offset\.ts: expected the bank of offset, got no file\.\n {2}Next: see assignments\/README\.md \[E_BANK\]$/u,
    );
    expect(() => read("")).toThrow(/at least 3 wrong regions, got 0\.\n.*\[E_BANK\]$/u);
    expect(() => read(`${sum}${first}${swapped}`)).toThrow(/at least 3 wrong regions, got 2\.\n.*\[E_BANK\]$/u);
    expect(() => read(`${sum}${first}${nothing}`)).toThrow(/at least 1 right regions, got 0\.\n.*\[E_BANK\]$/u);
    expect(read(`${sum}${first}${nothing}${swapped}`).length).toBe(4);
  });

  test("refuses two entries of one name", () => {
    const says = /expected regions with names of their own, got two called added\.\n.*\[E_BANK\]$/u;
    expect(() => read(`${right}${sum}`)).toThrow(says);
    expect(() => read(right.replace("RIGHT swapped", "RIGHT added"))).toThrow(says);
  });

  test("refuses a heading of another form", () => {
    const headings = [
      "// WRONG",
      "// WRONG added",
      "// WRONG added the rule of the sum",
      "// WRONG: the rule of the sum",
      "// WRONG added: ",
      "// WRONG two words: the rule of the sum",
      "//WRONG added: the rule of the sum",
      "  // WRONG added: the rule of the sum",
      "//  RIGHT added: the rule of the sum",
    ];
    for (const written of headings) {
      const text = right.replace("// WRONG first-only: forgets the second factor", written);
      expect(() => read(text)).toThrow(/expected "\/\/ WRONG name: sentence", got .*\.\n.*\[E_BANK\]$/u);
    }
    // The control: another name, and a comment with the word WRONG in it.
    expect(
      read(
        right.replace("first-only", "second-forgotten").replace("return { shape", "// A WRONG result.\nreturn { shape"),
      ).length,
    ).toBe(5);
  });

  test("names the file", () => {
    expect(() => read("")).toThrow(join(folder, "private", "bank", `${stub}.ts`));
  });
});

describe.skipIf(course.reference === undefined)("submissionsOf(course, entries)", () => {
  test("puts region and helpers into the reference", async () => {
    const made = await submissionsOf(course, read(right));
    expect(made.map(({ entry }) => entry.name)).toEqual(["added", "first-only", "nothing", "swapped", "helped"]);
    for (const { entry, submission } of made) {
      const region = submission.regions.get(stub);
      expect(region).toMatchObject({ id: stub, file: "2-autodiff/ops/mul.ts", state: "started", stripped: entry.text });
      const others = [...submission.regions.keys()].filter((id) => id !== stub);
      for (const id of others) expect(submission.regions.get(id)?.stripped).toBe(course.reference?.get(id));
      expect([...submission.helpers.keys()]).toEqual(entry.name === "helped" ? ["2-autodiff/ops/mul.ts"] : []);
    }
    const helpers = made.at(-1)?.submission.helpers.get("2-autodiff/ops/mul.ts")?.stripped;
    expect(helpers).toBe("function times(x        , y        )         {\n  return x * y;\n}\n");
  });

  test("the error for a forbidden region names the reason", async () => {
    const bad = [
      ["return zipWith(a, b, Math.random);", "`Math.random` cannot be repeated"],
      ["return process.exit();", "`process` is not part of the course"],
      ["return a; } function sub() {", "closes the function"],
    ] as const;
    for (const [line, says] of bad) {
      const entries = read(right.replace("return zipWith(a, b, (x, y) => x + y);", line));
      const message = await submissionsOf(course, entries).then(
        () => "",
        (error: unknown) => String(error),
      );
      expect(message).toMatch(/bank of mul\.forward, added: .*\.\n.* \[E_BANK\]$/u);
      expect(message).toContain(says);
    }
  });
});
