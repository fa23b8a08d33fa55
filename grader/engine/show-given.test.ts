import { describe, expect, test } from "vitest";
import { values } from "../../specs/support/values.ts";
import { loadAssignments } from "../course/assignment.ts";
import { loadLaws } from "../course/laws.ts";
import { drawCases } from "./judge.ts";
import { showGiven } from "./show-given.ts";

const laws = await loadLaws(loadAssignments());

describe("showGiven(value)", () => {
  test.each([
    ["a shape", [2, 3], "[2, 3]"],
    ["options", [[-1], true], "[[−1], true]"],
    ["a list of tensors", [values([1, 2]), values([3, 4])], "[[1, 2], [3, 4]]"],
    ["a record", { x: values([1]), rate: 0.5 }, "{ x: [1], rate: 0.5 }"],
    ["nothing", undefined, "undefined"],
  ])("shows %s", (_, value, shown) => {
    expect(showGiven(value)).toBe(shown);
  });

  test("the cases of every law can be read", () => {
    const unreadable = laws.flatMap((law) =>
      drawCases(law, 1)
        .slice(0, 3)
        .flatMap((given) => Object.entries(law.pose(given).shown))
        .filter(([, part]) => typeof part === "function" || /\[object|\{ \}|=>/u.test(showGiven(part)))
        .map(([name]) => `${law.id}: ${name}`),
    );
    expect(unreadable).toEqual([]);
  });
});
