import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";

import { attemptsAgainst, openTarget, PERMISSIONS_GIVEN_AWAY, tryInside, whySealFails } from "./attempts.ts";

const whyNot = await whySealFails();
if (whyNot !== undefined && process.env["CI"]) throw new Error(`The attempts on bubblewrap cannot be made: ${whyNot}`);

describe("the attempts of doctor-child.cjs", () => {
  const permission = attemptsAgainst("permission");
  const bubblewrap = attemptsAgainst("bubblewrap");
  const all = [...new Set([...permission, ...bubblewrap])];

  test("all succeed in a plain process, so that a refusal means something", async () => {
    const file = openSync(fileURLToPath(import.meta.url), "r");
    using target = await openTarget();
    const child = spawn(process.execPath, [fileURLToPath(new URL("doctor-child.cjs", import.meta.url))], {
      stdio: ["pipe", "ignore", "ignore", "pipe", file],
    });
    closeSync(file);
    let text = "";
    child.stdio[3]?.on("data", (chunk: Buffer) => (text += chunk.toString()));
    child.stdin?.end(JSON.stringify({ attempts: all, target: target.facts }));
    await new Promise((resolve) => child.once("close", resolve));
    expect(text).not.toContain('"refused":true');
    expect(text.split("\n").length - 2).toBe(all.length);
  });

  test.each(permission.map((attempt) => ({ attempt })))(
    "$attempt is refused by the permissions alone",
    async ({ attempt }) => {
      expect((await tryInside([attempt], { strong: false })).attempts).toMatchObject([{ attempt, refused: true }]);
    },
  );

  test.skipIf(whyNot !== undefined).each(bubblewrap.map((attempt) => ({ attempt })))(
    "$attempt is refused by bubblewrap alone",
    async ({ attempt }) => {
      const { attempts } = await tryInside([attempt], { strong: true, nodeFlags: PERMISSIONS_GIVEN_AWAY });
      expect(attempts).toMatchObject([{ attempt, refused: true }]);
    },
  );
});
