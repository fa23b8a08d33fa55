/**
 * The options that a submission is compiled with: those of `starter/tsconfig.json` as it is handed out, written out,
 * since a submission may have changed its own. `console` is what a sealed realm has of it, not Node's.
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

/** Files that a compilation needs beside the course's: name → text. */
export const furtherFiles: Readonly<Record<string, string>> = {
  "tsconfig.json": JSON.stringify({ compilerOptions, include: ["**/*.ts"] }),
  "package.json": JSON.stringify({ type: "module" }),
  "console.d.ts": `declare const console: Readonly<Record<"log" | "info" | "warn" | "error" | "debug" | "table" | "dir" | "trace", (...data: readonly unknown[]) => void>>;\n`,
};
