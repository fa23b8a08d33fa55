import { chmodSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Store } from "../disk/store.ts";
import { ChainruleError } from "../result/chainrule-error.ts";
import { Conversation } from "./conversation.ts";
import type { SealedBinary, SealedScript } from "./launch.ts";
import { runBinary } from "./run-binary.ts";
import { Sandbox } from "./sandbox.ts";
import { protectionOf } from "./sealed-process.ts";

const greeting = String.raw`\2\0\0\0\0\0\0\0{}`;
const refusal = "bwrap: No permissions to create new namespace";

let folder = "";
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "chainrule-one-try-")));
  mkdirSync(join(folder, "starts"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** Puts a shell script in the place of bubblewrap. Each start makes a folder, since the limits forbid it to write files. */
function replaceBubblewrap(body: string): void {
  const path = join(folder, "bwrap");
  writeFileSync(path, `#!/bin/sh\n/bin/mkdir ${join(folder, "starts")}/$$\n${body}\n`);
  chmodSync(path, 0o755);
  vi.stubEnv("PATH", folder);
}

/** How many times bubblewrap was started. */
function countStarts(): number {
  return readdirSync(join(folder, "starts")).length;
}

/** A script that greets and waits for requests. */
function greeter(): SealedScript {
  const script = join(folder, "greeter.cjs");
  writeFileSync(
    script,
    `require("node:fs").writeSync(3, Buffer.from("${greeting}", "latin1")); process.stdin.resume();`,
  );
  const limits = { memoryBytes: 64 * 2 ** 20, cpuSeconds: 10 };
  return { kind: "script", script, nodeFlags: [], readable: [], addons: false, ...limits };
}

/** A binary that prints nothing and succeeds. */
function binary(): SealedBinary {
  const limits = { memoryBytes: 64 * 2 ** 20, cpuSeconds: 10 };
  const place = { path: folder, sealedPath: "/place" };
  return { kind: "binary", binary: "/bin/true", arguments: [], environment: {}, folder: place, ...limits };
}

describe.skipIf(process.platform !== "linux")("Sandbox, where bubblewrap fails", () => {
  beforeEach(() => replaceBubblewrap(`echo '${refusal}' >&2; exit 1`));

  test("all programs run advisory after one try", async () => {
    const sandbox = new Sandbox();
    for (const _ of [1, 2]) {
      using conversation = new Conversation(greeter(), sandbox);
      expect(await conversation.ready()).toBeUndefined();
      expect(protectionOf(conversation.layers).level).toBe("advisory");
    }
    expect((await runBinary(binary(), { sandbox, mostBytes: 100 })).closed.code).toBe(0);
    expect(countStarts()).toBe(1);
  });

  test("a binary can make the one try", async () => {
    const sandbox = new Sandbox();
    for (const _ of [1, 2])
      expect((await runBinary(binary(), { sandbox, mostBytes: 100 })).closed).toMatchObject({ code: 0, stderr: "" });
    expect(countStarts()).toBe(1);
  });

  test("a store recalls no failure of bubblewrap", async () => {
    const store = new Store(join(folder, "kept"));
    using conversation = new Conversation(greeter(), new Sandbox({ store }));
    expect(await conversation.ready()).toBeUndefined();
    expect(conversation.layers).not.toContain("bubblewrap");
    expect(new Sandbox({ store }).recallLayers(greeter())).toBe(false);
  });

  test("programs that start together all begin", async () => {
    const sandbox = new Sandbox();
    const conversations = [1, 2, 3].map(() => new Conversation(greeter(), sandbox));
    const failures = await Promise.all(conversations.map((each) => each.ready()));
    for (const each of conversations) each[Symbol.dispose]();
    expect(failures).toEqual([undefined, undefined, undefined]);
  });

  test("`strong: true` returns bubblewrap's message", async () => {
    using conversation = new Conversation(greeter(), new Sandbox({ strong: true }));
    expect(await conversation.ready()).toBe(refusal);
  });

  test("`strong: false` starts no bubblewrap", async () => {
    using conversation = new Conversation(greeter(), new Sandbox({ strong: false }));
    expect(await conversation.ready()).toBeUndefined();
    expect(countStarts()).toBe(0);
  });
});

describe.skipIf(process.platform !== "linux")("Sandbox, where bubblewrap works", () => {
  // It greets in the place of a script, and prints the message of a failure in the place of a binary.
  const works = `case "$*" in */node*) printf '${greeting}' >&3; read -r _;; *) echo '${refusal}' >&2; exit 1;; esac`;

  test("a store recalls the layers of a script", async () => {
    replaceBubblewrap(works);
    const store = new Store(join(folder, "kept"));
    expect(new Sandbox({ store }).recallLayers(greeter())).toBe(false);
    using conversation = new Conversation(greeter(), new Sandbox({ store }));
    expect(await conversation.ready()).toBeUndefined();
    const next = new Sandbox({ store });
    expect(next.recallLayers(greeter())).toBe(true);
    expect(next.scriptLayers).toEqual(conversation.layers);
    // A machine with other layers is another machine.
    vi.stubEnv("PATH", "");
    expect(new Sandbox({ store }).recallLayers(greeter())).toBe(false);
  });

  test("a binary's false message changes nothing", async () => {
    replaceBubblewrap(works);
    const sandbox = new Sandbox();
    using conversation = new Conversation(greeter(), sandbox);
    expect(await conversation.ready()).toBeUndefined();
    expect((await runBinary(binary(), { sandbox, mostBytes: 100 })).closed).toMatchObject({ code: 1 });
    // The control: in a sandbox in which bubblewrap has not worked yet, the message counts.
    expect((await runBinary(binary(), { sandbox: new Sandbox(), mostBytes: 100 })).closed).toMatchObject({ code: 0 });
  });

  test("a conversation that ends early starts one process", async () => {
    replaceBubblewrap(`/bin/sleep 0.2; echo '${refusal}' >&2; exit 1`);
    const sandbox = new Sandbox();
    const conversation = new Conversation(greeter(), sandbox);
    conversation[Symbol.dispose]();
    expect(await conversation.ready()).toMatch(/^it ended before its first answer/);
    await sleep(300);
    expect(conversation.layers).toContain("bubblewrap");
  });
});

describe.skipIf(process.platform !== "linux")("Sandbox, where bubblewrap is missing", () => {
  test("`strong: true` throws E_NO_BUBBLEWRAP", async () => {
    vi.stubEnv("PATH", folder);
    using conversation = new Conversation(greeter(), new Sandbox({ strong: true }));
    const error: unknown = await conversation.ready().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ChainruleError);
    expect(error).toMatchObject({ code: "E_NO_BUBBLEWRAP", fault: "machine" });
  });
});
