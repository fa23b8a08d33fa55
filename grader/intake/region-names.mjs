// @ts-check
/**
 * @file Explains a name that is unknown where it stands: where it is declared instead, which name the student may have
 * meant, and what the region may use.
 */
import { scopesOutwards } from "./region-scopes.mjs";

/**
 * @typedef {import("./region-scopes.mjs").Scope} Scope
 * @typedef {import("./inspection.ts").Elsewhere} Elsewhere
 * @typedef {import("./inspection.ts").RegionCheck} RegionCheck
 * @typedef {Pick<RegionCheck, "file" | "mayUse" | "exports" | "elsewhere"> & { globals: ReadonlySet<string>, own: ReadonlySet<string> }} Known
 *   the names of a check; own: the student's helper functions
 * @typedef {Pick<import("./inspection.ts").RegionFinding, "rule" | "message" | "next">} Lesson
 */

const codeMakers = new Set(["eval", "Function"]);
const machineNames = new Set(
  (
    "process require module exports global globalThis window document self navigator fetch XMLHttpRequest WebSocket Worker " +
    "Buffer WebAssembly Atomics SharedArrayBuffer __dirname __filename localStorage prompt alert structuredClone"
  ).split(" "),
);
const clocks = new Set(
  "Date performance Temporal setTimeout setInterval setImmediate queueMicrotask requestAnimationFrame Promise".split(
    " ",
  ),
);
const randomSources = new Set(["crypto"]);

/**
 * @param {string} name
 * @param {Scope} scope - the scope in which it stands
 * @param {boolean} ended - whether the region declares it in a block that ends before this place
 * @param {Known} known
 * @returns {Lesson}
 */
export function explainName(name, scope, ended, known) {
  if (codeMakers.has(name))
    return { rule: "eval", message: `${quote(name)} is not allowed: code is written, not made` };
  if (randomSources.has(name))
    return { rule: "random", message: `${quote(name)} is not allowed: its draws cannot be repeated` };
  if (clocks.has(name))
    return { rule: "time", message: `${quote(name)} is not allowed: a stub gives the same result at any time` };
  if (machineNames.has(name))
    return {
      rule: "environment",
      message: `${quote(name)} is not part of the course: a stub uses the language and the imports of its file`,
    };
  if (ended)
    return { rule: "scope", message: `${quote(name)} is not known here: the block that declares it has ended` };
  for (const { types } of scopesOutwards(scope))
    if (types.has(name)) return { rule: "type", message: `${quote(name)} is a type, and no value has that name` };

  const written = known.elsewhere.find((entry) => entry.name === name);
  if (written !== undefined) return explainElsewhere(written, scope, known);
  const from = Object.hasOwn(known.exports, name) ? known.exports[name] : undefined;
  if (from !== undefined)
    return {
      rule: "import",
      message: `${quote(name)} is not known here: ${shortPath(known.file)} does not import it from ${shortPath(from)}`,
      next: describeMaterial(scope, known),
    };
  const nearby = localNamesAt(scope);
  const mistyped = nearestNames(name, new Set([...visibleNamesAt(scope, known), ...keywords]));
  const near = mistyped.length > 0 ? mistyped : namesLike(name, nearby);
  if (near.length > 0)
    return {
      rule: "name",
      message: `${quote(name)} is not known here: did you mean ${near.map(quote).join(" or ")}?`,
    };
  if (name in globalThis)
    return {
      rule: "name",
      message: `${quote(name)} is not known here: the course leaves it out`,
      next: `of what JavaScript has, a stub may name ${[...known.globals].map(quote).join(", ")}`,
    };
  return { rule: "name", message: `${quote(name)} is not known here`, next: describeMaterial(scope, known) };
}

/** @param {Elsewhere} written @param {Scope} scope @param {Known} known @returns {Lesson} */
function explainElsewhere({ name, what, where }, scope, known) {
  switch (what) {
    case "import":
      return {
        rule: "outside",
        message: `${quote(name)} is imported on ${where}, outside the markers, where text has no effect`,
        next: describeMaterial(scope, known),
      };
    case "function":
      return {
        rule: "outside",
        message: `${quote(name)} is written on ${where}, outside the markers, where text has no effect`,
        next: "move it into the helpers region at the end of the file, between START CODE HERE (helpers) and END CODE HERE",
      };
    case "value":
      return {
        rule: "outside",
        message: `${quote(name)} is declared on ${where}, outside the markers, where text has no effect`,
        next: "declare it in the region that uses it; what several regions share is a function in the helpers region at the end of the file",
      };
    case "region":
      return {
        rule: "outside",
        message: `${quote(name)} is declared in the region (${where}), and nothing declared in a region is seen outside it`,
        next: "what two regions share is a function in the helpers region at the end of the file",
      };
  }
}

