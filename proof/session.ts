import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Proof } from "./proof.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const file = "starter/2-autodiff/ops/mul.ts";

/** One step of the session: the student's remark, the edits before the command, and the command. */
interface SessionStep {
  readonly remark: string;
  readonly edit?: Readonly<Record<string, string>>;
  readonly command: string;
}

const forward = "    return zipWith(a, b, (x, y) => x * y);";
const swapped = `    accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream * x));
    accumulate(b, zipWith(out.grad, b, (upstream, y) => upstream * y));`;
const right = `    accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream * y));
    accumulate(b, zipWith(out.grad, a, (upstream, x) => upstream * x));`;

/** The files of the stubs that the session treats as done: the reference's files replace them. */
const done = ["offset.ts", "broadcast-shapes.ts", "unbroadcast.ts", "accumulate.ts", "ops/add.ts", "ops/sub.ts"];

/** Plays one evening on a student's copy of the course: a first run, a failing stub, a hint, a replay, the fix. */
export function proveSession(): Promise<Proof> {
  const folder = mkdtempSync(join(tmpdir(), "chainrule-session-"));
  try {
    copyForStudents(folder);
    const transcript: string[] = [];
    const play = ({ remark, edit = {}, command }: SessionStep): string => {
      for (const [stub, text] of Object.entries(edit)) fill(folder, stub, text);
      const output = run(folder, command);
      transcript.push(`# ${remark}\n$ ${command}\n${output.trimEnd()}\n`);
      return output;
    };

    play({ remark: "The first evening: nothing is started.", command: "npx grade" });
    for (const name of done) cpSync(join(root, "solution/2-autodiff", name), join(folder, "starter/2-autodiff", name));
    const failing = play({
      remark: "Some evenings later: add and sub work, and mul is filled.",
      edit: { "mul.forward": forward, "mul.backward": swapped },
      command: "npx grade",
    });
    play({ remark: "A question, not an answer.", command: "npx grade hint mul.backward" });
    const replay = / --replay (\S+)/.exec(failing)?.[1] ?? "no replay in the report";
    play({
      remark: "One case again, with a look inside.",
      edit: { "mul.backward": `    console.log("a", a.data, "b", b.data, "upstream", out.grad.data);\n${swapped}` },
      command: `npx grade --replay ${replay}`,
    });
    const fixed = play({ remark: "Crosswise.", edit: { "mul.backward": right }, command: "npx grade" });
    writeFileSync(new URL("session.txt", import.meta.url), transcript.join("\n\n"));

    const steps = {
      "the first run names the first stub": /next: offset/.test(transcript[0] ?? ""),
      "the failure shows its smallest case": /smallest case/.test(failing),
      "after the fix, the next stub": /next: sum\.forward/.test(fixed),
    };
    return Promise.resolve({ holds: Object.values(steps).every(Boolean), figures: { steps } });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Copies all committed files except the reference and private files. */
function copyForStudents(folder: string): void {
  const names = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).trim().split("\n");
  for (const name of names.filter((one) => !/^solution\/|\/private\//.test(one)))
    cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
}

/** Writes a text between the markers of a stub. */
function fill(folder: string, stub: string, text: string): void {
  const path = join(folder, file);
  const markers = new RegExp(`(START CODE HERE \\(${stub.replace(".", "\\.")}\\).*\\n)[^]*?(\\n *// END CODE HERE)`);
  writeFileSync(
    path,
    readFileSync(path, "utf8").replace(markers, (_, start: string, end: string) => start + text + end),
  );
}

/** Runs a command, with any exit code. @returns its stdout and stderr */
function run(folder: string, command: string): string {
  const words = command.split(" ").slice(2);
  const { stdout, stderr } = spawnSync(process.execPath, [join(folder, "grader/cli/grade.mjs"), ...words], {
    cwd: folder,
    encoding: "utf8",
  });
  return stdout + stderr;
}
