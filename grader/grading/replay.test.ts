import { afterAll, describe, expect, test } from "vitest";

import { practiceSecret } from "../engine/seed.ts";
import { course, Editor } from "../specimens/editor.ts";
import { Subjects } from "../subject/subject.ts";
import { prepare } from "./grade.ts";
import { replayCase } from "./replay.ts";

const editor = new Editor();
afterAll(() => editor[Symbol.dispose]());

/** Replays one case of `offset` with this code. @returns the stubs in the result */
async function replayOffset(code: string) {
  editor.write("offset", code);
  using subjects = new Subjects();
  const { laws, submission } = await prepare({ course, assignments: [], folder: editor.folder }, subjects);
  const law = laws.find(({ id }) => id === "offset/position");
  if (law === undefined) throw new RangeError("no law offset/position");
  const input = { course, submission, subjects, secret: practiceSecret };
  const result = await replayCase(input, law, { law: law.id, seed: 1, path: "0" });
  return result.assignments.flatMap(({ stubs }) => stubs);
}

describe("replayCase(input, law, replay)", () => {
  const right = "return index.reduce((sum, each, axis) => sum + each * (strides[axis] ?? 0), 0);";

  test("a passing case keeps its console output", async () => {
    const [stub, ...more] = await replayOffset(`    console.log("at", index.length);\n    ${right}`);
    expect(more).toEqual([]);
    expect(stub).toMatchObject({ id: "offset", verdict: "passed" });
    expect(stub?.console).toMatch(/^(?:at \d+\n)+$/u);
  });

  test("a failing case keeps console output in its counterexample", async () => {
    const [failed] = await replayOffset('    console.log("here");\n    return -1;');
    expect(failed?.counterexample?.console).toBe("here\n");
    expect(failed).not.toHaveProperty("console");
  });

  test("a silent case has no field `console`", async () => {
    const [silent] = await replayOffset(`    ${right}`);
    expect(silent).toMatchObject({ verdict: "passed" });
    expect(silent).not.toHaveProperty("console");
  });
});
