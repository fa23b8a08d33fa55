/** The exit codes of `grade`. `fault`: the grader, the course or the machine is at fault, never a submission. */
export const exitCodes = { allPoints: 0, pointsMissing: 1, usage: 2, fault: 3 } as const;
