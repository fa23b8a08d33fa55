import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { must } from "../../specs/support/compare.ts";
import { law } from "../../specs/support/law.ts";
import { call } from "../../specs/support/question.ts";
import { assembleWhole } from "../assembly/assemble.ts";
import { parseReplay } from "./seed.ts";
import { judge, judgeCases, judgeReplay } from "./judge.ts";
import {
  benchOf,
  cases,
  course,
  gradient,
  hasReference,
  lawOf,
  laws,
  library,
  operandIn,
  reference,
  respondentOf,
  right,
  swapped,
  withRegions,
} from "./judge-set-up.ts";

describe.skipIf(!hasReference)("judge(law, bench)", () => {
  test("a passing law takes one frame of questions", async () => {
    const respondent = respondentOf(await reference);
    expect(await judge(gradient, benchOf(respondent))).toEqual({ verdict: "passed" });
    expect(respondent.asked.map((frames) => frames.map(({ length }) => length))).toEqual([[cases]]);
    expect(respondent.renewals()).toBe(0);
  });

  test("a failure shows the smallest case and its cause", async () => {
    const respondent = respondentOf(await library({ "mul.backward": swapped }));
    const judgement = await judge(gradient, benchOf(respondent));
    expect(judgement).toEqual({
      verdict: "failed",
      counterexample: {
        law: "mul.backward/gradient",
        says: gradient.says,
        case: [
          { name: "a", text: "[2]" },
          { name: "b", text: "[3]" },
          { name: "upstream", text: "[1]" },
        ],
        difference: expect.objectContaining({ what: "gradient of a", expected: "3", got: "2" }),
        locals: [
          { operand: "a", upstream: "1", formula: "b", local: "3", downstream: "3", got: "2" },
          { operand: "b", upstream: "1", formula: "a", local: "2", downstream: "2", got: "3" },
        ],
        suspects: ["Might it be that each factor received itself instead of the other one?"],
        replay: expect.stringMatching(/^mul\.backward\/gradient@00000014:\d+(?::\d+)*$/u),
      },
    });
  });

  const wayBack = (clear: string, order: string) => `const order = topologicalOrder(root);
for (const tensor of order) ${clear}
accumulate(root, upstream);
for (const tensor of order${order}) tensor.backwardStep();`;
  const clear = "if (tensor.parents.length > 0) tensor.grad.data.fill(0);";

  test("a wrong backward shows gradients and the call order", async () => {
    const parentsFirst = await library({ backward: wayBack(clear, "") });
    const { counterexample } = await judge(lawOf("backward/everyPath"), benchOf(respondentOf(parentsFirst)));
    expect(counterexample?.difference).toMatchObject({ what: "gradient of a", expected: "1", got: "0" });
    expect(counterexample?.difference?.table?.rows).toEqual([
      { name: "c", expected: "1", got: "1", differs: false },
      { name: "b", expected: "1", got: "1", differs: false },
      { name: "a", expected: "1", got: "0", differs: true },
    ]);
    expect(counterexample?.difference?.facts).toEqual([
      { name: "your order", text: "b, c" },
      { name: "a right one", text: "c, b" },
    ]);
    expect(counterexample?.suspects).toEqual(["Might it be that backwardStep is called parents before children?"]);
  });

  test("a wrong second backward shows both call orders", async () => {
    const clearsNothing = await library({ backward: wayBack("{}", ".toReversed()") });
    const { counterexample } = await judge(lawOf("backward/secondCall"), benchOf(respondentOf(clearsNothing)));
    expect(counterexample?.difference?.facts).toEqual([
      { name: "your order, call 1", text: "b" },
      { name: "your order, call 2", text: "b" },
    ]);
    expect(counterexample?.suspects).toEqual(["Might it be that nothing is cleared before the second call?"]);
    const clearsAll = await library({ backward: wayBack("tensor.grad.data.fill(0);", ".toReversed()") });
    expect(
      (await judge(lawOf("backward/secondCall"), benchOf(respondentOf(clearsAll)))).counterexample?.suspects,
    ).toEqual(["Might it be that the leaves are cleared as well?"]);
  });

  test("a wrong order is shown beside a right one", async () => {
    const preorder = await library({
      topologicalOrder:
        "if (visited.has(tensor)) return;\nvisited.add(tensor);\norder.push(tensor);\nfor (const parent of tensor.parents) visit(parent);",
    });
    const { counterexample } = await judge(lawOf("topologicalOrder/parentsFirst"), benchOf(respondentOf(preorder)));
    expect(counterexample?.difference?.facts).toEqual([
      { name: "your order", text: "b, a" },
      { name: "a right one", text: "a, b" },
    ]);
    expect(counterexample?.suspects).toEqual([
      "Might it be that a tensor is listed as soon as it is visited, before its parents are?",
    ]);
  });

  // The gradient of a product, or of a power of e, written by hand for tensors of one shape.
  function assignmentCode(operands: readonly string[], sign: string): string {
    const local = (operand: string) => (operands.length === 1 ? "out" : operand === "a" ? "b" : "a");
    const line = (operand: string) =>
      `for (let i = 0; i < out.data.length; i++) ${operand}.grad.data[i] ${sign} out.grad.data[i] * ${local(operand)}.data[i];`;
    return operands.map(line).join("\n");
  }

  // A common wrong region, the law that finds it, and the suspect that the law names.
  const common: readonly (readonly [string, string, string, RegExp])[] = [
    ["sub.forward", "difference", "return zipWith(a, b, (x, y) => y - x);", /the first term is taken from the second/u],
    ["add.backward", "gradient", "accumulate(a, out);\naccumulate(b, out);", /the numbers of `out` are handed on/u],
    [
      "sub.backward",
      "gradient",
      "accumulate(a, mapEach(out.grad, (u) => -u));\naccumulate(b, out.grad);",
      /the minus went to the first term/u,
    ],
    [
      "mul.backward",
      "gradient",
      "accumulate(a, zipWith(out, b, (u, y) => u * y));\naccumulate(b, zipWith(out, a, (u, x) => u * x));",
      /the numbers of `out` are handed on/u,
    ],
    ["accumulate", "adding", "total.map((sum, i) => sum + share[i]);", /the sum goes into a new array/u],
    [
      "accumulate",
      "adding",
      "for (let i = 0; i < total.length; i++) total[i] += share[i + 1];",
      /^NaN: was something read beyond the end of an array/u,
    ],
    [
      "broadcastShapes",
      "refusal",
      "const rank = Math.max(a.length, b.length);\nconst [m, n] = [padShape(a, rank), padShape(b, rank)];\nreturn m.map((size, axis) => Math.max(size, n[axis]));",
      /`throw` is missing/u,
    ],
    ["exp.backward", "gradient", "accumulate(a, zipWith(out.grad, a, (u, x) => u * x));", /multiplied by the operand/u],
    ["mul.backward", "accumulated", assignmentCode(["a", "b"], "="), /assigned with `=`/u],
    ["mul.backward", "restKept", assignmentCode(["a", "b"], "+="), /added by hand/u],
    ["exp.backward", "accumulated", assignmentCode(["a"], "="), /assigned with `=`/u],
    ["exp.backward", "restKept", assignmentCode(["a"], "+="), /added by hand/u],
    ["mul.backward", "gradient", "return zipWith(out.grad, b, (u, y) => u * y);", /never given to `accumulate`/u],
    ["mul.backward", "gradient", "accumulate(a, zipWith(out.grad, b, (u, y) => u * y));", /only the first operand/u],
    [
      "mul.backward",
      "shared",
      `if (a !== b) { ${right} } else accumulate(a, zipWith(out.grad, b, (u, y) => u * y));`,
      /one share only/u,
    ],
    ["mul.backward", "restKept", `if (!a.requiresGrad) return;\n${right}`, /a constant ends the work/u],
    ["mul.backward", "computed", `if (a.parents.length === 0) { ${right} }`, /only leaves receive/u],
    ["neg.backward", "gradient", "accumulate(a, out);", /the numbers of `out` are handed on/u],
    ["pow.forward", "value", "return mapEach(a, (x) => x ^ exponent);", /`\^` works on bits/u],
    [
      "pow.backward",
      "gradient",
      "accumulate(a, zipWith(out.grad, a, (u, x) => u * exponent * x ^ (exponent - 1)));",
      /`\^` works on bits/u,
    ],
    ["exp.forward", "power", "return mapEach(a, (x) => Math.fround(Math.exp(x)));", /32 bits/u],
    ["transpose.forward", "value", "return { shape, data: a.data.toReversed() };", /not their places/u],
    [
      "accumulate",
      "adding",
      "for (let i = 0; i < total.length; i++) total[i] -= share[i];",
      /the sign of every number/u,
    ],
    [
      "noGrad",
      "offMeanwhile",
      "setRecording(false);\ntry { return compute(); } finally { setRecording(true); }",
      /switched on afterwards, whatever/u,
    ],
    [
      "sub.backward",
      "gradient",
      "accumulate(a, mapEach(out.grad, (u) => -u));\naccumulate(b, mapEach(out.grad, (u) => -u));",
      /sign of the first operand's share/u,
    ],
    [
      "div.backward",
      "gradient",
      "accumulate(b, zipWith(out.grad, b, (u, y) => u / y));\naccumulate(a, zipWith(out.grad, zipWith(out, b, (x, y) => x / y), (u, x) => -u * x));",
      /receives what is due to the other one/u,
    ],
    [
      "mul.backward",
      "gradient",
      "accumulate(a, zipWith(out.grad, b, (u, y) => u * y));\naccumulate(b, a);",
      /left out for the last operand/u,
    ],
    [
      "exp.backward",
      "gradient",
      "accumulate(a, mapEach(out, (y) => y * out.grad.data[0]));",
      /one number of the upstream gradient, the first/u,
    ],
    [
      "unbroadcast",
      "summing",
      "const out = zeros(shape);\nupstream.data.forEach((u, i) => void (out.data[i % out.data.length] += u));\nreturn out;",
      /again and again, which is right only for axes in front/u,
    ],
    [
      "unbroadcast",
      "summing",
      "const out = zeros(shape);\nconst run = upstream.data.length / out.data.length;\nupstream.data.forEach((u, i) => void (out.data[Math.floor(i / run)] += u));\nreturn out;",
      /equal runs/u,
    ],
    [
      "unbroadcast",
      "summing",
      "const strides = broadcastStrides(shape, upstream.shape);\nconst out = zeros(shape);\neachIndex(upstream.shape, (index, i) => void (out.data[offset(index, strides)] = upstream.data[i]));\nreturn out;",
      /only the last one counts/u,
    ],
    [
      "sum.backward",
      "gradient",
      "const share = zeros(a.shape);\nshare.data.set(out.grad.data);\naccumulate(a, share);",
      /only the first elements are taken/u,
    ],
    [
      "mean.forward",
      "average",
      "const mean = zeros(kept);\neachIndex(a.shape, (index, i) => void (mean.data[offset(index, strides)] += a.data[i] / mean.data.length));\nreturn mean;",
      /divided by the number of means/u,
    ],
    [
      "topologicalOrder",
      "parentsFirst",
      "if (visited.has(tensor)) return;\nvisited.add(tensor);\norder.unshift(tensor);\nfor (const parent of tensor.parents) visit(parent);",
      /order of entering is turned round/u,
    ],
    [
      "backward",
      "everyPath",
      "const queue = new Set([root]);\nfor (const tensor of queue) {\n  if (tensor.parents.length > 0) tensor.grad.data.fill(0);\n  for (const parent of tensor.parents) queue.add(parent);\n}\naccumulate(root, upstream);\nfor (const tensor of queue) tensor.backwardStep();",
      /shortest way to the root/u,
    ],
    // What divides the cases is stated as a fact.
    [
      "sum.forward",
      "total",
      "const total = zeros(kept);\nif (a.data.length > 8) return total;\neachIndex(a.shape, (index, i) => void (total.data[offset(index, strides)] += a.data[i]));\nreturn total;",
      /^Every case of at most \d+ elements holds/u,
    ],
    [
      "add.forward",
      "total",
      "return zipWith(a, b, (x, y) => Math.abs(x) + Math.abs(y));",
      /^Every case where no number is below 0 holds/u,
    ],
  ];

  test.each(common)("a wrong %s gets a suspect from law %s", async (stub, name, region, question) => {
    const wrong = await library({ [stub]: region });
    const { verdict, counterexample } = await judge(lawOf(`${stub}/${name}`), benchOf(respondentOf(wrong)));
    expect(verdict).toBe("failed");
    expect(counterexample?.suspects).toEqual([expect.stringMatching(question)]);
  });

  const keepsShorterRank = `const short = Math.min(a.length, b.length);
return a.slice(a.length - short).map((size, axis) => Math.max(size, b[b.length - short + axis]));`;

  test("a smaller case takes the place of an example", async () => {
    const wrong = await library({ broadcastShapes: keepsShorterRank });
    const { counterexample } = await judge(lawOf("broadcastShapes/stretching"), benchOf(respondentOf(wrong)));
    expect(counterexample?.case.map(({ text }) => text).toSorted()).toEqual(["[1]", "[]"]);
    expect(counterexample?.shrunk).toBeUndefined();
  });

  test("an example that alone fails is not called smallest", async () => {
    const wrongThere =
      'if (`${index}|${strides}` === "1,2|3,1") return -1;\nreturn index.reduce((sum, i, axis) => sum + i * strides[axis], 0);';
    const wrong = await library({ offset: wrongThere });
    const { counterexample } = await judge(lawOf("offset/position"), benchOf(respondentOf(wrong)));
    expect(counterexample?.case[0]?.text).toBe("[1, 2]");
    expect(counterexample?.shrunk).toBe(false);
  });

  test("a smaller case has the same verdict", async () => {
    const throwsForOne = 'if (index.length < 2) throw new TypeError("too short");\nreturn -1;';
    const wrong = await library({ offset: throwsForOne });
    const { verdict, counterexample } = await judge(lawOf("offset/position"), benchOf(respondentOf(wrong)));
    expect(verdict).toBe("failed");
    expect(counterexample?.case[0]?.text).toMatch(/^\[\d, \d\]$/u);
  });

  test.each([
    [
      "exp.forward",
      "return mapEach(a, (x) => Math.exp(x) * (a.shape[0] > 5 ? 2 : 1));",
      "value of exp, operation 7, step 1",
    ],
    [
      "log.backward",
      "accumulate(a, zipWith(out.grad, a, (u, x) => ((a.shape[0] > 5 ? 2 : 1) * u) / x));",
      "gradient from log, step 1",
    ],
  ])("a training names the operation behind a wrong %s", async (stub, region, what) => {
    const { counterexample } = await judge(
      lawOf("capstone/everyStep"),
      benchOf(respondentOf(await library({ [stub]: region }))),
    );
    expect(counterexample?.difference?.what).toBe(what);
    expect(counterexample?.difference?.facts).toContainEqual({ name: "stub", text: stub });
    expect(counterexample?.difference?.facts).toContainEqual({ name: "watch it", text: "npx grade try two-moons" });
  });

  test("a mistake at 0⁰ breaks one law", async () => {
    const wrong = await library({
      "pow.backward": "accumulate(a, zipWith(out.grad, a, (u, x) => u * exponent * x ** (exponent - 1)));",
    });
    const own = laws.filter(({ stub }) => stub === "pow.backward");
    const cases = await Promise.all(own.map((law) => judgeCases(law, benchOf(respondentOf(wrong)))));
    expect(own.filter((_, i) => cases[i]?.kind !== "passed").map(({ id }) => id)).toEqual(["pow.backward/flat"]);
  });

  test("a failure that names would hide is shown", async () => {
    const wrong = await library({
      topologicalOrder:
        "if (visited.has(tensor) || order.some(({ label }) => label !== '' && label === tensor.label)) return;\nvisited.add(tensor);\nfor (const parent of tensor.parents) visit(parent);\norder.push(tensor);",
    });
    const law = lawOf("topologicalOrder/parentsFirst");
    const { verdict, unstable, counterexample } = await judge(law, benchOf(respondentOf(wrong)));
    expect({ verdict, unstable }).toEqual({ verdict: "failed", unstable: undefined });
    expect(counterexample?.case).not.toEqual([]);
  });

  test("a replay names the suspect of the report", async () => {
    const wrong = await library({
      "pow.backward": "accumulate(a, zipWith(out.grad, a, (u, x) => u * exponent * x ** (exponent - 1)));",
    });
    const law = lawOf("pow.backward/flat");
    const { counterexample: reported } = await judge(law, benchOf(respondentOf(wrong)));
    const { path } = parseReplay(reported?.replay ?? "");
    const replayed = await judgeReplay(law, benchOf(respondentOf(wrong)), path);
    // NaN alone would also suggest an empty array: the specific cause takes its place.
    expect(reported?.suspects).toEqual([expect.stringMatching(/by something infinite: by 0⁻¹/u)]);
    expect(replayed?.counterexample?.suspects).toEqual(reported?.suspects);
  });

  test("factors that do not fit get a question", async () => {
    const wrong = await library({
      "matmul.backward": "accumulate(a, product(out.grad, b));\naccumulate(b, product(a, out.grad));",
    });
    const { verdict, counterexample } = await judge(lawOf("matmul.backward/gradient"), benchOf(respondentOf(wrong)));
    expect(verdict).toBe("crashed");
    expect(counterexample?.suspects).toEqual([expect.stringMatching(/turned over, or to stand on the other side/u)]);
  });

  test("an early use of `out` gets its own suspect", async () => {
    const wrong = await library({ "exp.forward": "return mapEach(out, (x) => Math.exp(x));" });
    const { verdict, counterexample } = await judge(lawOf("exp.forward/power"), benchOf(respondentOf(wrong)));
    expect(verdict).toBe("crashed");
    expect(counterexample?.suspects).toEqual([expect.stringMatching(/forward reads `out`/u)]);
  });

  test("a second process shrinks what the first process finds", async () => {
    const respondent = respondentOf(await library({ "mul.backward": swapped }));
    await judge(gradient, benchOf(respondent));
    const [first, second, ...more] = respondent.asked;
    expect(first?.map(({ length }) => length)).toEqual([cases]);
    expect(second?.length).toBeGreaterThan(1);
    // The next law gets a fresh process.
    expect(more).toEqual([[]]);
  });

  test("a suspect explains every case", async () => {
    const sometimes = `if (a.data.length > 1) { ${swapped} } else { ${right} }`;
    const { verdict, counterexample } = await judge(
      gradient,
      benchOf(respondentOf(await library({ "mul.backward": sometimes }))),
    );
    // The swapped factors explain only some cases, so the report states what divides the cases.
    expect({ verdict, suspects: counterexample?.suspects }).toEqual({
      verdict: "failed",
      suspects: ["Every case of at most 1 element holds, and every one of more elements fails."],
    });
    expect(counterexample?.case[0]?.text).toMatch(/^(?:\[.*, .*\]|shape .*)$/u);
  });

  test("a failure that disappears gives an unstable pass", async () => {
    const respondent = respondentOf(await library({ "mul.backward": swapped }), await reference);
    expect(await judge(gradient, benchOf(respondent))).toEqual({ verdict: "passed", unstable: true });
  });

  test("a failure of another case gives an unstable failure", async () => {
    const shown = respondentOf(await library({ "mul.backward": swapped }));
    await judge(gradient, benchOf(shown));
    const [x0] = operandIn(shown.asked[1]?.[0] ?? []);
    // The second process is wrong everywhere but in the case that it is asked first.
    const elsewhere = `if (a.data[0] === ${x0}) { ${right} } else { ${swapped} }`;
    const respondent = respondentOf(
      await library({ "mul.backward": swapped }),
      await library({ "mul.backward": elsewhere }),
    );
    const { verdict, unstable, counterexample } = await judge(gradient, benchOf(respondent));
    expect({ verdict, unstable }).toEqual({ verdict: "failed", unstable: true });
    expect(counterexample?.difference).toBeDefined();
  });

  test("an unstarted stub blocks the law, renews the realm", async () => {
    const respondent = respondentOf(await library({ accumulate: 'throw notStarted("accumulate");' }));
    expect(await judge(gradient, benchOf(respondent))).toEqual({ verdict: "blocked", blockedBy: "accumulate" });
    expect(respondent.asked.flat().length).toBe(1);
    expect(respondent.renewals()).toBe(1);
  });

  test("an unstarted stub outranks failures of other cases", async () => {
    const regions = { "mul.backward": swapped, unbroadcast: 'throw notStarted("unbroadcast");' };
    const judgement = await judge(lawOf("mul.backward/summed"), benchOf(respondentOf(await library(regions))));
    expect(judgement).toEqual({ verdict: "blocked", blockedBy: "unbroadcast" });
  });

  test("judged alone, a call of an unstarted stub fails", async () => {
    const respondent = respondentOf(await library({ accumulate: 'throw notStarted("accumulate");' }));
    const { verdict, counterexample } = await judge(gradient, benchOf(respondent, { alone: true }));
    expect(verdict).toBe("failed");
    expect(counterexample?.reason).toBe("it uses accumulate, which this stub is graded without");
  });

  test("a forgotten starter line gets its own reason", async () => {
    const both = `${right}\nthrow notStarted("mul.backward");`;
    for (const alone of [false, true]) {
      const respondent = respondentOf(await library({ "mul.backward": both }));
      const { verdict, counterexample } = await judge(gradient, benchOf(respondent, { alone }));
      expect(verdict).toBe("failed");
      expect(counterexample?.reason).toBe(`it comes to the starter's line, throw notStarted("mul.backward")`);
    }
  });

  test("a crash shows error text, line and file", async () => {
    const regions = { "mul.backward": `const upstream = out.grad;\nupstream.at(0);` };
    const assembly = assembleWhole(course, withRegions(regions));
    const respondent = respondentOf(await library(regions));
    const { verdict, counterexample } = await judge(gradient, benchOf(respondent, { placeOf: assembly.placeOf }));
    expect(verdict).toBe("crashed");
    expect(counterexample?.thrown).toEqual({
      name: "TypeError",
      message: "upstream.at is not a function",
      at: { file: "mine.ts", line: 32 },
      within: "2-autodiff/ops/mul.ts",
    });
  });

  test("a crash in an earlier stub names the line of its caller", async () => {
    const regions = {
      "mul.backward": `const upstream = out.grad;\naccumulate(a, zipWith(a, b, () => 1));`,
      accumulate: `const sizes = undefined;\n\nsizes.length;`,
    };
    const assembly = assembleWhole(course, withRegions(regions));
    const respondent = respondentOf(await library(regions));
    const { counterexample } = await judge(gradient, benchOf(respondent, { placeOf: assembly.placeOf }));
    expect(counterexample?.thrown).toMatchObject({
      at: { file: "mine.ts", line: 32 },
      within: "2-autodiff/accumulate.ts",
    });
  });

  test("an impossible array size counts as out of memory", async () => {
    const regions = { "mul.backward": "new ArrayBuffer(2 ** 53);" };
    const { verdict } = await judge(gradient, benchOf(respondentOf(await library(regions))));
    expect(verdict).toBe("out-of-memory");
  });

  test("shrinking asks at most as much as the law", async () => {
    // Shrinking 300 entries to the smallest case would take more than a thousand cases.
    const endless = law({
      stub: "offset",
      says: "It never holds for large sums.",
      given: fc.noBias(fc.array(fc.nat({ max: 10 ** 6 }), { minLength: 300, maxLength: 300 })),
      runs: 60,
      ask: (numbers) => {
        const ones = numbers.map(() => 1);
        return call("offset", numbers, ones);
      },
      holds: ({ truth }) => must(truth < 10 ** 8, "the offset", "less than 10⁸", String(truth)),
      shows: (numbers) => ({ numbers }),
    });
    const found = { ...endless, id: "offset/endless", assignment: "2-autodiff", needs: [] };
    const respondent = respondentOf(await reference);
    const { verdict, counterexample } = await judge(found, benchOf(respondent));
    expect(verdict).toBe("failed");
    expect(respondent.asked[1]?.length).toBe(60);
    expect(counterexample?.shrunk).toBe(false);
    // Shrinking ends with a case that fails, and with the path to that case.
    const { path } = parseReplay(counterexample?.replay ?? "");
    const again = await judgeReplay(found, benchOf(respondentOf(await reference)), path);
    expect(again?.counterexample?.case).toEqual(counterexample?.case);
  });

  test("an error inside a law rejects the judgement", async () => {
    const faulty = law({
      stub: "offset",
      says: "It cannot be judged.",
      given: fc.record({ n: fc.nat() }),
      ask: () => call("offset", [1], [1]),
      holds: () => {
        throw new TypeError("the law is at fault");
      },
    });
    const identified = { ...faulty, id: "offset/faulty", assignment: "2-autodiff", needs: [] };
    const judging = judge(identified, benchOf(respondentOf(await reference)));
    await expect(judging).rejects.toThrow("the law is at fault");
  });
});
