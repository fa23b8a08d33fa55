import { describe, expect, test } from "vitest";

import { probe, probeNumbers, run } from "../../specs/support/question.ts";
import { values } from "../../specs/support/values.ts";
import { FrameError } from "./frames.ts";
import { decode, encode, neededBy } from "./wire.ts";

const product = run({ x: values([2]), y: values([3]) }, ({ x, y }) => x.mul(y), values([5])).ask;
const chain = probe("backward.chain", { length: 3 }).ask;
const none = { results: [], values: [], grads: [], calls: [], orders: [], operands: [], upstreams: [] };
const answered = { kind: "answered", ...none };
const reported = { kind: "reported", data: 1 };

describe("decode(heard, numbers, questions)", () => {
  const heard = (...answers: readonly object[]) => ({ answers, console: "" });
  const noNumbers = new Float64Array(0);

  test("reads numbers from the row at the places that the answer names", () => {
    const value = { kind: "values", shape: [1, 2], at: 1 };
    const said = decode(
      heard({ ...answered, values: [value], results: [{ kind: "number", at: 0 }] }),
      Float64Array.of(7, 8, 9),
      [product],
    );
    expect(said).toEqual({
      console: "",
      answers: [
        {
          ...answered,
          values: [{ kind: "values", borrowed: false, values: { shape: [1, 2], data: Float64Array.of(8, 9) } }],
          results: [{ kind: "number", number: 7 }],
        },
      ],
    });
  });

  test("refuses what is not of the agreed form, or points beyond its numbers; the control is read", () => {
    expect(decode(heard(answered, reported), noNumbers, [product, chain])).toEqual(
      heard(answered, { ...reported, numbers: noNumbers }),
    );
    const bad: readonly unknown[] = [
      null,
      heard(),
      heard(answered),
      heard(answered, answered, answered),
      heard({ ...answered, results: [{ kind: "number", at: 0 }] }, reported),
      heard({ ...answered, results: [{ kind: "numbers", at: 0, length: 1 }] }, reported),
      heard({ ...answered, values: [{ kind: "values", shape: [2 ** 50, 2 ** 50], at: 0 }] }, reported),
      heard({ ...answered, values: [{ kind: "values", shape: [-1], at: 0 }] }, reported),
      heard({ ...answered, results: [{ kind: "slot", slot: -2, borrowed: false }] }, reported),
      heard({ ...answered, calls: [0.5] }, reported),
      heard({ ...answered, orders: [[-2]] }, reported),
      heard({ ...answered, orders: [Array.from({ length: 65 }, () => 0)] }, reported),
      heard({ kind: "passed" }, reported),
    ];
    for (const said of bad) expect(() => decode(said, noNumbers, [product, chain])).toThrow(FrameError);
  });

  test("reads as many numbers of a probe as were agreed, and refuses one more", () => {
    const { ask } = probeNumbers("moons.train", {}, 2);
    const saying = (length: number) => heard({ kind: "reported", data: null, numbers: { at: 1, length } });
    const row = Float64Array.of(7, 8, 9, 10);
    expect(decode(saying(2), row, [ask])).toEqual(
      heard({ kind: "reported", data: null, numbers: Float64Array.of(8, 9) }),
    );
    expect(() => decode(saying(3), row, [ask])).toThrow(FrameError);
  });

  test("refuses the answer of a probe to a program, and the other way round", () => {
    expect(() => decode(heard(reported), noNumbers, [product])).toThrow(FrameError);
    expect(() => decode(heard(answered), noNumbers, [chain])).toThrow(FrameError);
    // An error, or a stub that is not started, may come of either.
    for (const either of [
      { kind: "not-started", stub: "offset" },
      { kind: "threw", error: { name: "E", message: "", stack: "" } },
    ])
      for (const question of [product, chain])
        expect(decode(heard(either), noNumbers, [question])).toEqual(heard(either));
  });
});

describe("encode(questions)", () => {
  test("puts every number into one row, and names no tensor by its label", () => {
    const { text, numbers } = encode([product, chain]);
    expect([...numbers]).toEqual([2, 3, 5]);
    const [program] = JSON.parse(text) as [{ program: { inputs: readonly { label: string }[] } }];
    expect(program.program.inputs.map(({ label }) => label)).toEqual(["x", "x"]);
  });
});

describe("neededBy(questions)", () => {
  test("names the exports that are called, each once", () => {
    expect(neededBy([product, product, chain])).toEqual([
      { name: "mul", module: "course:2-autodiff/ops/mul.ts", export: "mul" },
      { name: "backward.chain", module: "specs:probes/backward.ts", export: "chain" },
    ]);
  });
});
