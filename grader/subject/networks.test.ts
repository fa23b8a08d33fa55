/** @file What is given in `3-networks`: lines along an axis, checks of shapes and labels, and results under `noGrad`. */
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fill, type Shape, values, type Values } from "../../specs/support/values.ts";

/** A tensor of the course. */
interface Tensor extends Values {
  readonly parents: readonly Tensor[];
  readonly requiresGrad: boolean;
}

type Operation = (...operands: readonly unknown[]) => Tensor;

/** What the tests call, by the names of the exports. */
interface Course {
  readonly Tensor: new (values: Values) => Tensor;
  readonly noGrad: <T>(compute: () => T) => T;
  readonly mapLines: (a: Values, axis: number, f: (line: Float64Array) => ArrayLike<number> | undefined) => Values;
  readonly zipLines: (
    a: Values,
    b: Values,
    axis: number,
    f: (x: Float64Array, y: Float64Array) => ArrayLike<number>,
  ) => Values;
  readonly operations: Readonly<Record<string, Operation>>;
}

const solution = new URL("../../solution/", import.meta.url);
const files = {
  relu: "activations/relu",
  prelu: "activations/prelu",
  maxout: "activations/maxout",
  softmax: "softmax",
  squaredError: "losses/squared-error",
  absoluteError: "losses/absolute-error",
  crossEntropy: "losses/cross-entropy",
  logitsCrossEntropy: "losses/logits-cross-entropy",
  softLogitsCrossEntropy: "losses/soft-logits-cross-entropy",
  fusedCrossEntropy: "losses/fused-cross-entropy",
};
const course = existsSync(solution) ? await loadCourse() : undefined;

async function loadCourse(): Promise<Course> {
  const load = async (file: string) => (await import(new URL(`${file}.ts`, solution).href)) as Record<string, unknown>;
  const shared = await Promise.all(["2-autodiff/tensor", "2-autodiff/no-grad", "3-networks/lines"].map(load));
  const named = await Promise.all(
    Object.entries(files).map(async ([name, file]) => [name, (await load(`3-networks/${file}`))[name]] as const),
  );
  return { ...Object.assign({}, ...shared), operations: Object.fromEntries(named) } as Course;
}

describe.skipIf(course === undefined)("solution/3-networks", () => {
  const { Tensor, noGrad, mapLines, zipLines, operations } = (course ?? {}) as Course;
  const counting = (shape: Shape) => fill(shape, (i) => i + 1);
  const tensor = (shape: Shape) => new Tensor(counting(shape));
  const call = (name: string, ...operands: readonly unknown[]) => operations[name]?.(...operands);

  test.each([
    [0, "1 3 5 | 2 4 6"],
    [1, "1 2 | 3 4 | 5 6"],
    [-1, "1 2 | 3 4 | 5 6"],
  ])("mapLines along axis %d visits every line", (axis, lines) => {
    const seen: string[] = [];
    const turned = mapLines(counting([3, 2]), axis, (line) => {
      seen.push(line.join(" "));
      return line.map((x) => -x);
    });
    expect(seen.join(" | ")).toBe(lines);
    expect(turned).toEqual(fill([3, 2], (i) => -i - 1));
  });

  test("mapLines hands out copies", () => {
    const a = counting([2, 2]);
    mapLines(a, 1, (line) => line.fill(0));
    expect(a).toEqual(counting([2, 2]));
  });

  test("zipLines pairs lines of one place", () => {
    const sums = zipLines(counting([2, 3]), counting([2, 3]), 0, (x, y) => x.map((each, i) => each + (y[i] ?? 0)));
    expect(sums).toEqual(fill([2, 3], (i) => 2 * i + 2));
  });

  test("a line of another length is refused", () => {
    expect(() => mapLines(counting([2, 3]), 1, () => [1, 2])).toThrow("expected 3 numbers, got 2");
    expect(() => mapLines(counting([2, 3]), 1, () => undefined)).toThrow("expected 3 numbers, got nothing");
    expect(() => mapLines(counting([2, 3]), 2, (line) => line)).toThrow("axis");
  });

  test.each(["maxout", "squaredError", "absoluteError", "crossEntropy", "softLogitsCrossEntropy"])(
    "%s refuses operands of two shapes",
    (name) => {
      expect(() => call(name, tensor([2, 3]), tensor([2, 1]))).toThrow("[2, 3] and [2, 1]");
      expect(call(name, tensor([2, 3]), tensor([2, 3]))?.data.length).toBeGreaterThan(0);
    },
  );

  test("prelu refuses slopes that do not stretch", () => {
    expect(() => call("prelu", tensor([2, 3]), tensor([2]))).toThrow("stretches to [2, 3], got [2]");
    expect(() => call("prelu", tensor([3]), tensor([2, 3]))).toThrow("stretches to [3], got [2, 3]");
    expect(call("prelu", tensor([2, 3]), tensor([3]))?.shape).toEqual([2, 3]);
  });

  test.each(["logitsCrossEntropy", "fusedCrossEntropy"])("%s refuses labels that name no class", (name) => {
    for (const labels of [[0], [0, 1, 2], [0, 3], [-1, 0], [0.5, 0]])
      expect(() => call(name, tensor([2, 3]), labels)).toThrow(`got [${labels.join(", ")}]`);
    expect(() => call(name, tensor([3]), [0, 0, 0])).toThrow("a matrix, [rows, classes], got shape [3]");
    expect(call(name, tensor([2, 3]), [0, 2])?.shape).toEqual([]);
  });

  test.each(["relu", "softmax"])("noGrad keeps nothing of %s", (name) => {
    const out = noGrad(() => call(name, tensor([2, 2])));
    expect(out).toMatchObject({ parents: [], requiresGrad: false });
  });

  test.each(["squaredError", "crossEntropy"])("noGrad keeps nothing of %s", (name) => {
    const out = noGrad(() => call(name, tensor([1, 2]), values([0, 1], [1, 2])));
    expect(out).toMatchObject({ parents: [], requiresGrad: false });
  });
});
