import { stripTypeScriptTypes } from "node:module";
import * as v from "valibot";
import { projectStore } from "./project-store.ts";

const textsSchema = v.record(v.string(), v.string());

/**
 * Replaces the types in texts of the course by blanks; every offset stays. The result is kept in the project's store,
 * since the parser costs every command 0.1 s.
 *
 * @param texts - file name → text, of one assignment: what is kept of it serves every course that it is part of
 */
export function stripTypes(texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const store = projectStore();
  const key = JSON.stringify(["stripped", process.version, ...texts]);
  const kept = v.safeParse(textsSchema, store.read(key));
  if (kept.success && Object.keys(kept.output).length === texts.size) return new Map(Object.entries(kept.output));
  const stripped = new Map(Array.from(texts, ([file, text]) => [file, stripTypeScriptTypes(text, { mode: "strip" })]));
  store.write(new Map([[key, Object.fromEntries(stripped)]]));
  return stripped;
}
