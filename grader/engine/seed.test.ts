import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { parseReplay, practiceSecret, seedOf, showSeed } from "./seed.ts";

const source = {
  secret: practiceSecret,
  assignment: "2-autodiff",
  law: "mul.backward/gradient",
  tokens: "return ;",
};

describe("seedOf({ secret, assignment, law, tokens })", () => {
  test("gives the first 32 bits of openssl's HMAC", () => {
    // printf '["2-autodiff","mul.backward/gradient","return ;"]' | openssl dgst -sha256 -hmac 'chainrule practice'
    expect(showSeed(seedOf(source))).toBe("79bf6021");
  });

  test("the seed depends on secret, assignment, law and tokens", () => {
    const others = [
      { ...source, secret: "another" },
      { ...source, assignment: "3-networks" },
      { ...source, law: "mul.backward/linear" },
      { ...source, tokens: "return 1 ;" },
    ];
    expect(new Set([source, { ...source }, ...others].map(seedOf)).size).toBe(1 + others.length);
  });

  test("the seed tells law and tokens apart", () => {
    const [one, other] = [
      { ...source, law: "ab", tokens: "c" },
      { ...source, law: "a", tokens: "bc" },
    ];
    expect(seedOf(one)).not.toBe(seedOf(other));
  });
});

const seeds = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

describe("showSeed(seed), parseReplay(text)", () => {
  test("parseReplay reads a printed replay back unchanged", () => {
    const laws = fc.constantFrom("mul.backward/gradient", "offset/position", "capstone/randomGraphs");
    const paths = fc.array(fc.nat({ max: 300 }), { minLength: 1, maxLength: 30 }).map((path) => path.join(":"));
    fc.assert(
      fc.property(laws, seeds, paths, (law, seed, path) => {
        expect(showSeed(seed)).toMatch(/^[0-9a-f]{8}$/u);
        expect(parseReplay(`${law}@${showSeed(seed)}:${path}`)).toEqual({ law, seed, path });
      }),
    );
  });

  test("parseReplay refuses other text and shows the format", () => {
    const good = "mul.backward/gradient@7f3a91c2:0:1";
    expect(parseReplay(good)).toEqual({ law: "mul.backward/gradient", seed: 0x7f3a91c2, path: "0:1" });
    const bad = [
      "",
      "mul.backward/gradient",
      "mul.backward/gradient@7f3a91c2",
      "mul.backward/gradient@7f3a91c2:",
      "@7f3a91c2:0",
      "mul.backward/gradient@7f3a91c:0",
      "mul.backward/gradient@7F3A91C2:0",
      "mul.backward/gradient@7f3a91c2:0:",
      "mul.backward/gradient@7f3a91c2:-1",
      "mul.backward/gradient:0",
      `${good}; rm -rf /`,
      `${good} mul.backward`,
      `${good}\\n2`,
      "mul.backward/gradient@7f3a 91c2:0",
      "\\",
      "\n",
    ];
    for (const text of bad) {
      expect(() => parseReplay(text)).toThrow(/LAW@SEED:PATH.*got .*\n {2}Next: .*\[E_REPLAY\]/u);
      expect(() => parseReplay(text)).toThrow(JSON.stringify(text));
    }
  });
});

describe("parseReplay(text): text copied from a terminal", () => {
  const whole = { law: "mul.backward/gradient", seed: 0x7f3a91c2, path: "0:12:3" };

  test.each([
    ["blanks around the replay", "  mul.backward/gradient@7f3a91c2:0:12:3 \t"],
    ["a line break at the end", "mul.backward/gradient@7f3a91c2:0:12:3\r\n"],
    ["a backslash at the end", "mul.backward/gradient@7f3a91c2:0:12:3\\"],
    ["a backslash and a line break inside", "mul.backward/gradient@7f3a91c2:0:1\\\n2:3"],
    ["a backslash and a Windows line break inside", "mul.backward/gradient@7f3a91c2:0:1\\\r\n2:3"],
    ["a blank after the backslash", "mul.backward/grad\\ \n  ient@7f3a91c2:0:12:3"],
    ["a line break inside", "mul.backward/gradient@7f3a91c2:0:\n    12:3\n"],
  ])("parseReplay ignores %s", (_, text) => {
    expect(parseReplay(text)).toEqual(whole);
  });

  test("parseReplay says how to copy the rest", () => {
    expect(() => parseReplay("mul.backward/gradient@7f3a91c2:0:\\")).toThrow("it goes on in the next line");
    expect(() => parseReplay("mul.backward/gradient")).toThrow("copy it from the report");
  });
});
