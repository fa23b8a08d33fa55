import { parseSync, Visitor } from "oxc-parser";
import { describe, expect, test } from "vitest";

import { cutMarked, helpersId } from "../intake/markers.ts";
import { assignmentIds } from "./assignment.ts";
import { loadCourse, solutionFiles } from "./course.ts";

/** Every statement of a region, nested ones too; a block, and what stands in the head of a loop, are not counted. */
function statementsIn(text: string): number {
  const { program } = parseSync("region.ts", `function region() {${text}}`);
  let count = -1; // The function around it.
  const counted = () => void count++;
  new Visitor({
    ExpressionStatement: counted,
    VariableDeclaration: counted,
    ReturnStatement: counted,
    ThrowStatement: counted,
    IfStatement: counted,
    // A variable in its head would be counted as a statement of its own.
    ForStatement: ({ init }) => void (init?.type === "VariableDeclaration" ? 0 : count++),
    ForOfStatement: ({ left }) => void (left.type === "VariableDeclaration" ? 0 : count++),
    WhileStatement: counted,
    TryStatement: counted,
    FunctionDeclaration: counted,
  }).visit(program);
  return count;
}

describe.each(assignmentIds().filter((id) => loadCourse(id).reference !== undefined))("the regions of %s", (id) => {
  const regions = [...solutionFiles(id)].flatMap(([file, text]) =>
    cutMarked(file, text).segments.filter((segment) => segment.kind === "region" && segment.id !== helpersId),
  );

  test("are counted as a reader would", () => {
    expect(statementsIn("")).toBe(0);
    expect(statementsIn("return a;")).toBe(1);
    expect(statementsIn("const a = 1; for (const b of c) { if (b) a += b; }")).toBe(4);
    expect(statementsIn("for (let i = 0; i < 3; i++) x[i] = i;")).toBe(2);
  });

  test("take at most four statements, four times out of five", () => {
    const short = regions.filter(({ text }) => statementsIn(text) <= 4);
    expect(short.length / regions.length).toBeGreaterThanOrEqual(0.8);
  });
});
