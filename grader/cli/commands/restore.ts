import { resolve } from "node:path";
import { starterPath } from "../../course/course-paths.ts";
import { columnsOf } from "../../report/terminal/columns.ts";
import { restorationLines } from "../../report/terminal/restoration.ts";
import { restore } from "../../restore/restore.ts";

/** Runs `grade restore [file]`. */
export function restoreCommand(given: string | undefined, { stub }: { readonly stub?: string }): void {
  const here = { cwd: process.cwd(), starter: resolve(starterPath()) };
  const restoration = restore(given, stub === undefined ? here : { ...here, stub });
  for (const line of restorationLines(restoration, columnsOf(process.stdout))) console.log(line);
}
