import { loadLaws } from "../../course/laws.ts";
import { loadAssignments } from "../../course/assignment.ts";
import { pad, width, wrap } from "../../report/terminal/layout.ts";
import { showCount, signs } from "../../report/terminal/words.ts";
import { columnsOf } from "../../report/terminal/columns.ts";
import { starterPath } from "../../course/course-paths.ts";
import { isFailure } from "../../result/verdicts.ts";
import { lastRunOf } from "../last-run.ts";

/** Runs `grade list`. */
export async function listCommand({ json }: { readonly json?: boolean }): Promise<void> {
  const assignments = await Promise.all(
    loadAssignments().map(async (assignment) => {
      const laws = await loadLaws([assignment]);
      const lawsOf = (stub: string) => laws.filter((law) => law.stub === stub).map(({ id, says }) => ({ id, says }));
      return {
        assignment: assignment.id,
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
  const columns = columnsOf(process.stdout);
  const { stubs: last } = lastRunOf(starterPath());
  const markOf = (id: string) => {
    const verdict = last[id]?.verdict;
    return verdict === undefined || !(verdict === "passed" || isFailure({ verdict })) ? " " : signs[verdict].symbol;
  };
  for (const { assignment, title, stubs } of assignments) {
    const ids = Math.max(...stubs.map(({ id }) => id.length));
    const row = (stub: (typeof stubs)[number], withLaws: boolean): readonly string[] => {
      const unit = stub.extra ? "extra" : stub.points === 1 ? "point" : "points";
      const points = `${String(stub.points).padStart(2)} ${unit}`;
      const laws = withLaws ? `  ${showCount(stub.laws.length, "law").padEnd(7)}` : "";
      const where = "file" in stub ? stub.file.slice(assignment.length + 1) : "your library as one piece";
      const start = `  ${markOf(stub.id)} ${pad(stub.id, ids)}  `;
      const [inColumns, closer] = [
        `${start}${points.padEnd(9)}${laws}  ${where}`,
        `${start}${points}${laws}  ${where}`,
      ];
      if (width(inColumns) <= columns) return [inColumns];
      // A path is never cut: it moves to a line of its own.
      return width(closer) <= columns ? [closer] : [`${start}${points}${laws}`, `      ${where}`];
    };
    // If a line is too long, all lines omit the number of laws, the least important part.
    const roomForLaws = stubs.every((stub) => row(stub, true).length === 1);
    for (const line of wrap(`${assignment} · ${title}, in starter/${assignment}/`, columns)) console.log(line);
    let part: string | undefined;
    for (const stub of stubs) {
      const own = "part" in stub ? stub.part : undefined;
      if (own !== part) console.log(`\n  ${own ?? "All in one"}`);
      part = own;
      for (const line of row(stub, roomForLaws)) console.log(line);
    }
    const sum = (isExtra: boolean) =>
      stubs.filter(({ extra }) => extra === isExtra).reduce((total, { points }) => total + points, 0);
    const extra = sum(true) > 0 ? ` and ${sum(true)} of extra credit` : "";
    const laws = stubs.reduce((total, stub) => total + stub.laws.length, 0);
    const counted = `${showCount(stubs.length - 1, "stub")} and a capstone, ${showCount(laws, "law")}`;
    const all = `${counted}: ${sum(false)} points in all${extra}. Each stub builds on those above it.`;
    console.log(`\n${wrap(all, columns, "  ").join("\n")}`);
    const isMarked = stubs.some(({ id }) => markOf(id) !== " ");
    if (isMarked)
      console.log(wrap("✓ passed and ✗ failed when the starter was graded last.", columns, "  ").join("\n"));
  }
}
