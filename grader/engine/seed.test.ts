import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";

import { assembleWhole } from "../intake/assemble.ts";
import { inspectRegions } from "../intake/inspect.ts";
import { helpersId } from "../intake/markers.ts";
import { checkOf, type Region, type Submission } from "../intake/submission.ts";
import { benchFor } from "../plan.ts";
import { loadCourse } from "../release/course.ts";
import { Subject, Subjects } from "../subject/subject.ts";
import { loadLaws } from "./laws.ts";
import { parseReplay, practiceSecret, seedOf, showSeed } from "./seed.ts";

const source = {
  secret: practiceSecret,
  assignment: "2-autodiff",
  law: "mul.backward/gradient",
  tokens: "return ;",
};

describe("seedOf({ secret, assignment, law, tokens })", () => {
  test("is the first 32 bits of the HMAC, as openssl has it", () => {
    // printf '["2-autodiff","mul.backward/gradient","return ;"]' | openssl dgst -sha256 -hmac 'chainrule practice'
    expect(showSeed(seedOf(source))).toBe("79bf6021");
  });

  test("is another one for another secret, assignment, law or text, and the same for the same", () => {
    const others = [
      { ...source, secret: "another" },
      { ...source, assignment: "3-networks" },
      { ...source, law: "mul.backward/linear" },
      { ...source, tokens: "return 1 ;" },
    ];
    expect(new Set([source, { ...source }, ...others].map(seedOf)).size).toBe(1 + others.length);
  });

  test("keeps its parts apart: what one ends with does not begin the next", () => {
    const [one, other] = [
      { ...source, law: "ab", tokens: "c" },
      { ...source, law: "a", tokens: "bc" },
    ];
    expect(seedOf(one)).not.toBe(seedOf(other));
  });
});

const seeds = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

