import { describe, expect, test } from "vitest";

import { helpersId } from "../intake/markers.ts";
import { assignmentIds } from "./assignment.ts";
import { loadCourse, solutionFiles } from "./course.ts";
import { starterText } from "./starter.ts";

const reference = `import { accumulate } from "../accumulate.ts";
import { mapEach, type Pair, zipWith } from "../elementwise.ts";
import { notStarted, ShapeError as Misfit } from "../errors.ts";
import {
  accumulate as addTo,
  zipWith,
} from "../again.ts";
import type { Tensor } from "../tensor.ts";

/** The product. */
export function mul(a: Tensor, b: Tensor): Tensor {
  function forward(): Values {
    // START CODE HERE (mul.forward) ~1 line: the product
    return zipWith(a, b, (x, y) => x * y);
    // END CODE HERE
  }
\t// START CODE HERE (mul.backward) ~2 lines: each factor receives the other
\taccumulate(a, b);

\taccumulate(b, a);
\t// END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
function secret(): number {
  return 42;
}
// END CODE HERE
`;

describe("starterText(file, text)", () => {
  const starter = starterText("9-test/ops/mul.ts", reference);
  const lines = starter.split("\n");

  test("puts a throw into every region, indented as its START line", () => {
    expect(starter).toContain(`    // START CODE HERE (mul.forward) ~1 line: the product
    throw notStarted("mul.forward");
    // END CODE HERE
`);
    expect(starter).toContain(`\t// START CODE HERE (mul.backward) ~2 lines: each factor receives the other
\tthrow notStarted("mul.backward");
\t// END CODE HERE
`);
  });

  test("keeps nothing of what stood in a region, and empties the helpers", () => {
    for (const part of ["x * y", "accumulate(a, b)", "accumulate(b, a)", "secret", "42"])
      expect(starter).not.toContain(part);
    expect(starter).toContain(
      "// START CODE HERE (helpers) optional: functions of your own for this file\n// END CODE HERE\n",
    );
  });

  test("says first what the file's regions may use: the values that it imports, by their names there, each once", () => {
    expect(lines[0]).toBe(
      "/** @file You may use: the language, `accumulate`, `mapEach`, `zipWith`, `Misfit`, `addTo`, and functions of your own (last region). */",
    );
  });

  test("leaves every line outside the regions as it is", () => {
    const outside = (text: string) => {
      let inside = false;
      return text.split("\n").filter((line) => {
        const marker = line.includes("CODE HERE");
        if (marker) inside = line.includes("START");
        return marker || !inside;
      });
    };
    expect(outside(lines.slice(1).join("\n"))).toEqual(outside(reference));
  });

  test("leaves a file without regions as it is", () => {
    const text = `import { zeros } from "./values.ts";\n\nexport const none = zeros([]);\n`;
    expect(starterText("9-test/none.ts", text)).toBe(text);
  });

  test("a region that does not end is refused, with its file and id", () => {
    const open = reference.replace("    // END CODE HERE\n", "");
    expect(() => starterText("9-test/ops/mul.ts", open)).toThrow(/9-test\/ops\/mul\.ts.*mul\.forward/u);
    expect(() => starterText("9-test/ops/mul.ts", reference)).not.toThrow();
  });
});

describe.each(assignmentIds())("the starter of %s", (id) => {
  const { assignment, skeleton } = loadCourse(id);
  const regions = [...skeleton.values()].flatMap(({ segments }) =>
    segments.filter((segment) => segment.kind === "region"),
  );

  test("has one region a stub, each with its own throw, and empty helpers", () => {
    const stubs = regions.filter((region) => region.id !== helpersId);
    expect(stubs.map((region) => region.id).toSorted()).toEqual(assignment.stubs.map((stub) => stub.id).toSorted());
    for (const region of stubs) expect(region.text.trim()).toBe(`throw notStarted("${region.id}");`);
    for (const region of regions) if (region.id === helpersId) expect(region.text).toBe("");
  });

  test("has a helpers region in every file with stubs", () => {
    for (const file of new Set(assignment.stubs.map((stub) => stub.file))) {
      const own = skeleton.get(file)?.segments.flatMap((segment) => (segment.kind === "region" ? [segment.id] : []));
      expect(own?.at(-1)).toBe(helpersId);
    }
  });

  const solution = solutionFiles(id);
  test.skipIf(solution.size === 0)("is made of every file of the reference", () => {
    expect([...skeleton.keys()].toSorted()).toEqual([...solution.keys()].toSorted());
    for (const [file, text] of solution)
      expect(
        skeleton
          .get(file)
          ?.segments.map((segment) => segment.text)
          .join(""),
      ).toBe(starterText(file, text));
  });
});
