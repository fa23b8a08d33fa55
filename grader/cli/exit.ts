/** What the exit codes of `grade` mean. */
export const exit = { allPoints: 0, pointsMissing: 1, usage: 2, internal: 3 } as const;
