import { audit } from "../../audit/audit.ts";
import type { AuditRow } from "../../audit/audit-bank.ts";
import { gradedIds } from "../../course/assignment.ts";
import { loadCourse } from "../../course/course.ts";
import { selectIds } from "../../grading/select.ts";
import { ChainruleError } from "../../result/chainrule-error.ts";
import { checkAssignments, checkStubs } from "../check-names.ts";
import { exitCodes } from "../exit-codes.ts";
import { Progress } from "../../report/terminal/progress.ts";

/** The options of `grade audit`, as commander parses them. */
export interface AuditFlags {
  readonly everything?: boolean;
  readonly assignment: readonly string[];
  readonly stub: readonly string[];
  readonly sample?: string;
  readonly seeds: string;
  readonly seed: string;
}

/** Runs `grade audit`. */
export async function auditCommand({ everything, assignment, stub, sample, seeds, seed }: AuditFlags): Promise<void> {
  const course = loadCourse();
  checkAssignments(course.assignments, assignment, "npx grade audit");
  checkStubs(course.assignments, stub);
  const stubs = selectIds(course, { assignments: assignment, stubs: stub });
  using progress = new Progress(process.stderr);
  const { rows, shortcomings } = await audit(course, {
    everything: everything === true,
    stubs,
    ...(sample === undefined ? {} : { sample: parseCount("--sample", sample) }),
    seeds: parseCount("--seeds", seeds),
    seed: parseCount("--seed", seed),
    onAudited: ({ stub: home, name }) => progress.show(`${home}: ${name}`),
  });
  progress.clear();
  for (const assignment of course.assignments) {
    const ids = gradedIds(assignment);
    const own = rows.filter((row) => ids.includes(row.stub));
    if (own.length > 0) console.log(`${assignment.id}\n\n${tableLines(own).join("\n")}\n`);
  }
  console.log("  killed: earns less than its stub's points. blamed: its stub is the first at fault.");
  console.log(
    `  widely: judged with all that needs it, and the capstones (${everything === true ? "all" : `one of ten, drawn with seed ${seed}`}).`,
  );
  if (sample !== undefined)
    console.log(`  in all: a sample of the banks, drawn with seed ${seed}. \`npx grade audit\` judges every region.`);
  for (const [law, names] of rows.flatMap(({ onlyKillerOf }) => Object.entries(onlyKillerOf)))
    console.log(`  only ${law} kills ${names.length}: ${names.join(", ")}`);
  for (const shortcoming of shortcomings) console.log(`\n  ✗ ${shortcoming}`);
  console.log(shortcomings.length === 0 ? "\n  ✓ nothing falls short" : `\n  ✗ ${shortcomings.length} fall short`);
  process.exitCode = shortcomings.length > 0 ? exitCodes.pointsMissing : exitCodes.allPoints;
}

/** The lines of the audit's table: one per bank, and the sums. */
function tableLines(rows: readonly AuditRow[]): readonly string[] {
  const width = Math.max("in all".length, ...rows.map((row) => row.stub.length));
  const line = (name: string, cells: readonly (string | number)[]) =>
    `  ${name.padEnd(width)}  ${cells.map((cell) => String(cell).padStart(9)).join("")}`;
  const sum = (pick: (row: AuditRow) => number) => rows.reduce((total, row) => total + pick(row), 0);
  return [
    line("", ["wrong", "killed", "blamed", "right", "× seeds", "alarms", "widely"]),
    ...rows.map((row) =>
      line(row.stub, [row.wrong, row.killed, row.blamed, row.right, row.seeds, row.alarms, row.withDependents]),
    ),
    line("in all", [
      sum((row) => row.wrong),
      sum((row) => row.killed),
      sum((row) => row.blamed),
      sum((row) => row.right),
      "",
      sum((row) => row.alarms),
      sum((row) => row.withDependents),
    ]),
  ];
}

/** Parses a whole number above 0. @throws {ChainruleError} if the text is no such number */
function parseCount(option: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new ChainruleError("E_USAGE", {
    where: option,
    expected: "a whole number above 0",
    got: text === "" ? "nothing" : text,
    next: `npx grade audit ${option} 5`,
  });
}
