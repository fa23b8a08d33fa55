import { cut } from "../report/layout.ts";

/** A line that goes away is drawn at most this often. */
const redrawMs = 100;

/**
 * Where lines are printed, one below the other, for good. On a terminal one more line stands below them, which goes away
 * when there is something to print; elsewhere there is no such line.
 */
export class Screen implements Disposable {
  readonly #stream: NodeJS.WriteStream;
  #status = "";
  #drawn = false;
  #drawnAt = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  /** Prints lines, and leaves them. */
  print(lines: readonly string[]): void {
    if (lines.length === 0) return;
    this.#clear();
    this.#stream.write(`${lines.map((line) => line.trimEnd()).join("\n")}\n`);
    this.#draw();
  }

  /** Sets the line below. @param hurry - false: it may be left out if the last one has only just been drawn */
  status(text: string, hurry: boolean): void {
    this.#status = text;
    if (!hurry && performance.now() - this.#drawnAt < redrawMs) return;
    this.#clear();
    this.#draw();
  }

  /** Takes the line below away. */
  [Symbol.dispose](): void {
    this.#clear();
  }

  #clear(): void {
    if (this.#drawn) this.#stream.write("\r\u001b[2K");
    this.#drawn = false;
  }

  #draw(): void {
    if (!this.#stream.isTTY || this.#status === "") return;
    this.#drawn = true;
    this.#drawnAt = performance.now();
    const text = cut(this.#status, this.#stream.columns - 1);
    this.#stream.write(process.env["NO_COLOR"] === undefined ? `\u001b[2m${text}\u001b[22m` : text);
  }
}
