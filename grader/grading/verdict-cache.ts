/** @file The cache of verdicts: a stub is judged again only after a change of something that its verdict depends on. */
import { createHash, createHmac } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import type { Assignment } from "../course/assignment.ts";
import { assignmentOf, type Course, includeFoundations } from "../course/course.ts";
import type { IdentifiedLaw } from "../course/laws.ts";
import { projectRoot } from "../course/roots.ts";
import type { Store } from "../disk/store.ts";
import type { Judgement, LawOutcome } from "../engine/judgement.ts";
import type { Submission } from "../intake/submission.ts";
import { type TypeFinding, typeFindingSchema } from "../result/result.ts";
import type { Layer } from "../sandbox/launch.ts";
import type { TypeFindings } from "../typecheck/check-types.ts";
import { createFingerprinter, type Fingerprints } from "./fingerprints.ts";
import { errorLinesOf, judgementsOf, type KeptOutcomes, outcomesThatHold } from "./kept-outcomes.ts";
import { outcomeRecordsSchema, outcomesOf, recordsOf } from "./outcome-records.ts";
import type { Outcomes } from "./share-out.ts";

/** All that a verdict depends on, beside the text of the student. */
export interface Circumstances {
  readonly course: Course;
  /** The laws to judge. */
  readonly laws: readonly IdentifiedLaw[];
  readonly secret: string;
  /** The layers around the processes that run the student's code. */
  readonly layers: readonly Layer[];
}

const entrySchema = v.object({ records: outcomeRecordsSchema, lines: v.string() });
const typesSchema = v.array(v.tuple([v.string(), v.array(typeFindingSchema)]));

/** Verdicts in a store. */
export class VerdictCache {
  readonly #store: Store;
  readonly #fingerprintsOf: (submission: Submission) => Fingerprints;
  /** Stub → its laws. */
  readonly #laws: ReadonlyMap<string, readonly IdentifiedLaw[]>;
  /** Assignment → the hash of its circumstances. They are the same whichever other assignments are graded beside it. */
  readonly #circumstances: ReadonlyMap<string, string>;
  readonly #course: Course;

  constructor(store: Store, circumstances: Circumstances) {
    const { course, laws } = circumstances;
    this.#store = store;
    this.#course = course;
    this.#fingerprintsOf = createFingerprinter(course, laws);
    this.#laws = Map.groupBy(laws, ({ stub }) => stub);
    this.#circumstances = hashesOfCircumstances(circumstances);
  }

