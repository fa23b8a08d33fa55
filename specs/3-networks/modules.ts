import fc from "fast-check";
import { must, reports } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { entry, listIn, numbersIn, type Plain } from "../support/plain.ts";
import { probe } from "../support/question.ts";
import { parametersIn, reached, showTree, towers, type TreeCase, trees } from "./trees.ts";

/** Asks about the modules inside one. */
const askInside = (given: TreeCase) => probe("3-networks/modules.inside", plainOf(given));
const askParameters = (given: TreeCase) => probe("3-networks/modules.parameters", plainOf(given));

/** modulesIn: the value. */
export const everyModule = law({
  stub: "modulesIn",
  core: true,
  weight: 2,
  says: "The module itself first, then every module inside, each once.",
  given: trees(),
  ask: askInside,
  holds: (said, given) => {
    const found = placesIn("the list of modules", entry(said, "first"));
    must(found[0] === given.of, "the first module", `m${given.of}`, name("m", found[0] ?? -1));
    hasEachOnce("the list of modules", "m", found, reached(given), given.of);
  },
  shows: showTree,
});

/** modulesIn: a module that is inside itself. */
export const cycles = law({
  stub: "modulesIn",
  says: "A module that knows the one which holds it leads to no endless walk.",
  given: trees({ cyclic: true }),
  ask: askInside,
  holds: (said, given) => {
    const found = placesIn("the list of modules", entry(said, "first"));
    hasEachOnce("the list of modules", "m", found, reached(given), given.of);
  },
  shows: showTree,
});

/** modulesIn: a tower with 2ᶠ paths from its top to its ground. */
export const manyPaths = law({
  stub: "modulesIn",
  says: "A module to which a thousand million paths lead is visited once.",
  given: fc.record({ floors: fc.integer({ min: 30, max: 40 }) }),
  runs: 3,
  ask: ({ floors }) => probe("3-networks/modules.tower", { floors }),
  holds: (said, { floors }) => reports("how many modules there are", said, floors),
  shows: ({ floors }) => ({ tower: `${floors} modules, each of which holds the next one twice` }),
});

/** modulesIn: asking changes nothing. */
export const modulesAgain = law({
  stub: "modulesIn",
  says: "Asking changes nothing: the second answer is that of the first.",
  given: trees(),
  ask: askInside,
  holds: (said, { tree }) => {
    isList("the second answer", "m", entry(said, "again"), placesIn("the list of modules", entry(said, "first")));
    isList("training of the modules", "", entry(said, "modes"), tree.modes.map(Number));
  },
  shows: showTree,
});

/** parametersOf: the value. */
export const everyParameter = law({
  stub: "parametersOf",
  core: true,
  weight: 2,
  says: "Every leaf inside that requires a gradient, each once.",
  given: trees(),
  ask: askParameters,
  holds: (said, given) =>
    hasEachOnce(
      "the list of parameters",
      "t",
      placesIn("the list of parameters", entry(said, "first")),
      parametersIn(given),
    ),
  shows: showTree,
});

/** parametersOf: large networks. */
export const manyParameters = law({
  stub: "parametersOf",
  says: "A network of dozens of modules and hundreds of tensors is listed like a small one.",
  given: towers(),
  runs: 3,
  ask: askParameters,
  holds: (said, given) => {
    const [found, due] = [placesIn("the list of parameters", entry(said, "first")), parametersIn(given)];
    must(found.length === due.size, "how many parameters there are", `${due.size}`, `${found.length}`);
    hasEachOnce("the list of parameters", "t", found, due);
  },
  shows: ({ tree }) => ({ tower: `${tree.modules.length} modules, one in the other, each with ten tensors` }),
});

/** parametersOf: the order. */
export const sameOrder = law({
  stub: "parametersOf",
  says: "The order is the same every time: an optimiser keeps one number for each place.",
  given: trees(),
  ask: askParameters,
  holds: (said) =>
    isList("the second answer", "t", entry(said, "again"), placesIn("the list of parameters", entry(said, "first"))),
  shows: showTree,
});

