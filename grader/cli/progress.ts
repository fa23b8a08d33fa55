/** One line on a terminal that says what is being judged; nothing where there is no terminal. */
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
    this.#stream.write(`\r\u001b[2K${this.#fitting(text)}`);
  }

  /** Puts a line above it, which stays. */
  say(text: string): void {
    this.clear();
    if (this.#stream.isTTY) this.#stream.write(`\r\u001b[2K${this.#fitting(text)}\n`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#shown) this.#stream.write("\r\u001b[2K");
    this.#shown = false;
  }

  [Symbol.dispose](): void {
    this.clear();
  }

  /** A terminal that does not know how wide it is says 0. */
  #fitting(text: string): string {
    const { columns } = this.#stream;
    return columns > 1 ? text.slice(0, columns - 1) : text;
  }
}