  /** Reads what is kept of each stub's text, by stub. */
  readKept(fingerprints: Fingerprints): ReadonlyMap<string, KeptOutcomes> {
    const kept = new Map<string, KeptOutcomes>();
    for (const [stub, laws] of this.#laws) {
      const fingerprint = fingerprints.get(stub) ?? "";
      const entry = v.safeParse(entrySchema, this.#store.read(this.#keyOf(stub, fingerprint)));
      const outcomes = entry.success ? outcomesOf(entry.output.records, laws) : undefined;
      if (entry.success && outcomes !== undefined) kept.set(stub, { outcomes, fingerprint, lines: entry.output.lines });
    }
    return kept;
  }

  /** Reads the outcomes that still hold for a submission, by stub. */
  read(submission: Submission): Outcomes {
    const fingerprints = this.#fingerprintsOf(submission);
    return outcomesThatHold(this.readKept(fingerprints), submission, fingerprints);
  }

  /** Keeps the outcomes of each stub that would come out the same again, except those that were `known` before. */
  keep(submission: Submission, outcomes: readonly LawOutcome[], known: Outcomes): void {
    const fingerprints = this.#fingerprintsOf(submission);
    const byStub = Map.groupBy(outcomes, ({ law }) => law.stub);
    const lasts = (stub: string): boolean => byStub.get(stub)?.every(doesLast) === true;
    const entries = Array.from(byStub)
      .filter(([stub]) => !known.has(stub) && submission.regions.get(stub)?.state !== "not-started")
      // A law that waits for another stub depends on that stub's outcomes, too.
      .filter(([stub, own]) => lasts(stub) && own.every(({ law }) => law.needs.every(lasts)))
      .map(([stub, own]) => {
        const entry: v.InferOutput<typeof entrySchema> = {
          records: recordsOf(own),
          lines: errorLinesOf(own, submission),
        };
        return [this.#keyOf(stub, fingerprints.get(stub) ?? ""), entry] as const;
      });
    this.#store.write(new Map(entries));
  }

  /** Reads what the type compiler has found; undefined if it has not checked exactly this text. */
  readTypes(submission: Submission): TypeFindings | undefined {
    const entry = v.safeParse(typesSchema, this.#store.read(this.#keyOfTypes(submission)));
    return entry.success ? new Map(entry.output) : undefined;
  }

  /** Keeps what the type compiler has found. */
  keepTypes(submission: Submission, findings: TypeFindings): void {
    const entry: [string, TypeFinding[]][] = Array.from(findings, ([assignment, found]) => [assignment, [...found]]);
    this.#store.write(new Map([[this.#keyOfTypes(submission), entry]]));
  }

  /** A finding names its line, so the place of every region counts. */
  #keyOfTypes({ regions, helpers }: Submission): string {
    const texts = [...regions.values(), ...helpers.values()].map(({ id, file, place, regionLine, state, text }) => {
      return [id, file, place?.file, place?.line, regionLine, state, text];
    });
    return JSON.stringify(["types", [...this.#circumstances], texts]);
  }

  #keyOf(stub: string, fingerprint: string): string {
    const circumstances = this.#circumstances.get(assignmentOf(this.#course, stub).id);
    return JSON.stringify(["verdicts", circumstances, stub, fingerprint]);
  }
}

/**
 * Whether an outcome would come out the same again: neither time nor memory nor a fault of the grader decided it, and it was
 * equal in two processes.
 */
function doesLast(outcome: LawOutcome): boolean {
  return judgementsOf(outcome).every(({ verdict, unstable, counterexample }: Judgement) => {
    switch (verdict) {
      case "passed":
      case "failed":
      case "blocked":
      case "refused":
      case "not-started":
        return unstable !== true;
      case "crashed":
        // An error that was thrown comes again. Why a process ended is not known as surely.
        return unstable !== true && counterexample?.thrown !== undefined;
      case "timed-out":
      case "out-of-memory":
      case "not-run":
      case "internal-error":
        return false;
    }
  });
}

/** Assignment → the hash of all that can change its verdicts, beside the text of the student. */
function hashesOfCircumstances({ course, secret, layers }: Circumstances): ReadonlyMap<string, string> {
  const secretId = createHmac("sha256", secret).update("chainrule verdicts").digest("hex");
  const shared = createHash("sha256").update(
    JSON.stringify([process.version, process.platform, process.arch, layers, secretId]),
  );
  for (const root of new Set([projectRoot.href, ...course.assignments.map(({ root }) => root.href)]))
    for (const [name, text] of codeBelow(new URL(root))) shared.update(JSON.stringify([name, text]));
  return new Map(
    course.assignments.map(({ id }) => {
      const below = includeFoundations(course.assignments, [id]);
      return [
        id,
        shared
          .copy()
          .update(JSON.stringify(libraryOf(course, below)))
          .digest("hex"),
      ];
    }),
  );
}

/** The course's part in the verdicts of some assignments. Points and hints change no verdict. */
function libraryOf(course: Course, below: readonly Assignment[]): unknown {
  const parts = below.map(({ id, buildsOn, globals, stubs, capstone }) => {
    return [id, buildsOn, globals, stubs.map((stub) => [stub.id, stub.file]), capstone.id];
  });
  const others = course.assignments.filter((assignment) => !below.includes(assignment));
  const isBelow = ([file]: readonly [file: string, text: unknown]) =>
    !others.some(({ id }) => file.startsWith(`${id}/`));
  const locked = Object.entries(course.locked).filter(
    ([name]) => !others.some(({ id }) => name.startsWith(`specs:${id}/`)),
  );
  const stubs = below.flatMap((assignment) => assignment.stubs);
  const reference = stubs.map(({ id }) => course.reference?.get(id) ?? "none");
  return [parts, [...course.skeleton].filter(isBelow), [...course.stripped].filter(isBelow), locked, reference];
}

/** The grader, the interpreter of kernels and the laws below a root, without their tests, and the versions of all packages. */
function codeBelow(root: URL): readonly (readonly [name: string, text: string])[] {
  const files = globSync(["grader/**/*.{ts,mjs,cjs}", "kernels/**/*.ts", "specs/**/*.{ts,json}", "package-lock.json"], {
    cwd: fileURLToPath(root),
    exclude: ["**/*.test.ts"],
  });
  const names = files.map((file) => file.replaceAll("\\", "/")).toSorted();
  return names.map((name) => [name, readFileSync(new URL(name, root), "utf8")]);
}
