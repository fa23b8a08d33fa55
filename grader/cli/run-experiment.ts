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

async function main(name: string | undefined, svg: string | undefined, ascii: boolean): Promise<void> {
  const loaded = await loadPrograms<Experiment>("experiments.ts", "experiments");
  if (loaded === undefined) return;
  const options = {
    columns: columnsOf(process.stdout),
    unicode: !ascii && hasUnicode(process.env, process.platform),
    color: process.stdout.isTTY && process.env["NO_COLOR"] === undefined,
  };
  runProgram(() => {
    if (name === undefined) {
      const listed = loaded.map(({ assignment, programs }) => ({ id: assignment.id, experiments: programs }));
      for (const line of listLines(listed, options)) console.log(line);
      return;
    }
    const command = (near?: string) => ["npx grade experiment", near].join(" ").trim();
    const all = new Map(loaded.flatMap(({ programs }) => [...programs]));
    const experiment = all.get(name);
    if (experiment === undefined)
      throw unknownNameError("experiment", "the name of an experiment", name, [...all.keys()], command, command());
    if (svg !== undefined) checkPictureFile(svg);
    const picture = experiment.draw();
    for (const line of experimentLines(experiment, picture, options)) console.log(line);
    if (svg === undefined) return;
    writePicture(svg, name, drawingOf(picture));
    console.log(`\npicture: ${svg}`);
  });
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { svg: { type: "string" }, ascii: { type: "boolean", default: false } },
});
await main(positionals[0], values.svg, values.ascii);
