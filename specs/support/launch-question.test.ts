import { describe, expect, test } from "vitest";
import type { Contract } from "../../kernels/contracts/contract.ts";
import { nobody } from "../../kernels/interpreter/collect.ts";
import { type Difference, Mismatch, within } from "./compare.ts";
import type { LaunchAsk, LaunchedAnswer, LaunchReport } from "./launch.ts";
import { type Launched, launch, launches } from "./launch-question.ts";
import type { Question } from "./question.ts";
import { type Values, values } from "./values.ts";
import { redZone, strayWord, toSingle, wordsOf } from "./words.ts";

/** `y[i] = factor · x[i]` */
const scale: Contract = {
  kernel: "scale",
  file: "5-kernels/map/scale.wgsl",
  stub: "scale.kernel",
  formula: "y[i] = factor · x[i]",
  uniforms: [
    { name: "n", type: "u32" },
    { name: "factor", type: "f32" },
  ],
  bindings: [
    { name: "x", binding: 1, access: "read", type: "f32", shape: ({ n = 0 }) => [n] },
    { name: "y", binding: 2, access: "write", type: "f32", shape: ({ n = 0 }) => [n] },
  ],
  workgroupSize: [64, 1, 1],
  workgroups: ({ n = 0 }) => [Math.ceil(n / 64), 1, 1],
};
const question = launch(scale, { n: 3, factor: 0.5 }, { x: values([2, 4, 6]) });

const quiet: LaunchReport = {
  moved: { x: { loads: 3, stores: 0, atomics: 0 }, y: { loads: 0, stores: 3, atomics: 0 } },
  workgroup: { loads: 0, stores: 0, atomics: 0 },
  unwritten: [],
  segments: [],
  warnings: [],
};

/** The answer of a kernel that leaves these numbers in `y`. */
function answerWith(y: Values, change: { redZone?: number; report?: Partial<LaunchReport> } = {}): LaunchedAnswer {
  const words = askOf(question).buffers[1]?.words.slice() ?? new Uint32Array();
  words.set(wordsOf(y, "f32"));
  if (change.redZone !== undefined) words[3 + change.redZone] = 0;
  const writers = Uint32Array.from({ length: 3 * words.length }, (_, i) =>
    i < 9 ? (i % 3 === 0 ? i / 3 : 0) : nobody,
  );
  return { kind: "launched", buffers: [{ name: "y", words, writers }], launches: [{ ...quiet, ...change.report }] };
}

function askOf({ ask }: Question<unknown>): LaunchAsk {
  if (ask.kind !== "launches") throw new Error("a question to kernels");
  return ask;
}

function differenceOf(judge: () => void): Difference | undefined {
  try {
    judge();
    return undefined;
  } catch (error) {
    if (error instanceof Mismatch) return error.difference;
    throw error;
  }
}

describe("launch(contract, sizes, inputs)", () => {
  test("the uniform buffer has all sizes in order, and 16 bytes", () => {
    const [asked] = askOf(question).launches;
    const { buffer } = Uint8Array.from(asked?.uniform ?? []);
    expect(buffer.byteLength).toBe(16);
    expect(new Uint32Array(buffer)[0]).toBe(3);
    expect(new Float32Array(buffer)[1]).toBe(0.5);
  });

  test("each buffer has a red zone, and an output holds what is visibly wrong", () => {
    const [x, y] = askOf(question).buffers;
    expect([x?.length, x?.words.length, y?.words.length]).toEqual([3, 3 + redZone, 3 + redZone]);
    expect(new Float32Array(x?.words.buffer ?? new ArrayBuffer()).slice(0, 3)).toEqual(Float32Array.of(2, 4, 6));
    const stray = [...(x?.words.subarray(3) ?? []), ...(y?.words ?? [])];
    expect(new Set(stray).size).toBe(stray.length);
    for (const number of new Float32Array(Uint32Array.from(stray).buffer)) {
      expect(Math.abs(number)).toBeGreaterThanOrEqual(2 ** 99);
      expect(Number.isFinite(number)).toBe(true);
    }
  });

  test("only what a kernel writes is read back", () => {
    expect(askOf(question).read).toEqual(["y"]);
  });

  test("a number that f32 does not have is refused, and so is a wrong shape", () => {
    expect(() => launch(scale, { n: 1, factor: 1 }, { x: values([0.1]) })).toThrow(RangeError);
    expect(() => launch(scale, { n: 1, factor: 1 }, { x: toSingle(values([0.1])) })).not.toThrow();
    expect(() => launch(scale, { n: 2, factor: 1 }, { x: values([1]) })).toThrow("scale has f32 [2] as x, got [1]");
    expect(() => launch(scale, { n: 1 }, { x: values([1]) })).toThrow("scale has a uniform factor");
  });
});

