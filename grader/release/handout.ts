/**
 * @file Brings the code, the output and the drawings of a handout up to date with what they are taken from. Run it with
 * `npm run handout`; with `--check` it writes nothing and fails if anything differs.
 *
 * A comment in the handout says what the fenced block behind it holds:
 * - `<!-- try NAME -->`: the body of that function of the assignment's `tries.ts`
 * - `<!-- prints NAME -->`: what the same function prints when it runs on the reference
 * - `<!-- code FILE#NAME -->`: a declaration of the starter, such as `2-autodiff/tensor.ts#TensorOptions`
 *
 * Behind `<!-- parts -->` stands a table of what there is to write, with points.
 *
 * Each export of `drawings.ts` becomes `drawings/NAME.svg`.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { format } from "node:util";
import { assignmentFolder, assignmentIds, loadAssignment } from "./assignment.ts";
import { loadCourse } from "./course.ts";
import { bodyOfTry, declarationOf } from "./cut.ts";
import { type Drawn, drawingOf } from "./drawing/drawing-of.ts";
import { errorInShort } from "./error-in-short.ts";
import { withPartsTable } from "./parts-table.ts";

const solutionFolder = new URL("../../solution/", import.meta.url);

/** Tries of an assignment by name: what each does. */
type Tries = Readonly<Record<string, () => void>>;

/** The handout with every named block replaced by what it names. @throws {Error} that says which line names nothing */
export function renewed(handout: string, blockFor: (kind: string, name: string) => string): string {
  return handout.replace(
    /^<!-- (try|prints|code) (\S+) -->\n\n?```(\w+)\n(?:.*\n)*?```$/gm,
    (_, kind: string, name: string, language: string) =>
      `<!-- ${kind} ${name} -->\n\`\`\`${language}\n${blockFor(kind, name).trimEnd()}\n\`\`\``,
  );
}

/** What a function prints; an error ends it, and its first line is the last. */
function printed(act: () => void): string {
  const lines: string[] = [];
  const { log } = console;
  console.log = (...parts: readonly unknown[]) => void lines.push(format(...parts));
  try {
    act();
  } catch (error) {
    lines.push(errorInShort(error));
  } finally {
    console.log = log;
  }
  return lines.join("\n");
}

/** Everything that is generated for a handout: path → text. */
async function generated(id: string): Promise<ReadonlyMap<string, string>> {
  const folder = assignmentFolder(id);
  const handout = new URL("handout.md", folder);
  const source = readFileSync(new URL("tries.ts", folder), "utf8");
  const { skeleton } = loadCourse(id);
  const { tries } = (await import(new URL("tries.ts", folder).href)) as { readonly tries: Tries };
  const wanted = new Map<string, string>();

  const blockFor = (kind: string, name: string): string => {
    if (kind === "try") return bodyOfTry(source, name);
    if (kind === "prints") {
      const act = tries[name];
      if (act === undefined) throw new Error(`tries.ts: expected a try called ${name}, got none [E_HANDOUT]`);
      return printed(act);
    }
    const [file = "", declaration = ""] = name.split("#");
    const text = skeleton
      .get(file)
      ?.segments.map((segment) => segment.text)
      .join("");
    if (text === undefined) throw new Error(`handout.md: expected a file of the starter, got ${file} [E_HANDOUT]`);
    return declarationOf(file, text, declaration);
  };
  const text = readFileSync(handout, "utf8");
  wanted.set(fileURLToPath(handout), withPartsTable(renewed(text, blockFor), loadAssignment(id)));

  const drawings = (await import(new URL("drawings.ts", folder).href)) as Readonly<Record<string, () => Drawn>>;
  for (const [name, draw] of Object.entries(drawings)) {
    if (!text.includes(`(drawings/${name}.svg)`))
      throw new Error(`handout.md: expected ![…](drawings/${name}.svg) somewhere, got no such picture [E_HANDOUT]`);
    wanted.set(fileURLToPath(new URL(`drawings/${name}.svg`, folder)), drawingOf(draw()));
  }
  return wanted;
}

async function main(check: boolean): Promise<void> {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier.startsWith("#course/")
        ? next(new URL(specifier.slice("#course/".length), solutionFolder).href, context)
        : next(specifier, context),
  });
  for (const id of assignmentIds()) {
    if (!existsSync(new URL("tries.ts", assignmentFolder(id)))) continue;
    const wanted = await generated(id);
    const drawings = new URL("drawings/", assignmentFolder(id));
    mkdirSync(drawings, { recursive: true });
    const unknown = readdirSync(drawings).filter((name) => !wanted.has(fileURLToPath(new URL(name, drawings))));
    if (unknown.length > 0)
      throw new Error(
        `${fileURLToPath(drawings)}: expected only what drawings.ts makes, got ${unknown.join(", ")} [E_HANDOUT]`,
      );
    const differing = [...wanted].filter(([path, text]) => !existsSync(path) || readFileSync(path, "utf8") !== text);
    for (const [path, text] of differing) {
      if (check) console.error(`${path}: expected what the reference gives.\n  Next: npm run handout [E_HANDOUT]`);
      else writeFileSync(path, text);
    }
    if (check) process.exitCode = differing.length > 0 ? 1 : process.exitCode;
    else console.log(`${id}: ${wanted.size} files, ${differing.length} written`);
  }
}

if (import.meta.main) {
  try {
    await main(process.argv.includes("--check"));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}
