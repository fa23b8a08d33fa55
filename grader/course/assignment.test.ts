import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeEach, describe, expect, test } from "vitest";

import { ChainruleError } from "../result/chainrule-error.ts";
import { type Assignment, handoutSections, loadAssignment, loadAssignments } from "./assignment.ts";
import { projectRoot } from "./roots.ts";

const home = realpathSync(mkdtempSync(join(tmpdir(), "chainrule-assignment-")));
const root = pathToFileURL(`${home}/`);
const folder = join(home, "assignments", "9-test");
mkdirSync(folder, { recursive: true });
afterAll(() => rmSync(home, { recursive: true }));

const correct = `
id: 9-test
title: A test
parts:
  - title: First
    stubs:
      - { id: mul.forward, file: ops/mul.ts, points: 2, section: products }
      - { id: mul.backward, file: ops/mul.ts, points: 1, section: products, extra: true }
  - title: The second part
    stubs:
      - { id: offset, file: offset.ts, points: 3, section: finding }
capstone: { id: capstone, points: 6, section: all }
policy: { globals: [Math] }
`;
const hints = `
offset: [one, two, three]
mul.forward: [one, two, three]
mul.backward: [one, two, three]
`;

function load(assignment: string, hintsText = hints): Assignment {
  writeFileSync(join(folder, "assignment.yaml"), assignment);
  writeFileSync(join(folder, "hints.yaml"), hintsText);
  return loadAssignment({ id: "9-test", root });
}

