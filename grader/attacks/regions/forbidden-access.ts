import { type Attack, mulForward, mulBackward, smuggle } from "../attack.ts";

/** Regions that use names which a region may not use: other stubs, globals, code from text. */
export const forbiddenAccess: readonly Attack[] = [
  {
    name: "a call of another stub in the file",
    text: `(backward as any)(); ${mulForward}`,
    verdict: "failed",
    because: /uses mul.backward, which this stub is graded without/,
  },
  { name: "a call of its own function", text: "return mul(a, b);", verdict: "crashed", because: /call stack/ },
  {
    name: "a stub from a file without import",
    text: "return sub(a, b);",
    verdict: "refused",
    because: /`sub` is not known here/,
  },
  {
    name: "an error of the host, from a stack with a symbol",
    text: `const error = new Error("x"); Object.defineProperty(error, "name", { value: Symbol("s") });
      try { void error.stack; } catch (found: any) { throw new Error(\`out by \${found.constructor.name}\`); } ${mulForward}`,
    verdict: "passed",
  },
  {
    name: "an error of the host, from the end of the stack",
    text: `const deep = (): unknown => { try { return deep(); } catch (error) {
        try { void new Error("y").stack; } catch (found) { if (!(found instanceof Object)) throw new Error("out"); }
        return error; } };
      deep(); ${mulForward}`,
    verdict: "passed",
  },
  {
    name: "globalThis",
    stub: "mul.backward",
    text: `globalThis.console.log(1); ${mulBackward}`,
    verdict: "refused",
    because: /`globalThis` is not part/,
  },
  {
    name: "process behind a false helper",
    text: "process.exit(0);",
    helpers: smuggle("process"),
    verdict: "crashed",
    because: /process is not defined/,
  },
  {
    name: "require behind a false helper",
    stub: "mul.backward",
    text: `(require as any)("node:fs"); ${mulBackward}`,
    helpers: smuggle("require"),
    verdict: "crashed",
    because: /require is not defined/,
  },
  {
    name: "process after a block with that name",
    text: "{ const process = 0; }\n process.exit(0);",
    verdict: "refused",
    because: /`process` is not part/,
  },
  {
    name: "eval",
    stub: "mul.backward",
    text: `eval("1"); ${mulBackward}`,
    verdict: "refused",
    because: /`eval` is not allowed/,
  },
  {
    name: "new Function",
    stub: "mul.backward",
    text: `new Function("return 1")(); ${mulBackward}`,
    verdict: "refused",
    because: /`Function` is not allowed/,
  },
  {
    name: "new Function behind a false helper",
    stub: "mul.backward",
    text: `(new Function as any)("return 1")(); ${mulBackward}`,
    helpers: smuggle("Function"),
    verdict: "crashed",
    because: /Code generation from strings/,
  },
  {
    name: "the constructor of all functions",
    text: `([] as any).constructor.constructor("return process")().exit(0);`,
    verdict: "crashed",
    because: /Code generation from strings/,
  },
  {
    name: "the constructor of generators",
    stub: "mul.backward",
    text: `(function* () {} as any).constructor("yield 1")(); ${mulBackward}`,
    verdict: "crashed",
    because: /Code generation from strings/,
  },
  {
    name: "the constructor of async functions",
    stub: "mul.backward",
    text: `(async () => {}).constructor("1")(); ${mulBackward}`,
    verdict: "crashed",
    because: /Code generation from strings/,
  },
  {
    name: "import()",
    stub: "mul.backward",
    text: `void import("node:fs"); ${mulBackward}`,
    verdict: "refused",
    because: /`import\(\)` is not allowed/,
  },
  {
    name: "import.meta",
    stub: "mul.backward",
    text: `void import.meta.url; ${mulBackward}`,
    verdict: "refused",
    because: /`import.meta` is not allowed/,
  },
  {
    name: "await",
    stub: "mul.backward",
    text: `void (async () => { await 0; })(); ${mulBackward}`,
    verdict: "refused",
    because: /`await` is not allowed/,
  },
  {
    name: "a second import",
    stub: "mul.backward",
    text: `import fs from "node:fs"; ${mulBackward}`,
    verdict: "refused",
  },
  { name: "a second export", stub: "mul.backward", text: `export const x = 1; ${mulBackward}`, verdict: "refused" },
  {
    name: "Math.random",
    stub: "mul.backward",
    text: `Math.random(); ${mulBackward}`,
    verdict: "refused",
    because: /`Math.random` cannot be repeated/,
  },
  {
    name: "Math.random by another name",
    stub: "mul.backward",
    text: `const m = Math; m.random(); ${mulBackward}`,
    verdict: "crashed",
    because: /cannot be repeated/,
  },
  {
    name: "Date",
    stub: "mul.backward",
    text: `void Date; ${mulBackward}`,
    verdict: "refused",
    because: /`Date` is not allowed/,
  },
];
