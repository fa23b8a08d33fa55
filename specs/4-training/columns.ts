/** @file Tables, statistics of their columns, and the laws that means, deviations and the new scale share. */
import fc from "fast-check";
import { autodiff } from "../2-autodiff/operations.ts";
import { networks } from "../3-networks/operations.ts";
import { type Drawn, eachOf, positive, special, valuesOf } from "../support/arbitraries.ts";
import { same, sameKinds, unchanged } from "../support/compare.ts";
import { lift, measure } from "../support/dual-tensor.ts";
import { type Law, law } from "../support/law.ts";
import { type Packed, probePacked } from "../support/packed.ts";
import { type Plain, plainOfSpecial } from "../support/plain.ts";
import type { Question } from "../support/question.ts";
import { type Measured, type Values, values } from "../support/values.ts";

/** A table of numbers, and statistics of its columns. */
interface Columns {
  readonly x: Values;
  readonly means: Values;
  readonly deviations: Values;
}

/** Tables of a few rows and columns, seldom square, or any that is `sized`. */
export function tables(
  drawn: Drawn,
  sized = fc.record({ n: fc.integer({ min: 1, max: 6 }), d: fc.integer({ min: 1, max: 5 }) }),
): fc.Arbitrary<Columns> {
  return sized.chain(({ n, d }) =>
    fc.record({ x: drawn([n, d]), means: valuesOf([d], 1), deviations: eachOf([d], positive(2)) }),
  );
}

/** Tables of more than 300 rows, or with hundreds of columns. */
export const largeSizes = fc.constantFrom({ n: 401, d: 3 }, { n: 3, d: 401 }, { n: 37, d: 11 });

type ColumnStub = "columnMeans" | "columnDeviations" | "standardise";

const probes = { columnMeans: "means", columnDeviations: "deviations", standardise: "standard" } as const;

/** Asks about a table; the deviations are asked for with its own means. */
export function askTable(stub: ColumnStub, { x, means, deviations }: Columns): Question<Packed> {
  const given = stub === "columnDeviations" ? meansOf(x) : means;
  const data = { x: plainOfSpecial(x), means: listOf(given), deviations: listOf(deviations) };
  const shapes = [x.shape, means.shape, means.shape, means.shape, x.shape, x.shape];
  return probePacked(`4-training/examples.${probes[stub]}`, data, shapes);
}

/** What is true of a table: its means, its deviations, or its numbers on their new scale. */
export function columnTruth(stub: ColumnStub, { x, means, deviations }: Columns): Measured {
  switch (stub) {
    case "columnMeans":
      return meansOf(x);
    case "columnDeviations": {
      const root = autodiff.pow.truth(networks.variance.truth(lift(x), [0]), 0.5);
      return { ...measure(root), shape: means.shape };
    }
    case "standardise":
      return measure(autodiff.div.truth(autodiff.sub.truth(lift(x), lift(means)), lift(deviations)));
  }
}

function meansOf(x: Values): Measured {
  return measure(autodiff.mean.truth(lift(x), [0]));
}

const results = {
  columnMeans: "the means",
  columnDeviations: "the deviations",
  standardise: "the new numbers",
} as const;

/** A misconception, and the numbers that it would give. */
interface Misconception {
  readonly asks: string;
  readonly gives: (table: Columns, truth: Measured) => Measured;
}

/** A law that compares a result with the truth. */
export function isTrue(
  stub: ColumnStub,
  says: string,
  given: fc.Arbitrary<Columns>,
  {
    core = false,
    runs,
    hides = false,
    misconceptions = [],
  }: {
    readonly core?: boolean;
    readonly runs: number;
    readonly hides?: boolean;
    readonly misconceptions?: readonly Misconception[];
  },
): Law {
  return law<Columns, Question<Packed>>({
    stub,
    core,
    weight: core ? 2 : 1,
    says,
    given,
    runs,
    ask: (table) => askTable(stub, table),
    holds: (said, table) => same(results[stub], said.next(results[stub]), columnTruth(stub, table)),
    shows: (table) => (hides ? { "shape of x": values(table.x.shape) } : showTable(stub, table)),
    suspects: misconceptions.map(({ asks, gives }) => ({
      asks,
      explains: (said: Packed, table: Columns) =>
        same(results[stub], said.next(results[stub]), gives(table, columnTruth(stub, table))),
    })),
  });
}

/** What a stub reads of a case, as a report shows it. */
export function showTable(stub: ColumnStub, { x, means, deviations }: Columns): Readonly<Record<string, unknown>> {
  return stub === "standardise" ? { x, means, deviations } : { x };
}

/** What is given stays as it is. */
export function keepsTable(stub: ColumnStub): Law {
  return law({
    stub,
    says: stub === "columnMeans" ? "x is not changed." : "x and its statistics are not changed.",
    given: tables((s) => valuesOf(s)),
    runs: 20,
    ask: (table) => askTable(stub, table),
    holds: (said, { x, means, deviations }) => {
      said.next(results[stub]);
      unchanged("x", said.next("x"), x);
      if (stub !== "columnMeans")
        unchanged("the means", said.next("the means"), stub === "standardise" ? means : bare(meansOf(x)));
      if (stub !== "standardise") return;
      unchanged("the deviations", said.next("the deviations"), deviations);
      unchanged("x when the new numbers are set to 0", said.next("x"), x);
    },
    shows: (table) => showTable(stub, table),
  });
}

/** What is not a number stays visible, and stays in its column. */
export function isVisible(stub: ColumnStub): Law {
  return law({
    stub,
    says: "What is not a number stays visible, and leaves other columns alone.",
    given: tables(special),
    runs: 30,
    ask: (table) => askTable(stub, table),
    holds: (said, table) => {
      const [got, due] = [said.next(results[stub]), columnTruth(stub, table)];
      // A distance may be infinite or NaN where a column has something infinite: formulas differ.
      const kinds = (v: Values) => (stub === "columnDeviations" ? { ...v, data: v.data.map((x) => x - x) } : v);
      sameKinds(results[stub], kinds(got), kinds(due));
    },
    shows: (table) => showTable(stub, table),
  });
}

function listOf(v: Values): Plain {
  return plainOfSpecial(v)["data"] ?? [];
}

function bare({ shape, data }: Measured): Values {
  return { shape, data };
}
