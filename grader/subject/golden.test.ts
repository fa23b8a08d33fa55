/**
 * @file The oracle and the reference compared with PyTorch, which was written independently of both.
 *
 * `golden.json` of an assignment holds PyTorch's float64 results for its operations and for small graphs: Debian 12's
 * python3-torch 1.13.1, `/usr/bin/python3`. `golden.py` makes the cases. A number may differ by 10⁻¹² of its magnitude, which is the
 * oracle's sum of the absolute values of the terms that made it: at least 10⁻¹² of the number itself.
 */
import { existsSync, readFileSync } from "node:fs";
import * as v from "valibot";
import { describe, expect, test } from "vitest";

import { loadAssignments } from "../course/assignment.ts";
import { inProcess } from "./in-process.ts";
import { type OperationName, operations } from "../../specs/support/operations.ts";
import { type Truth, truthOf } from "../../specs/support/oracle.ts";
import type { Answer, Argument, Program, Result } from "../../specs/support/program.ts";
import { indexOf, sourceOf } from "../../specs/support/shapes.ts";
import {
  exact,
  isValues,
  type Measured,
  sameShape,
  type Shape,
  sizeOf,
  type Values,
} from "../../specs/support/values.ts";

const tolerance = 1e-12;

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
  /** Whether the tensors are one argument, as a list. */
  listed: v.boolean(),
  rest: v.array(v.union([v.number(), v.boolean(), v.array(v.number()), valuesSchema])),
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
  /** Whether elements are equally large: then the gradients of two right programs may differ. */
  ties: v.optional(v.boolean(), false),
});
type Case = v.InferOutput<typeof caseSchema>;

const goldenSchema = v.object({ made: v.object({ package: v.string() }), cases: v.array(caseSchema) });
/** The golden values of each assignment that has some, with the least number of cases for an operation. */
const goldens = loadAssignments().flatMap(({ id, root }) => {
  const file = new URL(`specs/${id}/golden.json`, root);
  if (!existsSync(file)) return [];
  const golden = v.parse(goldenSchema, JSON.parse(readFileSync(file, "utf8")));
  const byName = [...Map.groupBy(golden.cases, ({ name }) => name)].map(([name, cases]) => ({ name, cases }));
  return [{ id, ...golden, byName }];
});
const solution = new URL("../../solution/", import.meta.url);
const reference = existsSync(solution) ? await inProcess(solution) : undefined;
if (reference === undefined) console.warn("\n  !! SKIPPED: solution/ beside PyTorch, because it is not there\n");

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
        ...rest.map((each): Argument =>
          isValues(each) ? { kind: "values", values: given(each) } : { kind: "data", data: each },
        ),
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

/** The oracle's value, and its gradients for all inputs but constants. */
interface OracleAnswer {
  readonly value: Measured;
  readonly gradients: readonly Measured[];
  readonly atKink: boolean;
}

