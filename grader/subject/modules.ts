import { readFileSync, readdirSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import type { ModuleMap } from "./subject.ts";

const probesFolder = new URL("../../specs/probes/", import.meta.url);

let probes: ModuleMap | undefined;

/** The locked modules that every realm has: the interpreter, the node, the probes. */
export function lockedModules(): ModuleMap {
  return (probes ??= Object.fromEntries(
    readdirSync(probesFolder)
      .filter((name) => name.endsWith(".ts"))
      .map((name) => [`specs:probes/${name}`, strip(readFileSync(new URL(name, probesFolder), "utf8"))]),
  ));
}

/** A text of ours without its types; every offset stays. */
export function strip(text: string): string {
  return stripTypeScriptTypes(text, { mode: "strip" });
}
