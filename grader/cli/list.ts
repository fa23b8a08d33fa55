import { loadLaws } from "../engine/laws.ts";
import { assignmentIds, loadAssignment } from "../release/assignment.ts";

/** `grade list`. */
export async function listCommand({ json }: { readonly json?: boolean }): Promise<void> {
  const assignments = await Promise.all(
    assignmentIds().map(async (id) => {
      const assignment = loadAssignment(id);
      const laws = await loadLaws(assignment);
      const lawsOf = (stub: string) =>
        laws.filter(({ law }) => law.stub === stub).map(({ id: law, law: { says } }) => ({ id: law, says }));
      return {
        assignment: id,
        title: assignment.title,
        stubs: [
          ...assignment.stubs.map(({ id: stub, file, points, section }) => ({
            id: stub,
            kind: "region",
            file,
            points,
            section,
            laws: lawsOf(stub),
          })),
          { kind: "capstone", ...assignment.capstone, laws: lawsOf(assignment.capstone.id) },
        ],
      };
    }),
  );
  if (json === true) {
    console.log(JSON.stringify(assignments, null, 2));
    return;
  }
  for (const { assignment, title, stubs } of assignments) {
    console.log(`${assignment}  ${title}\n`);
    const width = Math.max(...stubs.map(({ id }) => id.length));
    for (const stub of stubs) {
      const laws = `${stub.laws.length} ${stub.laws.length === 1 ? "law" : "laws"}`;
      const where = "file" in stub ? `starter/${stub.file}` : "your library as one piece";
      console.log(`  ${stub.id.padEnd(width)}  ${String(stub.points).padStart(2)} points  ${laws.padEnd(7)}  ${where}`);
    }
    console.log(
      `\n  ${stubs.reduce((sum, { points }) => sum + points, 0)} points in all. Each builds on those above it.`,
    );
  }
}
