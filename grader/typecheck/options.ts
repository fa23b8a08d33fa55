/**
 * The options for compiling a submission: those of `starter/tsconfig.json`. They are repeated here, since a submission may
 * have changed its own copy. `console` has the functions of a sealed realm, not those of Node.
 */
export const compilerOptions = {
  target: "esnext",
  lib: ["esnext"],
  types: [],
  module: "nodenext",
  noEmit: true,
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  allowImportingTsExtensions: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noFallthroughCasesInSwitch: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noUncheckedIndexedAccess: false,
  noUncheckedSideEffectImports: true,
  skipLibCheck: true,
};

/** Name → text of the files that a compilation needs beside those of the course. */
export const furtherFiles: Readonly<Record<string, string>> = {
  "tsconfig.json": JSON.stringify({ compilerOptions, include: ["**/*.ts"] }),
  "package.json": JSON.stringify({ type: "module" }),
  "console.d.ts": `declare const console: Readonly<Record<"log" | "info" | "warn" | "error" | "debug" | "table" | "dir" | "trace", (...data: readonly unknown[]) => void>>;\n`,
};
