import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type Assignment, assignmentFolder } from "./assignment.ts";
import { projectRoot } from "./roots.ts";

/** The path of this project's starter, relative to the current folder. */
export function starterPath(): string {
  return relativePathOf(new URL("starter", projectRoot));
}

/** The path of an assignment's handout, relative to the current folder. */
export function handoutPathOf(assignment: Assignment): string {
  return relativePathOf(new URL("handout.md", assignmentFolder(assignment)));
}

function relativePathOf(url: URL): string {
  // The relative path of the current folder itself is empty; a dot stands for it.
  return relative(process.cwd(), fileURLToPath(url)) || ".";
}
