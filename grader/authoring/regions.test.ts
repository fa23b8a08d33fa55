import { parseSync, Visitor } from "oxc-parser";
import { describe, expect, test } from "vitest";

import { cutAtMarkers, helpersId } from "../course/markers.ts";
import { loadAssignments } from "../course/assignment.ts";
import { loadCourse, solutionFiles } from "../course/course.ts";

/** Counts the statements of a region, nested ones too, without blocks and the heads of loops. */
function statementsIn(text: string): number {
  const { program } = parseSync("region.ts", `function region() {${text}}`);
  let count = -1; // The function around the region is countNode too.
  const countNode = () => void count++;
  new Visitor({
    ExpressionStatement: countNode,
    VariableDeclaration: countNode,
    ReturnStatement: countNode,
    ThrowStatement: countNode,
    IfStatement: countNode,
    // A head may hold a variable declaration, which the visitor counts already.
    ForStatement: ({ init }) => void (init?.type === "VariableDeclaration" ? 0 : count++),
    ForOfStatement: ({ left }) => void (left.type === "VariableDeclaration" ? 0 : count++),
    WhileStatement: countNode,
    TryStatement: countNode,
    FunctionDeclaration: countNode,
  }).visit(program);
  return count;
}

const withReference = loadAssignments().filter((assignment) => loadCourse([assignment]).reference !== undefined);

describe.each(withReference)("the regions of $id", (assignment) => {
  const regions = [...solutionFiles(assignment)].flatMap(([file, text]) =>
    cutAtMarkers(file, text).segments.filter((segment) => segment.kind === "region" && segment.id !== helpersId),
  );

  test("`statementsIn` counts nested statements", () => {
    expect(statementsIn("")).toBe(0);
    expect(statementsIn("return a;")).toBe(1);
    expect(statementsIn("const a = 1; for (const b of c) { if (b) a += b; }")).toBe(4);
    expect(statementsIn("for (let i = 0; i < 3; i++) x[i] = i;")).toBe(2);
  });

  test("four of five regions have at most four statements", () => {
    const short = regions.filter(({ text }) => statementsIn(text) <= 4);
    expect(short.length / regions.length).toBeGreaterThanOrEqual(0.8);
  });
});
