// @ts-check
/**
 * @file Runs sealed and tries to break out. `attempts.ts` starts it; it holds nothing of a submission.
 *
 * Descriptor 0 brings an `AttemptRequest` as JSON. Each attempt writes its result as a line of JSON to descriptor 3
 * before the next attempt starts: an attempt without a line ended this process. An attempt returns what it achieved, and
 * throws if a layer refused it.
 */
"use strict";

const fs = require("node:fs");
const path = require("node:path");

/**
 * @typedef {import("./attempts.ts").AttemptResult} AttemptResult
 * @typedef {import("./attempts.ts").AttemptRequest} AttemptRequest
 * @typedef {import("./attempts.ts").TargetFacts} TargetFacts
 */

/** @type {Readonly<Record<string, (target: TargetFacts) => unknown>>} */
const attempts = {
  "read-system": () => `${fs.readFileSync("/etc/passwd").length} bytes`,
  "read-grader": ({ graderFile }) => `${fs.readFileSync(graderFile).length} bytes of ${graderFile}`,

  "list-grader"({ graderFile }) {
    const others = fs.readdirSync(path.dirname(graderFile)).filter((name) => name !== path.basename(__filename));
    if (others.length === 0) throw new Error("only this script");
    return others.join(" ");
  },

  write({ folder }) {
    return actOnFirst([folder, path.dirname(__filename), "/", "/tmp", "/dev/shm"], (place) => {
      const file = path.join(place, `chainrule-doctor-${process.pid}`);
      fs.writeFileSync(file, "");
      fs.unlinkSync(file);
      return `an empty file in ${place}`;
    });
  },

  "write-grader"({ graderFile }) {
    fs.closeSync(fs.openSync(graderFile, "r+"));
    return graderFile;
  },

  sqlite({ folder }) {
    const { DatabaseSync } = require("node:sqlite");
    new DatabaseSync(path.join(folder, "doctor.sqlite")).exec("CREATE TABLE written (x)");
    return "a database";
  },

  spawn() {
    const { error, stdout } = require("node:child_process").spawnSync(process.execPath, ["--version"], {
      encoding: "utf8",
    });
    if (error !== undefined) throw error;
    return `Node ${stdout}`;
  },

  worker() {
    const { Worker } = require("node:worker_threads");
    return `worker ${new Worker("", { eval: true }).threadId}`;
  },

  addon({ addon }) {
    process.dlopen({ exports: {} }, addon);
    return addon;
  },

  inspector() {
    const inspector = require("node:inspector");
    inspector.open(0, "127.0.0.1");
    const url = inspector.url();
    inspector.close();
    return url;
  },

  tcp: ({ port }) => connect({ host: "127.0.0.1", port }),
  unix: ({ socket }) => connect({ path: socket }),

  udp: ({ udpPort }) =>
    new Promise((resolve, reject) => {
      const socket = require("node:dgram").createSocket("udp4");
      socket.on("error", reject);
      socket.on("message", () => resolve("an answer"));
      socket.send("doctor", udpPort, "127.0.0.1", (error) => {
        if (error) reject(error);
      });
      setTimeout(() => reject(new Error("no answer")), 500).unref();
    }),

  signal({ graderPid }) {
    process.kill(graderPid, 0);
    return `process ${graderPid}`;
  },

  inside: ({ graderPid }) => `${fs.readFileSync(`/proc/${graderPid}/environ`).length} bytes of process ${graderPid}`,

  processes() {
    const numbers = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return `${numbers.length} processes`;
  },

  descriptors() {
    const found = [];
    for (let descriptor = 4; descriptor < 64; descriptor++) {
      if (isInherited(descriptor)) found.push(descriptor);
    }
    if (found.length === 0) throw new Error("none");
    return found.join(" ");
  },

  environment({ environment }) {
    const found = Object.keys(process.env).filter((name) => environment.includes(name));
    if (found.length === 0) throw new Error("empty");
    return found.join(" ");
  },

  buffers({ bytes }) {
    const kept = [];
    for (let total = 0; total < bytes; total += 2 ** 20) kept.push(new ArrayBuffer(2 ** 20));
    return `${kept.length} MiB of buffers`;
  },

  heap({ bytes }) {
    const kept = [];
    for (let total = 0; total < bytes; total += 2 ** 20) kept.push(Array.from({ length: 2 ** 17 }, () => 0.5));
    return `${kept.length} MiB of arrays`;
  },

  "endless-loop"() {
    for (;;);
  },
};

/** What `act` returns for the first candidate for which it does not throw. @param {readonly string[]} candidates @param {(candidate: string) => string} act */
function actOnFirst(candidates, act) {
  const refusals = [];
  for (const candidate of candidates) {
    try {
      return act(candidate);
    } catch (error) {
      refusals.push(error);
    }
  }
  throw refusals[0];
}

/** @param {import("node:net").NetConnectOpts} address */
function connect(address) {
  return new Promise((resolve, reject) => {
    const socket = require("node:net").connect(address);
    socket.on("error", reject);
    socket.on("connect", () => {
      socket.destroy();
      resolve("a connection");
    });
    setTimeout(() => reject(new Error("no answer")), 500).unref();
  });
}

/**
 * Whether a descriptor comes from the grader. Those that Node opens are pipes, event counters and the like; a file, a
 * folder or a socket was open before Node started.
 *
 * @param {number} descriptor
 */
function isInherited(descriptor) {
  try {
    const kind = fs.fstatSync(descriptor);
    return kind.isFile() || kind.isDirectory() || kind.isSocket();
  } catch {
    return false;
  }
}

/** @param {AttemptResult} result */
function answer(result) {
  fs.writeSync(3, `${JSON.stringify(result)}\n`);
}

async function main() {
  answer({ attempt: "start", refused: false, detail: process.version });
  /** @type {AttemptRequest} */
  const request = JSON.parse(fs.readFileSync(0, "utf8"));
  for (const name of request.attempts) {
    try {
      answer({ attempt: name, refused: false, detail: String(await attempts[name]?.(request.target)) });
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
      const detail = code ?? String(error);
      answer({ attempt: name, refused: true, detail, ...(code === undefined ? {} : { code }) });
    }
  }
  process.exit(0);
}

void main();
