import { wrap } from "../../report/terminal/layout.ts";
import { diagnose } from "../../sandbox/doctor.ts";
import { diagnoseCompiler } from "../../typecheck/diagnose-compiler.ts";
import { columnsOf } from "../../report/terminal/columns.ts";

/** Runs `grade doctor`. */
export async function doctorCommand(): Promise<void> {
  const findings = [...(await diagnose()), await diagnoseCompiler()];
  const columns = columnsOf(process.stdout);
  const width = Math.max(...findings.map(({ layer }) => layer.length));
  for (const { layer, active, detail, remedy } of findings) {
    const lines = [
      ...wrap(detail, columns, `${active ? "✓ yes" : "✗ no "}  ${layer.padEnd(width)}  `),
      ...(remedy === undefined || active ? [] : wrap(`Next: ${remedy}`, columns, " ".repeat(9 + width))),
    ];
    for (const line of lines) console.log(line);
  }
}
