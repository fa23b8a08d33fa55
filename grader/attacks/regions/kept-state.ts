import { type Attack, mulForward, mulBackward } from "../attack.ts";

/** Regions that keep state from one call to the next. */
export const keptState: readonly Attack[] = [
  {
    name: "state on its own function",
    stub: "mul.backward",
    text: `(mul as any).calls = 1; ${mulBackward}`,
    verdict: "refused",
    because: /keeps nothing between calls/,
  },
  {
    name: "state on its own function by another name",
    text: `const self = mul as any; self.calls = (self.calls ?? 0) + 1; ${mulForward}`,
    verdict: "crashed",
    because: /not extensible/,
  },
  {
    name: "state on a function of the course",
    stub: "mul.backward",
    text: `Object.assign(zipWith, { calls: 1 }); ${mulBackward}`,
    verdict: "crashed",
    because: /not extensible/,
  },
  {
    name: "a new value for the exported function",
    stub: "mul.backward",
    text: `(mul as any) = () => 1; ${mulBackward}`,
    verdict: "refused",
    because: /keeps nothing between calls/,
  },
  {
    name: "a new value for an imported function",
    stub: "mul.backward",
    text: `(zipWith as any) = () => 1; ${mulBackward}`,
    verdict: "refused",
    because: /keeps nothing between calls/,
  },
  {
    name: "a new value for an import after a block",
    stub: "mul.backward",
    text: `{ const zipWith = 0; }\n (zipWith as any) = () => 1; ${mulBackward}`,
    verdict: "refused",
    because: /keeps nothing between calls/,
  },
  {
    name: "right answers for the first 3 calls",
    text: `const count = store as any; count.n = (count.n ?? 0) + 1; if (count.n > 3) return zipWith(a, b, (x, y) => x + y); ${mulForward}`,
    helpers: "function store() {}",
    verdict: "crashed",
    because: /not extensible/,
  },
  {
    name: "a wrong answer for the first call only",
    text: `const count = store.prototype as any; count.n = (count.n ?? 0) + 1; if (count.n < 2) return zipWith(a, b, (x, y) => x + y); ${mulForward}`,
    helpers: "function store() {}",
    verdict: "crashed",
    because: /not extensible/,
  },
  {
    name: "state on a given function by another name",
    stub: "stack",
    text: `const self = differ as any; self.calls = (self.calls ?? 0) + 1; return concat(tensors.map((t) => reshape(t, inner.toSpliced(along, 0, 1))), along);`,
    verdict: "crashed",
    because: /not extensible/,
  },
  {
    name: "a caught error that counts look-ups",
    stub: "topologicalOrder",
    text: "try { for (const parent of tensor.parents) visit(parent); } catch {} if (!order.includes(tensor)) order.push(tensor);",
    verdict: ["failed", "timed-out"],
    because: /looked up more than 100 times|no answer after/,
  },
];
