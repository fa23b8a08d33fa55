/**
 * @file The rooms of `grader/`, from the ground up, and the check of their order: a room imports only itself and rooms
 * named before it, types included. `npm run rooms` prints every room with the rooms that it imports, and draws them in
 * `grader/rooms.svg`; `npm run rooms -- --check` prints the lines that break the rule, and fails.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, posix } from "node:path";
import { drawRooms } from "./draw-rooms.ts";

/** Every room with its purpose, from the ground up: each room imports only rooms named before it. */
const rooms = {
  result: "the value that every report is drawn from, and the error that ends a run",
  disk: "files read and written so that nothing is lost",
  course: "what all know of the course: assignments, stubs, laws, markers, locked text",
  sandbox: "one launcher with all walls; the pipe to a sealed process; doctor",
  intake: "a folder becomes a submission: regions that are proven, or refused",
  assembly: "a submission becomes a library: whole, or one stub alone in the reference",
  specimens: "submissions of our own: the reference, the bank, samples",
  typecheck: "what the compiler says of a submission; never a mark",
  subject: "a sealed process that answers questions about a library",
  engine: "a law and the answers to its questions become a verdict",
  score: "verdicts become points",
  grading: "one submission through the rooms: the planner, the replay of one case",
  restore: "a file of the course, put back around what a student wrote",
  "hand-in": "the archive to hand in",
  watch: "grading again after every save",
  report: "a result for readers: one folder a form",
  drawing: "pictures of a handout or an experiment: SVG, and lines of a terminal",
  audit: "the grader graded: the bank of right and wrong regions, mutants of the reference",
  authoring: "what is generated from solution/ and handouts",
  cli: "the command line: a file a command",
  attacks: "what a hostile submission may try; tests only",
} as const;

type Room = keyof typeof rooms;

/** An import from one room into another. */
interface Arrow {
  readonly from: Room;
  readonly to: Room;
  /** The place of the import: `grader/watch/session.ts:12`. */
  readonly place: string;
  readonly line: string;
}

const order = Object.keys(rooms) as readonly Room[];

function isRoom(name: string): name is Room {
  return Object.hasOwn(rooms, name);
}

/** The room of a file; undefined for a file outside the rooms. */
function roomOf(file: string): Room | undefined {
  const [top, room = ""] = file.split("/");
  return top === "grader" && isRoom(room) ? room : undefined;
}

/** Finds every import that crosses from one room into another. */
function findArrows(): readonly Arrow[] {
  const files = globSync("grader/**/*.{ts,mjs,cjs}").map((file) => file.replaceAll("\\", "/"));
  return files.flatMap((file) => {
    const from = roomOf(file);
    if (from === undefined) return [];
    const lines = readFileSync(file, "utf8").split("\n");
    return lines.flatMap((line, i): readonly Arrow[] => {
      const [, specifier] = /(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)"/.exec(line) ?? [];
      const to = specifier === undefined ? undefined : roomOf(posix.join(dirname(file), specifier));
      return to === undefined || to === from ? [] : [{ from, to, place: `${file}:${i + 1}`, line: line.trim() }];
    });
  });
}

/** The file of the drawing. */
const drawing = new URL("../grader/rooms.svg", import.meta.url);

function main(check: boolean): void {
  const all = findArrows();
  const wrong = all.filter(({ from, to }) => order.indexOf(to) > order.indexOf(from));
  for (const { from, to, place, line } of wrong)
    console.error(
      `${place}: ${from}/ may import only rooms named before it, got ${to}/.\n    ${line}\n  Next: move what both need down, or change the table in .ci/rooms.ts [E_ROOMS]`,
    );
  const drawn = order.map((name) => {
    // The drawing omits imports of tests: they show no flow of data.
    const own = all.filter(({ from, place }) => from === name && !place.includes(".test.ts:"));
    const imported = new Set(own.map(({ to }) => to));
    return { name, purpose: rooms[name], imports: order.filter((other) => imported.has(other)) };
  });
  const svg = drawRooms(drawn);
  if (!check) {
    for (const { name, imports } of drawn) console.log(`${name.padEnd(10)} ← ${imports.join(" ")}`);
    writeFileSync(drawing, svg);
  } else if (!existsSync(drawing) || readFileSync(drawing, "utf8") !== svg) {
    console.error("grader/rooms.svg: expected the rooms as they are.\n  Next: npm run rooms [E_ROOMS]");
    process.exitCode = 1;
  }
  if (wrong.length > 0) process.exitCode = 1;
}

main(process.argv.includes("--check"));
