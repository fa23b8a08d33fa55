import { audit } from "../grader/audit/audit.ts";
import type { AuditRow } from "../grader/audit/audit-bank.ts";
import { loadCourse } from "../grader/course/course.ts";
import type { Proof } from "./proof.ts";

/** Proves an assignment's bank: judges each region by the laws of its stub, of all dependents, and of the capstones. */
export async function proveAudit(id: string): Promise<Proof> {
  const course = loadCourse();
  const { rows, shortcomings } = await audit(course, {
    everything: true,
    stubs: course.assignments
      .flatMap((assignment) => (assignment.id === id ? assignment.stubs : []))
      .map((stub) => stub.id),
    seeds: 5,
    seed: 1,
    onAudited: () => process.stderr.write("."),
  });
  for (const shortcoming of shortcomings) process.stderr.write(`\n${shortcoming}\n`);
  const figures = {
    shortcomings,
    rows: rows.map(({ shortcomings: _, onlyKillerOf: __, ...row }) => row),
    onlyKillerOf: Object.assign({}, ...rows.map(({ onlyKillerOf }) => onlyKillerOf)) as AuditRow["onlyKillerOf"],
  };
  return { holds: shortcomings.length === 0, figures };
}
