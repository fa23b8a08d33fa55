import { describe, expect, test } from "vitest";
import { findRegionDeclarations, findOutsideDeclarations } from "./hidden-declarations.ts";
import { cutAtMarkers } from "../course/markers.ts";

const skeleton = cutAtMarkers("a.ts", 'import { given } from "./given.ts";\nexport function a() {\n}\n');

function findOutside(locked: string) {
  return findOutsideDeclarations({ locked, lockedAt: locked.split("\n").map((_, i) => 10 * (i + 1)) }, skeleton);
}

describe("findOutsideDeclarations(found, skeleton)", () => {
  test("leaves out the declarations of the skeleton", () => {
    expect(findOutside('import { given } from "./given.ts";\nexport function a() {\n}\n')).toEqual([]);
  });

  test.each([
    ['import { more, type T, old as renamed } from "./more.ts";', ["more", "T", "renamed"], "import"],
    ['import {\n  more,\n} from "./more.ts";', ["more"], "import"],
    ['import * as all from "x"; ', ["all"], "import"],
    ["function* f() {}", ["f"], "function"],
    ["const f = (x: number): number => x;", ["f"], "function"],
    ["const f = async function () {};", ["f"], "function"],
    ["const größe = 1;", ["größe"], "value"],
    ["class Cache {}", ["Cache"], "value"],
  ])("finds the names that %j declares", (text, names, what) => {
    expect(findOutside(`\n${text}\n`)).toEqual(names.map((name) => ({ name, what, where: "line 20" })));
  });

  test("gives the line in the student's file", () => {
    expect(findOutside("\n\n\nlet x;")).toEqual([{ name: "x", what: "value", where: "line 40" }]);
  });

  test("reads hostile text within two seconds", () => {
    const start = performance.now();
    findOutside("import x\n".repeat(28_000));
    findOutside(`import ${" ".repeat(250_000)}`);
    findOutside(`const x =${"=".repeat(250_000)}`);
    findOutside("const x = (".repeat(20_000));
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe("findRegionDeclarations(regions)", () => {
  test("names each declaration with its region", () => {
    const regions = new Map([
      ["one", "const x = 1;\nfunction f() {}"],
      ["two", "return 1;"],
    ]);
    expect(findRegionDeclarations(regions)).toEqual([
      { name: "f", what: "region", where: "one" },
      { name: "x", what: "region", where: "one" },
    ]);
  });
});
