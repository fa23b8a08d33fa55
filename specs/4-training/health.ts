/** @file What the doctor says of a network, and what several networks say together. */
import fc from "fast-check";
import { around } from "../3-networks/layer-cases.ts";
import { must, reports, sameNumber, unchanged } from "../support/compare.ts";
import { type Law, law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { probePacked } from "../support/packed.ts";
import { entry, numbersIn, plainOf, plainOfSpecial } from "../support/plain.ts";
import { probe } from "../support/question.ts";
import { fill, type Values, values } from "../support/values.ts";

type ShareName = "deadShare" | "saturatedShare";

/** Outputs of a layer, and the share that is due. */
interface Outputs {
  readonly outputs: Values;
  readonly due: number;
}

function isShare(stub: ShareName, core: boolean, says: string, given: fc.Arbitrary<Outputs>, runs: number): Law {
  return law({
    stub,
    core,
    weight: core ? 2 : 1,
    says,
    given,
    runs,
    ask: ({ outputs }) =>
      probePacked("4-training/health.share", { name: stub, outputs: plainOf(outputs) }, [[], outputs.shape]),
    holds: (said, { outputs, due }) => {
      sameNumber("the share", said.next("the share").data[0] ?? Number.NaN, due);
      unchanged("the outputs", said.next("the outputs"), outputs);
    },
    shows: ({ outputs }) => (outputs.data.length > 24 ? { shape: values(outputs.shape) } : { outputs }),
  });
}

/** Layers of ReLU in which some neurons are dead: each number of the others is 0 as often as not. */
function layers(n: fc.Arbitrary<number>, neurons: fc.Arbitrary<number>): fc.Arbitrary<Outputs> {
  return fc.record({ rows: n, columns: neurons }).chain(({ rows, columns }) =>
    fc
      .record({
        dead: fc.array(fc.boolean(), { minLength: columns, maxLength: columns }),
        alive: fc.array(fc.constantFrom(0, 0, 2, -2, 0.5, 1e-9), {
          minLength: rows * columns,
          maxLength: rows * columns,
        }),
      })
      .map(({ dead, alive }) => {
        const outputs = fill([rows, columns], (i) => (pick(dead, i % columns) ? 0 : pick(alive, i)));
        const none = Array.from({ length: columns }, (_, j) => j).filter((j) =>
          outputs.data.every((y, i) => i % columns !== j || y === 0),
        );
        return { outputs, due: none.length / columns };
      }),
  );
}

const few = fc.integer({ min: 1, max: 5 });

/** deadShare: the value. */
export const silentColumns = isShare(
  "deadShare",
  true,
  "The share of columns in which every number is 0.",
  layers(few, few),
  60,
);
export const manyOutputs = isShare(
  "deadShare",
  false,
  "Hundreds of examples: one that wakes a neuron is enough.",
  fc.record({ columns: fc.integer({ min: 2, max: 5 }), awake: fc.nat({ max: 4 }) }).map(({ columns, awake }) => ({
    outputs: fill([301, columns], (i) => (i === 300 * columns + (awake % columns) ? 1 : 0)),
    due: (columns - 1) / columns,
  })),
  5,
);

/** saturatedShare: the value. */
export const flatSlopes = isShare(
  "saturatedShare",
  true,
  "The share of numbers y whose slope 1 − y² is below 1/50.",
  fc
    .array(fc.constantFrom(0, 0.5, -0.5, 0.98, -0.98, 0.9899, -0.9899, 0.99, -0.99, 0.9999, -0.9999, 1, -1), {
      minLength: 1,
      maxLength: 12,
    })
    .map((data) => ({ outputs: values(data), due: data.filter((y) => 1 - y * y < 0.02).length / data.length })),
  60,
);
export const manySlopes = isShare(
  "saturatedShare",
  false,
  "Hundreds of numbers, in any shape, are counted like a few.",
  fc.constantFrom([401], [7, 59], [3, 5, 29]).chain((s) =>
    around(
      0,
      1.2,
    )(s).map((v) => {
      const outputs = fill(s, (i) => Math.tanh(3 * pick(v.data, i)));
      return { outputs, due: outputs.data.filter((y) => 1 - y * y < 0.02).length / outputs.data.length };
    }),
  ),
  5,
);

/** What is known of a network. */
interface Signs {
  readonly norms: readonly number[];
  readonly dead: number;
  readonly saturated: number;
}

function diagnose({ norms, dead, saturated }: Signs): string {
  const [first = Number.NaN, last = Number.NaN] = [norms[0], norms.at(-1)];
  if (norms.some((norm) => !Number.isFinite(norm))) return "NaN";
  if (first > 1000 * last) return "exploding";
  if (dead > 0.5) return "dead";
  if (saturated > 0.5) return "saturated";
  return first < last / 1000 || norms.every((norm) => norm === 0) ? "vanishing" : "healthy";
}

const isDiagnosed = (core: boolean, says: string, given: fc.Arbitrary<Signs>, runs: number): Law =>
  law({
    stub: "gradientHealth",
    core,
    weight: core ? 2 : 1,
    says,
    given,
    runs,
    ask: ({ norms, ...rest }) =>
      probe("4-training/health.diagnosis", { ...rest, norms: plainOfSpecial(values(norms))["data"] ?? [] }),
    holds: (said, signs) => reports("the diagnosis", said, diagnose(signs)),
    shows: ({ norms, ...rest }) => ({ norms: values(norms), ...rest }),
  });

const share = fc.constantFrom(0, 0.25, 0.5, 0.75, 1);
const norm = fc.constantFrom(1, 0.5, 2, 1e-4, 1e-6, 3000, 1e5, 0);

/** gradientHealth: the value. */
export const firstFinding = isDiagnosed(
  true,
  "The first finding of the list that holds, from exploding on.",
  fc.record({ norms: fc.array(norm, { minLength: 1, maxLength: 5 }), dead: share, saturated: share }),
  100,
);
export const edges = isDiagnosed(
  false,
  "A thousand times, a thousandth and one half are no findings yet.",
  fc.record({
    norms: fc.constantFrom([1000, 1], [1, 1000], [1000.5, 1], [0.9995, 1000], [0, 0], [0, 1], [1, 0], [0]),
    dead: fc.constantFrom(0.5, 0.5000001),
    saturated: fc.constantFrom(0.5, 0.5000001),
  }),
  40,
);
export const inBetween = isDiagnosed(
  false,
  "The layers between the first and the last do not count, as long as all are numbers.",
  fc.record({
    norms: fc.constantFrom([1, 1e9, 1], [1, 1e-9, 1], [1, 0, 1], [2, 5, 1, 3]),
    dead: fc.constant(0),
    saturated: fc.constant(0),
  }),
  12,
);

/** Answers of several networks. */
interface Votes {
  readonly answers: readonly (readonly number[])[];
  readonly classes: number;
}

function votes(networks: fc.Arbitrary<number>, examples: fc.Arbitrary<number>): fc.Arbitrary<Votes> {
  return fc.record({ m: networks, n: examples, classes: fc.integer({ min: 2, max: 12 }) }).chain(({ m, n, classes }) =>
    fc.record({
      answers: fc.array(fc.array(fc.nat({ max: classes - 1 }), { minLength: n, maxLength: n }), {
        minLength: m,
        maxLength: m,
      }),
      classes: fc.constant(classes),
    }),
  );
}

const isElected = (core: boolean, says: string, given: fc.Arbitrary<Votes>, runs: number): Law =>
  law({
    stub: "majorityVote",
    core,
    weight: core ? 2 : 1,
    says,
    given,
    runs,
    ask: (asked) => probe("4-training/health.vote", { ...asked }),
    holds: (said, { answers, classes }) => {
      const got = [...numbersIn("the classes", entry(said, "said"))];
      const [first = []] = answers;
      must(got.length === first.length, "how many classes are named", `${first.length}`, `${got.length}`);
      got.forEach((winner, example) => {
        const counts = Array.from({ length: classes }, (_, k) => answers.filter((own) => own[example] === k).length);
        const best = counts.flatMap((count, k) => (count === Math.max(...counts) ? [k] : []));
        must(best.includes(winner), `the class of example ${example + 1}`, best.join(" or "), `${winner}`);
      });
      const after = [...numbersIn("the answers", entry(said, "answers"))];
      must(after.join() === answers.flat().join(), "the answers afterwards", "as they were", "others");
    },
    shows: ({ answers, classes }) => ({
      ...Object.fromEntries(answers.slice(0, 6).map((own, k) => [`network ${k + 1}`, own.slice(0, 12).join(", ")])),
      classes,
    }),
  });

/** majorityVote: the value. */
export const mostVotes = isElected(
  true,
  "For each example, the class that most networks say.",
  votes(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
  80,
);
export const manyVotes = isElected(
  false,
  "Hundreds of networks vote like a few.",
  fc.noShrink(fc.integer({ min: 2, max: 12 })).map((classes) => ({
    // Class 0 leads for long, and the last class overtakes it: by one vote, or by more than a byte can count.
    answers: Array.from({ length: 401 }, (_, k) => [k < 200 ? 0 : classes - 1, k < 100 ? 0 : classes - 1, k % classes]),
    classes,
  })),
  5,
);

/** The losses of some attempts. */
const losses = fc.array(fc.constantFrom(3, 1, 2, 0.5, Number.NaN, Infinity, -1), { minLength: 1, maxLength: 6 });

const isTaken = (core: boolean, says: string, given: fc.Arbitrary<readonly number[]>, runs: number): Law =>
  law({
    stub: "restarts",
    core,
    weight: core ? 2 : 1,
    says,
    given: given.map((all) => ({ losses: all })),
    runs,
    ask: ({ losses: all }) =>
      probe("4-training/health.attempts", { losses: plainOfSpecial(values(all))["data"] ?? [] }),
    holds: (said, { losses: all }) => {
      const numbers = all.filter((loss) => !Number.isNaN(loss));
      const due = numbers.length > 0 ? Math.min(...numbers) : Number.NaN;
      const taken = Number(entry(said, "taken"));
      const got = all[taken];
      must(got !== undefined, "what is returned", "one of the attempts", "something else");
      must(Object.is(got, due), "the loss of the attempt that is taken", `${due}`, `${got}`);
    },
    shows: ({ losses: all }) => ({ losses: values(all) }),
  });

/** restarts: the value. */
export const lowestLoss = isTaken(
  true,
  "Of all attempts, the one with the lowest loss; NaN is never lowest.",
  losses,
  80,
);

/** restarts: every attempt counts. */
export const calledOnce = law({
  stub: "restarts",
  says: "Each attempt is called once, with its number, in order.",
  given: fc.oneof(losses, fc.constant(Array.from({ length: 300 }, (_, k) => 300 - k))).map((all) => ({ losses: all })),
  runs: 20,
  ask: ({ losses: all }) => probe("4-training/health.attempts", { losses: plainOfSpecial(values(all))["data"] ?? [] }),
  holds: (said, { losses: all }) => {
    const called = [...numbersIn("the calls", entry(said, "called"))];
    const due = all.map((_, k) => k);
    const show = (list: readonly number[]) => `${list.slice(0, 8).join(", ")}${list.length > 8 ? ", …" : ""}`;
    must(called.join() === due.join(), "the numbers of the calls", show(due), show(called));
  },
  shows: ({ losses: all }) => ({ losses: values(all.slice(0, 8)) }),
});
