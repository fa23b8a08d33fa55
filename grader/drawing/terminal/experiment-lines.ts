import { joinBlocks, wrap } from "../../report/terminal/layout.ts";
import type { Experiment, Picture } from "../experiment.ts";
import { lookFor, type TerminalOptions } from "./look.ts";
import { pictureLines } from "./picture-lines.ts";

/** Texts in wider lines are hard to read. */
const widestText = 72;

/** An experiment for a terminal: its title, the question, the picture, and what to look at. */
export function experimentLines(
  { title, question, look: hint }: Omit<Experiment, "draw">,
  picture: Picture,
  options: TerminalOptions,
): readonly string[] {
  const look = lookFor(options);
  const paragraph = (text: string) => wrap(look.text(text), Math.min(widestText, options.columns));
  return joinBlocks(
    [look.strong(look.text(title)), ...paragraph(question)],
    pictureLines(picture, look),
    paragraph(`What to look for: ${hint}`),
  );
}

/** The names of all experiments, a line each. */
export function listLines(
  assignments: readonly { readonly id: string; readonly experiments: ReadonlyMap<string, Experiment> }[],
  options: TerminalOptions,
): readonly string[] {
  const look = lookFor(options);
  const width = Math.max(
    ...assignments.flatMap(({ experiments }) => [...experiments.keys()].map((name) => name.length)),
  );
  return joinBlocks(
    ["npx grade experiment NAME, with one of these names:"],
    ...assignments.map(({ id, experiments }) => [
      look.strong(id),
      ...[...experiments].map(([name, { title }]) => `  ${name.padEnd(width)}  ${look.text(title)}`),
    ]),
  );
}
