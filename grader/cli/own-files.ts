import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { assignmentFolder } from "../release/assignment.ts";

/** The starter of the project that this tool belongs to, from where one stands. */
export function ownStarter(): string {
  return fromHere(new URL("../../starter", import.meta.url));
}

/** The handout of an assignment, from where one stands. */
export function handoutOf(id: string): string {
  return fromHere(new URL("handout.md", assignmentFolder(id)));
}

function fromHere(url: URL): string {
  // A path to the place where one stands is nothing, and is written as a dot.
  return relative(process.cwd(), fileURLToPath(url)) || ".";
}