describe("showSeed(seed), parseReplay(text)", () => {
  test("a replay that is printed is read again as it was", () => {
    const laws = fc.constantFrom("mul.backward/gradient", "offset/position", "capstone/randomGraphs");
    const paths = fc.array(fc.nat({ max: 300 }), { minLength: 1, maxLength: 30 }).map((path) => path.join(":"));
    fc.assert(
      fc.property(laws, seeds, paths, (law, seed, path) => {
        expect(showSeed(seed)).toMatch(/^[0-9a-f]{8}$/u);
        expect(parseReplay(`${law}@${showSeed(seed)}:${path}`)).toEqual({ law, seed, path });
      }),
    );
  });

  test("anything else is refused, and the error names the three parts and what came", () => {
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

describe("parseReplay(text), copied over two lines", () => {
  const whole = { law: "mul.backward/gradient", seed: 0x7f3a91c2, path: "0:12:3" };

  test.each([
    ["blanks around it", "  mul.backward/gradient@7f3a91c2:0:12:3 \t"],
    ["a line break after it", "mul.backward/gradient@7f3a91c2:0:12:3\r\n"],
    ["a backslash after it", "mul.backward/gradient@7f3a91c2:0:12:3\\"],
    ["a backslash and a line break in it", "mul.backward/gradient@7f3a91c2:0:1\\\n2:3"],
    ["a backslash and a line break of Windows in it", "mul.backward/gradient@7f3a91c2:0:1\\\r\n2:3"],
    ["a blank after the backslash", "mul.backward/grad\\ \n  ient@7f3a91c2:0:12:3"],
    ["only a line break in it", "mul.backward/gradient@7f3a91c2:0:\n    12:3\n"],
  ])("%s is left out", (_, text) => {
    expect(parseReplay(text)).toEqual(whole);
  });

  test("of half a path it is said that it goes on", () => {
    expect(() => parseReplay("mul.backward/gradient@7f3a91c2:0:\\")).toThrow("it goes on in the next line");
    expect(() => parseReplay("mul.backward/gradient")).toThrow("copy it from the report");
  });
});

const course = loadCourse("2-autodiff");
const laws = await loadLaws(course.assignment);
const file = "2-autodiff/ops/mul.ts";

/** What a student may have written into `mul.backward`; the others are the first with one thing changed. */
const texts = {
  first: `    accumulate(a, zipWith(out.grad, b, (u, y) => u * y));\n    accumulate(b, zipWith(out.grad, a, (u, x) => u * x));\n`,
  commented: `    // Each factor receives the other one.\n    accumulate(a, zipWith(out.grad, b, (u, y) => u * y)); /* ∂L/∂a */\n    accumulate(b, zipWith(out.grad, a, (u, x) => u * x));\n`,
  spaced: `\n\taccumulate( a,zipWith(out.grad,\n b,(u,y)=>u*y) ) ;\n\n accumulate(b, zipWith(out.grad, a, (u, x) => u * x));  \n`,
  swapped: `    accumulate(a, zipWith(out.grad, a, (u, y) => u * y));\n    accumulate(b, zipWith(out.grad, b, (u, x) => u * x));\n`,
  renamed: `    accumulate(a, zipWith(out.grad, b, (g, y) => g * y));\n    accumulate(b, zipWith(out.grad, a, (u, x) => u * x));\n`,
  noted: `    accumulate(a, zipWith(out.grad, b, (u, y) => u * y));\n    accumulate(b, zipWith(out.grad, a, (u, x) => u * x));\n    "a string is no comment";\n`,
};
const product = `    return zipWith(a, b, (x, y) => x * y);\n`;
const helper = `function twice(x: number): number {\n  return 2 * x;\n}\n`;

describe("the seed of a law, from what a student has written", () => {
  const found = new Map<string, Region>();

  // One sealed process reads them all, as it reads a submission.
  beforeAll(async () => {
    const written = [
      ...Object.entries(texts).map(([name, text]) => ({ name, id: "mul.backward", text })),
      { name: "product", id: "mul.forward", text: product },
      { name: "helper", id: helpersId, text: helper },
      { name: "helper, commented", id: helpersId, text: `// For later.\n${helper}` },
    ];
    const inspected = await inspectRegions(
      written.map(({ id, text }) => checkOf(course, file, id, text, "")),
      course.assignment.globals,
    );
    for (const [i, { name, id }] of written.entries()) {
      const { tokens = "", stripped = "", findings: [finding] = [] } = inspected[i] ?? {};
      if (finding !== undefined) throw new Error(`${name}: ${finding.message}`);
      const place = { place: undefined, regionLine: undefined, reason: undefined };
      found.set(name, { id, file, ...place, state: "started", tokens, stripped });
    }
  });

  function submissionOf(
    backward: string,
    { forward, helpers }: { forward?: string; helpers?: string } = {},
  ): Submission {
    const named = (name: string | undefined) => (name === undefined ? undefined : found.get(name));
    const [own, other, shared] = [backward, forward, helpers].map(named);
    return {
      regions: new Map([own, other].flatMap((region) => (region === undefined ? [] : [[region.id, region] as const]))),
      helpers: new Map(shared === undefined ? [] : [[file, shared]]),
      remarks: [],
    };
  }

  function seedIn(submission: Submission, id: string): string {
    const law = laws.find((candidate) => candidate.id === id);
    if (law === undefined) throw new RangeError(`no law ${id}`);
    using subjects = new Subjects();
    const assembly = assembleWhole(course, submission);
    using subject = new Subject(subjects, assembly.modules);
    return showSeed(benchFor({ course, submission, secret: practiceSecret }, law, assembly, subject, false).seed);
  }

  const gradient = "mul.backward/gradient";
  const seedOfText = (name: string) => seedIn(submissionOf(name), gradient);

  test("neither a comment nor a blank changes it", () => {
    expect(seedOfText("commented")).toBe(seedOfText("first"));
    expect(seedOfText("spaced")).toBe(seedOfText("first"));
  });

  test("every token changes it, be it only a name or a string that does nothing", () => {
    expect(new Set(["first", "swapped", "renamed", "noted"].map(seedOfText)).size).toBe(4);
  });

  test("another stub's edit does not change it, not even one in the same file", () => {
    const [alone, beside] = [submissionOf("first"), submissionOf("first", { forward: "product" })];
    expect(seedIn(beside, gradient)).toBe(seedIn(alone, gradient));
    expect(seedIn(beside, "mul.forward/product")).not.toBe(seedIn(alone, "mul.forward/product"));
    expect(seedIn(submissionOf("swapped", { forward: "product" }), "mul.forward/product")).toBe(
      seedIn(beside, "mul.forward/product"),
    );
  });

  test("the file's helpers change it, their comments do not", () => {
    const [without, helped, commented] = [undefined, "helper", "helper, commented"].map((helpers) =>
      seedIn(submissionOf("first", helpers === undefined ? {} : { helpers }), gradient),
    );
    expect(helped).not.toBe(without);
    expect(commented).toBe(helped);
  });

  test("a capstone's questions change with any region", () => {
    const of = (backward: string) => seedIn(submissionOf(backward, { forward: "product" }), "capstone/randomGraphs");
    expect(of("swapped")).not.toBe(of("first"));
    expect(of("commented")).toBe(of("first"));
  });

  test("two laws of one stub are not asked the same cases", () => {
    const own = laws.filter(({ law }) => law.stub === "mul.backward").map(({ id }) => id);
    expect(new Set(own.map((id) => seedIn(submissionOf("first"), id))).size).toBe(own.length);
  });
});
