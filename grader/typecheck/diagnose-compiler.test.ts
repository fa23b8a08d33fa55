import { expect, test } from "vitest";

import { whySealFails } from "../sandbox/obstacle.ts";
import { diagnoseCompiler } from "./diagnose-compiler.ts";

test("the doctor tells whether the compiler is sealed", async () => {
  const { layer, active, detail } = await diagnoseCompiler();
  const isSealed = (await whySealFails()) === undefined;
  expect({ layer, active }).toEqual({ layer: "compiler", active: isSealed });
  expect(detail).toBe(
    isSealed
      ? "checks types, and finds no file beside the submission"
      : "checks types, but reads files beside the submission",
  );
});
