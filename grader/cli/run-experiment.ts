/**
 * @file Runs an experiment on the student's own library, and draws it: `npx grade experiment depth`. The exit code is 1 if
 * the library throws, and 2 if no experiment has the name, or the picture cannot be written there.
 */
import { parseArgs } from "node:util";
import { unknownNameError } from "../course/unknown-name-error.ts";
import { drawingOf } from "../drawing/drawing-of.ts";
import type { Experiment } from "../drawing/experiment.ts";
import { experimentLines, listLines } from "../drawing/terminal/experiment-lines.ts";
import { columnsOf } from "../report/terminal/columns.ts";
import { loadPrograms, runProgram } from "./own-library.ts";
import { hasUnicode } from "./has-unicode.ts";
import { checkPictureFile, writePicture } from "./write-picture.ts";

/** What the command line asks for. */
interface Request {
  readonly name: string | undefined;
  /** The file for the picture. */
  readonly svg: string | undefined;
  readonly ascii: boolean;
}

async function main({ name, svg, ascii }: Request): Promise<void> {
  const loaded = await loadPrograms<Experiment>("experiments.ts", "experiments");
  if (loaded === undefined) return;
  const options = {
    columns: columnsOf(process.stdout),
    unicode: !ascii && hasUnicode(process.env, process.platform),
    color: process.stdout.isTTY && process.env["NO_COLOR"] === undefined,
  };
  const print = (lines: readonly string[]) => lines.forEach((line) => console.log(line));
  runProgram((begin) => {
    if (name === undefined && svg === undefined) {
      print(
        listLines(
          loaded.map(({ assignment: { id }, programs }) => ({ id, experiments: programs })),
          options,
        ),
      );
      return;
    }
    const experiment = find(name ?? "", new Map(loaded.flatMap(({ programs }) => [...programs])));
    const home = loaded.find(({ programs }) => programs.get(name ?? "") === experiment);
    if (home !== undefined) begin(home.assignment);
    if (svg !== undefined) checkPictureFile(svg);
    const picture = experiment.draw();
    print(experimentLines(experiment, picture, options));
    if (svg === undefined) return;
    writePicture(svg, name ?? "", drawingOf(picture));
    print(["", `picture: ${svg}`]);
  });
}

/** The experiment with a name. @throws {ChainruleError} if there is none; the error suggests the nearest name */
function find(name: string, all: ReadonlyMap<string, Experiment>): Experiment {
  const found = all.get(name);
  if (found !== undefined) return found;
  const command = "npx grade experiment";
  throw unknownNameError("experiment", "a name", name, [...all.keys()], (near) => `${command} ${near}`, command);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { svg: { type: "string" }, ascii: { type: "boolean", default: false } },
});
await main({ name: positionals[0], svg: values.svg, ascii: values.ascii });
