import { type Attack, outOfMemoryOrTime, mulBackward, sumBackward } from "../attack.ts";

/** Regions that compute without end, or take memory without end. */
export const endlessWork: readonly Attack[] = [
  {
    name: "endless recursion",
    text: "return (function again(): any { return again(); })();",
    verdict: "crashed",
    because: /call stack/,
  },
  {
    name: "an endless generator",
    stub: "sum.backward",
    text: `for (const _ of (function* () { for (;;) yield 1; })()); ${sumBackward}`,
    verdict: "timed-out",
  },
  {
    name: "an endless regular expression",
    stub: "sum.backward",
    text: `/(a+)+b/.test("a".repeat(40)); ${sumBackward}`,
    verdict: "timed-out",
  },
  {
    name: "an endless promise loop after a right answer",
    stub: "mul.backward",
    text: `async function loop() { for await (const _ of (async function* () { for (;;) yield 1; })()); } void loop(); ${mulBackward}`,
    verdict: "passed",
  },
  {
    name: "an endless promise chain after a right answer",
    stub: "mul.backward",
    text: `const done = (async () => {})(); const again = (): unknown => done.then(again); again(); ${mulBackward}`,
    verdict: "passed",
  },
  {
    name: "a rejected promise after a right answer",
    stub: "mul.backward",
    text: `void (async () => { throw new Error("later"); })(); ${mulBackward}`,
    verdict: "passed",
  },
  {
    name: "a graph of 10⁶ nodes",
    stub: "sum.backward",
    text: `let t: any = a; for (let i = 0; i < 1e6; i++) t = new t.constructor({ shape: t.shape, data: t.data }, { parents: [t] }); ${sumBackward}`,
    verdict: outOfMemoryOrTime,
  },
  {
    name: "a string that grows",
    stub: "sum.backward",
    text: `let text = "x"; for (;;) text += text;`,
    verdict: ["crashed", "out-of-memory"],
  },
  {
    name: "hoarded memory whose error is caught",
    stub: "sum.backward",
    text: `const hoard = out as any; if (hoard.kept === undefined) { hoard.kept = []; try { for (;;) hoard.kept.push(new Float64Array(1e4)); } catch {} } ${sumBackward}`,
    verdict: "out-of-memory",
  },
];
