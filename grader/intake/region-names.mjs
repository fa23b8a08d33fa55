// @ts-check
/**
 * @file What to say of a name that means nothing where it stands: in whose words it is known, what it might have been
 * meant to be, and what there is instead.
 */
import { outwards } from "./region-scopes.mjs";

/**
 * @typedef {import("./region-scopes.mjs").Scope} Scope
 * @typedef {{ name: string, what: "import" | "function" | "value" | "region", where: string }} Elsewhere
 *   a name that is written in the same file where it has no effect; where: `line 5`, or the id of the region
 * @typedef {{ file: string, mayUse: string[], exports: Record<string, string>, elsewhere: Elsewhere[], globals: ReadonlySet<string>, own: ReadonlySet<string> }} Known
 *   mayUse: what the file offers to its regions; exports: name → file of the course; own: the student's helper functions
 * @typedef {{ rule: string, message: string, next?: string }} Lesson
 */

const made = new Set(["eval", "Function"]);
const machine = new Set(
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
const draws = new Set(["crypto"]);

/**
 * @param {string} name
 * @param {Scope} scope - where it stands
 * @param {boolean} ended - whether the region declares it in a block that has ended there
 * @param {Known} known
 * @returns {Lesson}
 */
export function lessonOn(name, scope, ended, known) {
  if (made.has(name)) return { rule: "eval", message: `${quoted(name)} is not allowed: code is written, not made` };
  if (draws.has(name))
    return { rule: "random", message: `${quoted(name)} is not allowed: its draws cannot be repeated` };
  if (clocks.has(name))
    return { rule: "time", message: `${quoted(name)} is not allowed: a stub gives the same result at any time` };
  if (machine.has(name))
    return {
      rule: "environment",
      message: `${quoted(name)} is not part of the course: a stub uses the language and the imports of its file`,
    };
  if (ended)
    return { rule: "scope", message: `${quoted(name)} is not known here: the block that declares it has ended` };
  for (const { types } of outwards(scope))
    if (types.has(name)) return { rule: "type", message: `${quoted(name)} is a type, and no value has that name` };

  const written = known.elsewhere.find((entry) => entry.name === name);
  if (written !== undefined) return outside(written, scope, known);
  const from = Object.hasOwn(known.exports, name) ? known.exports[name] : undefined;
  if (from !== undefined)
    return {
      rule: "import",
      message: `${quoted(name)} is not known here: ${short(known.file)} does not import it from ${short(from)}`,
      next: builtFrom(scope, known),
    };
  const nearby = local(scope);
  const slipped = nearest(name, new Set([...visible(scope, known), ...keywords]));
  const near = slipped.length > 0 ? slipped : alike(name, nearby);
  if (near.length > 0)
    return {
      rule: "name",
      message: `${quoted(name)} is not known here: did you mean ${near.map(quoted).join(" or ")}?`,
    };
  if (name in globalThis)
    return {
      rule: "name",
      message: `${quoted(name)} is not known here: the course leaves it out`,
      next: `of what JavaScript has, a stub may name ${[...known.globals].map(quoted).join(", ")}`,
    };
  return { rule: "name", message: `${quoted(name)} is not known here`, next: builtFrom(scope, known) };
}

/** @param {Elsewhere} written @param {Scope} scope @param {Known} known @returns {Lesson} */
function outside({ name, what, where }, scope, known) {
  switch (what) {
    case "import":
      return {
        rule: "outside",
        message: `${quoted(name)} is imported on ${where}, outside the markers, where text has no effect`,
        next: builtFrom(scope, known),
      };
    case "function":
      return {
        rule: "outside",
        message: `${quoted(name)} is written on ${where}, outside the markers, where text has no effect`,
        next: "move it into the helpers region at the end of the file, between START CODE HERE (helpers) and END CODE HERE",
      };
    case "value":
      return {
        rule: "outside",
        message: `${quoted(name)} is declared on ${where}, outside the markers, where text has no effect`,
        next: "declare it in the region that uses it; what several regions share is a function in the helpers region at the end of the file",
      };
    case "region":
      return {
        rule: "outside",
        message: `${quoted(name)} is declared in the region (${where}), and nothing declared in a region is seen outside it`,
        next: "what two regions share is a function in the helpers region at the end of the file",
      };
  }
}

/** What a stub has to build from: first what it is given, then what the file offers. @param {Scope} scope @param {Known} known */
function builtFrom(scope, { mayUse, own }) {
  const functions = new Set([...outwards(scope)].flatMap(({ owner }) => functionsOf(owner)));
  const given = local(scope).filter((name) => !functions.has(name));
  const more = given.length > mostGiven ? ["…"] : [];
  const names = [...given.slice(0, mostGiven).map(quoted), ...more, "the language", ...[...mayUse, ...own].map(quoted)];
  return `this region is built from ${names.join(", ")}, and functions of your own in the helpers region`;
}

const mostGiven = 12;

/** The functions that a block declares: they are what is being written. @param {import("./region-scopes.mjs").Node} owner @returns {string[]} */
function functionsOf(owner) {
  if (owner.type !== "BlockStatement") return [];
  return owner.body.flatMap((/** @type {import("./region-scopes.mjs").Node} */ statement) =>
    statement.type === "FunctionDeclaration" ? [statement.id.name] : [],
  );
}

/** Parameters and what else is declared within the file's functions, the outermost first. @param {Scope} scope @returns {string[]} */
function local(scope) {
  const names = new Set(
    [...outwards(scope)]
      .toReversed()
      .flatMap(({ names: declared, owner }) => (owner.type === "Program" ? [] : [...declared.keys()])),
  );
  names.delete("arguments");
  return [...names];
}

/** What a region can name where a name stands. @param {Scope} scope @param {Known} known @returns {ReadonlySet<string>} */
function visible(scope, { mayUse, globals, own }) {
  return new Set([...mayUse, ...globals, ...own, ...local(scope)]);
}

/** Of what is at hand, the names that `name` differs from in its ending or in its case only, at most two. @param {string} name @param {readonly string[]} names @returns {string[]} */
function alike(name, names) {
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

/** Words of the language that are long enough to be mistyped. */
export const keywords = new Set(
  "return const function while continue break switch throw else typeof true false null new".split(" "),
);

/** The names that a slip of the finger away from `name` might be meant, at most two. @param {string} name @param {ReadonlySet<string>} names @returns {string[]} */
export function nearest(name, names) {
  if (name.length > longestName) return [];
  const allowed = Math.max(1, Math.floor(name.length / 3));
  const ranked = [...names]
    .filter((candidate) => candidate.length > 1 && Math.abs(candidate.length - name.length) <= allowed)
    .map((candidate) => ({ candidate, slips: slips(name, candidate) }))
    .filter(({ candidate, slips: n }) => n <= allowed && n < candidate.length)
    .toSorted((a, b) => a.slips - b.slips);
  const least = ranked[0]?.slips;
  return ranked
    .filter(({ slips: n }) => n === least)
    .map(({ candidate }) => candidate)
    .slice(0, 2);
}

/** How many letters are wrong, missing, too many or swapped; a wrong case counts half. @param {string} a @param {string} b */
function slips(a, b) {
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
function short(file) {
  return file.slice(file.indexOf("/") + 1);
}

/** @param {string} name */
function quoted(name) {
  return `\`${name.length > longestName ? `${name.slice(0, longestName)}…` : name}\``;
}
