import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { practiceSecret } from "../engine/seed.ts";
import { grade } from "../grading/grade.ts";
import { type Attack, outOfMemoryOrTime, mulForward } from "./attack.ts";
import { expectContained } from "./expect-contained.ts";
import {
  canLimit,
  course,
  fileOf,
  writeSubmission,
  hasReference,
  judgedBeside,
  wallMs,
  sealFailure,
  openWorkplace,
} from "./set-up.ts";

const { folder } = openWorkplace();

const millionLetters = "const line = 'x'.repeat(1e6);";

/** Attacks that are graded as a whole folder: files, markers, parser, every law, whole and alone. */
const folderAttacks: readonly Attack[] = [
  {
    name: "process.exit(0)",
    text: "process.exit(0);",
    verdict: "refused",
    because: /`process` is not part of the course/,
  },
  { name: "an endless loop", text: "for (;;);", verdict: "timed-out", because: /no answer after 2 s of computing/ },
  {
    name: "4 GB in one array",
    text: `const big = new Float64Array(5e8); void big; ${mulForward}`,
    verdict: "out-of-memory",
    because: /allocation failed/,
  },
  {
    name: "arrays that grow",
    text: "const kept: number[] = []; for (;;) kept.push(kept.length);",
    verdict: outOfMemoryOrTime,
    because: /256 MB|2 s of computing/,
  },
  {
    name: "1 GB of console output",
    text: `${millionLetters} for (let i = 0; i < 1000; i++) console.log(line); ${mulForward}`,
    verdict: "passed",
  },
  {
    name: "1 GB in one string",
    text: `const text = "x".repeat(2 ** 30); void text; ${mulForward}`,
    verdict: "crashed",
    because: /Invalid string length/,
  },
  {
    name: "the text of the reference in an error",
    stub: "mul.backward",
    text: "throw new Error([accumulate, zipWith].map((f) => f.toString()).join());",
    verdict: "crashed",
    because: /\[locked\]/,
  },
  {
    name: "9,000 nested parentheses that kill the parser",
    text: `return ${"(".repeat(9000)}1${")".repeat(9000)};`,
    verdict: "refused",
    because: /the parser gave up/,
  },
  {
    name: "50 MB of source",
    stub: "offset",
    text: `//${"x".repeat(50e6)}\nreturn 0;`,
    verdict: "refused",
    because: /more than 262144/,
  },
];

/** Lists every file below a folder with its size, time and inode, so that any write shows. */
function listFiles(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .toSorted()
    .map((name) => {
      const { size, mtimeMs, ino } = statSync(join(root, name));
      return `${name} ${size} ${mtimeMs} ${ino}`;
    });
}

describe.skipIf(!hasReference || !canLimit)("grade(a folder with one hostile stub)", () => {
  const gradeFolder = (root: string, stubs: readonly string[], strong?: boolean) =>
    grade({
      course,
      folder: root,
      assignments: [],
      stubs,
      secret: practiceSecret,
      ...(strong === undefined ? {} : { strong }),
    });

  test.concurrent.for(folderAttacks)("contains $name", { timeout: wallMs }, async (attack) => {
    const root = writeSubmission(folder, attack.stub ?? "mul.forward", attack.text, attack.helpers);
    const before = listFiles(root);
    expectContained(await gradeFolder(root, judgedBeside(attack)), attack);
    expect(listFiles(root)).toEqual(before);
  });

  test.concurrent("honest text earns all points under a named seal", { timeout: wallMs }, async () => {
    const { assignments, protection } = await gradeFolder(writeSubmission(folder, "mul.forward", mulForward), []);
    const [result] = assignments;
    const required = (result?.earned ?? 0) - (result?.extra ?? 0);
    expect({ required, remarks: result?.remarks }).toEqual({ required: result?.points, remarks: [] });
    expect(protection?.level).toBe(sealFailure === undefined ? "sealed" : "advisory");
  });

  test.concurrent.for([
    { name: "the text of the reference in an error", text: "throw new Error(zipWith.toString());", verdict: "crashed" },
  ] satisfies readonly Attack[])("contains $name without bubblewrap", { timeout: wallMs }, async (attack) => {
    const result = await gradeFolder(writeSubmission(folder, "mul.forward", attack.text), judgedBeside(attack), false);
    expect(result.protection?.level).toBe("advisory");
    expectContained(result, attack);
  });

  test("names the throwing line in every encoding", { timeout: wallMs }, async () => {
    const text = "const one = 1;\n    throw new Error(`line ${one}`);";
    const places = [];
    for (const change of [(file: string) => file, (file: string) => `\uFEFF${file.replaceAll("\n", "\r\n")}`]) {
      const root = writeSubmission(folder, "mul.forward", text);
      const path = join(root, fileOf("mul.forward"));
      writeFileSync(path, change(readFileSync(path, "utf8")));
      const result = await grade({
        course,
        folder: root,
        assignments: [],
        stubs: ["mul.forward"],
        secret: practiceSecret,
      });
      const at = result.assignments[0]?.stubs[0]?.counterexample?.thrown?.at;
      expect(at?.file).toBe(path);
      places.push(readFileSync(path, "utf8").split("\n")[(at?.line ?? 0) - 1]?.trim());
    }
    expect(places).toEqual(Array(2).fill("throw new Error(`line ${one}`);"));
  });
});
