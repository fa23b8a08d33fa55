/**
 * @file SwiftShader, a Vulkan driver in software for x64 Linux. It travels in the package `@sparticuz/chromium`, of which only one
 * small archive is needed: `fetchSwiftShader` asks npm for the package, once, and keeps that archive's content.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";

const source = "@sparticuz/chromium@153.0.0";
const archive = {
  path: "package/bin/swiftshader.tar.br",
  sha256: "b680e40a33235ecc6ad4c6897a168b70ce5164f0d62d2a64d675320d51614631",
};

/** Where the driver is kept: below `node_modules`, so that it goes when they go. */
const kept = fileURLToPath(new URL("../../node_modules/.cache/chainrule/swiftshader/", import.meta.url));

/** The environment in which a process finds the driver; undefined if it is not there. */
export function swiftShaderEnvironment(folder = kept): Readonly<Record<string, string>> | undefined {
  const icd = join(folder, "vk_swiftshader_icd.json");
  return existsSync(icd) ? { LD_LIBRARY_PATH: folder, VK_ICD_FILENAMES: icd } : undefined;
}

/** Whether the driver runs on this machine. */
export function canRunSwiftShader(): boolean {
  return process.platform === "linux" && process.arch === "x64";
}

/**
 * Fetches the driver, if it is not there.
 *
 * @throws {Error} if npm cannot fetch the package, or the archive is another one than expected
 */
export function fetchSwiftShader(folder = kept): void {
  if (swiftShaderEnvironment(folder) !== undefined) return;
  const draft = mkdtempSync(join(tmpdir(), "chainrule-swiftshader-"));
  try {
    const run = (command: string, ...words: readonly string[]) =>
      execFileSync(command, words, { cwd: draft, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    const file = run("npm", "pack", source, "--silent").trim().split("\n").at(-1) ?? "";
    run("tar", "-xzf", file, archive.path);
    const packed = readFileSync(join(draft, archive.path));
    const sha256 = createHash("sha256").update(packed).digest("hex");
    if (sha256 !== archive.sha256)
      throw new Error(
        `${source}: expected ${archive.path} with sha256 ${archive.sha256}, got ${sha256} [E_SWIFTSHADER]`,
      );
    writeFileSync(join(draft, "driver.tar"), brotliDecompressSync(packed));
    mkdirSync(join(draft, "driver"));
    run(
      "tar",
      "-xf",
      "driver.tar",
      "-C",
      "driver",
      "libvulkan.so.1",
      "libvk_swiftshader.so",
      "vk_swiftshader_icd.json",
    );
    mkdirSync(join(folder, ".."), { recursive: true });
    rmSync(folder, { recursive: true, force: true });
    moveFolder(join(draft, "driver"), folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Moves a folder, to another disk too: the description of the driver comes last, since it says that all is there. */
function moveFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of ["libvulkan.so.1", "libvk_swiftshader.so", "vk_swiftshader_icd.json"]) {
    writeFileSync(join(to, `${name}.new`), readFileSync(join(from, name)), { mode: 0o755 });
    renameSync(join(to, `${name}.new`), join(to, name));
  }
}

if (import.meta.main) fetchSwiftShader();
