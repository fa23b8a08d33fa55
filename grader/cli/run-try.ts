/**
 * @file Runs a try of a handout on the student's own library: `npx grade try stretching`, or the id of a stub in place of
 * the try's name. The exit code is 1 if the library throws, and 2 if no try has the name.
 */
import { findTry } from "./find-try.ts";
import { loadPrograms, printLines, runProgram } from "./own-library.ts";

async function main(word: string): Promise<void> {
  const loaded = await loadPrograms<() => void>("tries.ts", "tries");
  if (loaded === undefined) return;
  const tries = new Map(
    loaded.flatMap(({ assignment, programs }) => Array.from(programs, ([name, run]) => [name, { assignment, run }])),
  );
  const names = [...tries.keys()];
  if (word === "") {
    printLines([
      "npx grade try NAME, with one of these names, or with the id of a stub:",
      ...names.map((name) => `  ${name}`),
    ]);
    return;
  }
  runProgram((begin) => {
    const stubs = loaded.flatMap(({ assignment }) => [...assignment.stubs, assignment.capstone]);
    const name = findTry(word, names, stubs);
    const found = tries.get(name);
    if (found !== undefined) begin(found.assignment);
    found?.run();
    const more = names.filter((other) => other.startsWith(`${name}-`) && /-\d+$/.test(other));
    // A section may have several tries; a student who has named a stub learns of the others here.
    if (word !== name && more.length > 0)
      printLines([`more: ${more.map((other) => `npx grade try ${other}`).join(", ")}`]);
  });
}

await main(process.argv.slice(2).join(" "));
