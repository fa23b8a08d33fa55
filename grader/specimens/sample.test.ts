import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { assignmentFolder, loadAssignment } from "../course/assignment.ts";
import { type Course, loadCourse, joinSegments } from "../course/course.ts";
import { cutAtMarkers, helpersId, type Segment } from "../course/markers.ts";
import { projectRoot } from "../course/roots.ts";
import { ChainruleError } from "../result/chainrule-error.ts";
import { completeFiles, sampleFiles, writeFiles } from "./sample.ts";

const assignment = loadAssignment({ id: "2-autodiff", root: projectRoot });
const course = loadCourse([assignment]);
const mul = "2-autodiff/ops/mul.ts";
let folder = "";
let root: URL;
/** The course with its samples in `folder`. */
let moved: Course;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "chainrule-sample-")));
  root = pathToFileURL(`${folder}/`);
  moved = { ...course, assignments: [{ ...assignment, root }] };
  mkdirSync(join(folder, "assignments", "2-autodiff", "private", "samples"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The path of a sample in `folder`. */
function pathOf(name: string): string {
  return join(folder, "assignments", "2-autodiff", "private", "samples", `${name}.ts`);
}

/** The error for a sample with this text, if there is one. */
function errorOf(text: string): ChainruleError | undefined {
  writeFileSync(pathOf("mine"), text);
  try {
    sampleFiles(moved, "mine");
  } catch (error) {
    if (error instanceof ChainruleError) return error;
    throw error;
  }
  return undefined;
}

/** The regions of a file, helpers included: id → text. */
function regionsOf(segments: readonly Segment[]): ReadonlyMap<string, string> {
  return new Map(
    segments.flatMap((segment) => (segment.kind === "region" ? [[segment.id, segment.text] as const] : [])),
  );
}

/** The locked texts of a file, in order. */
function lockedTextsOf(segments: readonly Segment[]): readonly string[] {
  return segments.flatMap(({ kind, text }) => (kind === "locked" ? [text] : []));
}

const small = `// A title, which belongs to no region.
// REGION mul.forward
    return zipWith(a, b, times);
// HELPERS ops/mul.ts
function times(x: number, y: number): number {
  return x * y;
}
`;

describe("sampleFiles(course, name)", () => {
  test("fills the skeleton with the sample's regions", () => {
    writeFileSync(pathOf("mine"), small);
    const files = sampleFiles(moved, "mine");
    expect([...files.keys()]).toEqual([...course.skeleton.keys()]);
    for (const [file, text] of files) if (file !== mul) expect(text).toBe(joinSegments(course.skeleton.get(file)));
    const { segments } = cutAtMarkers(mul, files.get(mul) ?? "");
    expect(lockedTextsOf(segments)).toEqual(lockedTextsOf(course.skeleton.get(mul)?.segments ?? []));
    expect(Object.fromEntries(regionsOf(segments))).toEqual({
      "mul.forward": "    return zipWith(a, b, times);\n",
      "mul.backward": '    throw notStarted("mul.backward");\n',
      [helpersId]: "function times(x: number, y: number): number {\n  return x * y;\n}\n",
    });
  });

  test.each([
    ["an unknown region", "// REGION mul.foward"],
    ["an unknown file", "// HELPERS ops/mull.ts"],
    ["a region of helpers", "// REGION helpers"],
    ["two words", "// REGION mul forward"],
  ])("the error for %s shows file and line", (_, line) => {
    const error = errorOf(`${small}${line}\n    return a;\n`);
    expect(error).toMatchObject({ code: "E_SAMPLE", fault: "course" });
    expect(error?.parts.where).toBe(pathOf("mine"));
    expect(error?.parts.got).toBe(JSON.stringify(line));
    // The control: the sample without the line.
    expect(errorOf(small)).toBeUndefined();
  });

  test("the error for a missing sample names its place", () => {
    expect(() => sampleFiles(moved, "mine")).toThrow(
      /^the sample mine: expected private\/samples\/mine\.ts in an assignment, got none\.\n.*\[E_SAMPLE\]$/u,
    );
  });

  test("an assignment without the sample keeps its starter", () => {
    writeFileSync(pathOf("mine"), small);
    const files = sampleFiles(moved, "mine");
    // The second assignment is without a folder.
    const both = { ...moved, assignments: [...moved.assignments, { ...assignment, root, id: "3-more" }] };
    expect(sampleFiles(both, "mine")).toEqual(files);
  });
});

describe("writeFiles(files, folder)", () => {
  test("writes exactly the files of the sample", () => {
    writeFileSync(pathOf("mine"), small);
    const target = join(folder, "written");
    const files = sampleFiles(moved, "mine");
    writeFiles(files, target);
    const written = globSync("**/*.ts", { cwd: target }).map((file) => file.replaceAll("\\", "/"));
    expect(written.toSorted()).toEqual([...files.keys()].toSorted());
    for (const [file, text] of files) expect(readFileSync(join(target, file), "utf8")).toBe(text);
  });
});

// A student's copy has no private/.
const hasSamples = existsSync(new URL("private/", assignmentFolder(assignment)));

describe.skipIf(!hasSamples)("the sample half-finished", () => {
  const source = new URL("private/samples/half-finished.ts", assignmentFolder(assignment));
  const lines = hasSamples ? readFileSync(fileURLToPath(source), "utf8").split("\n") : [];
  const named = lines.flatMap((line) => /^\/\/ REGION (\S+)$/.exec(line)?.slice(1) ?? []);
  const helped = lines.flatMap((line) => /^\/\/ HELPERS (\S+)$/.exec(line)?.slice(1) ?? []);
  const files = hasSamples ? sampleFiles(course, "half-finished") : new Map<string, string>();

  test("has the locked text of the skeleton", () => {
    expect([...files.keys()]).toEqual([...course.skeleton.keys()]);
    for (const [file, skeleton] of course.skeleton)
      expect(lockedTextsOf(cutAtMarkers(file, files.get(file) ?? "").segments)).toEqual(
        lockedTextsOf(skeleton.segments),
      );
  });

  test("changes exactly the regions that it names", () => {
    const changed = [...course.skeleton].flatMap(([file, { segments }]) => {
      const starters = regionsOf(segments);
      const own = regionsOf(cutAtMarkers(file, files.get(file) ?? "").segments);
      const ids = [...own].filter(([id, text]) => text !== starters.get(id)).map(([id]) => id);
      return ids.map((id) => (id === helpersId ? file : id));
    });
    const due = [...named, ...helped.map((file) => `2-autodiff/${file}`)];
    expect(changed.toSorted()).toEqual(due.toSorted());
    expect(named.length).toBeGreaterThan(0);
  });
});

test.skipIf(!hasSamples)("completeFiles(course) fills every stub", () => {
  const segments = [...completeFiles(course)].flatMap(([file, text]) => cutAtMarkers(file, text).segments);
  const regions = regionsOf(segments);
  const untouched = course.stubs.filter(({ id }) => regions.get(id)?.includes("notStarted") !== false);
  expect(untouched.map(({ id }) => id)).toEqual([]);
});
