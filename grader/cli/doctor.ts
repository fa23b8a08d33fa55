import { diagnose } from "../subject/doctor.ts";

/** `grade doctor`. */
export async function doctorCommand(): Promise<void> {
  const findings = await diagnose();
  const width = Math.max(...findings.map(({ layer }) => layer.length));
  for (const { layer, active, detail, remedy } of findings) {
    console.log(`${active ? "✓ yes" : "✗ no "}  ${layer.padEnd(width)}  ${detail}`);
    if (remedy !== undefined && !active) console.log(`       ${"".padEnd(width)}  Next: ${remedy}`);
  }
}
