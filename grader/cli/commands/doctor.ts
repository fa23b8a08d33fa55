import { canRunSwiftShader, fetchSwiftShader } from "../../../kernels/devices/swiftshader.ts";
import { ChainruleError, messageOf } from "../../result/chainrule-error.ts";
import { diagnoseDevices } from "../../sandbox/diagnose-devices.ts";
import { wrap } from "../../report/terminal/layout.ts";
import { diagnose } from "../../sandbox/doctor.ts";
import { diagnoseCompiler } from "../../typecheck/diagnose-compiler.ts";
import { columnsOf } from "../../report/terminal/columns.ts";

/** The options of `grade doctor`. */
export interface DoctorFlags {
  readonly fetchDriver?: boolean;
}

/** Runs `grade doctor`. */
export async function doctorCommand({ fetchDriver }: DoctorFlags): Promise<void> {
  if (fetchDriver === true) fetchDriverOrExplain();
  const findings = [...(await diagnose()), ...(await diagnoseDevices()), await diagnoseCompiler()];
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

/** Fetches the driver in software. @throws {ChainruleError} if it does not run on this machine, or npm cannot fetch it */
function fetchDriverOrExplain(): void {
  const where = "--fetch-driver";
  if (!canRunSwiftShader())
    throw new ChainruleError("E_DRIVER", {
      where,
      expected: "Linux on x64, for which the driver is made",
      got: `${process.platform} on ${process.arch}`,
      next: "npx grade doctor, which says how to get a device here",
    });
  try {
    fetchSwiftShader();
  } catch (error) {
    throw new ChainruleError("E_DRIVER", {
      where,
      expected: "npm to fetch the driver",
      got: messageOf(error).split("\n")[0] ?? "",
      next: "try again with a network; no mark needs the driver",
    });
  }
}
