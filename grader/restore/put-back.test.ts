import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutAtMarkers, findRegions, helpersId, linesOf, markerOf } from "../course/markers.ts";
import { putBack, resetRegion } from "./put-back.ts";

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
const skeleton = cutAtMarkers("mul.ts", pristine);
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

/** Changes the file once. The test fails if the text does not contain `search`. */
function editOnce(search: string | RegExp, replacement: string, text = written): string {
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

describe("putBack(skeleton, text)", () => {
  test("keeps an intact file byte for byte", () => {
    const { text, kept, reset, left } = putBack(skeleton, written);
    expect(text).toBe(written);
    expect(kept).toEqual([
      { id: "mul.forward", lines: 1, marked: true },
      { id: "mul.backward", lines: 4, marked: true },
      { id: helpersId, lines: 3, marked: true },
    ]);
    expect([reset, left]).toEqual([[], []]);
    expect(putBack(skeleton, pristine)).toMatchObject({ text: pristine, reset: [], left: [] });
  });

  test("replaces changed locked text and lists its lines", () => {
    const text = editOnce("import { zipWith }", "import { cheat }", editOnce("  return operation(", "  return cheat("));
    const restored = putBack(skeleton, text);
    expect(restored.text).toBe(written);
    expect(restored.left).toEqual([
      { line: 1, text: 'import { cheat } from "../elementwise.ts";' },
      { line: 6, text: '  return cheat("*", [a, b], forward(), backward);' },
    ]);
    expect(restored.kept.every(({ marked }) => marked)).toBe(true);
  });

  test.each([
    ["a START is missing", editOnce(startOf("mul\\.forward"), "")],
    ["the second START is missing", editOnce(startOf("mul\\.backward"), "")],
    ["an id is misspelt", editOnce("(mul.forward)", "(mul.foward)")],
    ["an END is missing", editOnce(endOfForward, "")],
    ["the last END of a stub is missing", editOnce("    }\n    // END CODE HERE\n", "    }\n")],
    ["both markers are missing", editOnce(startOf("mul\\.forward"), "", editOnce(endOfForward, ""))],
    ["every marker is missing", written.replace(/.*CODE HERE.*\n/g, "")],
    ["a START stands twice", editOnce(startOf("mul\\.forward"), "    // START CODE HERE (mul.forward)\n".repeat(2))],
    ["an END stands twice", editOnce(endOfForward, "    // END CODE HERE\n".repeat(2))],
    [
      "another START stands inside",
      editOnce("    return zip", "    // START CODE HERE (mul.backward)\n    return zip"),
    ],
    [
      "the START has moved up",
      editOnce(
        /( {2}function forward.*\n)(.*START.*\n)/,
        "    // START CODE HERE (mul.forward)\n  function forward(): Values {\n",
      ),
    ],
    ["the END has moved down", editOnce(/ {4}\/\/ END CODE HERE\n {2}\}\n\n/, "  }\n    // END CODE HERE\n\n")],
    [
      "an END has moved up into the code",
      editOnce(
        /( {4}\}\n)( {4}\/\/ END CODE HERE\n)/,
        "    }\n",
        editOnce("      give(t);", "    // END CODE HERE\n      give(t);"),
      ),
    ],
    ["the whole file stands twice", written + written],
    ["the starter's file follows it", written + pristine],
    ["the helpers' START is missing", editOnce(startOf(helpersId), "")],
    ["the helpers' END is missing", editOnce(/\/\/ END CODE HERE\n$/, "")],
    ["the last line has no line break", editOnce(/\/\/ END CODE HERE\n$/, "").trimEnd()],
    ["the locked line before is changed", editOnce("function forward(): Values {", "function forward() {")],
    ["the locked line after is missing", editOnce(/(?<=END CODE HERE\n) {2}\}\n(?=\n)/, "")],
  ])("keeps all regions if %s", (_, text) => {
    const restored = putBack(skeleton, text);
    expect(contentOf(restored.text)).toEqual(regions);
    expect(restored.text).toBe(written);
    expect(restored.reset).toEqual([]);
  });

  test("reports a region that it found without markers", () => {
    const { kept } = putBack(skeleton, editOnce(startOf("mul\\.forward"), ""));
    expect(kept.filter(({ marked }) => !marked).map(({ id }) => id)).toEqual(["mul.forward"]);
  });

  test("takes code after END into the region", () => {
    const text = editOnce(endOfForward, "    // END CODE HERE\n    return a;\n");
    const { text: restored, kept } = putBack(skeleton, text);
    expect(contentOf(restored)["mul.forward"]).toBe(`${regions["mul.forward"]}    return a;\n`);
    expect(kept[0]).toEqual({ id: "mul.forward", lines: 2, marked: false });
  });

  test("resets a region with two different versions", () => {
    const other = written.replace("zipWith(a, b, times)", "zipWith(b, a, times)");
    const { text, reset, left, kept } = putBack(skeleton, written + other);
    expect(reset).toEqual(["mul.forward"]);
    expect(contentOf(text)["mul.forward"]).toBe('    throw notStarted("mul.forward");\n');
    expect(left.map((line) => line.text.trim())).toEqual([
      "return zipWith(a, b, times);",
      "return zipWith(b, a, times);",
    ]);
    expect(kept.map(({ id }) => id)).toEqual(["mul.backward", helpersId]);
  });

  test("keeps a merge conflict in its region", () => {
    const conflict = `    // START CODE HERE (mul.forward)\n<<<<<<< mine\n    return 1;\n=======\n    return 2;\n>>>>>>> theirs\n    // END CODE HERE\n`;
    const text = editOnce(/ {4}\/\/ START CODE HERE \(mul\.forward\)[\s\S]*?END CODE HERE\n/, conflict);
    expect(contentOf(putBack(skeleton, text).text)["mul.forward"]).toContain("=======\n    return 2;\n>>>>>>> theirs");
  });

  test.each([
    ["an empty file", ""],
    ["another file", "export const one = 1;\n"],
    ["a file of markers", "    // START CODE HERE (mul.forward)\n".repeat(5000)],
    ["a file of braces", "  }\n".repeat(60_000)],
    ["a file of first lines", "  function forward(): Values {\n".repeat(8000)],
  ])("turns %s into the starter's file quickly", (_, text) => {
    const start = process.cpuUsage();
    const restored = putBack(skeleton, text);
    // Comparing every line with every other would take minutes for the largest file that intake allows.
    expect(process.cpuUsage(start).user).toBeLessThan(2e6);
    expect(restored.text).toBe(pristine);
    expect(restored.kept.filter(({ lines }) => lines > 0)).toEqual([]);
  });

  test("keeps an empty region empty", () => {
    const text = editOnce(regions["mul.forward"], "");
    expect(putBack(skeleton, text).text).toBe(text);
  });

  test("keeps every line after random damage", () => {
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
        const { text, left } = putBack(skeleton, damaged);
        const due = skeleton.segments.filter(({ kind }) => kind === "locked").map((segment) => segment.text);
        const got = cutAtMarkers("mul.ts", text).segments.filter(({ kind }) => kind === "locked");
        expect(got.map((segment) => segment.text)).toEqual(due);

        const there = new Set([...text.split("\n"), ...left.map((line) => line.text)].map((line) => line.trim()));
        for (const { line } of linesOf(damaged)) {
          if (line.trim() !== "" && markerOf(line) === undefined) expect(there).toContain(line.trim());
        }
        // Restoring a restored file keeps every byte.
        expect(putBack(skeleton, text).text).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});

describe("resetRegion(skeleton, text, id, at)", () => {
  test("resets one region and keeps all other bytes", () => {
    const text = editOnce("import { zipWith }", "import { cheat }");
    const at = findRegions("mul.ts", text, Object.keys(regions)).regions.get("mul.backward");
    if (at === undefined) throw new RangeError("no region");
    const reset = resetRegion(skeleton, text, "mul.backward", at);
    expect(reset).toBe(editOnce(regions["mul.backward"], '    throw notStarted("mul.backward");\n', text));
  });
});
