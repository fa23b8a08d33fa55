/**
 * @file The result of grading a submission: one value, from which every report is made. Its JSON Schema is
 * `grader/result/result.schema.json`.
 *
 * Equal submissions and secrets give equal bytes, except for `protection`, `engine`, `timings` and `types`.
 */
import * as v from "valibot";

/** The name and version of this format. */
export const resultFormat = "chainrule/result/1";

const text = v.string();
const points = v.pipe(v.number(), v.finite(), v.minValue(0));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** The verdict on a law or a stub. */
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

/** An observation on a line of the student's text. A report shows both together. */
export const findingSchema = v.object({
  /** The source of the finding: the parser, the course's policy, or the type compiler. */
  by: v.picklist(["parser", "policy", "compiler"]),
  /** The name of the rule, or the compiler's number: `state`, `TS2345`. */
  rule: text,
  file: text,
  line: count,
  /** Counts from 1, in UTF-16 units as editors do; absent if the finding is about the whole line. */
  column: v.optional(count),
  message: text,
  /** The reason for the rule, or the meaning of the compiler's message. */
  why: v.optional(text),
  /** The advice to the student. */
  next: v.optional(text),
  /** The line without its indentation, cut if it is long: the part that the finding is about, and the text around. */
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
  /** All compared values side by side; `title` is the head of the column of names. */
  table: v.optional(
    v.object({
      title: text,
      rows: v.array(v.object({ name: text, expected: text, got: text, differs: v.boolean() })),
    }),
  ),
  /** Further facts about the case: `your order` → `c, b, a`. */
  facts: v.optional(v.array(v.object({ name: text, text }))),
});

/** The smallest case that breaks a law. */
export const counterexampleSchema = v.object({
  law: text,
  /** The law in one sentence. */
  says: text,
  /** The case, line by line: `x` → `[2]`. `steps` has the parts of a text that is read step by step, such as a graph. */
  case: v.array(v.object({ name: text, text, steps: v.optional(v.array(text)) })),
  /** The expected and the given numbers, shapes or words, if they differ. */
  difference: v.optional(differenceSchema),
  /** The error that the code threw, if any; `at` is a place in the student's file, `within` names locked code. */
  thrown: v.optional(v.object({ name: text, message: text, at: v.optional(placeSchema), within: v.optional(text) })),
  /**
   * What stopped a kernel, such as a race: its name, what happened to what, and who was where in the student's file. Beside
   * a difference: the operation that made the first NaN or infinity.
   */
  fault: v.optional(v.object({ name: text, text, places: v.array(v.object({ text, at: v.optional(placeSchema) })) })),
  /** The reason why the process died, or why the law asked no question. */
  reason: v.optional(text),
  /** For one operation on single numbers: the local gradient of each operand. */
  locals: v.optional(
    v.array(
      v.object({
        operand: text,
        upstream: text,
        /** The local gradient as a formula of the operands, such as `b`; absent if it is a constant. */
        formula: v.optional(text),
        /** The local gradient as a number; the formula again where the number is unknown. */
        local: text,
        /** The gradient that is due: upstream × local. */
        downstream: text,
        /** The gradient that the student's code gave. */
        got: v.optional(text),
      }),
    ),
  ),
  /** Likely causes as questions: the causes that explain every case, and the causes that NaN suggests. */
  suspects: v.array(text),
  /** The console output of the student's code on this case. */
  console: v.optional(text),
  /** False unless the case is the smallest: no smaller one next to it breaks the law. A replay does not look for one. */
  shrunk: v.optional(v.boolean()),
  /** `LAW@SEED:PATH`, for `--replay`. */
  replay: v.optional(text),
});

const lawSchema = v.object({
  id: text,
  says: text,
  core: v.boolean(),
  weight: points,
  /** The verdict that counts: `whole` if it is `passed`, else `alone` if the law ran alone, else `whole`. */
  verdict: verdictSchema,
  whole: v.optional(verdictSchema),
  alone: v.optional(verdictSchema),
  /** The stub that a blocked law waits for. */
  blockedBy: v.optional(text),
  /** True if a failure did not appear again in a fresh process: the second verdict counts. */
  unstable: v.optional(v.boolean()),
});

/** One stub, or a capstone. */
export const stubSchema = v.object({
  id: text,
  kind: v.picklist(["region", "capstone", "quiz"]),
  /** The title of the assignment's part; absent for a capstone. */
  part: v.optional(text),
  /** True for extra credit, whose points come on top of the assignment's; otherwise absent. */
  extra: v.optional(v.boolean()),
  verdict: verdictSchema,
  points,
  earned: points,
  /** Points that are not judged yet: neither earned nor lost. */
  pending: points,
  place: v.optional(placeSchema),
  whole: v.optional(verdictSchema),
  alone: v.optional(verdictSchema),
  blockedBy: v.optional(text),
  /** For a stub that is blocked on the whole: the needed stubs that have not passed, in order. */
  waitsFor: v.optional(v.array(text)),
  laws: v.array(lawSchema),
  /** The console output of the student's code on a replayed case, if the law holds there. */
  console: v.optional(text),
  counterexample: v.optional(counterexampleSchema),
  /** The reason why the region is refused or was not inspected: the first finding, or the problem of its file. */
  reason: v.optional(text),
  /** The reasons for a refusal, line by line; absent if there are none. */
  findings: v.optional(v.array(findingSchema)),
  /** Notes for a person beside the verdict: a fault of the grader, an unstable verdict, laws that were not judged. */
  attention: v.array(text),
});

/** A remark on the submission's files. Everything that can be graded is graded all the same. */
export const remarkSchema = v.object({
  severity: v.picklist(["error", "note"]),
  /** The kind of remark, for programs; people read `text`. */
  code: v.picklist([
    // A file that cannot be used.
    "missing",
    "link",
    "irregular",
    "too-large",
    "unreadable",
    "utf-16",
    "binary",
    "not-utf-8",
    // A folder that cannot be used.
    "folder",
    // A file that can be used.
    "cr-line-ends",
    "edited-outside",
    "helpers-refused",
    // The markers of a usable file.
    "region-missing",
    "region-open",
    "region-twice",
    "region-unknown",
    "end-alone",
    "lookalike",
  ]),
  file: text,
  line: v.optional(count),
  text,
  /** The next step for the student, in words. */
  next: text,
  /** The file for `grade restore`, if that command mends the problem. */
  restore: v.optional(text),
  /** The stubs that are not judged because of this remark's problem. */
  stubs: v.optional(v.array(text)),
  /** The finding on that line. */
  finding: v.optional(findingSchema),
});

/** A finding of the type compiler on a region that runs; it costs no mark. */
export const typeFindingSchema = v.object({
  ...findingSchema.entries,
  /** The stub of the region; absent for a file's helper functions. */
  stub: v.optional(text),
});

/** One assignment. */
export const assignmentResultSchema = v.object({
  assignment: text,
  title: text,
  /** Points earned by all stubs, `extra` included. */
  earned: points,
  /** Points of `points` that are not judged yet. */
  pending: points,
  /** Points that can be earned without extra credit. An assignment with `earned` = `points + extra` is complete. */
  points,
  /** Points of `earned` that are extra credit. */
  extra: points,
  remarks: v.array(remarkSchema),
  /** Findings of the type compiler; absent if it was not asked or was late. They may differ from run to run. */
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
    /** The reason why the type compiler gave no findings, if it was asked. */
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
