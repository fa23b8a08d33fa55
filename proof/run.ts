/**
 * @file `npm run proof -- NAME`: computes figures that take too long to compute on every change. It writes the result, with
 * the hash of the measured commit, to `proof/NAME.json`; commit that file.
 *
 * A proof about laws is made assignment by assignment, and each is written as soon as it is there; `npm run proof -- seeds
 * 3-networks` makes that one alone.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import * as v from "valibot";
import { loadAssignments } from "../grader/course/assignment.ts";
import { proveAttacks } from "./attacks.ts";
import { proveAudit } from "./audit.ts";
import { proveInterpreter } from "./interpreter.ts";
import { proveMutants } from "./mutants.ts";
import type { Proof } from "./proof.ts";
import { proveSeeds } from "./seeds.ts";
import { proveSession } from "./session.ts";

/** Proofs of the course as one, and proofs of each assignment. */
const proofs: Readonly<Record<string, { readonly prove: (id: string) => Promise<Proof>; readonly isWhole?: true }>> = {
  attacks: { prove: proveAttacks, isWhole: true },
  audit: { prove: proveAudit },
  interpreter: { prove: proveInterpreter, isWhole: true },
  mutants: { prove: proveMutants },
  seeds: { prove: proveSeeds },
  session: { prove: proveSession, isWhole: true },
};

const [name = "", ...wanted] = process.argv.slice(2);
const proof = Object.hasOwn(proofs, name) ? proofs[name] : undefined;
if (proof === undefined) endWithUsage(Object.keys(proofs), name);
const parts = proof.isWhole === true ? ["course"] : loadAssignments().map(({ id }) => id);
const unknown = wanted.find((id) => !parts.includes(id));
if (unknown !== undefined) endWithUsage(parts, unknown);

const file = new URL(`${name}.json`, import.meta.url);
const recordsSchema = v.record(v.string(), v.looseObject({ holds: v.boolean() }));
const git = (...words: readonly string[]) => execFileSync("git", words, { encoding: "utf8" }).trim();

for (const id of parts.filter((part) => wanted.length === 0 || wanted.includes(part))) {
  const changed = git(
    "status",
    "--porcelain",
    "--",
    "solution",
    "specs",
    "grader",
    "kernels",
    "assignments",
    "package-lock.json",
  );
  const commit = git("rev-parse", "HEAD") + (changed === "" ? "" : " with changes");
  const start = performance.now();
  const { holds, figures } = await proof.prove(id);
  const minutes = Math.round((performance.now() - start) / 6000) / 10;
  const record = { holds, commit, node: process.version, cores: availableParallelism(), minutes, ...figures };
  console.log(id, JSON.stringify(record, null, 2));
  const before = existsSync(file) ? v.parse(recordsSchema, JSON.parse(readFileSync(file, "utf8"))) : {};
  const records = parts.map((part) => [part, part === id ? record : before[part]]);
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(records), null, 2)}\n`);
  if (!holds) process.exitCode = 1;
}

function endWithUsage(names: readonly string[], got: string): never {
  console.error(
    `proof: expected one of ${names.join(", ")}, got ${JSON.stringify(got)}.\n  Next: npm run proof -- seeds [E_PROOF]`,
  );
  process.exit(2);
}
