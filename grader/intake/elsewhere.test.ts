import { describe, expect, test } from "vitest";
import { declaredInRegions, declaredOutside } from "./elsewhere.ts";
import { cutMarked } from "./markers.ts";

const skeleton = cutMarked("a.ts", 'import { given } from "./given.ts";\nexport function a() {\n}\n');

function outside(locked: string) {
  return declaredOutside({ locked, lockedAt: locked.split("\n").map((_, i) => 10 * (i + 1)) }, skeleton);
}

describe("declaredOutside(found, skeleton)", () => {
  test("what is handed out is not told", () => {
    expect(outside('import { given } from "./given.ts";\nexport function a() {\n}\n')).toEqual([]);
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
  ])("%j", (text, names, what) => {
    expect(outside(`\n${text}\n`)).toEqual(names.map((name) => ({ name, what, where: "line 20" })));
  });

  test("the line is the student's own", () => {
    expect(outside("\n\n\nlet x;")).toEqual([{ name: "x", what: "value", where: "line 40" }]);
  });

  test("a file made to be slow to read is read at once", () => {
    const start = performance.now();
    outside("import x\n".repeat(28_000));
    outside(`import ${" ".repeat(250_000)}`);
    outside(`const x =${"=".repeat(250_000)}`);
    outside("const x = (".repeat(20_000));
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe("declaredInRegions(regions)", () => {
  test("names what each region declares, by the region", () => {
    const regions = new Map([
      ["one", "const x = 1;\nfunction f() {}"],
      ["two", "return 1;"],
    ]);
    expect(declaredInRegions(regions)).toEqual([
      { name: "f", what: "region", where: "one" },
      { name: "x", what: "region", where: "one" },
    ]);
  });
});
