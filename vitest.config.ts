import { defineConfig } from "vitest/config";

/** Tests run directly under Node, like all code here, without a bundler. */
const experimental = { viteModuleRunner: false, nodeLoader: false } as const;
const timeouts = { testTimeout: 60_000, hookTimeout: 60_000 } as const;

/** Tests that wait for a clock or for events of the file system; they run one by one, after all others. */
const clockTests = ["grader/attacks/deadline.test.ts", "grader/watch/*.test.ts", "grader/cli/commands/watch.test.ts"];
/** The laws as tests in this process, for breakpoints. */
const lawTests = ["grader/engine/in-process/**/*.test.ts"];

export default defineConfig({
  test: {
    // Prints the console of failed tests only: a stub may write a line for every case.
    silent: "passed-only",
    projects: [
      {
        test: {
          name: "unit",
          include: ["{grader,kernels,specs}/**/*.test.ts"],
          exclude: [...clockTests, ...lawTests],
          // By default, the runner starts one worker on a machine with two cores, and leaves one core idle.
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
          ...timeouts,
          experimental,
        },
      },
      {
        test: {
          name: "clocks",
          include: clockTests,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          ...timeouts,
          experimental,
        },
      },
      {
        test: {
          name: "specs",
          include: lawTests,
          testTimeout: 60_000,
          sequence: { groupOrder: 2 },
          experimental,
        },
      },
    ],
  },
});
