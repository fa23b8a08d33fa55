/** @file What the parser's process is asked, and what it answers. */
import * as v from "valibot";
import { type RuleName, rules } from "./rules.ts";

/** A region that is to be inspected, with the locked text before and after it. */
export interface RegionCheck {
  readonly file: string;
  readonly id: string;
  /** Whether it is the helpers region of a file; otherwise it is a stub. */
  readonly helpers: boolean;
  /** The student's own functions in the helpers region of this file, which the region may use. */
  readonly known: readonly string[];
  /** Names that the student declares in this file, but where the region cannot see them. */
  readonly elsewhere: readonly Elsewhere[];
  /** Exported name → file of the course. */
  readonly exports: Readonly<Record<string, string>>;
  /** The names that a region may use from its file. */
  readonly mayUse: readonly string[];
  /** The built-in names that a region may use. */
  readonly globals: readonly string[];
  readonly before: string;
  readonly text: string;
  readonly after: string;
}

/** The request to the parser's process. The answer has one `Inspection` a check. */
export interface InspectionRequest {
  readonly checks: readonly RegionCheck[];
}

/** A name that a student declares where it has no effect on the region. */
export interface Elsewhere {
  readonly name: string;
  /** `region`: within another region of the file. */
  readonly what: "import" | "function" | "value" | "region";
  /** `line 5`, or the id of the other region. */
  readonly where: string;
}

/** A reason to refuse a region. `offset` counts from the start of the region. */
export interface RegionFinding {
  readonly rule: RuleName;
  readonly message: string;
  /** What to do, if that depends on more than the rule. */
  readonly next?: string;
  readonly offset: number;
  readonly length: number;
}

/** The result of inspecting a region. A region without findings is accepted. */
export interface Inspection {
  /** Its tokens without comments, with a space between them; empty for an empty region. */
  readonly tokens: string;
  /** The places of the tokens that begin a line; absent if the region is refused. A line break may end a statement. */
  readonly breaks?: string;
  readonly findings: readonly RegionFinding[];
  /** Its text without types, of the same length. */
  readonly stripped: string;
}

/** A message may quote text of any length, so it is cut. */
const cappedText = (most: number) =>
  v.pipe(
    v.string(),
    v.transform((text) => (text.length > most ? `${text.slice(0, most)}…` : text)),
  );
/** The parser's process sends no more findings of a region. */
const mostFindings = 8;
const position = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** The form of an inspection. */
export const inspectionSchema = v.object({
  tokens: v.string(),
  breaks: v.exactOptional(v.string()),
  findings: v.pipe(
    v.array(
      v.object({
        rule: v.picklist(Object.keys(rules) as RuleName[]),
        message: cappedText(300),
        next: v.exactOptional(cappedText(600)),
        offset: position,
        length: position,
      }),
    ),
    v.maxLength(mostFindings),
  ),
  stripped: v.string(),
});
