import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";

import { same } from "../../specs/support/compare.ts";
import { law } from "../../specs/support/law.ts";
import { type Answer, mostNumbers, type Result } from "../../specs/support/program.ts";
import { run } from "../../specs/support/question.ts";
import { fill, values } from "../../specs/support/values.ts";
import { readBank, submissionsOf } from "../specimens/bank.ts";
import type { Ask } from "../../specs/support/question.ts";
import { parseReplay } from "./seed.ts";
import { judge, judgeCases, judgeReplay } from "./judge.ts";
import type { IdentifiedLaw } from "../course/laws.ts";
import {
  benchOf,
  course,
  gradient,
  hasReference,
  laws,
  library,
  operandIn,
  type Process,
  processOf,
  reference,
  respondentOf,
  right,
  sample,
  seed,
  swapped,
} from "./judge-set-up.ts";

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
        expect(respondent.asked).toEqual([[frame[index]?.map(withNames), frame[index]]]);
      }
      const asked = one.examples.map((example) => one.pose(example).questions.map(({ ask }) => ask));
      expect(frame.slice(0, asked.length)).toEqual(asked);
    }
  });

  test("the largest case has room in an answer", async () => {
    const law = laws.find(({ id }) => id === "concat.backward/largeGradient");
    if (law === undefined) throw new RangeError("no such law");
    // One of its cases joins three tensors to 891 elements.
    const bench = benchOf(respondentOf(await reference), { seed: 0xa851f637 | 0 });
    expect(await judgeCases(law, bench)).toEqual({ kind: "passed", unjudged: 0 });
  });

  test("a case without room is the law's fault", async () => {
    const lawWith = (size: number, holds: "value" | "operands"): IdentifiedLaw => ({
      ...law({
        stub: "mul.backward",
        says: "A law with a large case.",
        given: fc.constant({ a: fill([size], (i) => i + 1) }),
        examples: [],
        runs: 1,
        ask: ({ a }) => run({ a, b: a }, ({ a, b }) => a.mul(b), a),
        holds: (answer) =>
          holds === "value" ? same("the result", answer.value, answer.truth.value) : answer.keepsWhatItIsGiven(),
      }),
      id: "mul.backward/large",
      assignment: "2-autodiff",
      needs: [],
    });
    const right = respondentOf(await reference);
    // Three values, three gradients and an upstream: seven lists of numbers.
    const most = Math.floor(mostNumbers / 7);
    for (const holds of ["value", "operands"] as const) {
      expect(await judgeCases(lawWith(most, holds), benchOf(right))).toEqual({ kind: "passed", unjudged: 0 });
      const tooLarge = judgeCases(lawWith(holds === "value" ? mostNumbers : most + 1, holds), benchOf(right));
      await expect(tooLarge).rejects.toThrow(/^a case on inputs of \[\d+\], \[\d+\] needs \d+ numbers/);
    }
    // A student's result that is too large breaks the law.
    const wrong = respondentOf(await library({ "mul.forward": `return zeros([${mostNumbers}]);` }));
    expect(await judgeCases(lawWith(most, "value"), benchOf(wrong))).toMatchObject({ kind: "failed" });
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
