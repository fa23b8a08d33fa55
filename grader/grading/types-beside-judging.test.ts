/** @file The type compiler during the judging: it adds findings to the result and changes no other field. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { practiceSecret } from "../engine/seed.ts";
import type { GradingResult } from "../result/result.ts";
import { course, Editor, fileOf } from "../specimens/editor.ts";
import { grade } from "./grade.ts";

const editor = new Editor();
beforeAll(() => {
  const file = fileOf("offset");
  const textWithTypeError = editor
    .read(file)
    .replace(/(START CODE HERE \(offset\)[^\n]*\n)/, '$1  const n: number = "3";\n');
  editor.save(file, textWithTypeError);
});
afterAll(() => editor[Symbol.dispose]());

const gradeOffset = (types?: boolean): Promise<GradingResult> =>
  grade({
    course,
    folder: editor.folder,
    assignments: ["2-autodiff"],
    stubs: ["offset"],
    secret: practiceSecret,
    ...(types === undefined ? {} : { types }),
  });

describe("grade({ types: true })", () => {
  test("adds type findings, which cost nothing", { timeout: 60_000 }, async () => {
    const [withTypes, plain] = [await gradeOffset(true), await gradeOffset()];
    const [{ types = [], ...graded } = { types: undefined }] = withTypes.assignments;
    expect(types).toMatchObject([{ rule: "TS2322", stub: "offset", column: 9 }]);
    expect(withTypes.engine.types).toBeUndefined();
    expect([graded]).toEqual(plain.assignments);
    expect(plain.assignments[0]).not.toHaveProperty("types");
    expect(plain.assignments[0]?.stubs).toMatchObject([{ id: "offset", verdict: "passed" }]);
  });
});
