/** A line on a terminal that names the law being judged. Without a terminal, there is no line. */
export class Progress implements Disposable {
  readonly #stream: NodeJS.WriteStream;
  #last = 0;
  #shown = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  /** Replaces the line, at most ten times a second. */
  show(text: string): void {
    const now = performance.now();
    if (!this.#stream.isTTY || now - this.#last < 100) return;
    this.#last = now;
    this.#shown = true;
    this.#stream.write(`\r\u001b[2K${this.#cut(text)}`);
  }

  /** Prints a lasting line above the progress line. */
  say(text: string): void {
    this.clear();
    if (this.#stream.isTTY) this.#stream.write(`\r\u001b[2K${this.#cut(text)}\n`);
  }

  /** Removes the line. */
  clear(): void {
    if (this.#shown) this.#stream.write("\r\u001b[2K");
    this.#shown = false;
  }

  [Symbol.dispose](): void {
    this.clear();
  }

  /** Cuts a text to the terminal. A terminal of unknown width reports 0 columns. */
  #cut(text: string): string {
    const { columns } = this.#stream;
    return columns > 1 ? text.slice(0, columns - 1) : text;
  }
}
