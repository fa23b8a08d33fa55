import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";

import { ALL_PERMISSIONS, attemptsAgainst, makeAttempts, openTarget, userOfDoctorChild } from "./attempts.ts";
import { whySealFails } from "./obstacle.ts";

const whyNot = await whySealFails();
if (whyNot !== undefined && process.env["CI"]) throw new Error(`The attempts on bubblewrap cannot be made: ${whyNot}`);

describe("the attempts of doctor-child.cjs", () => {
  const permission = attemptsAgainst("permission");
  const bubblewrap = attemptsAgainst("bubblewrap");
  const user = attemptsAgainst("user");
  const all = [...new Set([...permission, ...bubblewrap, ...user])];

  test("all attempts succeed in a plain process", async () => {
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
    "permissions alone refuse the attempt $attempt",
    async ({ attempt }) => {
      expect((await makeAttempts([attempt], { strong: false })).results).toMatchObject([{ attempt, refused: true }]);
    },
  );

  test.skipIf(whyNot !== undefined).each(bubblewrap.map((attempt) => ({ attempt })))(
    "bubblewrap alone refuses the attempt $attempt",
    async ({ attempt }) => {
      const { results } = await makeAttempts([attempt], { strong: true, nodeFlags: ALL_PERMISSIONS });
      expect(results).toMatchObject([{ attempt, refused: true }]);
    },
  );

  test.skipIf(userOfDoctorChild().kind === "shared").each(user.map((attempt) => ({ attempt })))(
    "another user alone refuses the attempt $attempt",
    async ({ attempt }) => {
      const { results } = await makeAttempts([attempt], { strong: false, nodeFlags: ALL_PERMISSIONS });
      const code = attempt === "signal" ? "EPERM" : "EACCES";
      expect(results).toMatchObject([{ attempt, refused: true, code }]);
    },
  );
});
