import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { loadAssignments } from "../course/assignment.ts";
import { must, same } from "../../specs/support/compare.ts";
import { law } from "../../specs/support/law.ts";
import type { Answer, Result } from "../../specs/support/program.ts";
import { call, run } from "../../specs/support/question.ts";
import { values } from "../../specs/support/values.ts";
import { assembleWhole } from "../assembly/assemble.ts";
import type { Region, Submission } from "../intake/submission.ts";
import { readBank, submissionsOf } from "../specimens/bank.ts";
import { loadCourse } from "../course/course.ts";
import { referenceSubmission } from "../specimens/reference-submission.ts";
import { inProcess } from "../subject/in-process.ts";
import { type Reply, Subject, Subjects } from "../subject/subject.ts";
import type { Ask } from "../subject/wire.ts";
import { describeBreach } from "./counterexample.ts";
import { judge, judgeCases, judgeReplay } from "./judge.ts";
import type { Bench, Respondent } from "./judgement.ts";
import { type IdentifiedLaw, loadLaws } from "../course/laws.ts";
import { parseReplay } from "./seed.ts";

const course = loadCourse(loadAssignments().filter(({ id }) => id === "2-autodiff"));
const laws = await loadLaws(course.assignments);
/** Every fifth item: enough kinds of laws and stubs, in a fifth of the time. */
const sample = <T>(items: readonly T[]): readonly T[] => items.filter((_, i) => i % 5 === 0);
const hasReference = course.reference !== undefined;

const folder = realpathSync(mkdtempSync(join(tmpdir(), "chainrule-judge-")));
writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
afterAll(() => rmSync(folder, { recursive: true }));

/** A process in the view of the engine: it answers frames of questions. */
type Process = (questions: readonly Ask[]) => Promise<Reply>;

let libraries = 0;
/** The reference with some replaced regions, loaded in this process behind the real interpreter. */
async function library(regions: Readonly<Record<string, string>> = {}): Promise<Process> {
  return processOf(withRegions(regions));
}

/** The unchanged reference. */
const reference = hasReference ? library() : Promise.reject(new Error("no reference"));
reference.catch(() => {});

