import { existsSync, readFileSync, readdirSync } from "node:fs";
import type { Assignment } from "./assignment.ts";
import { projectRoot } from "./roots.ts";
import { stripTypes } from "./strip-types.ts";

/** Modules of a realm: module id (`course:2-autodiff/ops/mul.ts`) → text without types. */
export type ModuleMap = Readonly<Record<string, string>>;

/** Loads the locked modules of a realm: the interpreter, the graph node, and the probes of these assignments. */
export function loadLockedModules(assignments: readonly Assignment[]): ModuleMap {
  const folders = [
    { path: "probes", folder: new URL("specs/probes/", projectRoot) },
    ...assignments.map(({ id, root }) => ({
      path: `${id}/probes`,
      folder: new URL(`specs/${id}/probes/`, root),
    })),
  ];
  const modules = folders.flatMap(({ path, folder }) => {
    const texts = tsFilesIn(folder).map(
      (name) => [`specs:${path}/${name}`, readFileSync(new URL(name, folder), "utf8")] as const,
    );
    return [...stripTypes(new Map(texts))];
  });
  return Object.fromEntries(modules);
}

function tsFilesIn(folder: URL): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".ts")) : [];
}
