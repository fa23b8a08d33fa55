import { describe, expect, test } from "vitest";
import { cutAtMarkers, findRegions, helpersId } from "./markers.ts";

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

const regionsOf = (text: string) => findRegions("add.ts", text, expected);

describe("findRegions(file, text, expected)", () => {
  test("a region has the lines between two markers", () => {
    const { regions, broken, remarks } = regionsOf(file);
    expect(regions.get("add.forward")).toEqual({ text: "    return 1;\n", firstLine: 4 });
    expect(regions.get("add.backward")).toEqual({ text: "    const two = 2;\n    return two;\n", firstLine: 9 });
    expect(regions.get(helpersId)?.text).toBe("");
    expect([...broken.keys(), ...remarks]).toEqual([]);
  });

  test("markers may have other indentation and task text", () => {
    const { regions } = regionsOf(
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
  ])("%s breaks one region and names the line", (_, text, id, line) => {
    const { broken, regions } = regionsOf(text);
    expect(broken.get(id)?.line).toBe(line);
    expect(broken.get(id)?.next).not.toBe("");
    expect(regions.has(id)).toBe(false);
  });

  test("a broken region leaves the others whole", () => {
    const { regions, broken } = regionsOf(file.replace(/.*START CODE HERE \(add\.forward\).*\n/, ""));
    expect([...regions.keys()]).toEqual(["add.backward", helpersId]);
    expect([...broken.keys()]).toEqual(["add.forward"]);
  });

  test("a remark names the line of a lone END", () => {
    const { remarks } = regionsOf(`// END CODE HERE\n${file}`);
    expect(remarks[0]).toMatchObject({ severity: "error", line: 1 });
  });

  test("the remark on an unknown id lists known ids", () => {
    const { remarks } = regionsOf(file.replace("(add.forward)", "(ad.forward)"));
    expect(remarks[0]?.text).toContain("(ad.forward)");
    expect(remarks[0]?.next).toContain("add.forward, add.backward");
  });

  test("a note names a line that resembles a marker", () => {
    const { regions, remarks } = regionsOf(file.replace("    return 1;\n", "    // end code here\n    return 1;\n"));
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
  ])("a START %s counts as ordinary text", (_, line) => {
    const { broken, remarks, regions } = regionsOf(file.replace(/.*START CODE HERE \(add\.forward\).*/, line));
    expect(remarks[0]).toMatchObject({
      severity: "note",
      line: 3,
      next: expect.stringContaining("START CODE HERE (id)"),
    });
    expect(broken.get("add.forward")?.text).toContain("is missing");
    expect(regions.has("add.backward")).toBe(true);
  });

  test.each([
    ["a doubled START", file.replace(/(.*START CODE HERE \(add\.forward\).*\n)/, "$1$1"), 2],
    ["an unknown id", file.replace("(add.forward)", "(ad.forward)"), 2],
    ["a region that stands twice", `${file}// START CODE HERE (add.forward)\n// END CODE HERE\n`, 1],
  ])("%s gives no second remark for its END", (_, text, count) => {
    const { remarks } = regionsOf(text);
    expect(remarks.filter(({ severity }) => severity === "error")).toHaveLength(count);
    expect(remarks.map((remark) => remark.text).join()).not.toContain("without a START");
  });

  test("a file of wrong markers gives few remarks", () => {
    const { remarks, broken } = regionsOf(`// START CODE HERE (${"x".repeat(9000)})\n`.repeat(1000));
    expect(remarks.length).toBeLessThan(50);
    expect(Math.max(...remarks.map(({ text }) => text.length))).toBeLessThan(200);
    expect([...broken.keys()]).toEqual(["add.forward", "add.backward"]);
  });

  test("finds regions in any order", () => {
    const [, forward = "", backward = ""] =
      /(  function forward[\s\S]*?\n  }\n)(  function backward[\s\S]*?\n  }\n)/.exec(file) ?? [];
    const { regions, remarks } = regionsOf(file.replace(forward + backward, backward + forward));
    expect([...regions.keys()]).toEqual(["add.backward", "add.forward", helpersId]);
    expect(remarks).toEqual([]);
  });

  test("a helpers region may be missing", () => {
    const { broken } = regionsOf(file.replace(/\/\/ START CODE HERE \(helpers\)[\s\S]*/, ""));
    expect([...broken.keys()]).toEqual([]);
  });

  test("`locked` holds the text outside the regions", () => {
    expect(regionsOf(file.replace("return 1", "return 7")).locked).toBe(regionsOf(file).locked);
    expect(regionsOf(file.replace("export function", "function")).locked).not.toBe(regionsOf(file).locked);
  });
});

describe("cutAtMarkers(file, text)", () => {
  test("the joined segments equal the file", () => {
    const { segments } = cutAtMarkers("add.ts", file);
    expect(segments.map(({ text }) => text).join("")).toBe(file);
    expect(segments.flatMap((segment) => (segment.kind === "region" ? [segment.id] : []))).toEqual(expected);
  });

  test("a wrong marker is an error with its line", () => {
    expect(() => cutAtMarkers("add.ts", file.replace("    // END CODE HERE\n", ""))).toThrow(
      /^add\.ts:\d+: expected END CODE HERE/,
    );
  });
});
