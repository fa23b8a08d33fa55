import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { commandLines, pickFitting, flow, placeAtEnds, tieWords, width, wrap } from "./layout.ts";

describe("wrap(text, columns)", () => {
  test("breaks between words and starts lines with given prefixes", () => {
    expect(wrap("one two three four", 14, "note: ", "  ")).toEqual(["note: one two", "  three four"]);
  });

  test("balances lines so the last has several words", () => {
    expect(wrap("Every element is added to the element that was read for it.", 56)).toEqual([
      "Every element is added to the element that was",
      "read for it.",
    ]);
  });

  test("keeps tied words together", () => {
    expect(wrap(`see ${tieWords("npx grade doctor")} now`, 18)).toEqual(["see", "npx grade doctor", "now"]);
  });

  test("keeps every letter and fits the columns", () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "é", "👩"), minLength: 1, maxLength: 90 }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 16, max: 100 }), (some, columns) => {
        const lines = wrap(some.join(" "), columns, "  note: ", "  ");
        for (const line of lines) expect(width(line)).toBeLessThanOrEqual(columns);
        expect(lines.join("").replaceAll(" ", "")).toBe(`note:${some.join("")}`);
      }),
    );
  });
});

describe("placeAtEnds(left, right, columns)", () => {
  test("puts texts at both ends or on two lines", () => {
    expect(placeAtEnds("mul", "mul.ts:3", 16)).toEqual(["mul     mul.ts:3"]);
    expect(placeAtEnds("mul.backward", "mul.ts:3", 16)).toEqual(["mul.backward", "  mul.ts:3"]);
  });

  test("keeps the end of a long path", () => {
    expect(placeAtEnds("mul", "starter/2-autodiff/ops/mul.ts:3", 16)[1]).toBe("  …/ops/mul.ts:3");
  });
});

describe("pickFitting(texts, columns)", () => {
  const texts = ["gradient of x: 2, not 3", "gradient of x differs", "gradient of x"];

  test("takes the first text that fits", () => {
    expect(pickFitting(texts, 40)).toBe("gradient of x: 2, not 3");
    expect(pickFitting(texts, 22)).toBe("gradient of x differs");
    expect(pickFitting(texts, 13)).toBe("gradient of x");
  });

  test("cuts the last text between words or drops it", () => {
    expect(pickFitting(["no answer after 2 s of computing"], 25)).toBe("no answer after 2 s of …");
    expect(pickFitting(texts, 11)).toBe("");
  });
});

describe("flow(parts, separator, columns, indent)", () => {
  test("drops the separator at the end of a line", () => {
    expect(flow(["29 earned", "54 in all"], " · ", 21, 2)).toEqual(["29 earned · 54 in all"]);
    expect(flow(["29 earned", "54 in all"], " · ", 20, 2)).toEqual(["29 earned", "  54 in all"]);
  });
});

describe("commandLines(command, columns, indent)", () => {
  test("a shell reads back the same command", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "7", ":", "/", "@", "."), minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 60, max: 72 }),
        (words, columns) => {
          const lines = commandLines(words.join(" "), columns, 4);
          for (const line of lines) expect(width(line)).toBeLessThanOrEqual(columns);
          const read = lines.join("\n").replaceAll("\\\n", "");
          expect(read.trim().split(/ +/u)).toEqual(words);
        },
      ),
    );
  });
});
