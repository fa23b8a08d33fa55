import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutMarked, findRegions, helpersId, linesOf, markerOf } from "./markers.ts";
import { restoredFile, withStarters } from "./restore.ts";

const pristine = `import { zipWith } from "../elementwise.ts";
import { notStarted } from "../errors.ts";

/** The product. */
export function mul(a: Tensor, b: Tensor): Tensor {
  return operation("*", [a, b], forward(), backward);

  function forward(): Values {
    // START CODE HERE (mul.forward) ~1 line: the product
    throw notStarted("mul.forward");
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (mul.backward) ~2 lines: each factor receives the other
    throw notStarted("mul.backward");
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own
// END CODE HERE
`;
const skeleton = cutMarked("mul.ts", pristine);
const regions = {
  "mul.forward": "    return zipWith(a, b, times);\n",
  "mul.backward": "    // Each to the other.\n    for (const t of [a, b]) {\n      give(t);\n    }\n",
  [helpersId]: "function times(x: number, y: number): number {\n  return x * y;\n}\n",
};
const written = skeleton.segments
  .map((segment) =>
    segment.kind === "region" ? (Object.entries(regions).find(([id]) => id === segment.id)?.[1] ?? "") : segment.text,
  )
  .join("");

/** The file with one thing changed, which must have been there to change. */
function edited(search: string | RegExp, replacement: string, text = written): string {
  const changed = text.replace(search, () => replacement);
  expect(changed).not.toBe(text);
  return changed;
}

function contentOf(text: string): Record<string, string> {
  const { regions: found, broken } = findRegions("mul.ts", text, Object.keys(regions));
  expect([...broken.keys()]).toEqual([]);
  return Object.fromEntries([...found].map(([id, region]) => [id, region.text]));
}

const startOf = (id: string) => new RegExp(`.*START CODE HERE \\(${id}\\).*\\n`);
const endOfForward = /( {4}\/\/ END CODE HERE\n)(?= {2}\}\n\n)/;

