import { describe, expect, test } from "vitest";

import { launch } from "../../specs/support/launch-question.ts";
import { probe, probeNumbers, run } from "../../specs/support/question.ts";
import { values } from "../../specs/support/values.ts";
import { FrameError } from "../../kernels/frames.ts";
import { relu } from "./kernel-set-up.ts";
import { decode, encode, modulesNamedBy, neededBy } from "./wire.ts";

const product = run({ x: values([2]), y: values([3]) }, ({ x, y }) => x.mul(y), values([5])).ask;
const chain = probe("2-autodiff/backward.chain", { length: 3 }).ask;
const nothing = { kind: "nothing" };
/** An answer with every part of `product`: one step on two inputs, and one pass. */
const answered = {
  kind: "answered",
  results: [nothing],
  values: [nothing, nothing, nothing],
  grads: [nothing, nothing, nothing],
  calls: [],
  orders: [[]],
  operands: [[nothing, nothing]],
  upstreams: [nothing],
};
const reported = { kind: "reported", data: 1 };

describe("decode(content, numbers, questions)", () => {
  const contentOf = (...answers: readonly object[]) => ({ answers, console: "" });
  const noNumbers = new Float64Array(0);

  test("decode reads numbers at the places in the answer", () => {
    const value = { kind: "values", shape: [1, 2], at: 1 };
    const decoded = decode(
      contentOf({ ...answered, values: [nothing, nothing, value], results: [{ kind: "number", at: 0 }] }),
      Float64Array.of(7, 8, 9),
      [product],
    );
    expect(decoded).toEqual({
      console: "",
      answers: [
        {
          ...answered,
          values: [
            nothing,
            nothing,
            { kind: "values", borrowed: false, values: { shape: [1, 2], data: Float64Array.of(8, 9) } },
          ],
          results: [{ kind: "number", number: 7 }],
        },
      ],
    });
  });

  test("decode refuses wrong forms and wrong places", () => {
    expect(decode(contentOf(answered, reported), noNumbers, [product, chain])).toEqual(
      contentOf(answered, { ...reported, numbers: noNumbers }),
    );
    const bad: readonly unknown[] = [
      null,
      contentOf(),
      contentOf(answered),
      contentOf(answered, answered, answered),
      contentOf({ ...answered, results: [{ kind: "number", at: 0 }] }, reported),
      contentOf({ ...answered, results: [{ kind: "numbers", at: 0, length: 1 }] }, reported),
      contentOf({ ...answered, upstreams: [{ kind: "values", shape: [2 ** 50, 2 ** 50], at: 0 }] }, reported),
      contentOf({ ...answered, upstreams: [{ kind: "values", shape: [-1], at: 0 }] }, reported),
      contentOf({ ...answered, results: [{ kind: "slot", slot: -2, borrowed: false }] }, reported),
      contentOf({ ...answered, orders: [[-2]] }, reported),
      contentOf({ ...answered, orders: [Array.from({ length: 65 }, () => 0)] }, reported),
      contentOf({ kind: "passed" }, reported),
    ];
    for (const content of bad) expect(() => decode(content, noNumbers, [product, chain])).toThrow(FrameError);
  });

  test("decode refuses lists of another length than asked", () => {
    const one = {
      results: nothing,
      values: nothing,
      grads: nothing,
      calls: 0,
      orders: [],
      operands: [],
      upstreams: nothing,
    };
    const changes: object[] = [{ operands: [[nothing]] }, { operands: [[nothing, nothing, nothing]] }];
    for (const list of Object.keys(one) as (keyof typeof one)[]) {
      changes.push({ [list]: [...answered[list], one[list]] });
      if (answered[list].length > 0) changes.push({ [list]: answered[list].slice(1) });
    }
    for (const change of changes)
      expect(() => decode(contentOf({ ...answered, ...change }), noNumbers, [product])).toThrow(FrameError);
  });

  test("decode copies each number at most once", () => {
    const row = Float64Array.of(7, 8, 9, 10);
    const part = (at: number) => ({ kind: "values", shape: [2], at });
    const naming = (...values: readonly object[]) => contentOf({ ...answered, values });
    expect(decode(naming(part(0), part(2), nothing), row, [product])).toMatchObject({
      answers: [{ kind: "answered" }],
    });
    expect(() => decode(naming(part(0), part(2), part(0)), row, [product])).toThrow(FrameError);
  });

  test("decode refuses more numbers than were asked for", () => {
    const { ask } = probeNumbers("2-autodiff/moons.train", {}, 2);
    const answerWith = (length: number) => contentOf({ kind: "reported", data: null, numbers: { at: 1, length } });
    const row = Float64Array.of(7, 8, 9, 10);
    expect(decode(answerWith(2), row, [ask])).toEqual(
      contentOf({ kind: "reported", data: null, numbers: Float64Array.of(8, 9) }),
    );
    expect(() => decode(answerWith(3), row, [ask])).toThrow(FrameError);
  });

  test("decode refuses the answer to another question", () => {
    expect(() => decode(contentOf(reported), noNumbers, [product])).toThrow(FrameError);
    expect(() => decode(contentOf(answered), noNumbers, [chain])).toThrow(FrameError);
    // A program and a probe may both throw, or use a stub that is not started.
    for (const either of [
      { kind: "not-started", stub: "offset" },
      { kind: "threw", error: { name: "E", message: "", stack: "" } },
    ])
      for (const question of [product, chain])
        expect(decode(contentOf(either), noNumbers, [question])).toEqual(contentOf(either));
  });
});

describe("encode(questions)", () => {
  const labelsOf = (text: string) => {
    const [{ program }] = JSON.parse(text) as [{ program: { inputs: readonly { label: string }[] } }];
    return program.inputs.map(({ label }) => label);
  };

  test("encode collects numbers and hides names", () => {
    const { text, numbers } = encode([product, chain]);
    expect([...numbers]).toEqual([2, 3, 5]);
    expect(labelsOf(text)).toEqual(["x", "x"]);
  });

  test("a case that is shown has its names", () => {
    expect(labelsOf(encode([{ ...product, labelled: true }]).text)).toEqual(["x", "y"]);
  });
});

describe("modulesNamedBy(questions)", () => {
  test("names the kernels that are launched beside the called exports", () => {
    const { ask } = launch(relu.contract, { n: 1 }, { x: values([2]) });
    expect(modulesNamedBy([ask, product])).toEqual(["course:2-autodiff/ops/mul.ts", "course:5-kernels/map/relu.wgsl"]);
  });
});

describe("neededBy(questions)", () => {
  test("neededBy names each called export once", () => {
    expect(neededBy([product, product, chain])).toEqual([
      { name: "mul", module: "course:2-autodiff/ops/mul.ts", export: "mul" },
      { name: "2-autodiff/backward.chain", module: "specs:2-autodiff/probes/backward.ts", export: "chain" },
    ]);
  });
});
