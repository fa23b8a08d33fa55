import fc from "fast-check";
import { must } from "../support/compare.ts";
import { type Law, law } from "../support/law.ts";
import { entry, numbersIn } from "../support/plain.ts";
import { probe } from "../support/question.ts";

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

/** The value. */
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