describe("launches(buffers, steps)", () => {
  test("the output of one launch is the input of the next", () => {
    const twice = launches({ a: values([1]), b: { shape: [1] }, c: { shape: [1] } }, [
      { contract: scale, sizes: { n: 1, factor: 2 }, bind: { x: "a", y: "b" } },
      { contract: scale, sizes: { n: 1, factor: 3 }, bind: { x: "b", y: "c" } },
    ]);
    const { launches: asked, read } = askOf(twice);
    expect(asked.map(({ bind }) => bind.map(({ buffer, variable }) => `${variable} = ${buffer}`))).toEqual([
      ["x = a", "y = b"],
      ["x = b", "y = c"],
    ]);
    expect(read).toEqual(["b", "c"]);
  });

  test("a buffer that a launch writes is bound to nothing else", () => {
    const step = { contract: scale, sizes: { n: 1, factor: 2 }, bind: { x: "a", y: "a" } };
    expect(() => launches({ a: values([1]) }, [step])).toThrow("scale writes a, which is bound twice");
  });

  test("the largest product of matrices keeps below its fuel", () => {
    const side = 128;
    const square = () => [side, side];
    const product: Contract = {
      ...scale,
      uniforms: [],
      bindings: scale.bindings.map((binding) => ({ ...binding, shape: square })),
      workgroups: () => [side / 16, side / 16, 1],
      workgroupSize: [16, 16, 1],
    };
    const [asked] = askOf(
      launches({ x: { shape: square() }, y: { shape: square() } }, [{ contract: product, sizes: {} }]),
    ).launches;
    expect(asked?.fuel).toBeGreaterThan(4 * side ** 3);
  });
});

describe("Launched.output(name)", () => {
  const read = (answer: LaunchedAnswer): Launched => question.read(answer);

  test("an output has its numbers, and knows who wrote them", () => {
    const y = read(answerWith(values([1, 2, 3]))).output("y");
    expect([...y.data]).toEqual([1, 2, 3]);
    expect(y.writerOf(2)).toEqual([2, 0, 0]);
  });

  test("a word behind the end that has changed is a mismatch", () => {
    const answer = answerWith(values([1, 2, 3]), { redZone: 5 });
    expect(differenceOf(() => read(answer).output("y"))).toEqual({
      what: "y[8]",
      expected: "untouched: y has 3 elements",
      got: "written",
    });
  });

  test("an element that no invocation wrote is a mismatch, whatever stands there", () => {
    const report = { unwritten: [{ variable: "y", count: 2, first: 1 }] };
    const difference = differenceOf(() => read(answerWith(values([1, 2, 3]), { report })).output("y"));
    expect(difference).toMatchObject({ what: "y[1]", got: "never written by any invocation", differing: 2, of: 3 });
  });

  test("the words that it moved are those of all launches", () => {
    expect(read(answerWith(values([1, 2, 3]))).moved("y").stores).toBe(3);
    expect(read(answerWith(values([1, 2, 3]))).moved("z").stores).toBe(0);
  });
});

describe("within(what, got, due)", () => {
  const due = { ...values([1, 2, 3]), allowed: Float64Array.of(0, 0.5, 0.5) };
  const judge = (got: readonly number[]) => differenceOf(() => within("y", values(got), due));

  test("an error as large as allowed passes, a larger one does not", () => {
    expect(judge([1, 2.5, 2.5])).toBeUndefined();
    expect(judge([1, 3, 3])).toMatchObject({ index: [1], differing: 1, of: 3, errorOverAllowed: 2 });
  });

  test("what must be exact has no ratio", () => {
    expect(judge([1.5, 2, 3])).not.toHaveProperty("errorOverAllowed");
  });

  test("NaN never passes", () => {
    expect(judge([1, 2, Number.NaN])).toMatchObject({ index: [2], differing: 1 });
    const lax = { ...values([1]), allowed: Float64Array.of(Infinity) };
    expect(() => within("y", values([Number.NaN]), lax)).toThrow(RangeError);
  });

  test("the invocation that wrote the first wrong element is told", () => {
    const got = { ...values([1, 9, 3]), writerOf: (i: number) => [i, 0, 0] };
    expect(differenceOf(() => within("y", got, due))?.facts).toEqual([
      { name: "y[1]", text: "from invocation (1, 0, 0)" },
    ]);
  });
});

test("a stray word is no number that a kernel may come to", () => {
  expect(strayWord(0, 1)).not.toBe(strayWord(0, -1));
});
