import { handoutSections } from "../release/assignment.ts";
import type { Course } from "../release/course.ts";
import type { StubTask } from "../report/page.ts";
import { handoutOf } from "./own-files.ts";

/** For every stub: its task, about how many lines, and its section of the handout. */
export function tasksOf({ assignment, skeleton }: Course): Record<string, StubTask> {
  const sections = handoutSections(assignment.id);
  const handout = handoutOf(assignment.id);
  return Object.fromEntries(
    assignment.stubs.map(({ id: stub, file, section }) => {
      const text =
        skeleton
          .get(file)
          ?.segments.map((segment) => segment.text)
          .join("") ?? "";
      const [, lines = "", task = ""] =
        new RegExp(`START CODE HERE \\(${stub.replace(".", "\\.")}\\) ~(\\d+ lines?): (.*)`).exec(text) ?? [];
      return [stub, { task, lines, section: sections.get(section) ?? section, handout }];
    }),
  );
}