async function processOf(submission: Submission): Promise<Process> {
  const root = join(folder, String(++libraries));
  for (const [id, text] of Object.entries(assembleWhole(course, submission).modules)) {
    if (!id.startsWith("course:")) continue;
    const path = join(root, id.slice("course:".length));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return (await inProcess(pathToFileURL(`${root}/`))).ask;
}

/** The reference with some replaced regions, each with line 31 of a student's file as its place. */
function withRegions(regions: Readonly<Record<string, string>>): Submission {
  const reference = referenceSubmission(course);
  const replaced = Object.entries(regions).map(([id, text]): [string, Region] => {
    const region = reference.regions.get(id);
    if (region === undefined) throw new RangeError(`no region ${id}`);
    return [id, { ...region, place: { file: "mine.ts", line: 31 }, regionLine: 31, stripped: `${text}\n` }];
  });
  return { ...reference, regions: new Map([...reference.regions, ...replaced]) };
}

/** A respondent made of several processes. A restart after a question switches to the next process. */
function respondentOf(...processes: readonly Process[]): Respondent & {
  /** The frames that each process was asked. */
  readonly asked: (readonly Ask[])[][];
  readonly renewals: () => number;
} {
  const asked: (readonly Ask[])[][] = [[]];
  let renewals = 0;
  return {
    asked,
    renewals: () => renewals,
    ask: (questions) => {
      asked.at(-1)?.push(questions);
      const process = processes[Math.min(asked.length, processes.length) - 1];
      if (process === undefined) throw new RangeError("no process");
      return process(questions);
    },
    renew: () => void renewals++,
    restart: () => {
      if ((asked.at(-1)?.length ?? 0) > 0) asked.push([]);
    },
  };
}

const nowhere: Bench["placeOf"] = () => undefined;
const seed = 20;

function benchOf(respondent: Respondent, change: Partial<Bench> = {}): Bench {
  return { respondent, seed, alone: false, isUnfilled: () => true, placeOf: nowhere, ...change };
}

function lawOf(id: string): IdentifiedLaw {
  const found = laws.find((candidate) => candidate.id === id);
  if (found === undefined) throw new RangeError(`no law ${id}`);
  return found;
}

const gradient = lawOf("mul.backward/gradient");
const cases = gradient.examples.length + gradient.runs;

const died: Process = () =>
  Promise.resolve({
    kind: "died",
    verdict: "timed-out",
    reason: "no answer after 2 s of computing",
    cpuMs: 2000,
    waitMs: 0,
  });

/** The first operand of the first program among some questions. */
function operandIn([question]: readonly Ask[]): readonly number[] {
  return question?.kind === "program" ? [...(question.inputs[0]?.values.data ?? [])] : [];
}

const swapped = `accumulate(a, zipWith(out.grad, a, (u, x) => u * x));
accumulate(b, zipWith(out.grad, b, (u, y) => u * y));`;
const right = `accumulate(a, zipWith(out.grad, b, (u, y) => u * y));
accumulate(b, zipWith(out.grad, a, (u, x) => u * x));`;

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

describe("describeBreach(brokenCase)", () => {
  const counting = (size: number) => Array.from({ length: size }, (_, i) => i + 1);

  test.each([
    ["a single number", values([3], []), "3"],
    ["a row", values([3, -0]), "[3, −0]"],
    ["a few rows as nested lists", values([1, 2, 3], [3, 1]), "[[1], [2], [3]]"],
    ["more axes", values(counting(4), [2, 1, 2]), "[[[1, 2]], [[3, 4]]]"],
    ["the first of many numbers", values(counting(9), [3, 3]), "shape [3, 3]: [1, 2, 3, 4, 5, 6, 7, 8, …]"],
    ["many axes", values(counting(2), [1, 1, 2, 1]), "shape [1, 1, 2, 1]: [1, 2]"],
    [
      "the same number everywhere",
      values(
        counting(9).map(() => 2),
        [9],
      ),
      "shape [9], all 2",
    ],
  ])("shows %s", (_, x, shown) => {
    const one = lawOf("mul.forward/product");
    const posed = one.pose({ a: x, b: x });
    const difference = { what: "the result", expected: "0", got: "1" };
    const breach = { kind: "mismatch", difference, answers: [], console: "" } as const;
    const { counterexample } = describeBreach({
      law: one,
      bench: benchOf(respondentOf()),
      posed,
      breach,
      path: "0",
      isShrunk: true,
    });
    expect(counterexample?.case).toEqual([
      { name: "a", text: shown },
      { name: "b", text: shown },
    ]);
  });

  test("an upstream of 0 keeps the local gradients", () => {
    const one = lawOf("add.backward/gradient");
    const posed = one.pose({ a: values([2]), b: values([3]), upstream: values([0]), second: values([4]) });
    const difference = { what: "gradient of a", expected: "0", got: "NaN" };
    const breach = { kind: "mismatch", difference, answers: [], console: "" } as const;
    const { counterexample } = describeBreach({
      law: one,
      bench: benchOf(respondentOf()),
      posed,
      breach,
      path: "0",
      isShrunk: true,
    });
    expect(counterexample?.locals).toEqual([
      { operand: "a", upstream: "0", local: "1", downstream: "0" },
      { operand: "b", upstream: "0", local: "1", downstream: "0" },
    ]);
  });
});

describe.skipIf(!hasReference)("judge(law, bench): a process dies", () => {
  test("a repeated death shows its first case unshrunk", async () => {
    const answers = await reference;
    const shown = respondentOf(answers);
    await judgeCases(gradient, benchOf(shown));
    const fourth = JSON.stringify(shown.asked[0]?.[0]?.[3]);
    const deadly: Process = (questions) =>
      questions.some((question) => JSON.stringify(question) === fourth) ? died(questions) : answers(questions);

    const respondent = respondentOf(deadly);
    const { verdict, unstable, counterexample } = await judge(gradient, benchOf(respondent));
    expect({ verdict, unstable }).toEqual({ verdict: "timed-out", unstable: undefined });
    expect(respondent.asked.map(({ length }) => length)).toEqual([1, 4, 0]);
    expect(counterexample?.reason).toBe("no answer after 2 s of computing");
    expect(counterexample?.replay).toMatch(/:3$/u);
    expect(counterexample?.difference).toBeUndefined();
  });

  test("a crash that disappears gives an unstable pass", async () => {
    const crashed: Process = () =>
      Promise.resolve({ kind: "died", verdict: "crashed", reason: "exit code 1", cpuMs: 0, waitMs: 0 });
    const respondent = respondentOf(crashed, await reference);
    expect(await judge(gradient, benchOf(respondent))).toEqual({ verdict: "passed", unstable: true });
    expect(respondent.asked.map(({ length }) => length)).toEqual([1, cases, 0]);
  });

  test("a time-out stays one if every case passes", async () => {
    const respondent = respondentOf(died, await reference);
    const { verdict, unstable, counterexample } = await judge(gradient, benchOf(respondent));
    expect({ verdict, unstable }).toEqual({ verdict: "timed-out", unstable: undefined });
    expect(counterexample?.reason).toBe(
      "all cases together: no answer after 2 s of computing; each case by itself passes",
    );
    expect(respondent.asked.map(({ length }) => length)).toEqual([1, cases, 0]);
  });

  test("a death, then a wrong answer, counts as failed", async () => {
    const respondent = respondentOf(died, await library({ "mul.backward": swapped }));
    const { verdict, counterexample } = await judge(gradient, benchOf(respondent));
    expect(verdict).toBe("failed");
    expect(counterexample?.difference?.what).toMatch(/^gradient of [ab]$/u);
    expect(respondent.asked.at(-1)).toEqual([]);
  });

  test("a death, then an unstarted stub, counts as blocked", async () => {
    const respondent = respondentOf(died, await library({ accumulate: 'throw notStarted("accumulate");' }));
    expect(await judge(gradient, benchOf(respondent))).toEqual({ verdict: "blocked", blockedBy: "accumulate" });
  });

  test("a failure, then a death, counts as the death", async () => {
    const respondent = respondentOf(await library({ "mul.backward": swapped }), died);
    const { verdict, counterexample } = await judge(gradient, benchOf(respondent));
    expect(verdict).toBe("timed-out");
    expect(counterexample?.reason).toBe("no answer after 2 s of computing");
  });

  test("a death ends the shrinking and keeps its result", async () => {
    const wrong = await library({ "mul.backward": swapped });
    let left = 3;
    const mortal: Process = (questions) => (left-- > 0 ? wrong(questions) : died(questions));
    const respondent = respondentOf(wrong, mortal);
    const { verdict, counterexample } = await judge(gradient, benchOf(respondent));
    expect(verdict).toBe("failed");
    expect(counterexample?.difference?.what).toMatch(/^gradient of [ab]$/u);
    expect(respondent.asked[1]?.length).toBe(4);
    const again = await judgeReplay(
      gradient,
      benchOf(respondentOf(wrong)),
      parseReplay(counterexample?.replay ?? "").path,
    );
    expect(again?.counterexample?.case).toEqual(counterexample?.case);
  });

  test("an error that names a started stub fails the law", async () => {
    const answers = await library({ "mul.backward": 'throw notStarted("offset");' });
    const started: Partial<Bench> = { isUnfilled: () => false };
    for (const law of [gradient, ...laws.filter(({ stub }) => stub === "capstone").slice(0, 1)]) {
      const { verdict, blockedBy, counterexample } = await judge(law, benchOf(respondentOf(answers), started));
      expect({ law: law.id, verdict, blockedBy }).toEqual({ law: law.id, verdict: "failed", blockedBy: undefined });
      expect(counterexample?.reason).toBe("an error says that offset is not started, but it is");
    }
    expect(await judge(gradient, benchOf(respondentOf(answers)))).toMatchObject({ blockedBy: "offset" });
  });

  test("the death of a sealed process shows its reason", async () => {
    using subjects = new Subjects();
    // The promise of a dynamic import would be the host's: the process ends instead.
    const { modules } = assembleWhole(course, withRegions({ "mul.backward": 'void import("node:fs");' }));
    using subject = new Subject(subjects, modules);
    const { verdict, counterexample } = await judge(gradient, benchOf(subject));
    expect(verdict).toBe("refused");
    expect(counterexample).toMatchObject({
      reason: "import() is not allowed",
      replay: "mul.backward/gradient@00000014:0",
    });
    // A new process answers the next law.
    expect(await judge(lawOf("mul.forward/product"), benchOf(subject))).toEqual({ verdict: "passed" });
  });
});

/** The questions that a law asks, case by case. */
async function frameOf(one: IdentifiedLaw, answers: Process): Promise<readonly (readonly Ask[])[]> {
  const respondent = respondentOf(answers);
  await judgeCases(one, benchOf(respondent));
  const [frame = []] = respondent.asked[0] ?? [];
  // Cases of one law may ask different numbers of questions: one a tensor of a list, for instance.
  const numRuns = one.examples.length + one.runs;
  const cases = fc.sample(one.given, { seed, numRuns, examples: [...one.examples] });
  let next = 0;
  const sizes = cases.map((given) => one.pose(given).questions.length);
  return sizes.map((size) => frame.slice(next, (next += size)));
}

function withNames(ask: Ask): Ask {
  return ask.kind === "program" ? { ...ask, labelled: true } : ask;
}

describe.skipIf(!hasReference)("judgeCases(law, bench), judgeReplay(law, bench, path)", () => {
  test("both ask equal cases, examples first", async () => {
    const answers = await reference;
    for (const one of sample(laws)) {
      const frame = await frameOf(one, answers);
      const last = frame.length - 1;
      for (const index of new Set([0, one.examples.length, last])) {
        if (index > last) continue;
        const respondent = respondentOf(answers);
        expect(await judgeReplay(one, benchOf(respondent), String(index))).toBeUndefined();
        // The replay asks this case alone, under the names of the report.
        expect(respondent.asked).toEqual([[frame[index]?.map(withNames)]]);
      }
      const asked = one.examples.map((example) => one.pose(example).questions.map(({ ask }) => ask));
      expect(frame.slice(0, asked.length)).toEqual(asked);
    }
  });

  test("the seed decides the cases", async () => {
    const answers = await reference;
    const [one, again, other] = [respondentOf(answers), respondentOf(answers), respondentOf(answers)];
    await judgeCases(gradient, benchOf(one));
    await judgeCases(gradient, benchOf(again));
    await judgeCases(gradient, benchOf(other, { seed: seed + 1 }));
    expect(again.asked).toEqual(one.asked);
    expect(other.asked).not.toEqual(one.asked);
  });

  test.each([
    ["log", 1e-160],
    ["exp", 709],
  ] as const)("a case of %s(%d) is not judged", async (name, edge) => {
    // The slope of log at 10⁻¹⁶⁰ is finite, but its own slope is not, so nobody knows what a rounding of x may do.
    const lawWith = (...xs: readonly number[]): IdentifiedLaw => ({
      ...law({
        stub: `${name}.backward`,
        says: "A law with a case at the edge.",
        given: fc.constantFrom(...xs),
        examples: xs,
        runs: 1,
        ask: (x) => run({ a: values([x]) }, (t) => t.a[name](), values([1])),
        holds: ({ grad, truth }) => same("gradient of a", grad.a, truth.grad.a),
      }),
      id: `${name}.backward/edge`,
      assignment: "2-autodiff",
      needs: [],
    });
    const right = respondentOf(await reference);
    expect(await judgeCases(lawWith(edge, 2), benchOf(right))).toEqual({ kind: "passed", unjudged: 2 });
    const wrong = respondentOf(await library({ [`${name}.backward`]: "accumulate(a, out.grad);" }));
    expect(await judgeCases(lawWith(edge, 2), benchOf(wrong))).toMatchObject({ kind: "failed", indices: [1] });
    expect(await judgeReplay(lawWith(edge, 2), benchOf(wrong), "0")).toBeUndefined();
    await expect(judgeCases({ ...lawWith(edge), runs: 20 }, benchOf(right))).rejects.toThrow("no case of");
  });

  test("a tie of max counts as unjudged", async () => {
    const tie = law({
      stub: "max.backward",
      says: "A law with a tie.",
      given: fc.constant({ a: values([2, 2]) }),
      examples: [{ a: values([2, 1]) }],
      runs: 1,
      ask: ({ a }) => run({ a }, (t) => t.a.max(), values([1], [])),
      holds: ({ grad, truth }) => same("gradient of a", grad.a, truth.grad.a),
    });
    const one = { ...tie, id: "max.backward/tie", assignment: "2-autodiff", needs: [] };
    expect(await judgeCases(one, benchOf(respondentOf(await reference)))).toEqual({ kind: "passed", unjudged: 1 });
  });

  test("the replay of a passing case gives undefined", async () => {
    const shown = respondentOf(await reference);
    await judgeCases(gradient, benchOf(shown));
    const [x0] = operandIn(shown.asked[0]?.[0] ?? []);
    const elsewhere = `if (a.data[0] === ${x0}) { ${right} } else { ${swapped} }`;
    const bench = () => benchOf(respondentOf(elsewhereLibrary));
    const elsewhereLibrary = await library({ "mul.backward": elsewhere });
    expect(await judgeReplay(gradient, bench(), "0")).toBeUndefined();
    expect((await judgeCases(gradient, bench())).kind).toBe("failed");
  });

  test("the printed path leads to the printed case", async () => {
    const banks = sample(course.stubs).flatMap(({ id }) =>
      readBank(course, id)
        .filter(({ kind }) => kind === "wrong")
        .slice(0, 1),
    );
    let compared = 0;
    for (const { entry, submission } of await submissionsOf(course, banks)) {
      const answers = await processOf(submission);
      for (const one of laws.filter((candidate) => candidate.stub === entry.stub)) {
        const judgement = await judge(one, benchOf(respondentOf(answers)));
        if (judgement.verdict === "passed") continue;
        const { law: id, seed: printed, path } = parseReplay(judgement.counterexample?.replay ?? "");
        expect(id).toBe(one.id);
        const again = await judgeReplay(one, benchOf(respondentOf(answers), { seed: printed }), path);
        expect(again).toEqual({ ...judgement, counterexample: { ...judgement.counterexample, shrunk: false } });
        compared++;
      }
    }
    expect(compared).toBeGreaterThanOrEqual(banks.length);
  });
});

/** Wrong answers in the agreed form, made from right ones. */
const garbled: Readonly<Record<string, (answer: Answer) => Answer>> = {
  "NaN for every number": (answer) => withNumbers(answer, () => Number.NaN),
  infinities: (answer) => withNumbers(answer, (x) => (x < 0 ? -Infinity : Infinity)),
  "huge numbers": (answer) => withNumbers(answer, (_, i) => (i % 2 === 0 ? 1e308 : -1e308)),
  "NaN for the first number of each": (answer) => withNumbers(answer, (x, i) => (i === 0 ? Number.NaN : x)),
  "no results": (answer) =>
    answer.kind === "answered"
      ? { ...answer, results: [], values: [], grads: [], calls: [], operands: [], upstreams: [] }
      : answer,
  "nothing where results are due": (answer) => withResults(answer, () => ({ kind: "nothing" })),
  "something else": (answer) => withResults(answer, () => ({ kind: "other", is: "a list of 9 entries" })),
  "a number": (answer) => withResults(answer, () => ({ kind: "number", number: 1 })),
  "no numbers": (answer) => withResults(answer, () => ({ kind: "numbers", numbers: [] })),
  "tensors that nobody made": (answer) => withResults(answer, () => ({ kind: "slots", slots: [-1, 0, 99] })),
  "a tensor of another shape": (answer) =>
    withResults(answer, () => ({
      kind: "values",
      values: { shape: [1, 2], data: Float64Array.of(1, 2) },
      borrowed: true,
    })),
  "a shape without elements": (answer) =>
    withResults(answer, () => ({ kind: "values", values: { shape: [0], data: new Float64Array(0) }, borrowed: false })),
  "an error": () => ({ kind: "threw", error: { name: "ShapeError", message: "", stack: "course:x.ts:1:1" } }),
  "another report": (answer) =>
    answer.kind === "reported" ? { ...answer, data: { deep: [null] }, numbers: Float64Array.of(Number.NaN) } : answer,
  "no report": (answer) =>
    answer.kind === "reported" ? { ...answer, data: null, numbers: new Float64Array(0) } : answer,
};

function withResults(answer: Answer, change: (result: Result) => Result): Answer {
  if (answer.kind !== "answered") return answer;
  const all = (results: readonly Result[]) => results.map(change);
  return {
    ...answer,
    results: all(answer.results),
    values: all(answer.values),
    grads: all(answer.grads),
    operands: answer.operands.map(all),
    upstreams: all(answer.upstreams),
  };
}

function withNumbers(answer: Answer, change: (x: number, i: number) => number): Answer {
  return withResults(answer, (result) => {
    if (result.kind === "number") return { kind: "number", number: change(result.number, 0) };
    if (result.kind === "numbers") return { kind: "numbers", numbers: result.numbers.map(change) };
    if (result.kind === "values")
      return { ...result, values: { ...result.values, data: result.values.data.map(change) } };
    return result;
  });
}

describe.skipIf(!hasReference)("judgeCases(law, bench): wrong answers", () => {
  /** Every law with few cases, and the reference's answers to them. */
  const honest: { readonly few: IdentifiedLaw; readonly answers: readonly Answer[] }[] = [];

  beforeAll(async () => {
    const answering = await reference;
    for (const one of sample(laws)) {
      const few = { ...one, runs: Math.min(one.runs, 3) };
      const recorder: Process = async (questions) => {
        const reply = await answering(questions);
        if (reply.kind === "answers") honest.push({ few, answers: reply.answers });
        return reply;
      };
      await judgeCases(few, benchOf(respondentOf(recorder)));
    }
  });

  test.each(Object.entries(garbled))("%s gives passed or failed", async (_, garble) => {
    expect(honest.length).toBe(sample(laws).length);
    for (const { few, answers } of honest) {
      for (const only of [undefined, 0, 1, 2]) {
        const answersOfLiar = answers.map((answer, i) =>
          only === undefined || i % 3 === only ? garble(answer) : answer,
        );
        const liar: Process = () => Promise.resolve({ kind: "answers", answers: answersOfLiar, console: "", cpuMs: 1 });
        const { kind } = await judgeCases(few, benchOf(respondentOf(liar)));
        // A core law fails where all its answers are changed.
        const lies = few.core && only === undefined && !isDeepStrictEqual(answersOfLiar, answers);
        expect({ law: few.id, kind }).toEqual({
          law: few.id,
          kind: lies ? "failed" : expect.stringMatching(/^passed$|^failed$/u),
        });
      }
    }
  });
});
