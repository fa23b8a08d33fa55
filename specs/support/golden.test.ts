/**
 * @file The oracle and the reference beside PyTorch, which shares no line with either.
 *
 * `golden.json` holds what PyTorch says in float64 of every operation and of small graphs: Debian 12's python3-torch
 * 1.13.1, `/usr/bin/python3`. `golden.py` says how the cases are made, and makes them again. An answer may be off by
 * 10⁻¹² of the sum of the magnitudes of the terms that made it, as the oracle counts them: at least 10⁻¹² of itself.
 */
import { existsSync, readFileSync } from "node:fs";
import * as v from "valibot";
import { describe, expect, test } from "vitest";

import { inProcess } from "../../grader/subject/in-process.ts";
import { type OperationName, operations } from "./operations.ts";
import { type Truth, truthOf } from "./oracle.ts";
import type { Answer, Argument, Program, Result } from "./program.ts";
import { indexOf, sourceOf } from "./shapes.ts";
import { exact, type Measured, sameShape, type Shape, sizeOf, type Values } from "./values.ts";

const most = 1e-12;

const valuesSchema = v.pipe(
  v.object({
    shape: v.array(v.number()),
    data: v.pipe(
      v.array(v.number()),
      v.transform((data) => Float64Array.from(data)),
    ),
    constant: v.optional(v.boolean(), false),
  }),
  v.check(({ shape, data }) => data.length === sizeOf(shape), "as many numbers as the shape says"),
);
const stepSchema = v.object({
  operation: v.picklist(Object.keys(operations) as OperationName[]),
  tensors: v.array(v.number()),
  /** Whether the tensors are one argument, a list. */
  listed: v.boolean(),
  rest: v.array(v.union([v.number(), v.boolean(), v.array(v.number())])),
});
const caseSchema = v.object({
  name: v.string(),
  inputs: v.array(valuesSchema),
  steps: v.array(stepSchema),
  /** Left out for a function on plain data. */
  upstream: v.optional(valuesSchema),
  value: valuesSchema,
  /** Of each input; null for a constant. */
  gradients: v.array(v.nullable(valuesSchema)),
  /** Whether several elements are equally large, so that right programs may differ in their gradients. */
  ties: v.optional(v.boolean(), false),
});
type Case = v.InferOutput<typeof caseSchema>;

const golden = v.parse(
  v.object({ made: v.object({ package: v.string() }), cases: v.array(caseSchema) }),
  JSON.parse(readFileSync(new URL("golden.json", import.meta.url), "utf8")),
);
const solution = new URL("../../solution/", import.meta.url);
const reference = existsSync(solution) ? await inProcess(solution) : undefined;
if (reference === undefined) console.warn("\n  !! SKIPPED: solution/ beside PyTorch, because it is not there\n");

const byName = [...Map.groupBy(golden.cases, ({ name }) => name)].map(([name, cases]) => ({ name, cases }));

/** The case as a program of the course: the root is the last slot, and backward runs once. */
function programOf({ inputs, steps, upstream }: Case): Program {
  const root = inputs.length + steps.length - 1;
  const plain = upstream === undefined;
  const given = ({ shape, data }: Values): Values => ({ shape, data });
  const tensor = (slot: number): Argument => {
    const input = inputs[slot];
    return plain && input !== undefined ? { kind: "values", values: given(input) } : { kind: "slot", slot };
  };
  return {
    kind: "program",
    inputs: plain ? [] : inputs.map((x, i) => ({ name: `x${i}`, values: given(x), requiresGrad: !x.constant })),
    steps: steps.map(({ operation, tensors, listed, rest }) => ({
      kind: "operation",
      name: operation,
      arguments: [
        ...(listed ? [{ kind: "slots", slots: tensors } as const] : tensors.map(tensor)),
        ...rest.map((data): Argument => ({ kind: "data", data })),
      ],
    })),
    passes: plain ? [] : [{ kind: "backward", slot: root, upstream: given(upstream) }],
    read: {
      values: plain ? [] : [root],
      grads: plain ? [] : [...inputs.keys()].filter((slot) => inputs[slot]?.constant === false),
      calls: [],
      operands: false,
    },
  };
}

/** What the oracle says: the value, and the gradients of the inputs that move. */
interface Said {
  readonly value: Measured;
  readonly gradients: readonly Measured[];
  readonly atKink: boolean;
}

const said = new Map<Case, Said>();
function oracleOn(one: Case): Said {
  const known = said.get(one) ?? ask();
  said.set(one, known);
  return known;

  function ask(): Said {
    const program = programOf(one);
    if (one.upstream === undefined) return { value: plainTruth(program), gradients: [], atKink: false };
    const truth: Truth = truthOf(program);
    const moving = truth.grads.filter((_, slot) => program.read.grads.includes(slot));
    return { value: need(truth.values.at(-1)), gradients: moving, atKink: truth.atKink };
  }
}

