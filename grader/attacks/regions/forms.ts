import { type Attack, shares } from "../attack.ts";

/** Regions whose text is not what a region is. */
export const forms: readonly Attack[] = [
  {
    name: "a region that closes its function and opens another",
    text: "return a; }\n  function other(): Values {\n    return a;",
    verdict: "refused",
    because: /closes the function/,
  },
  {
    name: "a region that closes its file's function",
    stub: "mul.backward",
    text: `${shares} } }\nexport function other(a: Tensor, b: Tensor) { {`,
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
    text: `${shares} /*`,
    verdict: "refused",
    because: /Unterminated/,
  },
  {
    name: "a region that ends inside a line comment, as many do",
    stub: "mul.backward",
    text: `${shares} // done`,
    verdict: "passed",
  },
  { name: "a region that ends in a backslash", stub: "mul.backward", text: `${shares} \\`, verdict: "refused" },
  {
    name: "a syntax error",
    text: "return zipWith(a, b, (x, y) => x * );",
    verdict: "refused",
    because: /Unexpected token/,
  },
  { name: "what only the engine refuses", stub: "mul.backward", text: `const /./ = 1; ${shares}`, verdict: "refused" },
  {
    name: "an enum, which cannot be stripped",
    stub: "mul.backward",
    text: `enum E { A } void E; ${shares}`,
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
    text: `${"{".repeat(5000)}${"}".repeat(5000)} ${shares}`,
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
    name: "types in letters of two, three and four bytes, taken away in place",
    stub: "mul.backward",
    text: `type Größe = number | "日本" | "🎲"; const one: /* 🎲 */ Größe = 1; void one; ${shares}`,
    verdict: "passed",
  },
  {
    name: "a line separator in a comment, which ends it",
    stub: "mul.backward",
    text: `// \u2028 ${shares}`,
    verdict: "passed",
  },
];
