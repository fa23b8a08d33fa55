import { type Attack, product, shares } from "../attack.ts";

/** Regions that keep something from one call to the next. */
export const memories: readonly Attack[] = [
  {
    name: "state on its own function",
    stub: "mul.backward",
    text: `(mul as any).calls = 1; ${shares}`,
    verdict: "refused",
    because: /keeps nothing between calls/,
  },
  {
    name: "state on its own function, by another name",
    stub: "mul.backward",
    text: `const self = mul as any; self.calls = (self.calls ?? 0) + 1; ${shares}`,
    verdict: "crashed",
    because: /not extensible/,
  },
  {
    name: "state on a function that everybody uses",
    stub: "mul.backward",
    text: `Object.assign(zipWith, { calls: 1 }); ${shares}`,
    verdict: "crashed",
    because: /not extensible/,
  },
  {
    name: "another exported function in its place",
    stub: "mul.backward",
    text: `(mul as any) = () => 1; ${shares}`,
    verdict: "refused",
    because: /keeps nothing between calls/,
  },
  {
    name: "another imported function in its place",
    stub: "mul.backward",
    text: `(zipWith as any) = () => 1; ${shares}`,
    verdict: "refused",
    because: /keeps nothing between calls/,
  },
  {
    name: "another imported function in its place, under the name of something in a block that has ended",
    stub: "mul.backward",
    text: `{ const zipWith = 0; }\n (zipWith as any) = () => 1; ${shares}`,
    verdict: "refused",
    because: /keeps nothing between calls/,
  },
  {
    name: "behaving well for the first 3 calls",
    text: `const count = store as any; count.n = (count.n ?? 0) + 1; if (count.n > 3) return zipWith(a, b, (x, y) => x + y); ${product}`,
    helpers: "function store() {}",
    verdict: ["failed", "passed"],
    because: /unstable|failed once/,
  },
  {
    name: "behaving badly for the first call, which is asked again",
    text: `const count = store as any; count.n = (count.n ?? 0) + 1; if (count.n < 2) return zipWith(a, b, (x, y) => x + y); ${product}`,
    helpers: "function store() {}",
    verdict: "failed",
  },
  {
    name: "an error swallowed that counts look-ups",
    stub: "topologicalOrder",
    text: "try { for (const parent of tensor.parents) visit(parent); } catch {} if (!order.includes(tensor)) order.push(tensor);",
    verdict: "failed",
    because: /looked up more than 100 times/,
  },
];
