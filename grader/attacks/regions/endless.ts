import { type Attack, outOfMemoryOrTime, shares, spread } from "../attack.ts";

/** Regions that do not end, or take without end. */
export const endless: readonly Attack[] = [
  {
    name: "endless recursion",
    text: "return (function again(): any { return again(); })();",
    verdict: "crashed",
    because: /call stack/,
  },
  {
    name: "an endless generator",
    stub: "sum.backward",
    text: `for (const _ of (function* () { for (;;) yield 1; })()); ${spread}`,
    verdict: "timed-out",
  },
  {
    name: "an endless regular expression",
    stub: "sum.backward",
    text: `/(a+)+b/.test("a".repeat(40)); ${spread}`,
    verdict: "timed-out",
  },
  {
    name: "an endless promise loop left behind by a right answer",
    stub: "mul.backward",
    text: `async function loop() { for await (const _ of (async function* () { for (;;) yield 1; })()); } void loop(); ${shares}`,
    verdict: "passed",
  },
  {
    name: "a chain of promises without end, left behind by a right answer",
    stub: "mul.backward",
    text: `const done = (async () => {})(); const again = (): unknown => done.then(again); again(); ${shares}`,
    verdict: "passed",
  },
  {
    name: "a promise that nobody catches, left behind by a right answer",
    stub: "mul.backward",
    text: `void (async () => { throw new Error("later"); })(); ${shares}`,
    verdict: "passed",
  },
  {
    name: "a graph of 10⁶ nodes",
    stub: "sum.backward",
    text: `let t: any = a; for (let i = 0; i < 1e6; i++) t = new t.constructor({ shape: t.shape, data: t.data }, { parents: [t] }); ${spread}`,
    verdict: outOfMemoryOrTime,
  },
  {
    name: "a string that grows",
    stub: "sum.backward",
    text: `let text = "x"; for (;;) text += text;`,
    verdict: ["crashed", "out-of-memory"],
  },
  {
    name: "memory that is hoarded and not given back, the refusal swallowed",
    stub: "sum.backward",
    text: `const hoard = store as any; if (hoard.kept === undefined) { hoard.kept = []; try { for (;;) hoard.kept.push(new Float64Array(1e4)); } catch {} } ${spread}`,
    helpers: "function store() {}",
    verdict: "out-of-memory",
  },
];
