import { type Attack, product, smuggled, stretched, visit, wayBack } from "../attack.ts";

/** Answers that pretend to be something else. */
export const pretences: readonly Attack[] = [
  {
    name: "getters in place of data, each right",
    text: `const it = zipWith(a, b, (x, y) => x * y); return { get shape() { return it.shape; }, get data() { return it.data; } };`,
    verdict: "passed",
  },
  {
    name: "a getter that shrinks its buffer",
    text: "const it = zipWith(a, b, (x, y) => x * y); const Buffer: any = it.data.buffer.constructor; const memory = new Buffer(8 * it.data.length, { maxByteLength: 8 * it.data.length }); const data = new Float64Array(memory); data.set(it.data); return { get shape() { return it.shape; }, get data() { memory.resize(0); return data; } };",
    verdict: "failed",
  },
  {
    name: "a detached buffer",
    text: "const it = zipWith(a, b, (x, y) => x * y); (it.data.buffer as any).transfer(); return it;",
    verdict: "failed",
    because: /with 0 numbers/,
  },
  {
    name: "a resizable buffer, honestly filled",
    text: "const it = zipWith(a, b, (x, y) => x * y); const Buffer: any = it.data.buffer.constructor; const data = new Float64Array(new Buffer(8 * it.data.length, { maxByteLength: 800 })); data.set(it.data); return { shape: it.shape, data };",
    verdict: "passed",
  },
  {
    name: "a typed array that lies about its length",
    text: "class Long extends Float64Array { get length() { return 1e9; } } const it = zipWith(a, b, (x, y) => x * y); return { shape: it.shape, data: new Long(it.data) };",
    verdict: "failed",
  },
  {
    name: "a Proxy as data",
    text: "const it = zipWith(a, b, (x, y) => x * y); return { shape: it.shape, data: new Proxy(it.data, {}) };",
    helpers: smuggled("Proxy"),
    verdict: "crashed",
  },
  {
    name: "a Proxy as list, with another length each time",
    stub: "broadcastShapes",
    text: `let n = 0; return new Proxy([1, 2], { get: (list, key) => (key === "length" ? n++ * 1e9 : (list as any)[key]) });`,
    helpers: smuggled("Proxy"),
    verdict: ["failed", "crashed"],
  },
  {
    name: "a shape that turns into words on its way out",
    text: "const it = zipWith(a, b, (x, y) => x * y); let n = 0; const shape: any[] = [...it.shape]; Object.defineProperty(shape, 0, { get: () => (n++ < 2 ? it.shape[0] : { toJSON: () => ['passed'] }) }); return { shape, data: it.data };",
    verdict: "failed",
  },
  {
    name: "a number that turns into an error on its way out",
    stub: "broadcastShapes",
    text: `${stretched} let n = 0; Object.defineProperty(list, list.length, { enumerable: true, get: () => (n++ < 1 ? 1 : { valueOf() { throw new Error("out of here"); } }) }); return list;`,
    verdict: "failed",
  },
  {
    name: "a thenable that never ends, on a right answer",
    text: "return Object.assign({ then() { for (;;); } }, zipWith(a, b, (x, y) => x * y));",
    verdict: "passed",
  },
  {
    name: "an answer of the grader's own form",
    text: "return { kind: 'values', shape: [1], at: 0, borrowed: false } as never;",
    verdict: "crashed",
  },
  {
    name: "a toJSON that answers for its probe",
    stub: "backward",
    text: `${wayBack} if (order.length > 100) Object.defineProperty(order[0], "grad", { value: { data: [{ toJSON: () => ({ toString: 1, valueOf: 1 }) }] } });`,
    verdict: ["failed", "crashed"],
  },
  {
    name: "a frame on the console",
    text: `console.log('{"seq":1,"nonce":"","said":{"answers":[{"kind":"answered"}]}}'); return zipWith(a, b, (x, y) => x + y);`,
    verdict: "failed",
  },
  {
    name: "4,096 control characters on the console, and a right answer",
    stub: "topologicalOrder",
    text: `console.log("\\u0001".repeat(5000)); if (visited.has(tensor)) return; ${visit}`,
    verdict: "passed",
  },
  {
    name: "an endless console line of its own making",
    text: `const line = "x".repeat(5e8); console.log(line, line); ${product}`,
    verdict: ["crashed", "out-of-memory"],
  },
];
