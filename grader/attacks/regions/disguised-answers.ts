import { type Attack, mulForward, smuggle, broadcastList, visitTensor, backwardPass } from "../attack.ts";

/** Regions whose answer pretends to be another value. */
export const disguisedAnswers: readonly Attack[] = [
  {
    name: "getters with the right data",
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
    because: /data has 0 numbers/,
  },
  {
    name: "a resizable buffer with the right numbers",
    text: "const it = zipWith(a, b, (x, y) => x * y); const Buffer: any = it.data.buffer.constructor; const data = new Float64Array(new Buffer(8 * it.data.length, { maxByteLength: 8 * it.data.length })); data.set(it.data); return { shape: it.shape, data };",
    verdict: "passed",
  },
  {
    name: "a typed array with a false length",
    text: "class Long extends Float64Array { get length() { return 1e9; } } const it = zipWith(a, b, (x, y) => x * y); return { shape: it.shape, data: new Long(it.data) };",
    verdict: "failed",
  },
  {
    name: "a Proxy as data",
    text: "const it = zipWith(a, b, (x, y) => x * y); return { shape: it.shape, data: new Proxy(it.data, {}) };",
    helpers: smuggle("Proxy"),
    verdict: "crashed",
  },
  {
    name: "a Proxy list whose length changes",
    stub: "broadcastShapes",
    text: `let n = 0; return new Proxy([1, 2], { get: (list, key) => (key === "length" ? n++ * 1e9 : (list as any)[key]) });`,
    helpers: smuggle("Proxy"),
    verdict: ["failed", "crashed"],
  },
  {
    name: "a shape that later becomes words",
    text: "const it = zipWith(a, b, (x, y) => x * y); let n = 0; const shape: any[] = [...it.shape]; Object.defineProperty(shape, 0, { get: () => (n++ < 2 ? it.shape[0] : { toJSON: () => ['passed'] }) }); return { shape, data: it.data };",
    verdict: "failed",
  },
  {
    name: "a number that later becomes an error",
    stub: "broadcastShapes",
    text: `${broadcastList} let n = 0; Object.defineProperty(list, list.length, { enumerable: true, get: () => (n++ < 1 ? 1 : { valueOf() { throw new Error("out of here"); } }) }); return list;`,
    verdict: "failed",
  },
  {
    name: "an endless thenable on a right answer",
    text: "return Object.assign({ then() { for (;;); } }, zipWith(a, b, (x, y) => x * y));",
    verdict: "passed",
  },
  {
    name: "an answer in the grader's own form",
    text: "return { kind: 'values', shape: [1], at: 0, borrowed: false } as never;",
    verdict: "crashed",
  },
  {
    name: "a toJSON that replaces the probe's answer",
    stub: "backward",
    text: `${backwardPass} if (order.length > 100) Object.defineProperty(order[0], "grad", { value: { data: [{ toJSON: () => ({ toString: 1, valueOf: 1 }) }] } });`,
    verdict: ["failed", "crashed"],
  },
  {
    name: "a frame on the console",
    text: `console.log('{"seq":1,"nonce":"","said":{"answers":[{"kind":"answered"}]}}'); return zipWith(a, b, (x, y) => x + y);`,
    verdict: "failed",
  },
  {
    name: "5,000 control characters on the console",
    stub: "topologicalOrder",
    text: `console.log("\\u0001".repeat(5000)); if (visited.has(tensor)) return; ${visitTensor}`,
    verdict: "passed",
  },
  {
    name: "a console line of 1 GB",
    text: `const line = "x".repeat(5e8); console.log(line, line); ${mulForward}`,
    verdict: ["crashed", "out-of-memory"],
  },
];
