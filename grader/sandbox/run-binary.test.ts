import { existsSync } from "node:fs";
import { expect, test } from "vitest";

import type { SealedBinary } from "./launch.ts";
import { runBinary } from "./run-binary.ts";
import { Sandbox } from "./sandbox.ts";

const sleeping: SealedBinary = {
  kind: "binary",
  binary: "/bin/sleep",
  arguments: ["100"],
  environment: {},
  folder: { path: "/", sealedPath: "/" },
  memoryBytes: 2 ** 30,
  cpuSeconds: 10,
};

test.skipIf(!existsSync("/bin/sleep"))("runBinary ends a binary that sleeps", async () => {
  const sandbox = new Sandbox({ strong: false });
  const { closed } = await runBinary(sleeping, { sandbox, mostBytes: 1000, mostMs: 300 });
  expect(closed).toMatchObject({ code: null, signal: "SIGKILL" });
});