const oracleAnswers = new Map<Case, OracleAnswer>();
function askOracle(one: Case): OracleAnswer {
  const known = oracleAnswers.get(one) ?? ask();
  oracleAnswers.set(one, known);
  return known;

  function ask(): OracleAnswer {
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

/** Lists the places where `got` differs from `due` by more than the tolerance. */
function compareValues(what: string, got: Values, due: Values, magnitude: Float64Array): readonly string[] {
  if (!sameShape(got.shape, due.shape)) return [`${what}: shape [${got.shape.join()}], not [${due.shape.join()}]`];
  return [...due.data].flatMap((x, i) => {
    const [y, allowed] = [got.data[i] ?? Number.NaN, tolerance * (magnitude[i] ?? Number.NaN)];
    return Math.abs(y - x) <= allowed ? [] : [`${what}[${i}]: ${y}, not ${x} ± ${allowed}`];
  });
}

/** Lists the places where a value or a gradient differs from PyTorch's. */
function compareCase(one: Case, i: number, value: Values, gradients: readonly Values[]): readonly string[] {
  const oracle = askOracle(one);
  const due = one.gradients.filter((gradient) => gradient !== null);
  return [
    ...compareValues(`case ${i}, value`, value, one.value, oracle.value.magnitude),
    ...(gradients.length === due.length ? [] : [`case ${i}: ${gradients.length} gradients, not ${due.length}`]),
    ...due.flatMap((gradient, k) => {
      const what = `case ${i}, gradient ${k}`;
      const got = need(gradients[k]);
      if (one.ties) return compareShares(what, got, gradient, need(one.upstream));
      return compareValues(what, got, gradient, need(oracle.gradients[k]).magnitude);
    }),
  ];
}

/**
 * Lists the places where equal elements share their upstream wrongly. PyTorch gives each the same part; other parts are
 * right too if they have the sign of the upstream and add up to it. A reduced axis keeps size 1, so an index of the
 * operand gives the index of the result.
 */
function compareShares(what: string, got: Values, even: Values, upstream: Values): readonly string[] {
  const sums = new Float64Array(upstream.data.length);
  const wrong = [...got.data].flatMap((part, i) => {
    const group = sourceOf(indexOf(i, got.shape), upstream.shape);
    sums[group] = (sums[group] ?? 0) + part;
    if (even.data[i] === 0) return part === 0 ? [] : [`${what}[${i}]: ${part}, though it is not the largest`];
    return part * (upstream.data[group] ?? Number.NaN) >= 0 ? [] : [`${what}[${i}]: ${part} is a negative part`];
  });
  return [
    ...wrong,
    ...compareValues(`${what}, summed`, { ...upstream, data: sums }, upstream, exact(upstream).magnitude),
  ];
}

function valuesOf(result: Result | undefined): Values {
  if (result?.kind !== "values") throw new TypeError(`expected Values, got ${result?.kind ?? "nothing"}`);
  return result.values;
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError("expected something, got nothing");
  return value;
}

/** Operations have so many cases, and their assignment so many together. */
const least = { operation: 15, assignment: 100 };

describe.each(goldens)("golden.json of $id", ({ id, cases, byName }) => {
  test("every operation has 15 cases", () => {
    const own = Object.entries(operations).filter(([, row]) => row.kind === "tensor" && row.file.startsWith(`${id}/`));
    const names = own.flatMap(([name, row]) => (row.kind === "tensor" && row.flows ? [name] : []));
    const few = names.filter(
      (name) => (byName.find((group) => group.name === name)?.cases.length ?? 0) < least.operation,
    );
    expect(names.length).toBeGreaterThan(0);
    expect(few).toEqual([]);
    expect(cases.length).toBeGreaterThanOrEqual(least.assignment);
  });

  test("the comparison finds twice the allowed error", () => {
    for (const one of cases.filter(({ value }) => value.data.some((x) => x !== 0)).slice(0, 50)) {
      const { value } = askOracle(one);
      const at = one.value.data.findIndex((x) => x !== 0);
      const off = one.value.data.with(at, (one.value.data[at] ?? 0) + 2 * tolerance * (value.magnitude[at] ?? 0));
      expect(compareValues("value", { ...one.value, data: off }, one.value, value.magnitude)).toHaveLength(1);
    }
  });
});

describe.each(goldens)("truthOf(program), beside $made.package on $id", ({ byName }) => {
  test.each(byName)("$name", ({ cases }) => {
    const different = cases.flatMap((one, i) => {
      const { value, gradients, atKink } = askOracle(one);
      // Where equal elements share a gradient, the oracle reports a kink.
      if (atKink !== one.ties) return [`case ${i}: ${atKink ? "at a kink" : "ties, and not at a kink"}`];
      return compareCase(one, i, value, gradients);
    });
    expect(different).toEqual([]);
  });
});

describe.skipIf(reference === undefined).each(goldens)("solution/, beside $made.package on $id", ({ byName }) => {
  test.each(byName)("$name", async ({ cases }) => {
    const { answers } = await need(reference).ask(cases.map(programOf));
    const different = cases.flatMap((one, i) => {
      const answer: Answer = need(answers[i]);
      if (answer.kind !== "answered") return [`case ${i}: ${JSON.stringify(answer)}`];
      const value = one.upstream === undefined ? answer.results[0] : answer.values[0];
      return compareCase(one, i, valuesOf(value), answer.grads.map(valuesOf));
    });
    expect(different).toEqual([]);
  });
});
