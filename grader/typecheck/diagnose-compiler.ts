import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LayerState } from "../sandbox/doctor.ts";
import { compile } from "./compiler.ts";
import { furtherFiles } from "./options.ts";

/**
 * Lets the compiler read a file beside the submission's folder, through an import of a type. Sealed, it does not find the
 * file; else it does, and reports the type in it.
 */
export async function diagnoseCompiler(): Promise<LayerState> {
  const layer = "compiler";
  const home = mkdtempSync(join(tmpdir(), "chainrule-doctor-"));
  try {
    const outside = join(home, "outside.ts");
    const folder = join(home, "submission");
    mkdirSync(folder);
    writeFileSync(outside, "export type Outside = 1;\n");
    writeFileSync(
      join(folder, "inside.ts"),
      `import type { Outside } from ${JSON.stringify(outside)};\nexport const inside: Outside = 2;\n`,
    );
    for (const [name, text] of Object.entries(furtherFiles)) writeFileSync(join(folder, name), text);
    const output = await compile(folder);
    if (output.kind === "unfinished")
      return { layer, active: false, detail: `types are not checked: ${output.reason}`, remedy: "npm ci" };
    if (output.text.includes("TS2307") && !output.text.includes("TS2322"))
      return { layer, active: true, detail: "checks types, and finds no file beside the submission" };
    const detail = "checks types, but reads files beside the submission";
    return { layer, active: false, detail, remedy: "make bubblewrap work first" };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
