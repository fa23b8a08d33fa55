/** What a terminal sends for keys that end or suspend a program, while it hands on every key by itself. */
const control = { c: "\u0003", d: "\u0004", z: "\u001a" };

/**
 * Keys, one by one: from a terminal as soon as they are pressed; from anything else every letter that is not blank.
 */
export class Keyboard implements Disposable {
  readonly #stream: NodeJS.ReadStream;
  readonly #onData: (text: string) => void;
  readonly #onEnd: () => void;
  readonly #onResume = () => this.#raw(true);

  /** @param end - called for Ctrl-C, and where there is nothing more to read */
  constructor(stream: NodeJS.ReadStream, press: (key: string) => void, end: () => void) {
    this.#stream = stream;
    this.#onEnd = end;
    this.#onData = (text) => {
      // An arrow, or a text that was pasted, is no key.
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

  /** As the terminal would have done it: with all that was started by the same command. */
  #suspend(): void {
    if (process.platform === "win32") return;
    this.#raw(false);
    process.kill(0, "SIGTSTP");
  }
}
