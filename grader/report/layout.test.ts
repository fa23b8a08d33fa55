import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { commandLines, fitting, flow, spread, together, width, wrap } from "./layout.ts";

describe("wrap(text, columns)", () => {
  test("breaks between words, and begins every line as it is told", () => {
    expect(wrap("one two three four", 14, "note: ", "  ")).toEqual(["note: one two", "  three four"]);
  });

  test("leaves no single word for the last line if that can be helped", () => {
    expect(wrap("Every element is added to the element that was read for it.", 56)).toEqual([
      "Every element is added to the element that was",
      "read for it.",
    ]);
  });

  test("does not part what belongs together", () => {
    expect(wrap(`see ${together("npx grade doctor")} now`, 18)).toEqual(["see", "npx grade doctor", "now"]);
  });

  test("keeps every line within its columns, and every letter, for any text", () => {
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

describe("spread(left, right, columns)", () => {
  test("stands at both ends of a line, or below each other", () => {
    expect(spread("mul", "mul.ts:3", 16)).toEqual(["mul     mul.ts:3"]);
    expect(spread("mul.backward", "mul.ts:3", 16)).toEqual(["mul.backward", "  mul.ts:3"]);
  });

  test("keeps the end of a path that is too long", () => {
    expect(spread("mul", "starter/2-autodiff/ops/mul.ts:3", 16)[1]).toBe("  …/ops/mul.ts:3");
  });
});

describe("fitting(texts, columns)", () => {
  const texts = ["gradient of x: 2, not 3", "gradient of x differs", "gradient of x"];

  test("takes the first that fits", () => {
    expect(fitting(texts, 40)).toBe("gradient of x: 2, not 3");
    expect(fitting(texts, 22)).toBe("gradient of x differs");
    expect(fitting(texts, 13)).toBe("gradient of x");
  });

  test("cuts the last between words, and says nothing where there is no room", () => {
    expect(fitting(["no answer after 2 s of computing"], 25)).toBe("no answer after 2 s of …");
    expect(fitting(texts, 11)).toBe("");
  });
});

describe("flow(parts, between, columns, indent)", () => {
  test("leaves out what stands between two parts where a line ends", () => {
    expect(flow(["29 earned", "54 in all"], " · ", 21, 2)).toEqual(["29 earned · 54 in all"]);
    expect(flow(["29 earned", "54 in all"], " · ", 20, 2)).toEqual(["29 earned", "  54 in all"]);
  });
});

describe("commandLines(command, columns, indent)", () => {
  test("is the command again when a shell has read it", () => {
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
