import type { Readable, Writable } from "node:stream";

/** What travels over the pipe: text, and numbers beside it. */
export interface Frame {
  readonly text: string;
  readonly numbers: Float64Array;
}

/** The largest size of an answer. A larger one is void, and its sender is killed. */
export interface FrameLimit {
  readonly textBytes: number;
  readonly numbers: number;
}

const headBytes = 8;

/** Sends a frame: two 32-bit counts (bytes of text, numbers), the text, the numbers as 64-bit floats; all little-endian. */
export function writeFrame(to: Writable, { text, numbers }: Frame): void {
  const bytes = Buffer.from(text);
  const head = Buffer.alloc(headBytes);
  head.writeUInt32LE(bytes.length, 0);
  head.writeUInt32LE(numbers.length, 4);
  to.write(Buffer.concat([head, bytes, Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength)]));
}

/** An answer that does not have the agreed form. Its sender must be ended. */
export class FrameError extends Error {
  override readonly name = "FrameError";
}

/** Reads frames from a sealed process, one at a time. It holds at most the limit and one chunk. */
export class FrameReader {
  readonly #from: Readable;
  #chunks: Buffer[] = [];
  #length = 0;
  #limit: FrameLimit = { textBytes: 0, numbers: 0 };
  #waiting: { resolve: (frame: Frame) => void; reject: (error: Error) => void } | undefined;
  #failure: FrameError | undefined;

  constructor(from: Readable) {
    this.#from = from;
    from.on("data", (chunk: Buffer) => {
      this.#chunks.push(chunk);
      this.#length += chunk.length;
      this.#readFrame();
    });
  }

  /** Reads the next frame. @throws {FrameError} if it is larger than `limit`, or bytes came before this call */
  next(limit: FrameLimit): Promise<Frame> {
    this.#limit = limit;
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#readFrame();
    });
  }

  #readFrame(): void {
    if (this.#waiting === undefined) {
      if (this.#length > 0) this.#fail("an answer to no question");
      return;
    }
    if (this.#failure !== undefined) return this.#reject(this.#failure);
    if (this.#length < headBytes) return;
    const [first = Buffer.alloc(0)] = this.#chunks;
    const head = first.length >= headBytes ? first : Buffer.concat(this.#chunks);
    const textBytes = head.readUInt32LE(0);
    const count = head.readUInt32LE(4);
    if (textBytes > this.#limit.textBytes || count > this.#limit.numbers) {
      return this.#fail(`an answer of ${textBytes} bytes and ${count} numbers, more than the questions allow`);
    }
    const size = headBytes + textBytes + count * 8;
    if (this.#length < size) return;

    const all = Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#length = 0;
    if (all.length > size) return this.#fail("bytes after an answer");
    const text = all.toString("utf8", headBytes, headBytes + textBytes);
    // A copy, since the numbers may stand at any byte of the frame. Every machine that Node runs on is little-endian.
    const numbers = new Float64Array(new Uint8Array(all.subarray(headBytes + textBytes)).buffer);
    const { resolve } = this.#waiting;
    this.#waiting = undefined;
    resolve({ text, numbers });
  }

  #fail(what: string): void {
    this.#failure = new FrameError(what);
    this.#from.pause();
    this.#reject(this.#failure);
  }

  #reject(error: Error): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(error);
  }
}