function plainTruth({ steps }: Program): Measured {
  const [step] = steps;
  if (step?.kind !== "operation" || step.name !== "unbroadcast")
    throw new RangeError("unbroadcast alone is plain here");
  const [wide, shape] = step.arguments;
  if (wide?.kind !== "values" || shape?.kind !== "data") throw new RangeError("unbroadcast takes values and a shape");
  return operations.unbroadcast.truth(wide.values, shape.data as Shape);
}

/** Where `got` is farther from `due` than rounding can lead. */
function farFrom(what: string, got: Values, due: Values, magnitude: Float64Array): readonly string[] {
  if (!sameShape(got.shape, due.shape)) return [`${what}: shape [${got.shape.join()}], not [${due.shape.join()}]`];
  return [...due.data].flatMap((x, i) => {
    const [y, allowed] = [got.data[i] ?? Number.NaN, most * (magnitude[i] ?? Number.NaN)];
    return Math.abs(y - x) <= allowed ? [] : [`${what}[${i}]: ${y}, not ${x} ± ${allowed}`];
  });
}

/** Where value or gradients are not those of PyTorch. */
function differences(one: Case, i: number, value: Values, gradients: readonly Values[]): readonly string[] {
  const oracle = oracleOn(one);
  const due = one.gradients.filter((gradient) => gradient !== null);
  return [
    ...farFrom(`case ${i}, value`, value, one.value, oracle.value.magnitude),
    ...(gradients.length === due.length ? [] : [`case ${i}: ${gradients.length} gradients, not ${due.length}`]),
    ...due.flatMap((gradient, k) => {
      const what = `case ${i}, gradient ${k}`;
      const got = need(gradients[k]);
      if (one.ties) return unfair(what, got, gradient, need(one.upstream));
      return farFrom(what, got, gradient, need(oracle.gradients[k]).magnitude);
    }),
  ];
}

/**
 * Where equals have not shared their upstream among themselves. PyTorch shares evenly; any parts will do that are not
 * negative and add up. Sizes of the axes that were reduced over stay as 1, so an index leads from operand to result.
 */
function unfair(what: string, got: Values, even: Values, upstream: Values): readonly string[] {
  const sums = new Float64Array(upstream.data.length);
  const wrong = [...got.data].flatMap((part, i) => {
    const group = sourceOf(indexOf(i, got.shape), upstream.shape);
    sums[group] = (sums[group] ?? 0) + part;
    if (even.data[i] === 0) return part === 0 ? [] : [`${what}[${i}]: ${part}, though it is not the largest`];
    return part * (upstream.data[group] ?? Number.NaN) >= 0 ? [] : [`${what}[${i}]: ${part} is a negative part`];
  });
  return [...wrong, ...farFrom(`${what}, summed`, { ...upstream, data: sums }, upstream, exact(upstream).magnitude)];
}

function valuesOf(result: Result | undefined): Values {
  if (result?.kind !== "values") throw new TypeError(`expected Values, got ${result?.kind ?? "nothing"}`);
  return result.values;
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError("expected something, got nothing");
  return value;
}

describe("golden.json", () => {
  test("has 400 cases, and 20 of every operation of the course on tensors", () => {
    const names = Object.entries(operations).filter(([, { file }]) => file.startsWith("2-autodiff/ops/"));
    const few = [...names.map(([name]) => name), "unbroadcast"].filter(
      (name) => (byName.find((group) => group.name === name)?.cases.length ?? 0) < 20,
    );
    expect(few).toEqual([]);
    expect(golden.cases.length).toBeGreaterThanOrEqual(400);
  });

  test("is seen to differ by twice what is allowed, in one element", () => {
    for (const one of golden.cases.filter(({ value }) => value.data.some((x) => x !== 0)).slice(0, 50)) {
      const { value } = oracleOn(one);
      const at = one.value.data.findIndex((x) => x !== 0);
      const off = one.value.data.with(at, (one.value.data[at] ?? 0) + 2 * most * (value.magnitude[at] ?? 0));
      expect(farFrom("value", { ...one.value, data: off }, one.value, value.magnitude)).toHaveLength(1);
    }
  });
});

describe(`truthOf(program), beside ${golden.made.package}`, () => {
  test.each(byName)("$name", ({ cases }) => {
    const different = cases.flatMap((one, i) => {
      const { value, gradients, atKink } = oracleOn(one);
      // Where equals share, the oracle knows that it cannot tell how.
      if (atKink !== one.ties) return [`case ${i}: ${atKink ? "at a kink" : "ties, and not at a kink"}`];
      return differences(one, i, value, gradients);
    });
    expect(different).toEqual([]);
  });
});

describe.skipIf(reference === undefined)(`solution/, beside ${golden.made.package}`, () => {
  test.each(byName)("$name", async ({ cases }) => {
    const { answers } = await need(reference).ask(cases.map(programOf));
    const different = cases.flatMap((one, i) => {
      const answer: Answer = need(answers[i]);
      if (answer.kind !== "answered") return [`case ${i}: ${JSON.stringify(answer)}`];
      const value = one.upstream === undefined ? answer.results[0] : answer.values[0];
      return differences(one, i, valuesOf(value), answer.grads.map(valuesOf));
    });
    expect(different).toEqual([]);
  });
});
