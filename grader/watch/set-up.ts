/** @file What the tests of watching share: a folder with a submission that holds, and an editor that saves as editors do. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadCourse } from "../release/course.ts";

/** The course of the submission. */
export const course = loadCourse("2-autodiff");

const sample = fileURLToPath(new URL("../../assignments/2-autodiff/private/samples/complete", import.meta.url));

/** A student's files, and the one who edits them. */
export class Editor implements Disposable {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "chainrule-watch-")));
  readonly #texts: ReadonlyMap<string, string>;

  constructor() {
    for (const [file, { segments }] of course.skeleton) {
      mkdirSync(dirname(this.path(file)), { recursive: true });
      writeFileSync(this.path(file), segments.map(({ text }) => text).join(""));
    }
    cpSync(sample, this.folder, { recursive: true });
    this.#texts = new Map(Array.from(course.skeleton.keys(), (file) => [file, this.read(file)]));
  }

  path(file: string): string {
    return join(this.folder, file);
  }

  read(file: string): string {
    return readFileSync(this.path(file), "utf8");
  }

  /** Puts a new file in the place of the old one. */
  save(file: string, text: string): void {
    writeFileSync(`${this.path(file)}.new`, text);
    renameSync(`${this.path(file)}.new`, this.path(file));
  }

  /** Saves a file with other code in a stub's region. @throws {Error} if that changes nothing */
  write(stub: string, code: string): void {
    const file = fileOf(stub);
    const before = this.read(file);
    const after = withRegion(before, stub, code);
    if (after === before) throw new Error(`${stub}: nothing was changed`);
    this.save(file, after);
  }

  /** Puts everything back as it was. */
  restore(): void {
    for (const [file, text] of this.#texts)
      if (!existsSync(this.path(file)) || this.read(file) !== text) this.save(file, text);
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The file of a stub. */
export function fileOf(stub: string): string {
  const entry = course.assignment.stubs.find(({ id }) => id === stub);
  if (entry === undefined) throw new RangeError(`no stub ${stub}`);
  return entry.file;
}

/** A file's text with other code in a stub's region. */
export function withRegion(text: string, stub: string, code: string): string {
  const region = new RegExp(
    `(START CODE HERE \\(${stub.replace(".", "\\.")}\\)[^\\n]*\\n)[^]*?([ \\t]*// END CODE HERE)`,
  );
  return text.replace(region, (_, start: string, end: string) => `${start}${code}\n${end}`);
}
