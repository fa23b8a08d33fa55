import { posix } from "node:path";
import type { ModuleMap } from "./locked-modules.ts";

/** One import statement after blanks and comments. The imports of a module stand before all other code. */
const importStatement = /(?:\s|\/\/[^\n]*\n|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*import\b[^"']*"([^"]+)"\s*;?/y;

/** The modules that a realm loads for some modules: these, and all that they import, in the order of discovery. */
export function withImports(first: Iterable<string>, modules: ModuleMap): ReadonlySet<string> {
  const loaded = new Set(first);
  // The loop also visits the modules that it adds to the set.
  for (const module of loaded)
    for (const specifier of importsOf(modules[module] ?? "")) loaded.add(moduleOf(specifier, module));
  return loaded;
}

/** The specifiers of a module's import statements. Text below them, such as a student's region, adds nothing. */
function importsOf(text: string): readonly string[] {
  const specifiers: string[] = [];
  importStatement.lastIndex = 0;
  for (let found = importStatement.exec(text); found !== null; found = importStatement.exec(text))
    specifiers.push(found[1] ?? "");
  return specifiers;
}

/** Resolves an import as a realm does: `./values.ts` beside its importer, `#course/…` in the course. */
function moduleOf(specifier: string, importer: string): string {
  if (specifier.startsWith("#course/")) return `course:${specifier.slice("#course/".length)}`;
  const [scheme = "", path = ""] = importer.split(":");
  return `${scheme}:${posix.join(posix.dirname(path), specifier)}`;
}
