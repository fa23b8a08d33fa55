import { describe, expect, test } from "vitest";
import { loadLaws } from "../engine/laws.ts";
import type { Region, Submission } from "../intake/submission.ts";
import { printer } from "./prints.ts";
import { course, fileOf } from "./set-up.ts";

const laws = await loadLaws(course.assignment);
const print = printer(course, laws);

/** What a student may have written, as tokens; every other stub holds a statement that uses nothing. */
function submissionOf(tokens: Readonly<Record<string, string>>, helpers = "", line = 1): Submission {
  const region = (id: string, file: string, text: string): Region => ({
    id,
    file,
    place: { file, line },
    regionLine: line,
    state: text === "" ? "not-started" : "started",
    tokens: text,
    stripped: text,
    reason: undefined,
  });
  const { stubs } = course.assignment;
  const mul = fileOf("mul.forward");
  return {
    regions: new Map(stubs.map(({ id, file }) => [id, region(id, file, tokens[id] ?? ";")])),
    helpers: new Map([[mul, region("helpers", mul, helpers)]]),
    remarks: [],
  };
}

const written = { "mul.forward": "return zipWith ( a , b , f ) ;", "mul.backward": "accumulate ( a , out . grad ) ;" };

/** The stubs whose prints differ between two submissions. */
function between(before: Submission, now: Submission): readonly string[] {
  const [a, b] = [print(before), print(now)];
  return Array.from(a.keys()).filter((stub) => a.get(stub) !== b.get(stub));
}

/** The stubs whose prints change with an edit. */
function changedBy(edit: Readonly<Record<string, string>>, helpers = ""): readonly string[] {
  return between(submissionOf(written), submissionOf({ ...written, ...edit }, helpers));
}

describe("printer(course, laws)", () => {
  test("an edit changes the print of its own stub and of the capstone, and of nothing that comes before it", () => {
    const changed = changedBy({ "mul.backward": "accumulate ( b , out . grad ) ;" });
    expect(changed).toContain("mul.backward");
    expect(changed).toContain("capstone");
    expect(changed).not.toContain("mul.forward");
    expect(changed).not.toContain("accumulate");
  });

  test("where a region stands plays no part", () => {
    expect(between(submissionOf(written), submissionOf(written, "", 7))).toEqual([]);
  });

  test("a stub depends on what its laws need, and on what that depends on", () => {
    // mul.backward's laws need mul.forward, whose file imports elementwise.ts, which stands on broadcastShapes.
    expect(changedBy({ "mul.forward": "return b ;" })).toContain("mul.backward");
    expect(changedBy({ broadcastShapes: "return [ ] ;" })).toContain("mul.forward");
  });

  test("a stub depends on what it could call by an import of its file, although its laws do not need it", () => {
    const plain = submissionOf({ ...written, "mul.forward": "return a ;" });
    const edited = submissionOf({ ...written, "mul.forward": "return a ;", accumulate: "return ;" });
    expect(between(plain, edited)).not.toContain("mul.forward");
    const using = submissionOf({ ...written, "mul.forward": "accumulate ( a , b ) ;" });
    const edited2 = submissionOf({ ...written, "mul.forward": "accumulate ( a , b ) ;", accumulate: "return ;" });
    expect(between(using, edited2)).toContain("mul.forward");
  });

  test("a stub depends on a neighbour in its file whose name it uses", () => {
    const calling = { ...written, "mul.forward": "backward ( ) ;" };
    const edit = { "mul.backward": "return ;" };
    expect(between(submissionOf(calling), submissionOf({ ...calling, ...edit }))).toContain("mul.forward");
    expect(changedBy(edit)).not.toContain("mul.forward");
  });

  test("helpers belong to every stub of their file, and to no other file; none are as good as an empty region", () => {
    const changed = changedBy({}, "function twice ( x ) { return 2 * x ; }");
    expect(changed).toContain("mul.forward");
    expect(changed).toContain("mul.backward");
    expect(changed).not.toContain("add.forward");
    const { helpers: _, ...without } = submissionOf(written);
    expect(between(submissionOf(written), { ...without, helpers: new Map() })).toEqual([]);
  });

  test("no stub that comes earlier, and that a later one could not be called by, is ever asked again", () => {
    const { stubs } = course.assignment;
    for (const { id } of stubs) {
      const at = stubs.findIndex((stub) => stub.id === id);
      const earlier = new Set(stubs.slice(0, at).map((stub) => stub.id));
      const changed = between(submissionOf({}), submissionOf({ [id]: "return ;" }));
      expect(changed.filter((stub) => earlier.has(stub))).toEqual([]);
    }
  });
});
