import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseReplay, practiceSecret } from "../engine/seed.ts";
import { grade } from "../grade.ts";
import { SubmissionError } from "../intake/files.ts";
import { assignmentIds, handoutSections, loadAssignment } from "../release/assignment.ts";
import { loadCourse } from "../release/course.ts";
import { toJson } from "../report/json.ts";
import { renderTerminal } from "../report/terminal.ts";
import type { GradingResult } from "../score/result.ts";
import { exit } from "./exit.ts";
import { Progress } from "./progress.ts";
import { replay } from "./replay.ts";
import { writeWhole } from "./write-whole.ts";

/** The options of `grade`, as commander hands them over. */
export interface GradeFlags {
  readonly assignment: readonly string[];
  readonly stub: readonly string[];
  readonly secret?: string;
  readonly replay?: string;
  readonly json?: string;
  readonly exitZero?: boolean;
  readonly weak?: boolean;
}

/** `grade [path]`. */
export async function gradeCommand(given: string | undefined, flags: GradeFlags): Promise<void> {
  const path = given ?? ownStarter();
  const secret = flags.secret === undefined ? practiceSecret : readSecret(flags.secret);
  const assignments = chosen(flags.assignment);
  const strong = flags.weak === true ? { strong: false } : {};
  const interrupt = new AbortController();
  const onInterrupt = () => {
    // The law at hand is judged to its end; whoever is in a hurry presses again.
    if (interrupt.signal.aborted) process.exit(130);
    interrupt.abort();
  };
  process.on("SIGINT", onInterrupt);
  using progress = new Progress(process.stderr);
  const result =
    flags.replay === undefined
      ? await grade({
          folder: path,
          assignments: withStubs(assignments, flags.stub),
          stubs: flags.stub,
          secret,
          signal: interrupt.signal,
          onJudged: ({ id }, way) => progress.show(`${id} (${way})`),
          ...strong,
        })
      : await replay({ folder: path, replay: parseReplay(flags.replay), secret, ...strong });
  progress.clear();
  process.off("SIGINT", onInterrupt);

  if (flags.json !== "-")
    process.stdout.write(holdsNow(result, flags.replay) ?? terminal(result, path, given === undefined));
  if (flags.json === "-") process.stdout.write(toJson(result));
  else if (flags.json !== undefined) writeWhole(flags.json, toJson(result));
  const code = exitCode(result);
  process.exitCode = code === exit.pointsMissing && flags.exitZero === true ? exit.allPoints : code;
}

/** What there is to say of a case that no longer fails. */
function holdsNow({ assignments }: GradingResult, replayed: string | undefined): string | undefined {
  const passed = assignments.flatMap(({ stubs }) => stubs).every(({ verdict }) => verdict === "passed");
  return replayed !== undefined && passed
    ? `${replayed}\n  The law holds on this case.\nnext: npx grade, for all the others\n`
    : undefined;
}

function terminal(result: GradingResult, path: string, isDefault: boolean): string {
  const { stdout } = process;
  const color = stdout.isTTY && process.env["NO_COLOR"] === undefined;
  const columns = stdout.isTTY ? Math.max(60, stdout.columns) : 72;
  return renderTerminal(result, {
    columns,
    color,
    command: "npx grade",
    ...(isDefault ? {} : { path }),
    only: result.assignments.some(({ stubs, assignment }) => stubs.length <= loadAssignment(assignment).stubs.length),
    hasReference: result.assignments.every(({ assignment }) => loadCourse(assignment).reference !== undefined),
    lines: Object.fromEntries(result.assignments.flatMap(({ assignment }) => Object.entries(tasksOf(assignment)))),
  });
}

/** For every stub: its task, about how many lines, and its section of the handout. */
function tasksOf(id: string): Record<string, { task: string; lines: string; section: string }> {
  const { assignment, skeleton } = loadCourse(id);
  const sections = handoutSections(id);
  return Object.fromEntries(
    assignment.stubs.map(({ id: stub, file, section }) => {
      const text =
        skeleton
          .get(file)
          ?.segments.map((segment) => segment.text)
          .join("") ?? "";
      const [, lines = "", task = ""] =
        new RegExp(`START CODE HERE \\(${stub.replace(".", "\\.")}\\) ~(\\d+ lines?): (.*)`).exec(text) ?? [];
      return [stub, { task, lines, section: sections.get(section) ?? section }];
    }),
  );
}

function exitCode({ assignments }: GradingResult): number {
  const stubs = assignments.flatMap((assignment) => assignment.stubs);
  if (stubs.some(({ verdict }) => verdict === "internal-error")) return exit.internal;
  const due = stubs.filter(({ extra }) => extra !== true);
  // Who asks for extra credit alone wants to know how that came out.
  const counted = due.length > 0 ? due : stubs;
  return counted.every(({ verdict }) => verdict === "passed") ? exit.allPoints : exit.pointsMissing;
}

function chosen(ids: readonly string[]): readonly string[] {
  const all = assignmentIds();
  const unknown = ids.find((id) => !all.includes(id));
  if (unknown !== undefined)
    throw new SubmissionError("--assignment", `one of ${all.join(", ")}`, unknown, "npx grade list");
  return ids.length === 0 ? all : ids;
}

/** The assignments that have one of the stubs. */
function withStubs(assignments: readonly string[], stubs: readonly string[]): readonly string[] {
  if (stubs.length === 0) return assignments;
  const known = assignments.map((id) => ({ id, assignment: loadAssignment(id) }));
  const idsOf = (entry: (typeof known)[number]) => [
    ...entry.assignment.stubs.map(({ id }) => id),
    entry.assignment.capstone.id,
  ];
  const unknown = stubs.find((stub) => !known.some((entry) => idsOf(entry).includes(stub)));
  if (unknown !== undefined)
    throw new SubmissionError("--stub", `one of ${known.flatMap(idsOf).join(", ")}`, unknown, "npx grade list");
  return known.filter((entry) => stubs.some((stub) => idsOf(entry).includes(stub))).map(({ id }) => id);
}

/** The starter of the project that this tool belongs to, wherever in it one stands. */
function ownStarter(): string {
  return relative(process.cwd(), fileURLToPath(new URL("../../starter", import.meta.url)));
}

function readSecret(file: string): string {
  let secret: string;
  try {
    secret = readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new SubmissionError(
      "--secret",
      "a file that can be read",
      error instanceof Error ? error.message : String(error),
      "check the path",
    );
  }
  if (secret.length < 16)
    throw new SubmissionError(
      "--secret",
      "a file with at least 16 characters",
      `${secret.length}`,
      "openssl rand -hex 32 > secret.txt",
    );
  return secret;
}
