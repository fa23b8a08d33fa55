import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";

import { quoteForShell } from "./quote-for-shell.ts";

const plain = ["starter/2-autodiff", "Ada's work", "größe 1", 'say "hi"; rm -rf $HOME `x`', "a\\b"];
const hidden = [
  "\u001b[2J",
  "\u0007",
  "a\u202eb",
  "a\nnext: send",
  "a\r\tb",
  "zero\u200bwidth",
  "\u2028",
  "it's \\ \u009b1m",
];

describe("quoteForShell(path)", () => {
  test("a plain path stays as it is", () => {
    expect(quoteForShell("starter/2-autodiff")).toBe("starter/2-autodiff");
    expect(quoteForShell("Ada's work")).toBe(`'Ada'\\''s work'`);
  });

  test("the quoted path has no hidden character", () => {
    for (const path of [...plain, ...hidden]) expect(quoteForShell(path)).not.toMatch(/[\p{C}\p{DI}\p{Zl}\p{Zp}]/u);
  });

  test.skipIf(!existsSync("/bin/bash"))("a shell reads the same path again", () => {
    for (const path of [...plain, ...hidden]) {
      const printed = execFileSync("/bin/bash", ["--norc", "-c", `printf %s ${quoteForShell(path)}`], {
        env: { LC_ALL: "C.UTF-8" },
        encoding: "utf8",
      });
      expect(printed).toBe(path);
    }
  });
});
