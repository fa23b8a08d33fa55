import { loadLaws } from "../engine/laws.ts";
import { assignmentIds, loadAssignment } from "../release/assignment.ts";
import { many } from "../report/words.ts";

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
          ...assignment.stubs.map(({ id: stub, part, file, points, section, extra }) => ({
            id: stub,
            kind: "region",
            part,
            file,
            points,
            section,
            extra,
            laws: lawsOf(stub),
          })),
          { kind: "capstone", ...assignment.capstone, extra: false, laws: lawsOf(assignment.capstone.id) },
        ],
      };
    }),
  );
  if (json === true) {
    console.log(JSON.stringify(assignments, null, 2));
    return;
  }
  for (const { assignment, title, stubs } of assignments) {
    console.log(`${assignment}  ${title}`);
    const width = Math.max(...stubs.map(({ id }) => id.length));
    let part: string | undefined;
    for (const stub of stubs) {
      const own = "part" in stub ? stub.part : undefined;
      if (own !== part) console.log(`\n  ${own ?? "All in one"}`);
      part = own;
      const unit = stub.extra ? "extra" : stub.points === 1 ? "point" : "points";
      const points = `${String(stub.points).padStart(2)} ${unit.padEnd(6)}`;
      const laws = many(stub.laws.length, "law");
      const where = "file" in stub ? `starter/${stub.file}` : "your library as one piece";
      console.log(`    ${stub.id.padEnd(width)}  ${points}  ${laws.padEnd(7)}  ${where}`);
    }
    const sum = (isExtra: boolean) =>
      stubs.filter(({ extra }) => extra === isExtra).reduce((total, { points }) => total + points, 0);
    const extra = sum(true) > 0 ? ` and ${sum(true)} of extra credit` : "";
    console.log(`\n  ${sum(false)} points in all${extra}. Each stub builds on those above it.`);
  }
}
