import { type Attack, mulBackward, smuggle } from "../attack.ts";

/** Regions that change objects which all code shares: built-in prototypes, and classes of the course. */
export const changedObjects: readonly Attack[] = [
  {
    name: "Object.prototype",
    stub: "mul.backward",
    text: `Object.defineProperty(Object.prototype, "toJSON", { value: () => 1 }); ${mulBackward}`,
    verdict: "crashed",
    because: /not extensible/,
  },
  {
    name: "Array.prototype.every",
    stub: "mul.backward",
    text: `Object.defineProperty(Array.prototype, "every", { value: () => true }); ${mulBackward}`,
    verdict: "crashed",
  },
  {
    name: "an assignment to Array.prototype.every",
    stub: "mul.backward",
    text: `(Array.prototype as any).every = () => true; ${mulBackward}`,
    verdict: "refused",
    because: /`Array`/,
  },
  {
    name: "Float64Array.prototype.set",
    stub: "mul.backward",
    text: `Object.getPrototypeOf(Float64Array.prototype).set = () => {}; ${mulBackward}`,
    verdict: "crashed",
    because: /read only/,
  },
  {
    name: "JSON.stringify",
    stub: "mul.backward",
    text: `const { JSON: json } = { JSON }; json.stringify = () => "[]"; ${mulBackward}`,
    helpers: smuggle("JSON"),
    verdict: "crashed",
    because: /read only/,
  },
  {
    name: "Math.abs",
    stub: "mul.backward",
    text: `Object.defineProperty(Math, "abs", { value: () => 0 }); ${mulBackward}`,
    verdict: "crashed",
  },
  {
    name: "Object.is and Number.isFinite",
    stub: "mul.backward",
    text: `Object.defineProperty(Object, "is", { value: () => true }); Object.defineProperty(Number, "isFinite", { value: () => true }); ${mulBackward}`,
    verdict: "crashed",
  },
  {
    name: "a __proto__ key",
    stub: "mul.backward",
    text: `const key = "__proto__"; ({} as any)[key].polluted = true; ${mulBackward}`,
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
    text: `Object.defineProperty((a as any).constructor.prototype, "grad", { value: 1 }); ${mulBackward}`,
    verdict: "crashed",
    because: /not extensible/,
  },
  {
    name: "the class of an error",
    stub: "mul.backward",
    text: `Object.defineProperty((notStarted("mul.backward") as any).constructor, Symbol.hasInstance, { value: () => true }); ${mulBackward}`,
    helpers: smuggle("Symbol"),
    verdict: "crashed",
    because: /not extensible/,
  },
  {
    name: "a caught try to change an operand's class",
    stub: "mul.backward",
    text: `try { Object.defineProperty((a as any).constructor, "hasInstance", { value: 1 }); } catch {} ${mulBackward}`,
    verdict: "passed",
  },
];
