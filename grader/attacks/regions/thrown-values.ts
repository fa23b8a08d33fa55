import { type Attack, mulBackward, smuggle } from "../attack.ts";

/** Regions that throw values which are hard to read, or hard to show safely. */
export const thrownValues: readonly Attack[] = [
  {
    name: "an error whose properties all throw",
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
    name: "an error with a false stack",
    text: `throw Object.defineProperty(new Error("x"), "stack", { value: "course:" + "A".repeat(9000) + ":1:1" });`,
    verdict: "crashed",
    because: /"message":"x"/,
  },
  {
    name: "a thrown Proxy",
    text: "throw new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } });",
    helpers: smuggle("Proxy"),
    verdict: "crashed",
    because: /cannot be read/,
  },
  { name: "a thrown null", text: "throw null;", verdict: "crashed" },
  { name: "a thrown undefined", text: "throw undefined;", verdict: "crashed" },
  { name: "a thrown symbol", text: `throw Symbol("x");`, helpers: smuggle("Symbol"), verdict: "crashed" },
  {
    name: "another stub's starter error",
    text: `throw notStarted("offset");`,
    verdict: "refused",
    because: /starter's line of another stub/,
  },
  {
    name: "a starter error changed to another stub",
    text: `try { throw notStarted("mul.forward"); } catch (error) { (error as any).stub = "offset"; throw error; }`,
    verdict: "failed",
    because: /uses offset, which this stub is graded without/,
  },
  {
    name: "its own starter error",
    stub: "mul.backward",
    text: `if (a.shape.length >= 0) throw notStarted("mul.backward"); ${mulBackward}`,
    verdict: "failed",
  },
  {
    name: "invisible characters in an error",
    text: `throw new Error("\\u202e\\u2066\\u200b\\u001b[2J\\u009b31m\\u0007 ::error::done\\r\\n✓ passed");`,
    verdict: "crashed",
  },
  {
    name: "invisible characters in a stub's name",
    text: `throw notStarted("\\u202e\\u200b\\u001b]0;x\\u0007");`,
    verdict: "refused",
  },
  {
    name: "invisible characters in a starter error",
    text: `try { throw notStarted("mul.forward"); } catch (error) { (error as any).stub = "\\u202e\\u200b\\u001b]0;x\\u0007"; throw error; }`,
    verdict: "failed",
  },
  {
    name: "invisible characters on the console",
    text: `console.log("\\u202e\\u200b\\u001b]0;x\\u0007\\rpassed\\u2028"); return zipWith(a, b, (x, y) => x + y);`,
    verdict: "failed",
  },
  {
    name: "a bidi character in a name",
    stub: "mul.backward",
    text: `const x\u202e = 1; ${mulBackward}`,
    verdict: "refused",
  },
  {
    name: "a zero-width character in an unknown name",
    stub: "mul.backward",
    text: `\u0061\u200d(); ${mulBackward}`,
    verdict: "refused",
  },
  { name: "an unknown name of 100,000 letters", text: `return ${"x".repeat(100_000)};`, verdict: "refused" },
  {
    name: "bidi characters in an honest comment",
    stub: "mul.backward",
    text: `/* \u202e \u2066 */ ${mulBackward}`,
    verdict: "passed",
  },
];
