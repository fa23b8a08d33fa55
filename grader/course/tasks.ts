import { handoutSections } from "./assignment.ts";
import type { Course } from "./course.ts";
import { handoutPathOf } from "./course-paths.ts";

/** The task of a stub, for a student who starts on it. */
export interface StubTask {
  /** The id of the stub's assignment. */
  readonly assignment?: string;
  /** The task in the marker. */
  readonly task: string;
  /** The expected length in the marker: `2 lines`. */
  readonly lines: string;
  /** The title of the stub's section in the handout: `Products`. */
  readonly section: string;
  /** Whether the stub has hints; true if left out. */
  readonly hasHints?: boolean;
  /** The path of the handout, relative to the current folder. */
  readonly handout?: string;
}

/** Stub id → the task of the stub. */
export function tasksOf({ assignments, skeleton }: Course): Readonly<Record<string, StubTask>> {
  const tasks = assignments.flatMap((assignment): readonly (readonly [string, StubTask])[] => {
    const sections = handoutSections(assignment);
    const handout = handoutPathOf(assignment);
    const { id: capstone, section: anchor } = assignment.capstone;
    const whole: StubTask = {
      assignment: assignment.id,
      task: "",
      lines: "",
      section: sections.get(anchor) ?? anchor,
      handout,
      hasHints: Object.hasOwn(assignment.hints, capstone),
    };
    const stubs = assignment.stubs.map(({ id, file, section }) => {
      const region = skeleton.get(file)?.segments.find((segment) => segment.kind === "region" && segment.id === id);
      const { task = "", lines = "" } = region?.kind === "region" ? region : {};
      return [
        id,
        { assignment: assignment.id, task, lines, section: sections.get(section) ?? section, handout },
      ] as const;
    });
    return [...stubs, [capstone, whole] as const];
  });
  return Object.fromEntries(tasks);
}
