import fc from "fast-check";
import { must, reports } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { entry, listIn, type Plain } from "../support/plain.ts";
import { probe } from "../support/question.ts";
import { hasAllOrders, repeats, seed, spreads } from "./orders.ts";

/** The distribution. */
export const anyOrder = hasAllOrders(
  "shuffled",
  "Every item once, in a random order; all orders are equally likely.",
  4,
  4,
  true,
);

/** Long lists. Each quarter of the items has an equal chance of each quarter of the places. */
export const longList = spreads("shuffled", 320);

/** Lists of anything. */
export const newList = law({
  stub: "shuffled",
  says: "The list stays as it is, and a new one is returned, also of one item or none.",
  given: fc.record({ items: fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 5 }), seed }),
  examples: [
    { items: [], seed: 1 },
    { items: ["a"], seed: 1 },
  ],
  runs: 20,
  ask: ({ items, seed: from }) => probe("4-training/orders.keeps", { items, seed: from }),
  holds: (said, { items }) => {
    const texts = (what: string, list: Plain) => listIn(what, list).map(String);
    const show = (list: readonly string[]) => `[${list.join(", ")}]`;
    const list = texts("the list", entry(said, "list"));
    must(list.join() === items.join(), "the list afterwards", show(items), show(list));
    const made = texts("the items", entry(said, "made"));
    const isSame = made.toSorted().join() === items.toSorted().join() && made.length === items.length;
    must(isSame, "the items", `${show(items)}, in any order`, show(made));
    reports("what is returned", entry(said, "memory"), "a new list");
  },
  shows: ({ items }) => ({ items: `[${items.join(", ")}]` }),
});
export const shuffledRepeats = repeats("shuffled");
