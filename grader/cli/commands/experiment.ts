import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The options of `grade experiment`, as commander parses them. */
export interface ExperimentFlags {
  readonly svg?: string;
  readonly ascii?: boolean;
}

/** Runs `grade experiment NAME`: in a process of its own, since an experiment runs the student's library as it is. */
export function experimentCommand(name: string | undefined, { svg, ascii }: ExperimentFlags): void {
  const script = fileURLToPath(new URL("../run-experiment.ts", import.meta.url));
  const words = [
    ...(svg === undefined ? [] : [`--svg=${svg}`]),
    ...(ascii === true ? ["--ascii"] : []),
    ...(name === undefined ? [] : ["--", name]),
  ];
  const { status } = spawnSync(process.execPath, ["--no-warnings", script, ...words], { stdio: "inherit" });
  process.exitCode = status ?? 1;
}
