/**
 * @file What grading a submission yields: one value, from which every report is drawn. Its JSON Schema is
 * `grader/report/result.schema.json`.
 *
 * The same submission and secret give the same bytes, but for `protection`, `engine`, `timings` and `types`.
 */
import * as v from "valibot";

/** The name and version of this format. */
export const resultFormat = "chainrule/result/1";

const text = v.string();
const points = v.pipe(v.number(), v.finite(), v.minValue(0));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Where a law, or a stub, stands. */
export const verdictSchema = v.picklist([
  "passed",
  "failed",
  "not-started",
  "blocked",
  "crashed",
  "timed-out",
  "out-of-memory",
  "refused",
  "not-run",
  "internal-error",
]);

/** A place in the student's own file. Lines count from 1. */
export const placeSchema = v.object({ file: text, line: count });

/** Something that was seen in the student's own text, and where. It is shown beside the line that it speaks of. */
export const findingSchema = v.object({
  /** Who says it: the parser, the course's policy, or the compiler of types. */
  by: v.picklist(["parser", "policy", "compiler"]),
  /** The name of the rule, or the compiler's number: `state`, `TS2345`. */
  rule: text,
  file: text,
  line: count,
  /** Counts from 1, in UTF-16 units as editors do; left out where the line as a whole is meant. */
  column: v.optional(count),
  message: text,
  /** Why the rule exists, or what the compiler means. */
  why: v.optional(text),
  /** What to do instead. */
  next: v.optional(text),
  /** The line as it stands there, without its indentation, cut where it is long: what is meant, and what is around. */
  excerpt: v.optional(v.object({ before: text, meant: text, after: text })),
});

const differenceSchema = v.object({
  what: text,
  expected: text,
  got: text,
  differing: v.optional(count),
  of: v.optional(count),
  index: v.optional(v.array(count)),
  errorOverAllowed: v.optional(v.number()),
  /** Everything that was compared, side by side: after `title`, the name of each. */
  table: v.optional(
    v.object({
      title: text,
      rows: v.array(v.object({ name: text, expected: text, got: text, differs: v.boolean() })),
    }),
  ),
  /** What else is worth seeing beside it: `your order` → `c, b, a`. */
  facts: v.optional(v.array(v.object({ name: text, text }))),
});

/** The smallest case that breaks a law. */
export const counterexampleSchema = v.object({
  law: text,
  /** The law in one sentence. */
  says: text,
  /** The case, line by line: `x` → `[2]`. */
  case: v.array(v.object({ name: text, text })),
  /** What part ways, if numbers, shapes or words do. */
  difference: v.optional(differenceSchema),
  /** What was thrown, if something was; `at` is in the student's file, `within` names locked code. */
  thrown: v.optional(v.object({ name: text, message: text, at: v.optional(placeSchema), within: v.optional(text) })),
  /** Why the process died, or why nothing could be asked. */
  reason: v.optional(text),
  /** For one operation on single numbers: what each operand's upstream gradient is multiplied by. */
  locals: v.optional(
    v.array(
      v.object({
        operand: text,
        upstream: text,
        local: text,
        /** What is due: upstream × local. */
        downstream: text,
        /** What came. */
        got: v.optional(text),
      }),
    ),
  ),
  /** Likely causes, as questions: those that explain every case that was asked, and what NaN suggests. */
  suspects: v.array(text),
  /** What the student's code wrote to the console on this case. */
  console: v.optional(text),
  /** `LAW@SEED:PATH`, for `--replay`. */
  replay: v.optional(text),
});

const lawSchema = v.object({
  id: text,
  says: text,
  core: v.boolean(),
  weight: points,
  /** Whole's if passed, else alone's if run, else whole's. */
  verdict: verdictSchema,
  whole: v.optional(verdictSchema),
  alone: v.optional(verdictSchema),
  /** The stub that a blocked law waits for. */
  blockedBy: v.optional(text),
  /** Failed once, and not again in a fresh process: the second verdict counts. */
  unstable: v.optional(v.boolean()),
});

