import { type Attack, shares, smuggled } from "../attack.ts";

/** Regions that change what everybody uses. */
export const patches: readonly Attack[] = [
  {
    name: "Object.prototype",
    stub: "mul.backward",
    text: `Object.defineProperty(Object.prototype, "toJSON", { value: () => 1 }); ${shares}`,
    verdict: "crashed",
    because: /not extensible/,
  },
  {
    name: "Array.prototype.every",
    stub: "mul.backward",
    text: `Object.defineProperty(Array.prototype, "every", { value: () => true }); ${shares}`,
    verdict: "crashed",
  },
  {
    name: "Array.prototype.every, assigned",
    stub: "mul.backward",
    text: `(Array.prototype as any).every = () => true; ${shares}`,
    verdict: "refused",
    because: /`Array`/,
  },
  {
    name: "Float64Array.prototype.set",
    stub: "mul.backward",
    text: `Object.getPrototypeOf(Float64Array.prototype).set = () => {}; ${shares}`,
    verdict: "crashed",
    because: /read only/,
  },
  {
    name: "JSON.stringify",
    stub: "mul.backward",
    text: `const { JSON: json } = { JSON }; json.stringify = () => "[]"; ${shares}`,
    helpers: smuggled("JSON"),
    verdict: "crashed",
    because: /read only/,
  },
  {
    name: "Math.abs",
    stub: "mul.backward",
    text: `Object.defineProperty(Math, "abs", { value: () => 0 }); ${shares}`,
    verdict: "crashed",
  },
  {
    name: "Object.is and Number.isFinite",
    stub: "mul.backward",
    text: `Object.defineProperty(Object, "is", { value: () => true }); Object.defineProperty(Number, "isFinite", { value: () => true }); ${shares}`,
    verdict: "crashed",
  },
  {
    name: "a __proto__ key",
    stub: "mul.backward",
    text: `const key = "__proto__"; ({} as any)[key].polluted = true; ${shares}`,
    verdict: "crashed",
    because: /not extensible/,
  },
  {
    name: "a __proto__ in the result",
    text: `return { ...zipWith(a, b, (x, y) => x * y), __proto__: null } as never;`,
    verdict: "passed",
  },
  {
    name: "the class of all tensors",
    stub: "mul.backward",
    text: `Object.defineProperty((a as any).constructor.prototype, "grad", { value: 1 }); ${shares}`,
    verdict: "crashed",
    because: /not extensible/,
  },
  {
    name: "what an error is an instance of",
    stub: "mul.backward",
    text: `Object.defineProperty((notStarted("mul.backward") as any).constructor, Symbol.hasInstance, { value: () => true }); ${shares}`,
    helpers: smuggled("Symbol"),
    verdict: "crashed",
    because: /not extensible/,
  },
  {
    name: "the class of an operand, when it can",
    stub: "mul.backward",
    text: `try { Object.defineProperty((a as any).constructor, "hasInstance", { value: 1 }); } catch {} ${shares}`,
    verdict: "passed",
  },
];
