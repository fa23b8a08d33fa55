/** @file Test equipment: a folder with a submission, and an editor that saves files as real editors do. */
import { existsSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadCourse } from "../course/course.ts";
import { completeFiles, writeFiles } from "./sample.ts";

/** The whole course. */
export const course = loadCourse();

/** A folder with a complete submission, and the edits of its student. */
export class Editor implements Disposable {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "chainrule-watch-")));
  readonly #texts = completeFiles(course);

  constructor() {
    writeFiles(this.#texts, this.folder);
  }

  path(file: string): string {
    return join(this.folder, file);
  }

  read(file: string): string {
    return readFileSync(this.path(file), "utf8");
  }

  /** Saves a file as many editors do: a new file replaces the old one. */
  save(file: string, text: string): void {
    writeFileSync(`${this.path(file)}.new`, text);
    renameSync(`${this.path(file)}.new`, this.path(file));
  }

  /** Replaces the code in a stub's region and saves the file. @throws {Error} if the text stays equal */
  write(stub: string, code: string): void {
    const file = fileOf(stub);
    const before = this.read(file);
    const after = replaceRegion(before, stub, code);
    if (after === before) throw new Error(`${stub}: nothing was changed`);
    this.save(file, after);
  }

  /** Restores the first state of all files. */
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
  const entry = course.stubs.find(({ id }) => id === stub);
  if (entry === undefined) throw new RangeError(`no stub ${stub}`);
  return entry.file;
}

/** Replaces the code in a stub's region of a file's text. */
export function replaceRegion(text: string, stub: string, code: string): string {
  const region = new RegExp(
    `(START CODE HERE \\(${stub.replace(".", "\\.")}\\)[^\\n]*\\n)[^]*?([ \\t]*// END CODE HERE)`,
  );
  return text.replace(region, (_, start: string, end: string) => `${start}${code}\n${end}`);
}