/** Lists what a region may use: first its parameters and constants, then the names of its file. @param {Scope} scope @param {Known} known */
function describeMaterial(scope, { mayUse, own }) {
  const functions = new Set([...scopesOutwards(scope)].flatMap(({ owner }) => functionNamesIn(owner)));
  const given = localNamesAt(scope).filter((name) => !functions.has(name));
  const more = given.length > mostGiven ? ["…"] : [];
  const names = [...given.slice(0, mostGiven).map(quote), ...more, "the language", ...[...mayUse, ...own].map(quote)];
  return `this region is built from ${names.join(", ")}, and functions of your own in the helpers region`;
}

/** The most parameters and constants in that list. */
const mostGiven = 12;

/** The names of the functions that a block declares. Regions are the bodies of such functions. @param {import("./region-scopes.mjs").Node} owner @returns {string[]} */
function functionNamesIn(owner) {
  if (owner.type !== "BlockStatement") return [];
  return owner.body.flatMap((/** @type {import("./region-scopes.mjs").Node} */ statement) =>
    statement.type === "FunctionDeclaration" ? [statement.id.name] : [],
  );
}

/** The names that functions around a place declare, parameters included, the outermost first. @param {Scope} scope @returns {string[]} */
function localNamesAt(scope) {
  const names = new Set(
    [...scopesOutwards(scope)]
      .toReversed()
      .flatMap(({ names: declared, owner }) => (owner.type === "Program" ? [] : [...declared.keys()])),
  );
  names.delete("arguments");
  return [...names];
}

/** All names that a region may use at a place. @param {Scope} scope @param {Known} known @returns {ReadonlySet<string>} */
function visibleNamesAt(scope, { mayUse, globals, own }) {
  return new Set([...mayUse, ...globals, ...own, ...localNamesAt(scope)]);
}

/** Of `names`, at most two that differ from `name` only in the ending or in the case. @param {string} name @param {readonly string[]} names @returns {string[]} */
function namesLike(name, names) {
  const lower = name.toLowerCase();
  return names
    .filter((candidate) => {
      const other = candidate.toLowerCase();
      const least = Math.max(3, Math.ceil(Math.min(lower.length, other.length) / 2));
      return other === lower || (lower.length >= least && other.startsWith(lower.slice(0, least)));
    })
    .slice(0, 2);
}

const longestName = 60;

/** The keywords that a student may have mistyped. */
export const keywords = new Set(
  "return const function while continue break switch throw else typeof true false null new".split(" "),
);

/** Of `names`, at most two that a student may have mistyped as `name`. @param {string} name @param {ReadonlySet<string>} names @returns {string[]} */
export function nearestNames(name, names) {
  if (name.length > longestName) return [];
  const allowed = Math.max(1, Math.floor(name.length / 3));
  const ranked = [...names]
    .filter((candidate) => candidate.length > 1 && Math.abs(candidate.length - name.length) <= allowed)
    .map((candidate) => ({ candidate, slips: countSlips(name, candidate) }))
    .filter(({ candidate, slips: n }) => n <= allowed && n < candidate.length)
    .toSorted((a, b) => a.slips - b.slips);
  const least = ranked[0]?.slips;
  return ranked
    .filter(({ slips: n }) => n === least)
    .map(({ candidate }) => candidate)
    .slice(0, 2);
}

/** Counts the letters that are wrong, missing, superfluous or swapped; a wrong case counts half. @param {string} a @param {string} b */
function countSlips(a, b) {
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const [x, y] = [a.charAt(i - 1), b.charAt(j - 1)];
      const change = x === y ? 0 : x.toLowerCase() === y.toLowerCase() ? 0.5 : 1;
      const swapped = i > 1 && j > 1 && x === b.charAt(j - 2) && a.charAt(i - 2) === y;
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + change,
        swapped ? (before[j - 2] ?? 0) + 1 : Infinity,
      );
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}

/** `ops/mul.ts` of `2-autodiff/ops/mul.ts`. @param {string} file */
function shortPath(file) {
  return file.slice(file.indexOf("/") + 1);
}

/** @param {string} name */
function quote(name) {
  return `\`${name.length > longestName ? `${name.slice(0, longestName)}…` : name}\``;
}
