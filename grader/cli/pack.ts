import { statSync } from "node:fs";
import { SubmissionError } from "../intake/files.ts";
import { pack } from "../intake/pack.ts";
import { loadCourse } from "../release/course.ts";
import { chosenAssignments } from "./chosen.ts";
import { columnsOf } from "./columns.ts";
import { ownStarter } from "./own-files.ts";
import { packTold } from "./pack-told.ts";
import { writePack } from "./write-pack.ts";

/** The options of `grade pack`. */
export interface PackFlags {
  readonly assignment: readonly string[];
  readonly output?: string;
  readonly weak?: boolean;
}

/** `grade pack [folder]`. */
export async function packCommand(given: string | undefined, flags: PackFlags): Promise<void> {
  const folder = given ?? ownStarter();
  const ids = chosenAssignments(flags.assignment, "npx grade pack");
  const packs = await Promise.all(
    ids.map(async (id) => pack(loadCourse(id), folder, flags.weak === true ? { strong: false } : {})),
  );
  // Of several assignments, one that nobody has touched is packed only if it is asked for.
  const wanted = packs.length > 1 && flags.assignment.length === 0 ? packs.filter(({ started }) => started > 0) : packs;
  if (wanted.length === 0)
    throw new SubmissionError(folder, "a stub that is started", "none", `npx grade pack --assignment ${ids[0]}`);
  const { output } = flags;
  if (output === "")
    throw new SubmissionError(
      "--output",
      "a file or a folder",
      "nothing",
      "npx grade pack, which writes where you stand",
    );
  if (wanted.length > 1 && output !== undefined && statSync(output, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new SubmissionError(
      output,
      "a folder, because there are several archives",
      "a name for one",
      `npx grade pack --assignment ${wanted[0]?.assignment}`,
    );
  const columns = columnsOf(process.stdout);
  for (const each of wanted) {
    for (const line of packTold(each, writePack(each, output), columns)) console.log(line);
  }
}
