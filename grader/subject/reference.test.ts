/**
 * @file The reference at the edges: where numbers are nearly too large or too small, where shapes do not fit, and under
 * `noGrad`. What a region does there is judged by laws; these tests look at what is given.
 */
import { existsSync, readFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { operations } from "../../specs/support/operations.ts";
import { values, type Values } from "../../specs/support/values.ts";

/** A tensor of the course. */
interface Tensor extends Values {
  readonly grad: Values;
  readonly parents: readonly Tensor[];
  readonly requiresGrad: boolean;
  readonly backwardStep: () => void;
}

/** What the tests call, by the names of the exports. */
interface Course {
  readonly Tensor: new (values: Values) => Tensor;
  readonly backward: (root: Tensor, upstream?: Values) => void;
  readonly noGrad: <T>(compute: () => T) => T;
  readonly customFunction: (definition: object) => (...inputs: readonly Tensor[]) => Tensor;
  readonly gradientError: (a: Values, b: Values) => number;
  readonly eachIndex: (shape: readonly number[], visit: (index: readonly number[], i: number) => void) => void;
  readonly operation: Readonly<Record<string, (...operands: readonly unknown[]) => Tensor>>;
}

const solution = new URL("../../solution/", import.meta.url);
const course = existsSync(solution) ? await loadCourse() : undefined;

async function loadCourse(): Promise<Course> {
  const load = async (file: string) => (await import(new URL(file, solution).href)) as Record<string, unknown>;
  const files = ["tensor", "backward", "no-grad", "custom-function", "gradient-error", "strides"];
  const shared = await Promise.all(files.map((file) => load(`2-autodiff/${file}.ts`)));
  const own = Object.entries(operations).filter(([, { file }]) => file.startsWith("2-autodiff/ops/"));
  const operation = await Promise.all(own.map(async ([name, { file }]) => [name, (await load(file))[name]] as const));
  return { ...Object.assign({}, ...shared), operation: Object.fromEntries(operation) } as Course;
}

/** The first case of every operation that PyTorch has computed, too. */
interface Case {
  readonly name: string;
  readonly inputs: readonly { readonly shape: readonly number[]; readonly data: readonly number[] }[];
  readonly steps: readonly {
    readonly operation: string;
    readonly listed: boolean;
    readonly rest: readonly unknown[];
  }[];
}

const golden = JSON.parse(readFileSync(new URL("../../specs/2-autodiff/golden.json", import.meta.url), "utf8")) as {
  readonly cases: readonly Case[];
};

describe.skipIf(course === undefined)("solution/", () => {
  const { Tensor, backward, noGrad, customFunction, gradientError, eachIndex, operation } = (course ?? {}) as Course;
  const { div, mul, pow, max, sum } = (operation ?? {}) as Readonly<
    Record<"div" | "mul" | "pow" | "max" | "sum", (...operands: readonly unknown[]) => Tensor>
  >;
  const tensor = (...data: readonly number[]) => new Tensor(values(data));
  const gradient = ({ grad }: Tensor) => [...grad.data];

  test.each(Object.keys(operation ?? {}))("noGrad keeps nothing of %s", (name) => {
    const one = golden.cases.find(({ steps }) => steps.length === 1 && steps[0]?.operation === name);
    const [step] = one?.steps ?? [];
    if (one === undefined || step === undefined) throw new RangeError(`no case of ${name}`);
    const tensors = one.inputs.map(({ data, shape }) => new Tensor(values(data, shape)));
    const out = noGrad(() => operation[name]?.(...(step.listed ? [tensors] : tensors), ...step.rest));
    out?.grad.data.fill(Number.NaN);
    out?.backwardStep();
    expect(out).toMatchObject({ parents: [], requiresGrad: false });
    for (const { grad } of tensors) expect(grad.data.every((x) => x === 0)).toBe(true);
  });

  test("noGrad frees what a result was computed from", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    /** The number of tensors of a chain of 20 squares that the last one keeps. */
    const kept = async (square: (x: Tensor) => Tensor) => {
      let x = tensor(1);
      const chain: WeakRef<Tensor>[] = [];
      for (let i = 0; i < 20; i++) {
        x = square(x);
        chain.push(new WeakRef(x));
      }
      // A weak reference holds its tensor until the end of its turn.
      await setImmediate();
      collect();
      const found = chain.filter((tensor) => tensor.deref() !== undefined).length;
      expect(x.data[0]).toBe(1);
      return found;
    };
    expect(await kept((x) => noGrad(() => mul(x, x)))).toBe(1);
    expect(await kept((x) => mul(x, x))).toBe(20);
  });

  test("noGrad keeps nothing of a custom function", () => {
    const x = tensor(1);
    const seven = customFunction({ op: "seven", forward: () => values([1]), backward: () => [values([7])] });
    backward(
      mul(
        tensor(2),
        noGrad(() => seven(x)),
      ),
    );
    expect(gradient(x)).toEqual([0]);
  });

  test("a constant from noGrad hands on no NaN", () => {
    // The slope of 1/x at 10⁻²⁰⁰ is infinite, and 0 · ∞ is NaN.
    const [x, weight] = [tensor(1e-200), tensor(0.5)];
    backward(
      mul(
        weight,
        noGrad(() => pow(x, -1)),
      ),
    );
    expect([gradient(x), gradient(weight)]).toEqual([[0], [1e200]]);
  });

  test.each([[[0]], [[2, 0, 3]], [[-1]], [[Number.NaN]]])("a tensor of shape %j is refused", (shape) => {
    expect(() => new Tensor({ shape, data: new Float64Array(0) })).toThrow(`shape [${shape.join(", ")}]`);
    expect(gradient(sum(new Tensor(values([1]))))).toEqual([0]);
  });

  test("eachIndex visits nothing of an empty shape", () => {
    const seen: number[] = [];
    for (const shape of [[0], [2, 0], [], [2, 1]]) eachIndex(shape, (_, i) => seen.push(i));
    expect(seen).toEqual([0, 0, 1]);
  });

  test.each([1e-170, 1e170, -1e-300, 1e300])("div divides by %d twice", (b) => {
    const [numerator, denominator] = [tensor(b), tensor(b)];
    backward(div(numerator, denominator));
    expect([gradient(numerator), gradient(denominator)]).toEqual([[1 / b], [-1 / b]]);
  });

  test("div hands large gradients to large operands", () => {
    const [a, b] = [tensor(1e200), tensor(1e200)];
    backward(div(a, b), values([1e200]));
    expect([gradient(a), gradient(b)]).toEqual([[1], [-1]]);
  });

  test.each([Infinity, Number.NaN])("pow(a, 0) hands on nothing of %d", (upstream) => {
    const a = tensor(0, 2, -3);
    backward(pow(a, 0), values([upstream, upstream, upstream]));
    expect(gradient(a)).toEqual([0, 0, 0]);
  });

  test("max does not hide a NaN", () => {
    const a = tensor(1, Number.NaN, 2);
    backward(max(a));
    expect(gradient(a)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  test.each([[[1, 2]], [[]]])("gradientError refuses [1] beside %j", (other) => {
    expect(() => gradientError(values([1]), values(other))).toThrow(`[1] and [${other.length}]`);
    expect(gradientError(values([1]), values([1]))).toBe(0);
  });

  test("backward refuses an upstream gradient of another shape", () => {
    const root = mul(tensor(2), tensor(3));
    for (const shape of [[3], [1, 1], []])
      expect(() => backward(root, values(Array<number>(shape[0] ?? 1).fill(1), shape))).toThrow(
        "upstream gradient of shape [1]",
      );
    backward(root, values([1]));
    expect(root.parents.map(gradient)).toEqual([[3], [2]]);
  });
});
