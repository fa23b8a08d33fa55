import { relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The starter of the project that this tool belongs to, wherever in it one stands. */
export function ownStarter(): string {
  // Nothing is how a path to the place where one stands looks, and a dot is how one writes it.
  return relative(process.cwd(), fileURLToPath(new URL("../../starter", import.meta.url))) || ".";
}