/** The error message for an assignment; empty for a correct one. */
function errorMessageOf(assignment: string, hintsText?: string): string {
  try {
    load(assignment, hintsText);
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  return "";
}

describe("loadAssignment({ id, root })", () => {
  test("reads the stubs of all parts in order", () => {
    expect(load(correct)).toEqual({
      id: "9-test",
      root,
      title: "A test",
      buildsOn: [],
      stubs: [
        {
          id: "mul.forward",
          assignment: "9-test",
          file: "9-test/ops/mul.ts",
          points: 2,
          section: "products",
          part: "First",
          extra: false,
        },
        {
          id: "mul.backward",
          assignment: "9-test",
          file: "9-test/ops/mul.ts",
          points: 1,
          section: "products",
          part: "First",
          extra: true,
        },
        {
          id: "offset",
          assignment: "9-test",
          file: "9-test/offset.ts",
          points: 3,
          section: "finding",
          part: "The second part",
          extra: false,
        },
      ],
      capstone: { id: "capstone", points: 6, section: "all" },
      globals: ["Math"],
      hints: {
        offset: ["one", "two", "three"],
        "mul.forward": ["one", "two", "three"],
        "mul.backward": ["one", "two", "three"],
      },
    });
  });

  // Each line: a text from the assignment above, a wrong text instead, the place of the mistake, the error.
  const mistakes: readonly (readonly [string, string, string, RegExp])[] = [
    ["points: 3", "points: 2.5", "parts.1.stubs.0.points", /expected whole points, got 2\.5/u],
    ["points: 3", "points: 0", "parts.1.stubs.0.points", /expected >=1, got 0/u],
    ["points: 3", "points: three", "parts.1.stubs.0.points", /expected number, got "three"/u],
    ["points: 3", "pionts: 3", "parts.1.stubs.0.points", /expected "points", got undefined/u],
    ["points: 3", "points: 3, due: never", "parts.1.stubs.0.due", /expected never, got "due"/u],
    // Two stubs with one id: in one part, and in two parts.
    ["id: mul.backward", "id: mul.forward", "parts.0.stubs.1.id", /expected an id of its own, got "mul\.forward"/u],
    ["id: offset", "id: mul.forward", "parts.1.stubs.0.id", /expected an id of its own, got "mul\.forward"/u],
    ["title: The second part", "title: First", "parts.1", /expected a title of its own/u],
    ["title: The second part", `title: ${"a".repeat(33)}`, "parts.1.title", /expected a title of at most 32 char/u],
    ["title: The second part", "title: ' '", "parts.1.title", /expected a title of at most 32 characters, got " "/u],
    ["- title: First", "- name: First", "parts.0.title", /expected "title", got undefined/u],
    ["extra: true", "extra: false", "parts.0.stubs.1.extra", /expected true, got false/u],
    [
      "id: offset",
      "id: the offset",
      "parts.1.stubs.0.id",
      /expected letters, digits, dots and dashes, got "the offset"/u,
    ],
    [
      "file: offset.ts",
      "file: ../offset.ts",
      "parts.1.stubs.0.file",
      /expected a path such as ops\/mul\.ts, got "\.\.\/offset\.ts"/u,
    ],
    ["file: offset.ts", "file: offset.js", "parts.1.stubs.0.file", /expected a path such as ops\/mul\.ts/u],
    ["title: A test", "", "title", /expected "title", got undefined/u],
    ["points: 6", "points: -6", "capstone.points", /expected >=1, got -6/u],
    ["globals: [Math]", "globals: Math", "policy.globals", /expected Array, got "Math"/u],
    ["id: 9-test", "id: 8-test", "id", /expected the folder's name, 9-test, got "8-test"/u],
    ["title: A test", "title: [", "the top", /expected a YAML file, got .*line/su],
    ["title: A test", "title: A\ntitle: B", "the top", /expected a YAML file, got .*unique/su],
  ];

  test.each(mistakes)("'%s' written as '%s' gives an error at %s", (from, to, where, says) => {
    const written = correct.replace(from, to);
    expect(written).not.toBe(correct);
    const message = errorMessageOf(written);
    expect(message).toContain(`${join(folder, "assignment.yaml")}: at ${where}: expected`);
    expect(message).toMatch(says);
    expect(message).toMatch(/\n {2}Next: correct it there \[E_ASSIGNMENT\]$/u);
    // The control: the text without the mistake.
    expect(errorMessageOf(correct)).toBe("");
  });

  test("the error for two hints names the stub", () => {
    const message = errorMessageOf(correct, "offset: [one, two]");
    expect(message).toContain(`${join(folder, "hints.yaml")}: at offset: expected three hints, got 2`);
    expect(errorMessageOf(correct, "offset: [one, two, 3]")).toContain(
      "hints.yaml: at offset.2: expected string, got 3",
    );
  });

  test("the error for a missing file names the file", () => {
    rmSync(join(folder, "hints.yaml"), { force: true });
    writeFileSync(join(folder, "assignment.yaml"), correct);
    expect(() => loadAssignment({ id: "9-test", root })).toThrow(
      /hints\.yaml: at the top: expected a YAML file, got ENOENT/u,
    );
  });
});

describe("loadAssignments()", () => {
  test("loads every folder of assignments/", () => {
    const folders = readdirSync(new URL("assignments/", projectRoot), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(folders).toContain("2-autodiff");
    const assignments = loadAssignments();
    for (const id of folders) expect(assignments).toContainEqual(loadAssignment({ id, root: projectRoot }));
    for (const each of assignments) expect(loadAssignment(each).id).toBe(each.id);
  });
});

describe("loadAssignments(roots)", () => {
  const first = pathToFileURL(`${join(home, "one")}/`);
  const second = pathToFileURL(`${join(home, "two")}/`);

  beforeEach(() => {
    for (const each of [first, second]) {
      rmSync(each, { recursive: true, force: true });
      mkdirSync(new URL("assignments/", each), { recursive: true });
    }
  });

  /** Writes an assignment with one stub and a capstone. */
  function put(at: URL, id: string, { stub = `stub-of-${id}`, capstone = `all-of-${id}`, more = "" } = {}): void {
    const place = new URL(`assignments/${id}/`, at);
    mkdirSync(place);
    writeFileSync(
      new URL("assignment.yaml", place),
      `
id: ${id}
title: A test
${more}
parts: [{ title: First, stubs: [{ id: ${stub}, file: a.ts, points: 1, section: a }] }]
capstone: { id: ${capstone}, points: 1, section: all }
policy: { globals: [] }
`,
    );
    writeFileSync(new URL("hints.yaml", place), `${stub}: [one, two, three]\n`);
  }

  /** The error from loading all assignments, if there is one. */
  function errorOf(roots: readonly URL[]): ChainruleError | undefined {
    try {
      loadAssignments(roots);
    } catch (error) {
      if (error instanceof ChainruleError) return error;
      throw error;
    }
    return undefined;
  }

  /** The path of an assignment's file, in the form that an error shows. */
  function fileOf(at: URL, id: string): string {
    return fileURLToPath(new URL(`assignments/${id}/assignment.yaml`, at));
  }

  test("sorts the assignments of all roots by id", () => {
    put(first, "2-b");
    put(second, "1-a");
    put(second, "3-c", { more: "builds-on: [1-a, 2-b]" });
    const assignments = loadAssignments([first, second]);
    expect(assignments.map(({ id, root: { href } }) => [id, href])).toEqual([
      ["1-a", second.href],
      ["2-b", first.href],
      ["3-c", second.href],
    ]);
    expect(assignments.map(({ buildsOn }) => buildsOn)).toEqual([[], [], ["1-a", "2-b"]]);
  });

  test.each([
    ["a later assignment", "3-c"],
    ["an unknown assignment", "7-x"],
    ["its own assignment", "2-b"],
  ])("`builds-on` with %s is an error", (_, named) => {
    put(first, "1-a");
    put(first, "2-b", { more: `builds-on: [1-a, ${named}]` });
    put(second, "3-c");
    const error = errorOf([first, second]);
    expect(error).toMatchObject({
      code: "E_ASSIGNMENT",
      fault: "course",
      parts: {
        where: `${fileOf(first, "2-b")}: at builds-on`,
        expected: "the id of an earlier assignment",
        got: `"${named}"`,
      },
    });
    // The control: an earlier assignment alone.
    rmSync(new URL("assignments/2-b/", first), { recursive: true });
    put(first, "2-b", { more: "builds-on: [1-a]" });
    expect(errorOf([first, second])).toBeUndefined();
  });

  test.each([
    ["two stubs", { stub: "shared" }, { stub: "shared" }],
    ["two capstones", { capstone: "shared" }, { capstone: "shared" }],
    ["a stub and a later capstone", { stub: "shared" }, { capstone: "shared" }],
    ["a capstone and a later stub", { capstone: "shared" }, { stub: "shared" }],
  ])("an id shared by %s is an error", (_, earlier, later) => {
    put(second, "1-a", earlier);
    put(first, "2-b", later);
    expect(errorOf([first, second])).toMatchObject({
      code: "E_ASSIGNMENT",
      fault: "course",
      parts: {
        where: `${fileOf(first, "2-b")}: at shared`,
        expected: "an id of its own",
        got: "one that 1-a has, too",
      },
    });
    // The control: ids of their own.
    rmSync(new URL("assignments/2-b/", first), { recursive: true });
    put(first, "2-b");
    expect(errorOf([first, second])).toBeUndefined();
  });
});

describe("handoutSections(assignment)", () => {
  test("uses GitHub's anchors for headings", () => {
    const sections = handoutSections(loadAssignment({ id: "2-autodiff", root: projectRoot }));
    expect(sections.get("finding-an-element")).toBe("Finding an element");
    // An anchor leaves signs out and has a dash for each blank.
    expect(sections.get("2--automatic-differentiation")).toBe("2 · Automatic differentiation");
  });

  test("is empty without a handout", () => {
    expect(handoutSections(load(correct)).size).toBe(0);
  });
});
