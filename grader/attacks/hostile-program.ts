import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { SealedScript } from "../sandbox/launch.ts";

/**
 * Writes a program for a process that an attacker has taken over. It runs `body` in place of our runner, and knows
 * everything that the runner knows, the nonce too.
 *
 * The program sends its greeting, then runs `body`. There, `current` is the first request; `frame`, `send`, `answer` and
 * `next` are the functions that read requests and write answers.
 *
 * @param folder - the folder in which the script is written
 */
export function writeHostileProgram(folder: string, body: string, mark = "chainrule-taken-over"): SealedScript {
  const script = join(mkdtempSync(join(folder, "taken-over-")), "child.cjs");
  writeFileSync(
    script,
    `const { readSync, writeSync, closeSync } = require("node:fs");
     const read = (length) => {
       const bytes = Buffer.alloc(length);
       for (let at = 0; at < length; ) {
         const more = readSync(0, bytes, at, length - at, null);
         if (more === 0) process.exit(0);
         at += more;
       }
       return bytes;
     };
     const next = () => {
       const head = read(8);
       const text = read(head.readUInt32LE(0)).toString();
       read(8 * head.readUInt32LE(4));
       return JSON.parse(text);
     };
     const frame = (text, numbers = [], bytes = Buffer.byteLength(text), count = numbers.length) => {
       const head = Buffer.alloc(8);
       head.writeUInt32LE(bytes, 0);
       head.writeUInt32LE(count, 4);
       return Buffer.concat([head, Buffer.from(text), Buffer.from(Float64Array.from(numbers).buffer)]);
     };
     const send = (...frames) => { const all = Buffer.concat(frames); for (let at = 0; at < all.length; ) at += writeSync(3, all, at); };
     const answer = (content, { seq, nonce } = current, numbers = []) => frame(JSON.stringify({ seq, nonce, content }), numbers);
     const sleep = () => setTimeout(() => {}, 1e9);
     send(frame('{"hello":true}'));
     let current = next();
     ${body}`,
  );
  return {
    kind: "script",
    script,
    nodeFlags: [`--title=${mark}`],
    readable: [],
    addons: false,
    memoryBytes: 64 * 2 ** 20,
    cpuSeconds: 10,
  };
}
