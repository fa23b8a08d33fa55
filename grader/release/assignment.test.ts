import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

import { type Assignment, assignmentIds, handoutSections, loadAssignment } from "./assignment.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "chainrule-assignment-")));
afterAll(() => rmSync(folder, { recursive: true }));

const right = `
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

function load(assignment: string, asked = hints): Assignment {
  writeFileSync(join(folder, "assignment.yaml"), assignment);
  writeFileSync(join(folder, "hints.yaml"), asked);
  return loadAssignment("9-test", pathToFileURL(`${folder}/`));
}

/** The message of the error with which an assignment is refused. */
function refusal(assignment: string, asked?: string): string {
  try {
    load(assignment, asked);
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  return "";
}

describe("loadAssignment(id)", () => {
  test("reads the stubs of all parts in their order, with files as they are handed in", () => {
    expect(load(right)).toEqual({
      id: "9-test",
      title: "A test",
      stubs: [
        { id: "mul.forward", file: "9-test/ops/mul.ts", points: 2, section: "products", part: "First", extra: false },
        { id: "mul.backward", file: "9-test/ops/mul.ts", points: 1, section: "products", part: "First", extra: true },
        {
          id: "offset",
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

  // What is changed in the assignment above, where that is, and what is said of it.
  const mistakes: readonly (readonly [string, string, string, RegExp])[] = [
    ["points: 3", "points: 2.5", "parts.1.stubs.0.points", /expected whole points, got 2\.5/u],
    ["points: 3", "points: 0", "parts.1.stubs.0.points", /expected >=1, got 0/u],
    ["points: 3", "points: three", "parts.1.stubs.0.points", /expected number, got "three"/u],
    ["points: 3", "pionts: 3", "parts.1.stubs.0.points", /expected "points", got undefined/u],
    ["points: 3", "points: 3, due: never", "parts.1.stubs.0.due", /expected never, got "due"/u],
    // Two stubs of one id, in one part and in two.
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

  test.each(mistakes)("'%s' written as '%s' is refused: names the file, and %s", (from, to, where, says) => {
    const written = right.replace(from, to);
    expect(written).not.toBe(right);
    const message = refusal(written);
    expect(message).toContain(`${join(folder, "assignment.yaml")}: at ${where}: expected`);
    expect(message).toMatch(says);
    expect(message).toMatch(/\n {2}Next: correct it there \[E_ASSIGNMENT\]$/u);
    // The control: the same text without the mistake.
    expect(refusal(right)).toBe("");
  });

  test("hints that are not three are refused: names the file and the stub", () => {
    const message = refusal(right, "offset: [one, two]");
    expect(message).toContain(`${join(folder, "hints.yaml")}: at offset: expected three hints, got 2`);
    expect(refusal(right, "offset: [one, two, 3]")).toContain("hints.yaml: at offset.2: expected string, got 3");
  });

  test("a file that is missing is named", () => {
    rmSync(join(folder, "hints.yaml"), { force: true });
    const url = pathToFileURL(`${folder}/`);
    writeFileSync(join(folder, "assignment.yaml"), right);
    expect(() => loadAssignment("9-test", url)).toThrow(/hints\.yaml: at the top: expected a YAML file, got ENOENT/u);
  });
});

describe("assignmentIds()", () => {
  test("are the folders of assignments/, each of which can be loaded", () => {
    expect(assignmentIds()).toContain("2-autodiff");
    for (const id of assignmentIds()) expect(loadAssignment(id).id).toBe(id);
  });
});

describe("handoutSections(id)", () => {
  test("have the anchors that GitHub gives to headings", () => {
    const sections = handoutSections("2-autodiff");
    expect(sections.get("finding-an-element")).toBe("Finding an element");
    // Signs are left out, and each blank beside them becomes a dash.
    expect(sections.get("2--automatic-differentiation")).toBe("2 · Automatic differentiation");
  });

  test("of an assignment without a handout are none", () => {
    expect(handoutSections("9-test").size).toBe(0);
  });
});
