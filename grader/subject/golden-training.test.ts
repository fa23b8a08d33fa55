/**
 * @file The oracle of training and the reference compared with PyTorch's optimisers, schedules, clipping, dropout and standardising.
 *
 * `golden_training.json` holds what `golden_training.py` beside it has asked PyTorch in float64. A number may differ by 10⁻¹² of its
 * magnitude, as in `golden.test.ts`.
 */
import { existsSync, readFileSync } from "node:fs";
import * as v from "valibot";
import { describe, expect, test } from "vitest";

import { inProcess } from "./in-process.ts";
import { dropped } from "../../specs/4-training/droppings.ts";
import { clippedTruth } from "../../specs/4-training/clip-norm.ts";
import { columnTruth } from "../../specs/4-training/columns.ts";
import { descend, firstMemories } from "../../specs/4-training/overfittings.ts";
import { rateTruth } from "../../specs/4-training/schedules.ts";
import { unpack } from "../../specs/support/packed.ts";
import type { Plain } from "../../specs/support/plain.ts";
import { type Measured, sizeOf, type Values, values } from "../../specs/support/values.ts";

const tolerance = 1e-12;

const valuesSchema = v.pipe(
  v.object({
    shape: v.array(v.number()),
    data: v.pipe(
      v.array(v.number()),
      v.transform((data) => Float64Array.from(data)),
    ),
  }),
  v.check(({ shape, data }) => data.length === sizeOf(shape), "as many numbers as the shape says"),
);
const scheduleSchema = v.object({
  first: v.number(),
  last: v.number(),
  every: v.number(),
  factor: v.number(),
  epochs: v.number(),
  asked: v.array(v.number()),
});
const runSchema = v.object({
  parameters: v.array(valuesSchema),
  gradients: v.array(v.array(valuesSchema)),
  rule: v.picklist(["sgd", "momentum", "adam"]),
  options: v.strictObject({
    rate: v.number(),
    decay: v.exactOptional(v.number()),
    longest: v.exactOptional(v.number()),
  }),
});
const clippingSchema = v.object({ gradients: v.array(valuesSchema), most: v.number() });
const droppingSchema = v.object({ a: valuesSchema, p: v.number(), draws: v.array(v.number()), upstream: valuesSchema });
const columnsSchema = v.object({ x: valuesSchema, means: v.array(v.number()), deviations: v.array(v.number()) });

const caseSchema = v.object({
  name: v.string(),
  probe: v.string(),
  data: v.record(v.string(), v.unknown()),
  values: v.array(valuesSchema),
});
type Case = v.InferOutput<typeof caseSchema>;

const file = new URL("../../specs/4-training/golden_training.json", import.meta.url);
const { cases } = v.parse(v.object({ cases: v.array(caseSchema) }), JSON.parse(readFileSync(file, "utf8")));
const byName = [...Map.groupBy(cases, ({ name }) => name)].map(([name, own]) => ({ name, own }));
const solution = new URL("../../solution/", import.meta.url);
const reference = existsSync(solution) ? await inProcess(solution) : undefined;
if (reference === undefined)
  console.warn("\n  !! SKIPPED: solution/ beside PyTorch's training, because it is not there\n");

/** The oracle's answers to a case, in the order of PyTorch's. */
function truthOf({ probe, data }: Case): readonly Measured[] {
  switch (probe) {
    case "optimiser.run": {
      const { parameters, gradients, ...descent } = v.parse(runSchema, data);
      let memories = firstMemories(parameters);
      return gradients.flatMap((step) => {
        memories = descend(memories, step, descent);
        return memories.map(({ weights }) => weights);
      });
    }
    case "steps.clipped": {
      const { gradients, most } = v.parse(clippingSchema, data);
      return clippedTruth(gradients, most);
    }
    case "steps.stepped":
    case "steps.cosine": {
      const schedule = v.parse(scheduleSchema, data);
      const rates = schedule.asked.map((epoch) =>
        rateTruth(probe === "steps.cosine" ? "cosine" : "stepped", schedule, epoch),
      );
      const join = (part: (rate: Measured) => Float64Array) => Float64Array.from(rates, (rate) => part(rate)[0] ?? 0);
      return [{ shape: [rates.length], data: join((rate) => rate.data), magnitude: join((rate) => rate.magnitude) }];
    }
    case "dropout.forward":
    case "dropout.gradient": {
      const { a, p, draws, upstream } = v.parse(droppingSchema, data);
      return [dropped(probe === "dropout.forward" ? a : upstream, values(draws, a.shape), p)];
    }
    default: {
      const { x, means, deviations } = v.parse(columnsSchema, data);
      const table = { x, means: values(means), deviations: values(deviations) };
      const stubs = { "examples.means": "columnMeans", "examples.deviations": "columnDeviations" } as const;
      return [columnTruth(probe in stubs ? stubs[probe as keyof typeof stubs] : "standardise", table)];
    }
  }
}

/** Lists the places where an answer differs from PyTorch's by more than the tolerance. */
function compare(what: string, got: readonly Values[], { values: due, ...one }: Case): readonly string[] {
  const truth = truthOf({ values: due, ...one });
  return due.flatMap(({ data }, k) =>
    [...data].flatMap((x, i) => {
      const y = got[k]?.data[i] ?? Number.NaN;
      const allowed = tolerance * (truth[k]?.magnitude[i] ?? Number.NaN);
      return Math.abs(y - x) <= allowed ? [] : [`${what}, array ${k}, place ${i}: ${y}, not ${x} ± ${allowed}`];
    }),
  );
}

/** The first arrays that a probe has packed, as many as PyTorch has answered. A schedule answers with bare numbers. */
function readArrays(row: Float64Array, { probe, values: due }: Case): readonly Values[] {
  if (probe === "steps.stepped" || probe === "steps.cosine") return [{ shape: [row.length], data: row }];
  const packed = unpack(row);
  return due.map((_, k) => packed.next(`array ${k}`));
}

describe("golden_training.json", () => {
  test("each of PyTorch's functions has 15 cases", () => {
    expect(byName.filter(({ own }) => own.length < 15)).toEqual([]);
    expect(byName.length).toBeGreaterThan(9);
  });

  test("the comparison finds twice the allowed error", () => {
    const [one] = cases;
    if (one === undefined) throw new RangeError("there are cases");
    const [first] = truthOf(one);
    if (first === undefined) throw new RangeError("the oracle answers");
    const off = first.data.map((x, i) => x + 2 * tolerance * (first.magnitude[i] ?? 0));
    expect(
      compare("off", [{ shape: first.shape, data: off }], { ...one, values: one.values.slice(0, 1) }),
    ).toHaveLength(first.data.length);
  });
});

describe("the oracle, beside PyTorch on training", () => {
  test.each(byName)("$name", ({ own }) => {
    expect(own.flatMap((one, i) => compare(`case ${i}`, truthOf(one), one))).toEqual([]);
  });
});

describe.skipIf(reference === undefined)("solution/, beside PyTorch on training", () => {
  test.each(byName)("$name", async ({ own }) => {
    if (reference === undefined) return;
    const asked = own.map(({ probe, data }) => ({
      kind: "probe" as const,
      name: `4-training/${probe}`,
      data: data as Plain,
      numbers: 2000,
    }));
    const { answers } = await reference.ask(asked);
    const different = own.flatMap((one, i) => {
      const answer = answers[i];
      if (answer?.kind !== "reported") return [`case ${i}: ${JSON.stringify(answer)}`];
      return compare(`case ${i}`, readArrays(answer.numbers, one), one);
    });
    expect(different).toEqual([]);
  });
});
