import { stripTypeScriptTypes } from "node:module";

/** Replaces the types in a text of the course by blanks; every offset stays. */
export function stripTypes(text: string): string {
  return stripTypeScriptTypes(text, { mode: "strip" });
}
