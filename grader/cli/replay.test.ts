import { afterAll, describe, expect, test } from "vitest";

import { practiceSecret } from "../engine/seed.ts";
import { Editor } from "../watch/set-up.ts";
import { replay } from "./replay.ts";

const editor = new Editor();
afterAll(() => editor[Symbol.dispose]());

/** One case of `offset`, run again. */
async function replayed(code: string) {
  editor.write("offset", code);
  const options = { folder: editor.folder, secret: practiceSecret };
  const result = await replay({ ...options, replay: { law: "offset/position", seed: 1, path: "0" } });
  return result.assignments.flatMap(({ stubs }) => stubs);
}

describe("replay(options)", () => {
  const right = "return index.reduce((sum, each, axis) => sum + each * (strides[axis] ?? 0), 0);";

  test("hands on what a case prints on which the law holds", async () => {
    const [stub, ...more] = await replayed(`    console.log("at", index.length);\n    ${right}`);
    expect(more).toEqual([]);
    expect(stub).toMatchObject({ id: "offset", verdict: "passed" });
    expect(stub?.console).toMatch(/^(?:at \d+\n)+$/u);
  });

  test("leaves it with the case where the law does not hold, and out where nothing is printed", async () => {
    const [failed] = await replayed('    console.log("here");\n    return -1;');
    expect(failed?.counterexample?.console).toBe("here\n");
    expect(failed).not.toHaveProperty("console");
    const [silent] = await replayed(`    ${right}`);
    expect(silent).toMatchObject({ verdict: "passed" });
    expect(silent).not.toHaveProperty("console");
  });
});
