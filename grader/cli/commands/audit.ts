import { audit } from "../../audit/audit.ts";
import type { AuditRow } from "../../audit/audit-bank.ts";
import { auditMutants, type MutantRow } from "../../audit/audit-mutants.ts";
import { gradedIds } from "../../course/assignment.ts";
import { type Course, loadCourse } from "../../course/course.ts";
import { selectIds } from "../../grading/select.ts";
import { ChainruleError } from "../../result/chainrule-error.ts";
import { checkAssignments, checkStubs } from "../check-names.ts";
import { exitCodes } from "../exit-codes.ts";
import { Progress } from "../../report/terminal/progress.ts";

/** The options of `grade audit`, as commander parses them. */
export interface AuditFlags {
  readonly everything?: boolean;
  readonly mutants?: boolean;
  readonly assignment: readonly string[];
  readonly stub: readonly string[];
  readonly sample?: string;
  readonly seeds: string;
  readonly seed: string;
}

/** Runs `grade audit`. */
export async function auditCommand(flags: AuditFlags): Promise<void> {
  const course = loadCourse();
  checkAssignments(course.assignments, flags.assignment, "npx grade audit");
  checkStubs(course.assignments, flags.stub);
  const stubs = selectIds(course, { assignments: flags.assignment, stubs: flags.stub });
  const holds = flags.mutants === true ? await showMutants(course, stubs, flags) : await showBank(course, stubs, flags);
  process.exitCode = holds ? exitCodes.allPoints : exitCodes.pointsMissing;
}

/** Audits with mutants and prints the result. @returns whether every mutant is killed or listed as equivalent */
async function showMutants(course: Course, ids: readonly string[], { sample, seed }: AuditFlags): Promise<boolean> {
  using progress = new Progress(process.stderr);
  const stubs = course.stubs.map(({ id }) => id).filter((id) => ids.length === 0 || ids.includes(id));
  if (stubs.length === 0)
    throw new ChainruleError("E_USAGE", {
      where: "--mutants",
      expected: "a stub with a region",
      got: ids.join(", "),
      next: `npx grade audit --mutants --stub ${course.stubs[0]?.id ?? "STUB"}`,
    });
  const { rows, faults } = await auditMutants(course, {
    stubs,
    ...(sample === undefined ? {} : { sample: parseCount("--sample", sample) }),
    seed: parseCount("--seed", seed),
    onAudited: ({ stub: home, name }) => progress.show(`${home}: ${name}`),
  });
  progress.clear();
  console.log(mutantLines(rows).join("\n"));
  if (sample !== undefined)
    console.log(`\n  A sample, drawn with seed ${seed}. \`npx grade audit --mutants\` judges every mutant.`);
  for (const { stub, survivors } of rows)
    for (const { name, sentence } of survivors) console.log(`\n  ✗ ${stub} survives with ${sentence}: ${name}`);
  for (const fault of faults) console.log(`\n  ✗ ${fault}`);
  const open = rows.reduce((total, row) => total + row.survivors.length, faults.length);
  console.log(open === 0 ? "\n  ✓ every mutant is killed, or equivalent" : `\n  ✗ ${open} fall short`);
  return open === 0;
}

/** The lines of the table of mutants: one per stub, and the sums. */
function mutantLines(rows: readonly MutantRow[]): readonly string[] {
  const sum = (pick: (row: MutantRow) => number) => rows.reduce((total, row) => total + pick(row), 0);
  const [mutants, killed, equivalent] = [
    sum((row) => row.mutants),
    sum((row) => row.killed),
    sum((row) => row.equivalent),
  ];
  const line = ({ mutants, killed, equivalent }: Omit<MutantRow, "stub" | "survivors">) => [
    mutants,
    killed,
    equivalent,
    shareOf(killed, mutants - equivalent),
  ];
  return table(
    ["mutants", "killed", "equivalent", "share"],
    [
      ...rows.map((row) => ({ name: row.stub, cells: line(row) })),
      { name: "in all", cells: line({ mutants, killed, equivalent }) },
    ],
  );
}

/** A share in percent, rounded down, so that only all is 100 %. */
function shareOf(part: number, whole: number): string {
  return whole === 0 ? "" : `${(Math.floor((1000 * part) / whole) / 10).toFixed(1)} %`;
}

/** Audits the banks and prints the result. @returns whether nothing falls short */
async function showBank(
  course: Course,
  stubs: readonly string[],
  { everything, sample, seeds, seed }: AuditFlags,
): Promise<boolean> {
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
  return shortcomings.length === 0;
}

/** The lines of the audit's table: one per bank, and the sums. */
function tableLines(rows: readonly AuditRow[]): readonly string[] {
  const sum = (pick: (row: AuditRow) => number) => rows.reduce((total, row) => total + pick(row), 0);
  const total = {
    name: "in all",
    cells: [
      sum((row) => row.wrong),
      sum((row) => row.killed),
      sum((row) => row.blamed),
      sum((row) => row.right),
      "",
      sum((row) => row.alarms),
      sum((row) => row.withDependents),
    ],
  };
  const lines = rows.map((row) => ({
    name: row.stub,
    cells: [row.wrong, row.killed, row.blamed, row.right, row.seeds, row.alarms, row.withDependents],
  }));
  return table(["wrong", "killed", "blamed", "right", "× seeds", "alarms", "widely"], [...lines, total]);
}

/** Lays out a table: names at the left, cells at the right. */
function table(
  heads: readonly string[],
  lines: readonly { readonly name: string; readonly cells: readonly (string | number)[] }[],
): readonly string[] {
  const width = Math.max(...lines.map(({ name }) => name.length));
  const column = 2 + Math.max(...heads.map((head) => head.length));
  return [{ name: "", cells: heads }, ...lines].map(
    ({ name, cells }) => `  ${name.padEnd(width)}  ${cells.map((cell) => String(cell).padStart(column)).join("")}`,
  );
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
