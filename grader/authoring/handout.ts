/**
 * @file Renews the code, the output and the drawings of a handout from their sources. Run it with `npm run handout`; with
 * `--check` it writes nothing and fails if anything differs.
 *
 * A comment in the handout names the content of the fenced block after it:
 * - `<!-- try NAME -->`: the body of that function of the assignment's `tries.ts`
 * - `<!-- prints NAME -->`: the output of that function on the reference
 * - `<!-- code FILE#NAME -->`: a declaration of the starter, such as `2-autodiff/tensor.ts#TensorOptions`
 * - `<!-- code FILE -->`: a whole file of the starter
 *
 * After `<!-- parts -->` comes a table of the assignment's parts, stubs and points.
 *
 * Each export of `drawings.ts`, and each experiment of `experiments.ts`, becomes `drawings/NAME.svg`.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format } from "node:util";
import { type Assignment, assignmentFolder, loadAssignments } from "../course/assignment.ts";
import { loadSkeleton, joinSegments } from "../course/course.ts";
import { ChainruleError, messageOf } from "../result/chainrule-error.ts";
import { bodyOfTry, declarationOf } from "./cut-code.ts";
import { type DrawingInput, drawingOf } from "../drawing/drawing-of.ts";
import type { Experiment } from "../drawing/experiment.ts";
import { summarizeError } from "./summarize-error.ts";
import { withPartsTable } from "./parts-table.ts";
import { useReference } from "./use-reference.ts";

/** The tries of an assignment: name → function. */
type Tries = Readonly<Record<string, () => void>>;

/**
 * Replaces every block of a handout that a comment names by the text that `blockFor` gives for its kind and name.
 *
 * @throws {ChainruleError} if no block follows a comment
 */
export function renewBlocks(handout: string, blockFor: (kind: string, name: string) => string): string {
  const [alone] = /^<!-- (?:try|prints|code) \S+ -->$(?!\n\n?```\w)/m.exec(handout) ?? [];
  if (alone !== undefined) throw handoutError("handout.md", `a block, such as \`\`\`ts, after ${alone}`, "none");
  return handout.replace(
    /^<!-- (try|prints|code) (\S+) -->\n\n?```(\w+)\n(?:.*\n)*?```$/gm,
    (_, kind: string, name: string, language: string) =>
      `<!-- ${kind} ${name} -->\n\`\`\`${language}\n${blockFor(kind, name).trimEnd()}\n\`\`\``,
  );
}

/** The lines that a function prints. If it throws, a summary of the error is the last line. */
function outputOf(act: () => void): string {
  const lines: string[] = [];
  const { log } = console;
  console.log = (...parts: readonly unknown[]) => void lines.push(format(...parts));
  try {
    act();
  } catch (error) {
    lines.push(summarizeError(error));
  } finally {
    console.log = log;
  }
  return lines.join("\n");
}

/** Generates all files of a handout: path → text. */
async function generateHandout(assignment: Assignment): Promise<ReadonlyMap<string, string>> {
  const folder = assignmentFolder(assignment);
  const handout = new URL("handout.md", folder);
  const source = readFileSync(new URL("tries.ts", folder), "utf8");
  const skeleton = loadSkeleton(assignment);
  const { tries } = (await import(new URL("tries.ts", folder).href)) as { readonly tries: Tries };
  const wanted = new Map<string, string>();

  const blockFor = (kind: string, name: string): string => {
    if (kind === "try") return bodyOfTry(source, name);
    if (kind === "prints") {
      const act = tries[name];
      if (act === undefined) throw handoutError("tries.ts", `a try called ${name}`, "none");
      return outputOf(act);
    }
    const [file = "", declaration = ""] = name.split("#");
    if (!skeleton.has(file)) throw handoutError("handout.md", "a file of the starter", file);
    const whole = joinSegments(skeleton.get(file));
    return declaration === "" ? whole : declarationOf(file, whole, declaration);
  };
  const text = readFileSync(handout, "utf8");
  wanted.set(fileURLToPath(handout), withPartsTable(renewBlocks(text, blockFor), assignment));

  const drawings = (await import(new URL("drawings.ts", folder).href)) as Readonly<Record<string, () => DrawingInput>>;
  const experiments = await loadExperiments(folder);
  for (const name of Object.keys(experiments))
    if (!new RegExp(`grade experiment ${name}\\b(?!-)`).test(text))
      throw handoutError("handout.md", `npx grade experiment ${name} somewhere`, "no such command");
  const both = [
    ...Object.entries(drawings),
    ...Object.entries(experiments).map(([name, { draw }]) => [name, draw] as const),
  ];
  for (const [name, draw] of both) {
    const path = fileURLToPath(new URL(`drawings/${name}.svg`, folder));
    if (wanted.has(path)) throw handoutError("experiments.ts", "a name that no drawing has", name);
    if (!text.includes(`(drawings/${name}.svg)`))
      throw handoutError("handout.md", `![…](drawings/${name}.svg) somewhere`, "no such picture");
    wanted.set(path, drawingOf(draw()));
  }
  return wanted;
}

/** The experiments of an assignment, by name; none if it has no such file. */
async function loadExperiments(folder: URL): Promise<Readonly<Record<string, Experiment>>> {
  const file = new URL("experiments.ts", folder);
  if (!existsSync(file)) return {};
  const module = (await import(file.href)) as { readonly experiments: Readonly<Record<string, Experiment>> };
  return module.experiments;
}

/** An error in a source of the handout. */
function handoutError(where: string, expected: string, got: string): ChainruleError {
  return new ChainruleError("E_HANDOUT", { where, expected, got, next: "correct it, then npm run handout" });
}

async function main(check: boolean, ids: readonly string[]): Promise<void> {
  useReference();
  for (const assignment of loadAssignments()) {
    const folder = assignmentFolder(assignment);
    const isWanted = ids.length === 0 || ids.includes(assignment.id);
    if (!isWanted || !existsSync(new URL("tries.ts", folder))) continue;
    const wanted = await generateHandout(assignment);
    const drawings = new URL("drawings/", folder);
    mkdirSync(drawings, { recursive: true });
    const unknown = readdirSync(drawings).filter((name) => !wanted.has(fileURLToPath(new URL(name, drawings))));
    if (unknown.length > 0)
      throw handoutError(fileURLToPath(drawings), "only what drawings.ts and experiments.ts make", unknown.join(", "));
    const differing = [...wanted].filter(([path, text]) => !existsSync(path) || readFileSync(path, "utf8") !== text);
    for (const [path, text] of differing) {
      if (check) console.error(`${path}: expected what the reference gives.\n  Next: npm run handout [E_HANDOUT]`);
      else writeFileSync(path, text);
    }
    if (check) process.exitCode = differing.length > 0 ? 1 : process.exitCode;
    else console.log(`${assignment.id}: ${wanted.size} files, ${differing.length} written`);
  }
}

if (import.meta.main) {
  try {
    await main(
      process.argv.includes("--check"),
      process.argv.slice(2).filter((word) => word !== "--check"),
    );
  } catch (error) {
    console.error(messageOf(error));
    process.exitCode = 2;
  }
}
