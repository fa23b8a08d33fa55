import { registerHooks } from "node:module";
import { projectRoot } from "../course/roots.ts";

/** From now on, this process loads `#course/…` from the reference, in place of the starter. */
export function useReference(): void {
  const folder = new URL("solution/", projectRoot);
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier.startsWith("#course/")
        ? next(new URL(specifier.slice("#course/".length), folder).href, context)
        : next(specifier, context),
  });
}
