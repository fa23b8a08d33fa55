/** The characters that a terminal in raw mode sends for the keys that end or suspend a program. */
const control = { c: "\u0003", d: "\u0004", z: "\u001a" };

/**
 * Reads keys one by one: from a terminal at each press, from any other stream every character that is not blank.
 */
export class Keyboard implements Disposable {
  readonly #stream: NodeJS.ReadStream;
  readonly #onData: (text: string) => void;
  readonly #onEnd: () => void;
  readonly #onResume = () => this.#raw(true);

  /** @param end - called for Ctrl-C, and at the end of the stream */
  constructor(stream: NodeJS.ReadStream, press: (key: string) => void, end: () => void) {
    this.#stream = stream;
    this.#onEnd = end;
    this.#onData = (text) => {
      // A terminal sends an arrow key or a pasted text as several characters; these are ignored.
      const keys = stream.isTTY && text.length > 1 ? "" : text.replaceAll(/\s/g, "");
      for (const key of keys) {
        if (key === control.c || key === control.d) end();
        else if (key === control.z) this.#suspend();
        else press(key.toLowerCase());
      }
    };
    this.#raw(true);
    stream.setEncoding("utf8").on("data", this.#onData).once("end", end).once("error", end);
    process.on("SIGCONT", this.#onResume);
  }

  [Symbol.dispose](): void {
    process.off("SIGCONT", this.#onResume);
    this.#stream.off("data", this.#onData).off("end", this.#onEnd).pause().unref();
    this.#raw(false);
  }

  #raw(mode: boolean): void {
    if (this.#stream.isTTY) this.#stream.setRawMode(mode);
  }

  /** Suspends the whole process group, as the terminal does outside raw mode. */
  #suspend(): void {
    if (process.platform === "win32") return;
    this.#raw(false);
    process.kill(0, "SIGTSTP");
  }
}
