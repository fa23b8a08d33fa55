import { audit, auditedStubs } from "../release/audit.ts";
import { assignmentIds } from "../release/assignment.ts";
import { exit } from "./exit.ts";
import { Progress } from "./progress.ts";

/** `grade audit`. */
export async function auditCommand({
  everything,
  stub,
  seed,
}: {
  readonly everything?: boolean;
  readonly stub: readonly string[];
  readonly seed: string;
}): Promise<void> {
  let failed = false;
  for (const id of assignmentIds()) {
    auditedStubs(id, stub);
    using progress = new Progress(process.stderr);
    const { rows, shortcomings } = await audit(id, {
      everything: everything === true,
      stubs: stub,
      seed: Number(seed),
      onAudited: ({ stub: home, name }) => progress.show(`${home}: ${name}`),
    });
    progress.clear();

    const width = Math.max("in all".length, ...rows.map((row) => row.stub.length));
    const line = (name: string, cells: readonly (string | number)[]) =>
      `  ${name.padEnd(width)}  ${cells.map((cell) => String(cell).padStart(9)).join("")}`;
    const sum = (pick: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + pick(row), 0);
    console.log(`${id}\n`);
    console.log(line("", ["wrong", "killed", "blamed", "right", "× seeds", "alarms", "widely"]));
    for (const row of rows)
      console.log(
        line(row.stub, [row.wrong, row.killed, row.blamed, row.right, row.seeds, row.alarms, row.withDependents]),
      );
    console.log(
      line("in all", [
        sum((r) => r.wrong),
        sum((r) => r.killed),
        sum((r) => r.blamed),
        sum((r) => r.right),
        "",
        sum((r) => r.alarms),
        sum((r) => r.withDependents),
      ]),
    );
    console.log("\n  killed: earns less than its stub's points. blamed: its stub is the first at fault.");
    console.log(
      `  widely: judged with all that needs it, and the capstone (${everything === true ? "all" : `a sample drawn with seed ${seed}`}).`,
    );
    for (const [law, names] of rows.flatMap(({ onlyKillerOf }) => Object.entries(onlyKillerOf)))
      console.log(`  only ${law} kills ${names.length}: ${names.join(", ")}`);
    for (const shortcoming of shortcomings) console.log(`\n  ✗ ${shortcoming}`);
    console.log(shortcomings.length === 0 ? "\n  ✓ nothing falls short" : `\n  ✗ ${shortcomings.length} fall short`);
    failed ||= shortcomings.length > 0;
  }
  process.exitCode = failed ? exit.pointsMissing : exit.allPoints;
}
