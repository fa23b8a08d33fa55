/**
 * @file `npm run proof -- NAME`: computes figures that take too long to compute on every change. It writes the result, with
 * the hash of the measured commit, to `proof/NAME.json`; commit that file.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { proveAttacks } from "./attacks.ts";
import { proveAudit } from "./audit.ts";
import { proveMutants } from "./mutants.ts";
import type { Proof } from "./proof.ts";
import { proveSeeds } from "./seeds.ts";
import { proveSession } from "./session.ts";

const proofs: Readonly<Record<string, () => Promise<Proof>>> = {
  attacks: proveAttacks,
  audit: proveAudit,
  mutants: proveMutants,
  seeds: proveSeeds,
  session: proveSession,
};

const name = process.argv[2] ?? "";
const prove = Object.hasOwn(proofs, name) ? proofs[name] : undefined;
if (prove === undefined) {
  console.error(
    `proof: expected one of ${Object.keys(proofs).join(", ")}, got ${JSON.stringify(name)}.\n  Next: npm run proof -- seeds [E_PROOF]`,
  );
  process.exit(2);
}

const git = (...words: readonly string[]) => execFileSync("git", words, { encoding: "utf8" }).trim();
const changed = git("status", "--porcelain", "--", "solution", "specs", "grader", "assignments", "package-lock.json");
const start = performance.now();
const { holds, figures } = await prove();
const result = {
  proof: name,
  holds,
  commit: git("rev-parse", "HEAD") + (changed === "" ? "" : " with changes"),
  node: process.version,
  cores: availableParallelism(),
  minutes: Math.round((performance.now() - start) / 6000) / 10,
  ...figures,
};
writeFileSync(new URL(`${name}.json`, import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
console.log(JSON.stringify(result, null, 2));
process.exitCode = holds ? 0 : 1;
