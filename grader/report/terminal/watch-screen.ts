import { cut } from "./layout.ts";

/** The width for a terminal that does not report one. */
const defaultColumns = 60;
/** The shortest time between two changes of the status line. */
const redrawMs = 100;

/**
 * Prints lines that stay. On a terminal, a status line stands below them: new lines push it down. Elsewhere, there is
 * no status line.
 */
export class Screen implements Disposable {
  readonly #stream: NodeJS.WriteStream;
  #drawn = false;
  #drawnAt = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  /** Prints lines, and a new status line below them. */
  print(lines: readonly string[], status: string): void {
    this.#clear();
    if (lines.length > 0) this.#stream.write(`${lines.map((line) => line.trimEnd()).join("\n")}\n`);
    this.#draw(status);
  }

  /** Changes the status line, but skips changes that come too fast to read. */
  showStatus(status: string): void {
    if (performance.now() - this.#drawnAt < redrawMs) return;
    this.#clear();
    this.#draw(status);
  }

  /** Removes the status line. */
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
    const text = cut(status, (this.#stream.columns || defaultColumns) - 1);
    this.#stream.write(process.env["NO_COLOR"] === undefined ? `\u001b[2m${text}\u001b[22m` : text);
  }
}
