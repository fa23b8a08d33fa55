import { describe, expect, test } from "vitest";
import { loadLaws } from "../course/laws.ts";
import { readSubmission, type Region, type Submission } from "../intake/submission.ts";
import { createFingerprinter } from "./fingerprints.ts";
import { course, Editor, fileOf } from "../specimens/editor.ts";

const laws = await loadLaws(course.assignments);
const fingerprintsOf = createFingerprinter(course, laws);

/** A submission with these tokens by stub. Every other stub has an empty statement. */
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
  const mul = fileOf("mul.forward");
  return {
    regions: new Map(course.stubs.map(({ id, file }) => [id, region(id, file, tokens[id] ?? ";")])),
    helpers: new Map([[mul, region("helpers", mul, helpers)]]),
    remarks: new Map(),
  };
}

const written = { "mul.forward": "return zipWith ( a , b , f ) ;", "mul.backward": "accumulate ( a , out . grad ) ;" };

/** The stubs whose fingerprints differ between two submissions. */
function changedBetween(before: Submission, now: Submission): readonly string[] {
  const [a, b] = [fingerprintsOf(before), fingerprintsOf(now)];
  return Array.from(a.keys()).filter((stub) => a.get(stub) !== b.get(stub));
}

/** The stubs whose fingerprints change with an edit. */
function changedBy(edit: Readonly<Record<string, string>>, helpers = ""): readonly string[] {
  return changedBetween(submissionOf(written), submissionOf({ ...written, ...edit }, helpers));
}

describe("createFingerprinter(course, laws)", () => {
  test("an edit changes the fingerprints of stub and capstone", () => {
    const changed = changedBy({ "mul.backward": "accumulate ( b , out . grad ) ;" });
    expect(changed).toContain("mul.backward");
    expect(changed).toContain("capstone");
    expect(changed).not.toContain("mul.forward");
    expect(changed).not.toContain("accumulate");
  });

  test("a line break after return changes the fingerprint", async () => {
    using editor = new Editor();
    const read = async () => fingerprintsOf(await readSubmission(course, editor.folder)).get("mul.forward");
    const product = "zipWith(a, b, (x, y) => y * x);";
    editor.write("mul.forward", `    return ${product}`);
    const before = await read();
    editor.write("mul.forward", `    return ${product} // A comment changes nothing.`);
    expect(await read()).toBe(before);
    editor.write("mul.forward", `    return\n      ${product}`);
    expect(await read()).not.toBe(before);
  });

  test("moving a region keeps all fingerprints", () => {
    expect(changedBetween(submissionOf(written), submissionOf(written, "", 7))).toEqual([]);
  });

  test("a fingerprint covers all needed stubs, also indirect ones", () => {
    // mul.backward's laws need mul.forward, whose file imports elementwise.ts, which uses broadcastShapes.
    expect(changedBy({ "mul.forward": "return b ;" })).toContain("mul.backward");
    expect(changedBy({ broadcastShapes: "return [ ] ;" })).toContain("mul.forward");
  });

  test("a fingerprint covers imported stubs that the region uses", () => {
    const plain = submissionOf({ ...written, "mul.forward": "return a ;" });
    const edited = submissionOf({ ...written, "mul.forward": "return a ;", accumulate: "return ;" });
    expect(changedBetween(plain, edited)).not.toContain("mul.forward");
    const using = submissionOf({ ...written, "mul.forward": "accumulate ( a , b ) ;" });
    const edited2 = submissionOf({ ...written, "mul.forward": "accumulate ( a , b ) ;", accumulate: "return ;" });
    expect(changedBetween(using, edited2)).toContain("mul.forward");
  });

  test("a fingerprint covers neighbour stubs that the region uses", () => {
    const calling = { ...written, "mul.forward": "backward ( ) ;" };
    const edit = { "mul.backward": "return ;" };
    expect(changedBetween(submissionOf(calling), submissionOf({ ...calling, ...edit }))).toContain("mul.forward");
    expect(changedBy(edit)).not.toContain("mul.forward");
  });

  test("helpers change the fingerprints of their own file", () => {
    const changed = changedBy({}, "function twice ( x ) { return 2 * x ; }");
    expect(changed).toContain("mul.forward");
    expect(changed).toContain("mul.backward");
    expect(changed).not.toContain("add.forward");
  });

  test("missing helpers count as empty helpers", () => {
    const { helpers: _, ...without } = submissionOf(written);
    expect(changedBetween(submissionOf(written), { ...without, helpers: new Map() })).toEqual([]);
  });

  test("an edit keeps the fingerprints of all earlier stubs", () => {
    const { stubs } = course;
    for (const { id } of stubs) {
      const at = stubs.findIndex((stub) => stub.id === id);
      const earlier = new Set(stubs.slice(0, at).map((stub) => stub.id));
      const changed = changedBetween(submissionOf({}), submissionOf({ [id]: "return ;" }));
      expect(changed.filter((stub) => earlier.has(stub))).toEqual([]);
    }
  });
});
