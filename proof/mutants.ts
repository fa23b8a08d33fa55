import { auditMutants } from "../grader/audit/audit-mutants.ts";
import { loadCourse } from "../grader/course/course.ts";
import type { Proof } from "./proof.ts";

/** Proves an assignment's laws: judges every mutant of every region of the reference. */
export async function proveMutants(id: string): Promise<Proof> {
  const course = loadCourse();
  const { rows, faults } = await auditMutants(course, {
    stubs: course.assignments
      .flatMap((assignment) => (assignment.id === id ? assignment.stubs : []))
      .map((stub) => stub.id),
    seed: 1,
    onAudited: () => process.stderr.write("."),
  });
  const sum = (count: "mutants" | "killed" | "equivalent") => rows.reduce((total, row) => total + row[count], 0);
  const figures = { mutants: sum("mutants"), killed: sum("killed"), equivalent: sum("equivalent"), faults, rows };
  const survivors = rows.flatMap((row) => row.survivors);
  return { holds: survivors.length + faults.length === 0, figures };
}
