// @ts-check
/**
 * @file The script of the sealed process that runs kernels. No code of a student runs here, but the interpreter makes code
 * of a student's text.
 *
 * It reads one request at a time from descriptor 0 and answers on descriptor 3. A frame is two little-endian 32-bit counts
 * (bytes of text, then numbers), the text, and the numbers as little-endian 64-bit floats.
 */
import { readSync, writeSync } from "node:fs";
import { answerLaunches } from "./answer-launches.ts";

/**
 * @typedef {import("../sandbox/conversation.ts").Stamp} Stamp
 * @typedef {import("../sandbox/conversation.ts").StampedAnswer} StampedAnswer
 * @typedef {import("./kernel-messages.ts").KernelRequest} KernelRequest
 */

writeFrame('{"hello":true}', new Float64Array(0));
for (;;) {
  const { text, numbers: row } = readFrame();
  /** @type {Stamp & KernelRequest} */
  const { seq, nonce, ...request } = JSON.parse(text);
  const { answers, numbers } = answerLaunches(request, row);
  /** @type {StampedAnswer} */
  const answer = { seq, nonce, content: answers };
  writeFrame(JSON.stringify(answer), numbers);
}

/** @param {string} text JSON @param {Float64Array} numbers */
function writeFrame(text, numbers) {
  const bytes = Buffer.from(text);
  const head = Buffer.alloc(8);
  head.writeUInt32LE(bytes.length, 0);
  head.writeUInt32LE(numbers.length, 4);
  const frame = Buffer.concat([head, bytes, new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)]);
  for (let sent = 0; sent < frame.length;) sent += writeSync(3, frame, sent);
}

function readFrame() {
  const head = readBytes(8);
  const text = readBytes(head.readUInt32LE(0)).toString();
  // A copy, since the numbers may stand at any byte.
  const numbers = new Float64Array(new Uint8Array(readBytes(8 * head.readUInt32LE(4))).buffer);
  return { text, numbers };
}

/** @param {number} length */
function readBytes(length) {
  const bytes = Buffer.alloc(length);
  for (let read = 0; read < length;) {
    const more = readSync(0, bytes, read, length - read, null);
    if (more === 0) process.exit(0); // The grader has nothing more to ask.
    read += more;
  }
  return bytes;
}
