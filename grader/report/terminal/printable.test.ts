import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { printable, printableLines } from "./printable.ts";

const escape = "\u001b";

describe("printable(text, max)", () => {
  test("keeps an ordinary text unchanged", () => {
    for (const text of ["gradient of x: 2, not 3", "∂L/∂a = upstream × b", "Größe, naïve, 数学, 👩", "e\u0301"])
      expect(printable(text, 80)).toBe(text);
  });

  test("removes whole escape sequences", () => {
    expect(printable(`a${escape}[31;1mred${escape}[0m`, 80)).toBe("ared");
    expect(printable(`a${escape}[2J${escape}[Hb`, 80)).toBe("ab");
    expect(printable("a\u009b31mb", 80)).toBe("ab");
    expect(printable(`a${escape}]0;a title\u0007b`, 80)).toBe("ab");
    // A link whose text hides its address, with each of the three endings.
    expect(printable(`${escape}]8;;https://evil.example${escape}\\course${escape}]8;;\u0007`, 80)).toBe("course");
    expect(printable("\u009d52;c;Y3VybA==\u009cb", 80)).toBe("b");
    expect(printable(`a${escape}P1$r0m${escape}\\b${escape}cc`, 80)).toBe("abc");
  });

  test("shows the rest of an unfinished sequence", () => {
    expect(printable(`a${escape}]0;next: nothing to do`, 80)).toBe("a0;next: nothing to do");
  });

  test("removes invisible and direction characters", () => {
    const unseen = [
      "\u202a",
      "\u202e",
      "\u2066",
      "\u2069",
      "\u200e",
      "\u061c",
      "\u200b",
      "\u200d",
      "\u2060",
      "\ufeff",
      "\u00ad",
      "\u3164",
      "\u{e0041}",
      "\ud800",
      "\u0000",
      "\u007f",
    ];
    expect(printable(`a${unseen.join("")}b`, 80)).toBe("ab");
  });

  test("joins several lines into one", () => {
    expect(printable("a\nb\r\nc\u2028d\te\u0085f", 80)).toBe("a b  c d e f");
  });

  test("keeps at most two marks on a letter", () => {
    expect(printable(`e${"\u0301".repeat(500)}`, 80)).toBe("e\u0301\u0301");
  });

  test("cuts at `max` characters and adds an ellipsis", () => {
    expect(printable("abcdef", 6)).toBe("abcdef");
    expect(printable("abcdefg", 6)).toBe("abcde…");
    expect(printable("👩👩👩", 2)).toBe("👩…");
  });

  test("handles a text of megabytes within 500 ms", () => {
    const start = performance.now();
    for (const part of [`${escape}]`, `${escape}[0`, "\u009d", "\u0301", "x"]) printable(part.repeat(2_000_000), 100);
    expect(performance.now() - start).toBeLessThan(500);
  });

  test("gives at most `max` visible characters of any text", () => {
    const piece = fc.constantFrom(
      escape,
      "[",
      "]",
      "\u009b",
      "\u0007",
      "\\",
      "31m",
      "\u202e",
      "\n",
      "\u0301",
      "\ud800",
      "a",
      " ",
      "0;",
    );
    const texts = fc.oneof(
      fc.array(piece).map((pieces) => pieces.join("")),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 40 }), (text, max) => {
        const shown = printable(text, max);
        expect(Array.from(shown).length).toBeLessThanOrEqual(max);
        expect(shown).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
        expect(printable(shown, max)).toBe(shown);
      }),
    );
  });
});

describe("printableLines(text, max)", () => {
  test("keeps line breaks and removes escape sequences", () => {
    expect(printableLines(`a\r\n${escape}[1Ab\rc\nd`, 80)).toEqual(["a", "b", "c", "d"]);
  });
});
