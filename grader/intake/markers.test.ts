import { describe, expect, test } from "vitest";
import { cutMarked, findRegions, helpersId } from "./markers.ts";

const expected = ["add.forward", "add.backward", helpersId];
const file = `export function add() {
  function forward() {
    // START CODE HERE (add.forward) ~1 line: the sum
    return 1;
    // END CODE HERE
  }
  function backward() {
    // START CODE HERE (add.backward) ~2 lines: both receive it
    const two = 2;
    return two;
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional
// END CODE HERE
`;

const found = (text: string) => findRegions("add.ts", text, expected);

describe("findRegions(file, text, expected)", () => {
  test("a region is the whole lines between its markers, with the number of its first", () => {
    const { regions, broken, remarks } = found(file);
    expect(regions.get("add.forward")).toEqual({ text: "    return 1;\n", firstLine: 4 });
    expect(regions.get("add.backward")).toEqual({ text: "    const two = 2;\n    return two;\n", firstLine: 9 });
    expect(regions.get(helpersId)?.text).toBe("");
    expect([...broken.keys(), ...remarks]).toEqual([]);
  });

  test("markers may be indented otherwise, and say another task", () => {
    const { regions } = found(
      file.replace("    // START CODE HERE (add.forward) ~1 line: the sum", "//START CODE HERE(add.forward)"),
    );
    expect(regions.get("add.forward")?.text).toBe("    return 1;\n");
  });

  test.each([
    ["a missing START", file.replace(/.*START CODE HERE \(add\.forward\).*\n/, ""), "add.forward", 1],
    ["a missing END", file.replace("    // END CODE HERE\n  }\n  function", "  }\n  function"), "add.forward", 3],
    ["a doubled START", file.replace(/(.*START CODE HERE \(add\.forward\).*\n)/, "$1$1"), "add.forward", 4],
    ["a region that stands twice", file + file, "add.forward", 19],
    [
      "a nested region",
      file.replace("    return 1;\n", "    // START CODE HERE (add.backward)\n    return 1;\n"),
      "add.forward",
      3,
    ],
  ])("%s breaks that region, and says where and what to write", (_, text, id, line) => {
    const { broken, regions } = found(text);
    expect(broken.get(id)?.line).toBe(line);
    expect(broken.get(id)?.next).not.toBe("");
    expect(regions.has(id)).toBe(false);
  });

  test("what breaks one region leaves the others alone", () => {
    const { regions, broken } = found(file.replace(/.*START CODE HERE \(add\.forward\).*\n/, ""));
    expect([...regions.keys()]).toEqual(["add.backward", helpersId]);
    expect([...broken.keys()]).toEqual(["add.forward"]);
  });

  test("an END alone is told with its line", () => {
    const { remarks } = found(`// END CODE HERE\n${file}`);
    expect(remarks[0]).toMatchObject({ severity: "error", line: 1 });
  });

  test("an id that the file does not have is told together with those that it has", () => {
    const { remarks } = found(file.replace("(add.forward)", "(ad.forward)"));
    expect(remarks[0]?.text).toContain("(ad.forward)");
    expect(remarks[0]?.next).toContain("add.forward, add.backward");
  });

  test("a line that only looks like a marker is noted, and is text", () => {
    const { regions, remarks } = found(file.replace("    return 1;\n", "    // end code here\n    return 1;\n"));
    expect(regions.get("add.forward")?.text).toContain("// end code here");
    expect(remarks).toMatchObject([{ severity: "note", line: 4 }]);
  });

  test.each([
    ["indented with a blank of another width", "\u00a0\u00a0// START CODE HERE (add.forward)"],
    ["after a zero-width blank", "\u200b// START CODE HERE (add.forward)"],
    ["in a comment of several lines", "/* START CODE HERE (add.forward) */"],
    ["in small letters", "// Start code here (add.forward)"],
    ["in the middle of a line", "const x = 1; // START CODE HERE (add.forward)"],
    ["without an id", "// START CODE HERE"],
  ])("a START that is %s is none: it is noted with its line, and the region is missing", (_, line) => {
    const { broken, remarks, regions } = found(file.replace(/.*START CODE HERE \(add\.forward\).*/, line));
    expect(remarks[0]).toMatchObject({
      severity: "note",
      line: 3,
      next: expect.stringContaining("START CODE HERE (id)"),
    });
    expect(broken.get("add.forward")?.text).toContain("is missing");
    expect(regions.has("add.backward")).toBe(true);
  });

  test.each([
    ["a START that comes twice", file.replace(/(.*START CODE HERE \(add\.forward\).*\n)/, "$1$1"), 2],
    ["an id that is not known", file.replace("(add.forward)", "(ad.forward)"), 2],
    ["a region that stands twice", `${file}// START CODE HERE (add.forward)\n// END CODE HERE\n`, 1],
  ])("the END that belongs to %s is no second mistake", (_, text, count) => {
    const { remarks } = found(text);
    expect(remarks.filter(({ severity }) => severity === "error")).toHaveLength(count);
    expect(remarks.map((remark) => remark.text).join()).not.toContain("without a START");
  });

  test("a file of nothing but wrong markers is told shortly, and its regions are missing", () => {
    const { remarks, broken } = found(`// START CODE HERE (${"x".repeat(9000)})\n`.repeat(1000));
    expect(remarks.length).toBeLessThan(50);
    expect(Math.max(...remarks.map(({ text }) => text.length))).toBeLessThan(200);
    expect([...broken.keys()]).toEqual(["add.forward", "add.backward"]);
  });

  test("regions in another order are found all the same", () => {
    const [, forward = "", backward = ""] =
      /(  function forward[\s\S]*?\n  }\n)(  function backward[\s\S]*?\n  }\n)/.exec(file) ?? [];
    const { regions, remarks } = found(file.replace(forward + backward, backward + forward));
    expect([...regions.keys()]).toEqual(["add.backward", "add.forward", helpersId]);
    expect(remarks).toEqual([]);
  });

  test("a helpers region may be missing", () => {
    const { broken } = found(file.replace(/\/\/ START CODE HERE \(helpers\)[\s\S]*/, ""));
    expect([...broken.keys()]).toEqual([]);
  });

  test("text outside the regions is kept apart, to see what was edited", () => {
    expect(found(file.replace("return 1", "return 7")).locked).toBe(found(file).locked);
    expect(found(file.replace("export function", "function")).locked).not.toBe(found(file).locked);
  });
});

describe("cutMarked(file, text)", () => {
  test("the segments, joined, are the file", () => {
    const { segments } = cutMarked("add.ts", file);
    expect(segments.map(({ text }) => text).join("")).toBe(file);
    expect(segments.flatMap((segment) => (segment.kind === "region" ? [segment.id] : []))).toEqual(expected);
  });

  test("markers of ours that are wrong are an error with file and line", () => {
    expect(() => cutMarked("add.ts", file.replace("    // END CODE HERE\n", ""))).toThrow(
      /^add\.ts:\d+: expected END CODE HERE/,
    );
  });
});
