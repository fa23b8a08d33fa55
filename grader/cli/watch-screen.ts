import { cut } from "../report/layout.ts";

/** How wide a terminal is taken for that does not say. */
const narrow = 60;
/** A line that goes away by itself is drawn at most this often. */
const redrawMs = 100;

/**
 * Where lines are printed, one below the other, for good. On a terminal one more line stands below them, which goes away
 * when there is something to print; elsewhere there is no such line.
 */
export class Screen implements Disposable {
  readonly #stream: NodeJS.WriteStream;
  #drawn = false;
  #drawnAt = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  /** Prints lines, and leaves them; the line below is another one from now on. */
  print(lines: readonly string[], status: string): void {
    this.#clear();
    if (lines.length > 0) this.#stream.write(`${lines.map((line) => line.trimEnd()).join("\n")}\n`);
    this.#draw(status);
  }

  /** Changes the line below, but not more often than somebody could read it. */
  pass(status: string): void {
    if (performance.now() - this.#drawnAt < redrawMs) return;
    this.#clear();
    this.#draw(status);
  }

  /** Takes the line below away. */
  [Symbol.dispose](): void {
    this.#clear();
  }

  #clear(): void {
    if (this.#drawn) this.#stream.write("\r\u001b[2K");
    this.#drawn = false;
  }

  #draw(status: string): void {
    if (!this.#stream.isTTY) return;
    this.#drawn = true;
    this.#drawnAt = performance.now();
    const text = cut(status, (this.#stream.columns || narrow) - 1);
    this.#stream.write(process.env["NO_COLOR"] === undefined ? `\u001b[2m${text}\u001b[22m` : text);
  }
}
