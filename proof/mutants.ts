import { auditMutants } from "../grader/audit/audit-mutants.ts";
import { gradedIds } from "../grader/course/assignment.ts";
import { loadCourse } from "../grader/course/course.ts";
import type { Proof } from "./proof.ts";

/** Proves the laws: judges every mutant of every region of the reference. */
export async function proveMutants(): Promise<Proof> {
  const course = loadCourse();
  const { rows, faults } = await auditMutants(course, {
    stubs: course.stubs.map(({ id }) => id),
    seed: 1,
    onAudited: () => process.stderr.write("."),
  });
  const figures = course.assignments.map((assignment) => {
    const own = rows.filter(({ stub }) => gradedIds(assignment).includes(stub));
    const [mutants, killed, equivalent] = [
      own.map((row) => row.mutants),
      own.map((row) => row.killed),
      own.map((row) => row.equivalent),
    ].map((counts) => counts.reduce((total, count) => total + count, 0));
    return [assignment.id, { mutants, killed, equivalent, rows: own }] as const;
  });
  const survivors = rows.flatMap((row) => row.survivors);
  return { holds: survivors.length + faults.length === 0, figures: { ...Object.fromEntries(figures), faults } };
}
