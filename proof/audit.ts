import { audit } from "../grader/audit/audit.ts";
import type { AuditRow } from "../grader/audit/audit-bank.ts";
import { gradedIds } from "../grader/course/assignment.ts";
import { loadCourse } from "../grader/course/course.ts";
import type { Proof } from "./proof.ts";

/** Proves the bank: judges each region by the laws of its stub, of all dependents, and of the capstones. */
export async function proveAudit(): Promise<Proof> {
  const course = loadCourse();
  const { rows, shortcomings } = await audit(course, {
    everything: true,
    stubs: [],
    seeds: 5,
    seed: 1,
    onAudited: () => process.stderr.write("."),
  });
  for (const shortcoming of shortcomings) process.stderr.write(`\n${shortcoming}\n`);
  const figures = course.assignments.map((assignment) => {
    const ids = gradedIds(assignment);
    const own = rows.filter(({ stub }) => ids.includes(stub));
    return [
      assignment.id,
      {
        rows: own.map(({ shortcomings: _, onlyKillerOf: __, ...row }) => row),
        onlyKillerOf: Object.assign({}, ...own.map(({ onlyKillerOf }) => onlyKillerOf)) as AuditRow["onlyKillerOf"],
      },
    ] as const;
  });
  return { holds: shortcomings.length === 0, figures: { ...Object.fromEntries(figures), shortcomings } };
}