describe("restoredFile(skeleton, text)", () => {
  test("a file whose locked text is the course's stays byte for byte, and every region is kept by its markers", () => {
    const { text, kept, reset, left } = restoredFile(skeleton, written);
    expect(text).toBe(written);
    expect(kept).toEqual([
      { id: "mul.forward", lines: 1, marked: true },
      { id: "mul.backward", lines: 4, marked: true },
      { id: helpersId, lines: 3, marked: true },
    ]);
    expect([reset, left]).toEqual([[], []]);
    expect(restoredFile(skeleton, pristine)).toMatchObject({ text: pristine, reset: [], left: [] });
  });

  test("locked text is put back, and what stood in its place is named with its line", () => {
    const text = edited("import { zipWith }", "import { cheat }", edited("  return operation(", "  return cheat("));
    const restored = restoredFile(skeleton, text);
    expect(restored.text).toBe(written);
    expect(restored.left).toEqual([
      { line: 1, text: 'import { cheat } from "../elementwise.ts";' },
      { line: 6, text: '  return cheat("*", [a, b], forward(), backward);' },
    ]);
    expect(restored.kept.every(({ marked }) => marked)).toBe(true);
  });

  test.each([
    ["a START is missing", edited(startOf("mul\\.forward"), "")],
    ["the second START is missing", edited(startOf("mul\\.backward"), "")],
    ["an id is misspelt", edited("(mul.forward)", "(mul.foward)")],
    ["an END is missing", edited(endOfForward, "")],
    ["the last END of a stub is missing", edited("    }\n    // END CODE HERE\n", "    }\n")],
    ["both markers are missing", edited(startOf("mul\\.forward"), "", edited(endOfForward, ""))],
    ["every marker is missing", written.replace(/.*CODE HERE.*\n/g, "")],
    ["a START stands twice", edited(startOf("mul\\.forward"), "    // START CODE HERE (mul.forward)\n".repeat(2))],
    ["an END stands twice", edited(endOfForward, "    // END CODE HERE\n".repeat(2))],
    [
      "another START is nested in it",
      edited("    return zip", "    // START CODE HERE (mul.backward)\n    return zip"),
    ],
    [
      "the START has moved up",
      edited(
        /( {2}function forward.*\n)(.*START.*\n)/,
        "    // START CODE HERE (mul.forward)\n  function forward(): Values {\n",
      ),
    ],
    ["the END has moved down", edited(/ {4}\/\/ END CODE HERE\n {2}\}\n\n/, "  }\n    // END CODE HERE\n\n")],
    [
      "an END has moved up into the code",
      edited(
        /( {4}\}\n)( {4}\/\/ END CODE HERE\n)/,
        "    }\n",
        edited("      give(t);", "    // END CODE HERE\n      give(t);"),
      ),
    ],
    ["the whole file stands there twice", written + written],
    ["the file stands there again as it is handed out", written + pristine],
    ["the helpers' START is missing", edited(startOf(helpersId), "")],
    ["the helpers' END is missing", edited(/\/\/ END CODE HERE\n$/, "")],
    ["the file ends without a line break after the code", edited(/\/\/ END CODE HERE\n$/, "").trimEnd()],
    [
      "the locked line before it is another, and its START is there",
      edited("function forward(): Values {", "function forward() {"),
    ],
    ["the locked line after it is missing", edited(/(?<=END CODE HERE\n) {2}\}\n(?=\n)/, "")],
  ])("where %s, all regions are kept", (_, text) => {
    const restored = restoredFile(skeleton, text);
    expect(contentOf(restored.text)).toEqual(regions);
    expect(restored.text).toBe(written);
    expect(restored.reset).toEqual([]);
  });

  test("what the markers alone did not tell is said", () => {
    const { kept } = restoredFile(skeleton, edited(startOf("mul\\.forward"), ""));
    expect(kept.filter(({ marked }) => !marked).map(({ id }) => id)).toEqual(["mul.forward"]);
  });

  test("code between a marker and the brace of its function goes into the region", () => {
    const text = edited(endOfForward, "    // END CODE HERE\n    return a;\n");
    const { text: restored, kept } = restoredFile(skeleton, text);
    expect(contentOf(restored)["mul.forward"]).toBe(`${regions["mul.forward"]}    return a;\n`);
    expect(kept[0]).toEqual({ id: "mul.forward", lines: 2, marked: false });
  });

  test("a region that stands twice and differs is not chosen from: both are left, and its neighbours are kept", () => {
    const other = written.replace("zipWith(a, b, times)", "zipWith(b, a, times)");
    const { text, reset, left, kept } = restoredFile(skeleton, written + other);
    expect(reset).toEqual(["mul.forward"]);
    expect(contentOf(text)["mul.forward"]).toBe('    throw notStarted("mul.forward");\n');
    expect(left.map((line) => line.text.trim())).toEqual([
      "return zipWith(a, b, times);",
      "return zipWith(b, a, times);",
    ]);
    expect(kept.map(({ id }) => id)).toEqual(["mul.backward", helpersId]);
  });

  test("a conflict of two versions stays in its region, to be solved there", () => {
    const conflict = `    // START CODE HERE (mul.forward)\n<<<<<<< mine\n    return 1;\n=======\n    return 2;\n>>>>>>> theirs\n    // END CODE HERE\n`;
    const text = edited(/ {4}\/\/ START CODE HERE \(mul\.forward\)[\s\S]*?END CODE HERE\n/, conflict);
    expect(contentOf(restoredFile(skeleton, text).text)["mul.forward"]).toContain(
      "=======\n    return 2;\n>>>>>>> theirs",
    );
  });

  test.each([
    ["an empty file", ""],
    ["another file", "export const one = 1;\n"],
    ["a file of nothing but markers", "    // START CODE HERE (mul.forward)\n".repeat(5000)],
    ["a file of nothing but braces", "  }\n".repeat(60_000)],
    ["a file of nothing but first lines", "  function forward(): Values {\n".repeat(8000)],
  ])("%s becomes the starter's, quickly", (_, text) => {
    const start = process.cpuUsage();
    const restored = restoredFile(skeleton, text);
    // A file that was as large as intake allows would take minutes if each line were compared with each.
    expect(process.cpuUsage(start).user).toBeLessThan(2e6);
    expect(restored.text).toBe(pristine);
    expect(restored.kept.filter(({ lines }) => lines > 0)).toEqual([]);
  });

  test("a region that was emptied stays empty", () => {
    const text = edited(regions["mul.forward"], "");
    expect(restoredFile(skeleton, text).text).toBe(text);
  });

  test("whatever happens to its lines, a file comes back with the course's text, and no other line is lost", () => {
    const lines = Array.from(linesOf(written), ({ line }) => line);
    const edit = fc.record({
      kind: fc.constantFrom("delete", "double", "move", "insert"),
      at: fc.nat({ max: lines.length - 1 }),
      to: fc.nat({ max: lines.length - 1 }),
      text: fc.constantFrom(
        "  }\n",
        "    return 7;\n",
        "// END CODE HERE\n",
        "// START CODE HERE (mul.forward)\n",
        "stray\n",
      ),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 6 }), (edits) => {
        const damaged = edits
          .reduce<readonly string[]>((before, { kind, at, to, text }) => {
            const line = before[at] ?? "";
            const without = before.toSpliced(at, 1);
            if (kind === "insert") return before.toSpliced(at, 0, text);
            if (kind === "double") return before.toSpliced(to, 0, line);
            return kind === "delete" ? without : without.toSpliced(to, 0, line);
          }, lines)
          .join("");
        const { text, left } = restoredFile(skeleton, damaged);
        const due = skeleton.segments.filter(({ kind }) => kind === "locked").map((segment) => segment.text);
        const got = cutMarked("mul.ts", text).segments.filter(({ kind }) => kind === "locked");
        expect(got.map((segment) => segment.text)).toEqual(due);

        const there = new Set([...text.split("\n"), ...left.map((line) => line.text)].map((line) => line.trim()));
        for (const { line } of linesOf(damaged)) {
          if (line.trim() !== "" && markerOf(line) === undefined) expect(there).toContain(line.trim());
        }
        // Once restored, there is nothing more to do.
        expect(restoredFile(skeleton, text).text).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});

describe("withStarters(skeleton, text, id, at)", () => {
  test("takes one region back and leaves every other byte, locked or not", () => {
    const text = edited("import { zipWith }", "import { cheat }");
    const at = findRegions("mul.ts", text, Object.keys(regions)).regions.get("mul.backward");
    if (at === undefined) throw new RangeError("no region");
    const reset = withStarters(skeleton, text, "mul.backward", at);
    expect(reset).toBe(edited(regions["mul.backward"], '    throw notStarted("mul.backward");\n', text));
  });
});
