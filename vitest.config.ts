import { defineConfig } from "vitest/config";

/** Tests run under Node as it is, like everything here: no bundler stands between a test and what it tests. */
const experimental = { viteModuleRunner: false, nodeLoader: false } as const;

export default defineConfig({
  test: {
    // A line that a stub writes for every case is of interest where the law fails.
    silent: "passed-only",
    projects: [
      {
        test: {
          name: "unit",
          include: ["{grader,kernels,specs}/**/*.test.ts"],
          exclude: ["specs/in-process/**"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          experimental,
        },
      },
      {
        test: {
          name: "specs",
          include: ["specs/in-process/**/*.test.ts"],
          testTimeout: 60_000,
          experimental,
        },
      },
    ],
  },
});
