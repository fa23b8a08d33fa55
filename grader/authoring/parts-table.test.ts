import { describe, expect, test } from "vitest";

import type { Assignment, StubEntry } from "../course/assignment.ts";
import { projectRoot } from "../course/roots.ts";
import { withPartsTable } from "./parts-table.ts";

function stub(id: string, part: string, points: number, extra = false): StubEntry {
  return { id, assignment: "9-test", file: "a.ts", points, section: "a-section", part, extra };
}

const assignment: Assignment = {
  id: "9-test",
  root: projectRoot,
  title: "",
  buildsOn: [],
  stubs: [stub("add.forward", "First", 2), stub("add.backward", "First", 3), stub("far", "More", 4, true)],
  capstone: { id: "capstone", points: 10, section: "all" },
  globals: [],
  hints: {},
};

describe("withPartsTable(handout, assignment)", () => {
  const made = withPartsTable("Before.\n\n<!-- parts -->\n\nAfter.\n", assignment);

  test("lists forward and backward as one operation", () => {
    expect(made).toContain("| First | [`add`](#a-section) | 5 |\n");
  });

  test("sums extra credit separately", () => {
    expect(made).toContain("| More | [`far`](#a-section) | 4 extra |\n");
    expect(made).toContain("| | together | 15 |\n\nAfter.\n");
  });

  test("names both halves that have sections of their own", () => {
    const halves = [stub("mix.forward", "First", 2), { ...stub("mix.backward", "First", 1, true), section: "back" }];
    expect(withPartsTable("<!-- parts -->\n", { ...assignment, stubs: halves })).toContain(
      "| First | [`mix.forward`](#a-section), [`mix.backward`](#back) | 2, 1 extra |\n",
    );
  });

  test("a second run changes nothing", () => {
    expect(withPartsTable(made, assignment)).toBe(made);
  });
});
