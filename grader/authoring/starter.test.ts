import { describe, expect, test } from "vitest";

import { helpersId } from "../course/markers.ts";
import { loadAssignments } from "../course/assignment.ts";
import { loadCourse, solutionFiles, joinSegments } from "../course/course.ts";
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

  test("puts an indented throw into every region", () => {
    expect(starter).toContain(`    // START CODE HERE (mul.forward) ~1 line: the product
    throw notStarted("mul.forward");
    // END CODE HERE
`);
    expect(starter).toContain(`\t// START CODE HERE (mul.backward) ~2 lines: each factor receives the other
\tthrow notStarted("mul.backward");
\t// END CODE HERE
`);
  });

  test("removes the text of regions and helpers", () => {
    for (const part of ["x * y", "accumulate(a, b)", "accumulate(b, a)", "secret", "42"])
      expect(starter).not.toContain(part);
    expect(starter).toContain(
      "// START CODE HERE (helpers) optional: functions of your own for this file\n// END CODE HERE\n",
    );
  });

  test("the first line lists each imported value once", () => {
    expect(lines[0]).toBe(
      "/** @file You may use: the language, `accumulate`, `mapEach`, `zipWith`, `Misfit`, `addTo`, and functions of your own (last region). */",
    );
  });

  test("keeps every line outside the regions", () => {
    const linesOutside = (text: string) => {
      let inside = false;
      return text.split("\n").filter((line) => {
        const marker = line.includes("CODE HERE");
        if (marker) inside = line.includes("START");
        return marker || !inside;
      });
    };
    expect(linesOutside(lines.slice(1).join("\n"))).toEqual(linesOutside(reference));
  });

  test("keeps a file without regions", () => {
    const text = `import { zeros } from "./values.ts";\n\nexport const none = zeros([]);\n`;
    expect(starterText("9-test/none.ts", text)).toBe(text);
  });

  test("the error for an open region names the region", () => {
    const open = reference.replace("    // END CODE HERE\n", "");
    expect(() => starterText("9-test/ops/mul.ts", open)).toThrow(/9-test\/ops\/mul\.ts.*mul\.forward/u);
    expect(() => starterText("9-test/ops/mul.ts", reference)).not.toThrow();
  });
});

describe.each(loadAssignments())("the starter of $id", (assignment) => {
  const { skeleton } = loadCourse([assignment]);
  const regions = [...skeleton.values()].flatMap(({ segments }) =>
    segments.filter((segment) => segment.kind === "region"),
  );

  test("each stub has a throw, and helpers are empty", () => {
    const stubs = regions.filter((region) => region.id !== helpersId);
    expect(stubs.map((region) => region.id).toSorted()).toEqual(assignment.stubs.map((stub) => stub.id).toSorted());
    for (const region of stubs) expect(region.text.trim()).toBe(`throw notStarted("${region.id}");`);
    for (const region of regions) if (region.id === helpersId) expect(region.text).toBe("");
  });

  test("every file with stubs ends with helpers", () => {
    for (const file of new Set(assignment.stubs.map((stub) => stub.file))) {
      const own = skeleton.get(file)?.segments.flatMap((segment) => (segment.kind === "region" ? [segment.id] : []));
      expect(own?.at(-1)).toBe(helpersId);
    }
  });

  const solution = solutionFiles(assignment);
  test.skipIf(solution.size === 0)("every file equals the text made from solution", () => {
    expect([...skeleton.keys()].toSorted()).toEqual([...solution.keys()].toSorted());
    for (const [file, text] of solution) expect(joinSegments(skeleton.get(file))).toBe(starterText(file, text));
  });
});
