import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { pack } from "../../hand-in/pack.ts";
import { type Assignment, loadAssignments } from "../../course/assignment.ts";
import { loadCourse, includeFoundations } from "../../course/course.ts";
import { checkAssignments } from "../check-names.ts";
import { columnsOf } from "../../report/terminal/columns.ts";
import { starterPath } from "../../course/course-paths.ts";
import { packLines } from "../../report/terminal/pack-lines.ts";
import { writePack } from "../../hand-in/write-pack.ts";
import { ChainruleError } from "../../result/chainrule-error.ts";

/** The options of `grade pack`, as commander parses them. */
export interface PackFlags {
  readonly assignment: readonly string[];
  readonly output?: string;
  readonly weak?: boolean;
}

/** Runs `grade pack [folder]`. */
export async function packCommand(given: string | undefined, flags: PackFlags): Promise<void> {
  const folder = given ?? starterPath();
  const all = loadAssignments();
  checkAssignments(all, flags.assignment, "npx grade pack");
  const ids = flags.assignment.length === 0 ? assignmentsIn(folder, all) : flags.assignment;
  const packs = await Promise.all(
    ids.map(async (id) => {
      const course = loadCourse(includeFoundations(all, [id]));
      return pack(course, folder, flags.weak === true ? { strong: false } : {});
    }),
  );
  // Of several assignments, an untouched one is packed only if the command names it.
  const wanted = packs.length > 1 && flags.assignment.length === 0 ? packs.filter(({ started }) => started > 0) : packs;
  if (wanted.length === 0)
    throw new ChainruleError("E_USAGE", {
      where: folder,
      expected: "a stub that is started",
      got: "none",
      next: `npx grade pack --assignment ${ids[0]}`,
    });
  const { output } = flags;
  if (output === "")
    throw new ChainruleError("E_USAGE", {
      where: "--output",
      expected: "a file or a folder",
      got: "nothing",
      next: "npx grade pack, which writes where you stand",
    });
  if (wanted.length > 1 && output !== undefined && statSync(output, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new ChainruleError("E_USAGE", {
      where: output,
      expected: "a folder, because there are several archives",
      got: "a name for one",
      next: `npx grade pack --assignment ${wanted[0]?.assignment}`,
    });
  const columns = columnsOf(process.stdout);
  for (const each of wanted) {
    for (const line of packLines(each, writePack(each, output), columns)) console.log(line);
  }
}

/** The assignments with files in a folder. If there are none, all assignments, so that `pack` reports the missing files. */
function assignmentsIn(folder: string, all: readonly Assignment[]): readonly string[] {
  const ids = all.map(({ id }) => id);
  const present = ids.filter((id) => existsSync(join(folder, id)));
  return present.length === 0 ? ids : present;
}
