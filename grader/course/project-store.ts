import { fileURLToPath } from "node:url";
import { Store } from "../disk/store.ts";
import { projectRoot } from "./roots.ts";

/** What this project keeps from run to run: `.chainrule/cache` can be deleted at any time. */
export function projectStore(): Store {
  return new Store(fileURLToPath(new URL(".chainrule/cache/", projectRoot)));
}
