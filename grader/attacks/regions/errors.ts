import { type Attack, shares, smuggled } from "../attack.ts";

/** Regions that throw what is hard to read, or to show. */
export const errors: readonly Attack[] = [
  {
    name: "an error whose every property throws",
    text: `const e = new Error("x"); for (const key of ["name", "message", "stack"]) Object.defineProperty(e, key, { get() { throw e; } }); throw e;`,
    verdict: "crashed",
    because: /cannot be read/,
  },
  {
    name: "a cyclic error",
    text: `const e: any = new Error("x"); e.cause = e; e.errors = [e]; throw e;`,
    verdict: "crashed",
  },
  { name: "an error of 64 MB", text: `throw new Error("x".repeat(2 ** 26));`, verdict: ["crashed", "out-of-memory"] },
  {
    name: "a stack of its own making",
    text: `throw Object.defineProperty(new Error("x"), "stack", { value: "course:" + "A".repeat(9000) + ":1:1" });`,
    verdict: "crashed",
    because: /"message":"x"/,
  },
  {
    name: "a Proxy thrown",
    text: "throw new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } });",
    helpers: smuggled("Proxy"),
    verdict: "crashed",
    because: /cannot be read/,
  },
  { name: "null thrown", text: "throw null;", verdict: "crashed" },
  { name: "undefined thrown", text: "throw undefined;", verdict: "crashed" },
  { name: "a symbol thrown", text: `throw Symbol("x");`, helpers: smuggled("Symbol"), verdict: "crashed" },
  {
    name: "the error of another stub that is not started",
    text: `throw notStarted("offset");`,
    verdict: "refused",
    because: /starter's line of another stub/,
  },
  {
    name: "the error of another stub that is not started, made over",
    text: `try { throw notStarted("mul.forward"); } catch (error) { (error as any).stub = "offset"; throw error; }`,
    verdict: "failed",
    because: /uses offset, which this stub is graded without/,
  },
  {
    name: "the error of its own stub that is not started",
    stub: "mul.backward",
    text: `if (a.shape.length >= 0) throw notStarted("mul.backward"); ${shares}`,
    verdict: "failed",
  },
  {
    name: "bidi, zero-width and control characters in an error",
    text: `throw new Error("\\u202e\\u2066\\u200b\\u001b[2J\\u009b31m\\u0007 ::error::done\\r\\n✓ passed");`,
    verdict: "crashed",
  },
  {
    name: "bidi, zero-width and control characters in a stub's name",
    text: `throw notStarted("\\u202e\\u200b\\u001b]0;x\\u0007");`,
    verdict: "refused",
  },
  {
    name: "bidi, zero-width and control characters in a stub's name, made over",
    text: `try { throw notStarted("mul.forward"); } catch (error) { (error as any).stub = "\\u202e\\u200b\\u001b]0;x\\u0007"; throw error; }`,
    verdict: "failed",
  },
  {
    name: "bidi, zero-width and control characters on the console",
    text: `console.log("\\u202e\\u200b\\u001b]0;x\\u0007\\rpassed\\u2028"); return zipWith(a, b, (x, y) => x + y);`,
    verdict: "failed",
  },
  {
    name: "a bidi character in a name",
    stub: "mul.backward",
    text: `const x\u202e = 1; ${shares}`,
    verdict: "refused",
  },
  {
    name: "a zero-width character in a name that is not known",
    stub: "mul.backward",
    text: `\u0061\u200d(); ${shares}`,
    verdict: "refused",
  },
  { name: "a name of 100,000 letters that is not known", text: `return ${"x".repeat(100_000)};`, verdict: "refused" },
  {
    name: "bidi characters in a comment, as honest text may have",
    stub: "mul.backward",
    text: `/* \u202e \u2066 */ ${shares}`,
    verdict: "passed",
  },
];
