import type { Attack } from "../attack.ts";

/** Answers that are none. */
export const noAnswers: readonly Attack[] = [
  { name: "NaN", text: "return zipWith(a, b, () => NaN);", verdict: "failed", because: /NaN/ },
  { name: "Infinity", text: "return zipWith(a, b, (x) => x / 0);", verdict: "failed", because: /Infinity|NaN/ },
  {
    name: "−0 for 0, which is the same number",
    text: "return zipWith(a, b, (x, y) => (x * y === 0 ? -0 : x * y));",
    verdict: "passed",
  },
  { name: "return;", text: "return;", verdict: "crashed" },
  { name: "return; in a backward", stub: "mul.backward", text: "return;", verdict: "failed" },
  {
    name: "nothing but zeros",
    stub: "mul.backward",
    text: "accumulate(a, mapped(0)); accumulate(b, mapped(0)); function mapped(to: number) { return zipWith(out.grad, out.grad, () => to); }",
    verdict: "failed",
  },
  {
    name: "no elements",
    text: "return { shape: [], data: new Float64Array(0) };",
    verdict: "failed",
    because: /with 0 numbers/,
  },
  {
    name: "a negative shape whose product fits",
    text: "return { shape: [-1, -1], data: new Float64Array(1) };",
    verdict: "failed",
  },
  {
    name: "4,000 numbers where a shape is due",
    stub: "broadcastShapes",
    text: "return new Array(4000).fill(1 / 3);",
    verdict: "failed",
  },
  {
    name: "a list as long as lists can be",
    stub: "broadcastShapes",
    text: "return new Array(2 ** 32 - 1);",
    verdict: "failed",
    because: /a list of 4294967295 entries/,
  },
];
