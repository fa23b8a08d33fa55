/** @file Trees of modules, in which modules and tensors may stand in several places. */
import fc from "fast-check";
import { listOf } from "../support/arbitraries.ts";
import { pick } from "../support/lists.ts";

/** What stands in a field of a module: one part, a list, a list of lists, or something that is no part. */
export type Field =
  | { readonly kind: "one"; readonly part: Part }
  | { readonly kind: "list"; readonly parts: readonly Part[] }
  | { readonly kind: "nested"; readonly lists: readonly (readonly Part[])[] }
  | { readonly kind: "other"; readonly value: number | string | null | readonly number[] };

/** A module or a tensor, by its place in the tree's lists. */
export type Part = { readonly module: number } | { readonly tensor: number };

/** Modules with their fields; the first holds all others. */
export interface Tree {
  readonly modules: readonly (readonly Field[])[];
  readonly tensors: readonly ("parameter" | "constant" | "computed")[];
  /** Whether each module is in training at first. */
  readonly modes: readonly boolean[];
}

/** A tree, and the module that is asked about. */
export interface TreeCase {
  readonly tree: Tree;
  readonly of: number;
}

/**
 * Trees of modules. A module holds only later ones, unless there are cycles: then the last one knows the first.
 *
 * The simplest: a module without parts.
 */
export function trees({ cyclic = false } = {}): fc.Arbitrary<TreeCase> {
  const [mostModules, mostTensors] = [6, 5];
  const kind = fc.constantFrom("parameter", "parameter", "constant", "computed");
  const link = fc.record({ form: fc.nat({ max: 4 }), to: fc.nat({ max: 99 }), more: fc.nat({ max: 99 }) });
  const module = fc.record({ links: fc.array(link, { maxLength: 3 }), held: fc.array(link, { maxLength: 3 }) });
  return fc
    .record({
      modules: listOf(module, cyclic ? 2 : 1, mostModules),
      tensors: fc.array(kind, { minLength: 1, maxLength: mostTensors }),
      modes: fc.array(fc.boolean(), { minLength: mostModules, maxLength: mostModules }),
      of: fc.oneof({ arbitrary: fc.constant(0), weight: 3 }, { arbitrary: fc.nat({ max: mostModules }), weight: 1 }),
    })
    .map(({ modules, tensors, modes, of }) => {
      const fields = modules.map(({ links, held }, i) => [
        ...links.flatMap((drawn) => linkTo(drawn, i + 1, modules.length, (place) => ({ module: place }))),
        ...held.flatMap((drawn) => linkTo(drawn, 0, tensors.length, (place) => ({ tensor: place }))),
      ]);
      // Every module is held by the one before it, so that none is out of reach; in a cycle the last one holds the first.
      const chained = fields.map((own, i): readonly Field[] => {
        if (i + 1 < fields.length) return [...own, { kind: "one", part: { module: i + 1 } }];
        return cyclic ? [...own, { kind: "one", part: { module: 0 } }] : own;
      });
      return { tree: { modules: chained, tensors, modes: modes.slice(0, modules.length) }, of: of % modules.length };
    });
}

const noParts: readonly Field[] = [
  { kind: "other", value: 7 },
  { kind: "other", value: "a name" },
  { kind: "other", value: null },
  { kind: "other", value: [1, 2] },
];

/** A tower of thirty modules, each of which holds a list of ten tensors and the next module. */
export function towers(): fc.Arbitrary<TreeCase> {
  const [floors, width] = [30, 10];
  const kind = fc.constantFrom("parameter", "parameter", "constant", "computed");
  return fc
    .record({ tensors: fc.array(kind, { minLength: 300, maxLength: 300 }), order: fc.nat({ max: 299 }) })
    .map(({ tensors, order }) => {
      const held = (floor: number): Field => ({
        kind: "list",
        parts: Array.from({ length: width }, (_, k) => ({ tensor: (order + floor * width + k) % tensors.length })),
      });
      const modules = Array.from({ length: floors }, (_, floor): readonly Field[] =>
        floor + 1 < floors ? [{ kind: "one", part: { module: floor + 1 } }, held(floor)] : [held(floor)],
      );
      return { tree: { modules, tensors, modes: modules.map(() => true) }, of: 0 };
    });
}

/** A field with one or several parts from place `from` on; none if there is nothing left. */
function linkTo(
  { form, to, more }: { readonly form: number; readonly to: number; readonly more: number },
  from: number,
  count: number,
  partAt: (place: number) => Part,
): readonly Field[] {
  if (form === 4) return [pick(noParts, to % noParts.length)];
  if (from >= count) return [];
  const at = (drawn: number) => partAt(from + (drawn % (count - from)));
  const forms: readonly Field[] = [
    { kind: "one", part: at(to) },
    { kind: "list", parts: [at(to), at(more)] },
    { kind: "nested", lists: [[at(to)], [], [at(more), at(to)]] },
    { kind: "list", parts: [] },
  ];
  return [pick(forms, form)];
}

/** The places of all modules that one of them reaches, itself among them. */
export function reached({ tree, of }: TreeCase): ReadonlySet<number> {
  const found = new Set([of]);
  for (const place of found) for (const part of partsOf(tree, place)) if ("module" in part) found.add(part.module);
  return found;
}

/** The places of the parameters that a module reaches. */
export function parametersIn(asked: TreeCase): ReadonlySet<number> {
  const held = [...reached(asked)].flatMap((place) => partsOf(asked.tree, place));
  const tensors = held.flatMap((part) => ("tensor" in part ? [part.tensor] : []));
  return new Set(tensors.filter((place) => asked.tree.tensors[place] === "parameter"));
}

function partsOf({ modules }: Tree, place: number): readonly Part[] {
  return (modules[place] ?? []).flatMap((field): readonly Part[] => {
    switch (field.kind) {
      case "one":
        return [field.part];
      case "list":
        return field.parts;
      case "nested":
        return field.lists.flat();
      case "other":
        return [];
    }
  });
}

/** The tree for people to read: what each module holds, `m0: m1, [t0, m2]`. */
export function showTree({ tree, of }: TreeCase): Readonly<Record<string, unknown>> {
  const name = (part: Part) => ("module" in part ? `m${part.module}` : `t${part.tensor}`);
  const show = (field: Field) => {
    switch (field.kind) {
      case "one":
        return name(field.part);
      case "list":
        return `[${field.parts.map(name).join(", ")}]`;
      case "nested":
        return `[${field.lists.map((list) => `[${list.map(name).join(", ")}]`).join(", ")}]`;
      case "other":
        return JSON.stringify(field.value);
    }
  };
  return {
    modules: tree.modules.map((fields, i) => `m${i} holds ${fields.map(show).join(", ") || "nothing"}`),
    tensors: tree.tensors.map((kind, i) => `t${i} is a ${kind === "computed" ? "result" : kind}`),
    asked: `m${of}`,
  };
}
