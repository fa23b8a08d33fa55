import { Chalk } from "chalk";
import { toAscii } from "./ascii.ts";

/** What a picture in a terminal is made of: how wide, which signs, whether colours. */
export interface TerminalOptions {
  readonly columns: number;
  /** Whether the terminal has signs beyond ASCII. */
  readonly unicode: boolean;
  readonly color: boolean;
}

/** The signs and colours of a picture. */
export interface Look {
  readonly columns: number;
  /** A sign for each curve. */
  readonly signs: readonly string[];
  readonly bar: string;
  /** Shades from 0 to 1. */
  readonly shades: readonly string[];
  /** A square that is neither: NaN. */
  readonly missing: string;
  /** The signs of an axis, as the plotting library names them; its own if left out. */
  readonly axis: Readonly<Partial<Record<AxisPart, string>>>;
  /** Writes a sign or a word in the colour of a curve. */
  readonly ink: (k: number, text: string) => string;
  readonly strong: (text: string) => string;
  /** Writes a text with the signs that the terminal has. */
  readonly text: (text: string) => string;
}

type AxisPart = "n" | "ns" | "y" | "nse" | "x" | "we" | "e";

/** The look that a terminal can show. */
export function lookFor({ columns, unicode, color }: TerminalOptions): Look {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const inks = [chalk.cyan, chalk.yellow, chalk.magenta, chalk.green, chalk.red, chalk.blue];
  return {
    columns,
    ...(unicode ? unicodeSigns : asciiSigns),
    ink: (k, text) => inks[k % inks.length]?.(text) ?? text,
    strong: (text) => chalk.bold(text),
    text: (text) => (unicode ? text : toAscii(text)),
  };
}

const unicodeSigns = {
  signs: ["●", "○", "▲", "◆", "△", "◇"],
  bar: "█",
  shades: [" ", "░", "▒", "▓", "█"],
  missing: "?",
  axis: {},
};

const asciiSigns = {
  signs: ["*", "o", "#", "x", "=", "."],
  bar: "#",
  shades: [" ", ".", "+", "#", "@"],
  missing: "?",
  axis: { n: "|", ns: "|", y: "+", nse: "+", x: "+", we: "-", e: "-" },
};
