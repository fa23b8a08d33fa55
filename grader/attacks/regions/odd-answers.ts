import type { Attack } from "../attack.ts";

/** Regions that return a value of a wrong form, and two that return an unusual right value. */
export const oddAnswers: readonly Attack[] = [
  { name: "NaN", text: "return zipWith(a, b, () => NaN);", verdict: "failed", because: /NaN/ },
  { name: "Infinity", text: "return zipWith(a, b, (x) => x / 0);", verdict: "failed", because: /Infinity|NaN/ },
  {
    name: "−0 in place of 0",
    text: "return zipWith(a, b, (x, y) => (x * y === 0 ? -0 : x * y));",
    verdict: "passed",
  },
  { name: "return;", text: "return;", verdict: "crashed" },
  { name: "return; in a backward", stub: "mul.backward", text: "return;", verdict: "failed" },
  {
    name: "only zeros",
    stub: "mul.backward",
    text: "accumulate(a, mapped(0)); accumulate(b, mapped(0)); function mapped(to: number) { return zipWith(out.grad, out.grad, () => to); }",
    verdict: "failed",
  },
  {
    name: "no elements",
    text: "return { shape: [], data: new Float64Array(0) };",
    verdict: "failed",
    because: /data has 0 numbers/,
  },
  {
    name: "a negative shape whose product fits",
    text: "return { shape: [-1, -1], data: new Float64Array(1) };",
    verdict: "crashed",
    because: /expected axes of size 1 or more/,
  },
  {
    name: "4,000 numbers in place of a shape",
    stub: "broadcastShapes",
    text: "return new Array(4000).fill(1 / 3);",
    verdict: "failed",
  },
  {
    name: "the longest possible list",
    stub: "broadcastShapes",
    text: "return new Array(2 ** 32 - 1);",
    verdict: "failed",
    because: /a list of 4294967295 entries/,
  },
];
