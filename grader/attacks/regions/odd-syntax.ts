import { type Attack, mulBackward } from "../attack.ts";

/** Regions whose source text has an unusual form. */
export const oddSyntax: readonly Attack[] = [
  {
    name: "a region that closes its function and opens another",
    text: "return a; }\n  function other(): Values {\n    return a;",
    verdict: "refused",
    because: /closes the function/,
  },
  {
    name: "a region that closes its file's function",
    stub: "mul.backward",
    text: `${mulBackward} } }\nexport function other(a: Tensor, b: Tensor) { {`,
    verdict: "refused",
    because: /closes the function/,
  },
  {
    name: "a region that ends inside a template literal",
    text: "return `",
    verdict: "refused",
    because: /Unterminated/,
  },
  {
    name: "a region that ends inside a comment",
    stub: "mul.backward",
    text: `${mulBackward} /*`,
    verdict: "refused",
    because: /Unterminated/,
  },
  {
    name: "a region that ends inside a line comment",
    stub: "mul.backward",
    text: `${mulBackward} // done`,
    verdict: "passed",
  },
  { name: "a region that ends in a backslash", stub: "mul.backward", text: `${mulBackward} \\`, verdict: "refused" },
  {
    name: "a syntax error",
    text: "return zipWith(a, b, (x, y) => x * );",
    verdict: "refused",
    because: /Unexpected token/,
  },
  {
    name: "an error that only the engine finds",
    stub: "mul.backward",
    text: `const /./ = 1; ${mulBackward}`,
    verdict: "refused",
  },
  {
    name: "an enum",
    stub: "mul.backward",
    text: `enum E { A } void E; ${mulBackward}`,
    verdict: "refused",
    because: /enum/,
  },
  {
    name: "10,000 nested parentheses",
    text: `return ${"(".repeat(10_000)}1${")".repeat(10_000)};`,
    verdict: "refused",
    because: /more than 20000 tokens/,
  },
  {
    name: "5,000 nested blocks",
    stub: "mul.backward",
    text: `${"{".repeat(5000)}${"}".repeat(5000)} ${mulBackward}`,
    verdict: "refused",
    because: /nested too deeply/,
  },
  {
    name: "4,900 nested functions",
    text: `return ${"()=>".repeat(4900)}1 as never;`,
    verdict: "refused",
    because: /nested too deeply/,
  },
  {
    name: "types with letters of several bytes",
    stub: "mul.backward",
    text: `type Größe = number | "日本" | "🎲"; const one: /* 🎲 */ Größe = 1; void one; ${mulBackward}`,
    verdict: "passed",
  },
  {
    name: "a line separator that ends a comment",
    stub: "mul.backward",
    text: `// \u2028 ${mulBackward}`,
    verdict: "passed",
  },
];