/** One stub, or a capstone. */
export const stubSchema = v.object({
  id: text,
  kind: v.picklist(["region", "capstone", "quiz"]),
  /** The title of the assignment's part that it belongs to; a capstone belongs to none. */
  part: v.optional(text),
  /** Extra credit: its points come on top of the assignment's. Left out where it is none. */
  extra: v.optional(v.boolean()),
  verdict: verdictSchema,
  points,
  earned: points,
  /** Points that nobody has judged yet: neither earned nor lost. */
  pending: points,
  place: v.optional(placeSchema),
  whole: v.optional(verdictSchema),
  alone: v.optional(verdictSchema),
  blockedBy: v.optional(text),
  /** Of a blocked stub: every stub that its blocked laws need and that has not passed, in the assignment's order. */
  waitsFor: v.optional(v.array(text)),
  laws: v.array(lawSchema),
  /** What the student's code wrote to the console on a case that was replayed, and on which the law holds. */
  console: v.optional(text),
  counterexample: v.optional(counterexampleSchema),
  /** What a person should know: refused text, a moved marker, a verdict that was not stable. */
  attention: v.array(text),
  /** Why the region is refused, line by line; left out where nothing was found. The first of them is in `attention`. */
  findings: v.optional(v.array(findingSchema)),
});

/** Something about the files handed in. It never hides what can be graded. */
export const remarkSchema = v.object({
  severity: v.picklist(["error", "note"]),
  file: text,
  line: v.optional(count),
  text,
  next: text,
  /** What was found at that line. */
  finding: v.optional(findingSchema),
});

/** What the compiler says of a region that runs; it never costs a mark. */
export const typeFindingSchema = v.object({
  ...findingSchema.entries,
  /** The stub whose region it is; left out for a file's helper functions. */
  stub: v.optional(text),
});

/** One assignment. */
export const assignmentResultSchema = v.object({
  assignment: text,
  title: text,
  /** Of all stubs; `extra` of it is extra credit. */
  earned: points,
  /** Of what `points` counts: what nobody has judged yet. */
  pending: points,
  /** What can be earned without extra credit. Complete is who has earned `points + extra`. */
  points,
  /** What of `earned` is extra credit. */
  extra: points,
  remarks: v.array(remarkSchema),
  /** Left out if the compiler was not asked, or did not answer in time. It is no part of what is reproducible. */
  types: v.optional(v.array(typeFindingSchema)),
  stubs: v.array(stubSchema),
});

/** A graded submission. */
export const resultSchema = v.object({
  schema: v.literal(resultFormat),
  versions: v.object({ chainrule: text, node: text }),
  protection: v.optional(v.object({ level: v.picklist(["sealed", "advisory"]), layers: v.array(text) })),
  engine: v.object({
    seconds: v.optional(v.number()),
    interrupted: v.boolean(),
    /** Why the compiler's word is missing, where it was asked. */
    types: v.optional(text),
  }),
  /** False if a verdict depended on time or memory. */
  reproducible: v.boolean(),
  assignments: v.array(assignmentResultSchema),
  /** Milliseconds, by part of the work. */
  timings: v.record(text, v.number()),
});

export type Verdict = v.InferOutput<typeof verdictSchema>;
export type Finding = v.InferOutput<typeof findingSchema>;
export type TypeFinding = v.InferOutput<typeof typeFindingSchema>;
export type Place = v.InferOutput<typeof placeSchema>;
export type Counterexample = v.InferOutput<typeof counterexampleSchema>;
export type LawResult = v.InferOutput<typeof lawSchema>;
export type StubResult = v.InferOutput<typeof stubSchema>;
export type Remark = v.InferOutput<typeof remarkSchema>;
export type AssignmentResult = v.InferOutput<typeof assignmentResultSchema>;
export type GradingResult = v.InferOutput<typeof resultSchema>;
