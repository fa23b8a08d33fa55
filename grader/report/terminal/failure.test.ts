import { describe, expect, test } from "vitest";

import type { Counterexample, StubResult } from "../../result/result.ts";
import { failureLines } from "./failure.ts";
import { pageFor } from "./page.ts";
import { type Sample, samples } from "../../result/samples.ts";

const page = pageFor({ columns: 72, color: false, command: "npx grade", hasReference: false, tasks: {} });

function stubOf({ result }: Sample, id: string): StubResult {
  const found = result.assignments.flatMap(({ stubs }) => stubs).find((stub) => stub.id === id);
  if (found === undefined) throw new RangeError(`the sample has no stub ${id}`);
  return found;
}

const mul = stubOf(samples.oneFailure, "mul.backward");
const base: Counterexample = { law: "mul.backward/gradient", says: "It holds.", case: [], suspects: [] };

function withCase(change: Partial<Counterexample>): readonly string[] {
  return failureLines({ ...mul, counterexample: { ...base, ...change } }, page);
}

describe("failureLines(stub, page)", () => {
  test("shows every gradient and both orders of a graph", () => {
    expect(failureLines(stubOf(samples.severalPaths, "backward"), page).slice(2, 21).join("\n")).toBe(
      `
  smallest case   graph     b = 2·a
                            c = 3·b + a
                            d = b + c
                            e = −a + b + c + d
                  upstream  [1]
  your order      b, c, d, e
  a right one     e, d, c, b

    gradient of   expected   got
              e          1     1
              d          1     1
              c          2     2
  ✗           b          8     2   differs first
  ✗           a         17    −1

  Might it be that backwardStep is called parents before children?

  replay   npx grade --replay backward/everyPath@5521f00d:12:0:0:2:1`,
    );
  });

  test("a wide picture first drops values, then becomes sentences", () => {
    const locals = [
      { operand: "a", upstream: "1", formula: "1/b", local: "0.333333", downstream: "0.333333", got: "3" },
      { operand: "b", upstream: "1", formula: "−a/b²", local: "−0.222222", downstream: "−0.222222", got: "−0.222222" },
    ];
    const text = withCase({ locals });
    expect(text).toContain("  upstream 1 ─┬─ × local 1/b   ─→ a is due 0.333333, got 3");
    expect(text).toContain("              └─ × local −a/b² ─→ b is due −0.222222, got −0.222222");
    const wider = locals.map((one) => ({ ...one, upstream: "1234.56", operand: "tensors[0]", got: "−12345.6" }));
    expect(withCase({ locals: wider }).join("\n")).toContain("tensors[0] is due upstream 1234.56 × local 1/b");
  });

  test("states a shared reason once and every finding fully", () => {
    const finding = (line: number) => ({
      by: "policy" as const,
      rule: "state",
      file: "ops/mul.ts",
      line,
      message: `finding ${line}`,
      why: "There is a reason.",
      next: "do something else",
    });
    const { counterexample: _, ...refused } = stubOf(samples.refused, "accumulate");
    const text = failureLines({ ...refused, findings: [finding(28), finding(30)] }, page);
    for (const line of [28, 30]) expect(text).toContain(`  line ${line}: finding ${line}`);
    expect(text.filter((line) => line.includes("There is a reason."))).toHaveLength(1);
    expect(text.filter((line) => line === "  → do something else")).toHaveLength(2);
  });

  test("prints law, case, difference, picture, question and commands", () => {
    expect(failureLines(mul, page).join("\n")).toBe(
      `
mul.backward                            starter/2-autodiff/ops/mul.ts:33
  Each factor receives the upstream gradient times the other factor.

  smallest case   a = [2]    b = [3]    upstream = [1]
  gradient of a   expected 3    got 2

      upstream 1 ─┬─ × local b = 3 ─→ a is due 3, got 2
                  └─ × local a = 2 ─→ b is due 2, got 3

  Might it be that each factor received itself instead of the other one?

  replay   npx grade --replay mul.backward/gradient@7f3a91c2:0
  hint     npx grade hint mul.backward
`.trim(),
    );
  });

  test("a long replay name also gets a short command", () => {
    const long = `mul.backward/gradient@7f3a91c2${":0".repeat(30)}`;
    const text = withCase({ replay: long });
    const at = text.indexOf("  replay   npx grade --replay");
    expect(at).toBeGreaterThan(0);
    expect(text[at + 1]).toBe("  by name");
    expect(
      text
        .join("")
        .replaceAll(/\\\s*/gu, " ")
        .replaceAll(/(?<=[:\d]) (?=[:\d])/gu, ""),
    ).toContain(long);
  });

  test("gives each step of a long graph a line", () => {
    const lines = failureLines(stubOf(samples.severalPaths, "backward"), page);
    expect(lines).toContain("  smallest case   graph     b = 2·a");
    expect(lines).toContain("                            c = 3·b + a");
    const short = withCase({
      case: [{ name: "graph", text: "b = a + a;  c = b + b", steps: ["b = a + a", "c = b + b"] }],
    });
    expect(short).toContain("  smallest case   graph: b = a + a;  c = b + b");
  });

  test("counts and locates differences among several numbers", () => {
    const difference = { what: "the sum", expected: "[1, 2]", got: "[1, 3]", differing: 1, of: 2, index: [1] };
    expect(withCase({ difference })).toContain("            1 of 2 differs, first at [1]");
    expect(withCase({ difference: { ...difference, of: 1 } }).join("\n")).not.toContain("differs");
  });

  test("mentions rounding only where numbers nearly agree", () => {
    const nearly = { what: "the sum", expected: "0.333333", got: "0.333333", errorOverAllowed: 37.2 };
    expect(withCase({ difference: nearly }).join("\n")).toContain("37 times what rounding explains");
    expect(withCase({ difference: { ...nearly, got: "2", errorOverAllowed: 4e11 } }).join("\n")).not.toContain(
      "rounding",
    );
  });

  test("locates an error in student code before given code", () => {
    const lines = failureLines(stubOf(samples.thrown, "sum.forward"), page);
    expect(lines).toContain("  it threw        TypeError: Cannot read properties of undefined");
    expect(lines).toContain("                  at starter/2-autodiff/ops/sum.ts:41");
    expect(lines.join("\n")).not.toContain("which is given");
    const elsewhere = withCase({ thrown: { name: "TypeError", message: "no", within: "2-autodiff/tensor.ts" } });
    expect(elsewhere.join("\n")).toContain("in 2-autodiff/tensor.ts, which is given");
  });

  test("a fault of a kernel shows everyone who took part, and where", () => {
    const at = (line: number) => ({ file: "starter/5-kernels/reduce/total.wgsl", line });
    const fault = {
      name: "race",
      text: "part[0]: two invocations of a workgroup meet there, with no barrier between them",
      places: [
        { text: "written by invocation (0, 0, 0)", at: at(21) },
        { text: "read by invocation (32, 0, 0)", at: at(24) },
      ],
    };
    const given = [
      { name: "n", text: "1" },
      { name: "x", text: "[2]" },
    ];
    expect(withCase({ case: given, fault }).slice(3, 10).join("\n")).toBe(
      `  smallest case   n = 1    x = [2]
  race            part[0]: two invocations of a workgroup meet there,
                  with no barrier between them
                  written by invocation (0, 0, 0),
                  starter/5-kernels/reduce/total.wgsl:21
                  read by invocation (32, 0, 0),
                  starter/5-kernels/reduce/total.wgsl:24`,
    );
  });

  test("a text that does not compile was not thrown by anybody", () => {
    const thrown = { name: "WgslError", message: "k is not declared", at: { file: "relu.wgsl", line: 12 } };
    expect(withCase({ thrown })).toEqual(
      expect.arrayContaining(["  does not compile   k is not declared", "                     at relu.wgsl:12"]),
    );
  });

  test("shows only the reason of a refused region", () => {
    const refused = stubOf(samples.refused, "accumulate");
    const lines = failureLines(refused, page);
    expect(lines).toContain("  refused   line 28 names `process`, which is not among what a");
    expect(lines.join("\n")).not.toContain(refused.counterexample?.says);
  });

  test("shows the first console lines behind a bar", () => {
    const lines = withCase({ console: "next: nothing\n54 earned\n3\n4\n5\n6\n7\n" });
    expect(lines).toEqual(
      expect.arrayContaining(["  your console said:", "  │ next: nothing", "  │ 54 earned", "  │ … 2 more lines"]),
    );
    expect(withCase({ console: "1\n2\n3\n4\n5\n6\n" }).join("\n")).not.toContain("more lines");
    const alone = failureLines(
      { ...mul, counterexample: { ...base, console: "1\n2\n3\n4\n5\n6\n7\n" } },
      { ...page, only: true },
    );
    expect(alone).toContain("  │ 7");
  });

  test("draws one line for each upstream gradient", () => {
    const x = { operand: "x", upstream: "5", local: "−1", downstream: "−5" };
    expect(withCase({ locals: [x] })).toContain("      upstream 5 ─── × local −1 ─→ x is due −5");
    const apart = withCase({ locals: [x, { ...x, operand: "y", upstream: "12" }] });
    expect(apart).toContain("      upstream 5  ─── × local −1 ─→ x is due −5");
    expect(apart).toContain("      upstream 12 ─── × local −1 ─→ y is due −5");
  });

  test("gives the command for a failure without a case", () => {
    const { counterexample: _, ...bare } = mul;
    expect(failureLines(bare, page)).toContain("  see      npx grade mul.backward");
  });
});