/** How a mode is set: by the function, or by the method. */
const settings = (cyclic: boolean) =>
  fc.record({ asked: trees({ cyclic }), training: fc.boolean(), method: fc.boolean() });

/** setMode: the value. */
export const everyMode = law({
  stub: "setMode",
  core: true,
  weight: 2,
  says: "Every module inside, and the module itself, takes the mode.",
  given: settings(false),
  ask: ({ asked, training, method }) => probe("3-networks/modules.modes", { ...plainOf(asked), training, method }),
  holds: (said, { asked, training }) => {
    const inside = reached(asked);
    const due = asked.tree.modes.map((before, place) => (inside.has(place) ? training : before));
    hasModes(entry(said, "modes"), due);
  },
  shows: ({ asked, training, method }) => showSetting(asked, training, method),
});

/** setMode: cycles, and what is left alone. */
export const onlyModes = law({
  stub: "setMode",
  says: "Nothing else is changed, and a module that knows its holder is no trouble.",
  given: settings(true),
  runs: 20,
  ask: ({ asked, training, method }) => probe("3-networks/modules.modes", { ...plainOf(asked), training, method }),
  holds: (said, { asked, training }) => {
    hasModes(
      entry(said, "modes"),
      asked.tree.modes.map(() => training),
    );
    must(entry(said, "required") === true, "what tensors require", "the same as before", "something else");
  },
  shows: ({ asked, training, method }) => showSetting(asked, training, method),
});

function plainOf({ tree, of }: TreeCase): { readonly [key: string]: Plain } {
  return { tree: tree as unknown as Plain, of };
}

function placesIn(what: string, said: Plain): readonly number[] {
  return [...numbersIn(what, said)];
}

function name(letter: string, place: number): string {
  return place < 0 || Number.isNaN(place) ? "a stranger" : `${letter}${place}`;
}

function names(letter: string, places: Iterable<number>): string {
  return `[${Array.from(places, (place) => name(letter, place)).join(", ")}]`;
}

/** Fails unless a list has these places, each once, in any order; `first` stands in front, where a law asks for that. */
function hasEachOnce(
  what: string,
  letter: string,
  found: readonly number[],
  due: ReadonlySet<number>,
  first?: number,
): void {
  const isRight =
    found.length === due.size && found.every((place) => due.has(place)) && new Set(found).size === due.size;
  const inAnyOrder = (places: ReadonlySet<number>) =>
    `${names(letter, places)}${places.size > 1 ? ", in any order" : ""}`;
  const others = new Set([...due].filter((place) => place !== first));
  const expected =
    first === undefined || others.size === 0 ? inAnyOrder(due) : `${letter}${first}, then ${inAnyOrder(others)}`;
  must(isRight, what, expected, names(letter, found));
}

function isList(what: string, letter: string, said: Plain, due: readonly number[]): void {
  const got = listIn(what, said).map(Number);
  const isSame = got.length === due.length && got.every((place, i) => place === due[i]);
  must(isSame, what, names(letter, due), names(letter, got));
}

function hasModes(said: Plain, due: readonly boolean[]): void {
  const show = (modes: readonly Plain[]) =>
    modes
      .map((mode, i) => `m${i} ${mode === true ? "trains" : mode === false ? "does not" : "has no mode"}`)
      .join(", ");
  const got = listIn("training of the modules", said);
  must(
    got.length === due.length && got.every((mode, i) => mode === due[i]),
    "training of the modules",
    show(due),
    show(got),
  );
}

function showSetting(asked: TreeCase, training: boolean, method: boolean): Readonly<Record<string, unknown>> {
  const { asked: of, ...tree } = showTree(asked);
  const call = method ? `${String(of)}.${training ? "train" : "eval"}()` : `setMode(${String(of)}, ${training})`;
  return {
    ...tree,
    "in training at first": asked.tree.modes.map((mode, i) => (mode ? `m${i}` : "")).filter(Boolean),
    call,
  };
}
