/** @file `npm run bench`: measures the cost of grading. `npm run bench -- watch` measures only one part. */
const benches: Readonly<Record<string, () => Promise<unknown>>> = {
  grading: () => import("./grading.ts"),
  watch: () => import("./watch.ts"),
  matmul: () => import("./matmul.ts"),
  assignments: () => import("./assignments.ts"),
  kernels: () => import("./kernels.ts"),
};

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(benches);
const unknown = wanted.find((name) => !Object.hasOwn(benches, name));
if (unknown !== undefined) {
  console.error(
    `bench: expected ${Object.keys(benches).join(" or ")}, got ${JSON.stringify(unknown)}.\n  Next: npm run bench -- watch [E_BENCH]`,
  );
  process.exit(2);
}
for (const name of wanted) await benches[name]?.();
