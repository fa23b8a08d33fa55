import type { Tensor } from "#course/2-autodiff/tensor.ts";
import { modulesIn } from "#course/3-networks/modules/modules-in.ts";
import { Module } from "#course/3-networks/modules/module.ts";
import { parametersOf } from "#course/3-networks/modules/parameters-of.ts";
import { setMode } from "#course/3-networks/modules/set-mode.ts";
import { node } from "../../probes/node.ts";
import { expectReturned, leafFrom } from "../../probes/plain.ts";
import type { Field, Part, Tree } from "../trees.ts";

/** A module that hands on what it is given. */
class Box extends Module {
  forward(x: Tensor): Tensor {
    return x;
  }
}

/** The modules inside a module of the tree, by their places, asked for twice; −1 is a stranger. */
export function inside({ tree, of }: { readonly tree: Tree; readonly of: number }): object {
  const { modules } = build(tree);
  const list = () => Array.from(expectReturned("modulesIn", modulesIn(modules[of])), (each) => modules.indexOf(each));
  return { first: list(), again: list(), modes: modules.map(({ training }) => training) };
}

/** The parameters inside a module of the tree, by their places, asked for twice. */
export function parameters({ tree, of }: { readonly tree: Tree; readonly of: number }): object {
  const { modules, tensors } = build(tree);
  const list = (found: readonly Tensor[]) =>
    Array.from(expectReturned("parametersOf", found), (each) => tensors.indexOf(each));
  return { first: list(parametersOf(modules[of])), again: list(modules[of].parameters()) };
}

/** Whether each module is in training after one of them has been told so. */
export function modes({
  tree,
  of,
  training,
  method,
}: {
  readonly tree: Tree;
  readonly of: number;
  readonly training: boolean;
  readonly method: boolean;
}): object {
  const { modules, tensors } = build(tree);
  const required = tensors.map(({ requiresGrad }) => requiresGrad);
  if (!method) setMode(modules[of], training);
  else if (training) modules[of].train();
  else modules[of].eval();
  return {
    modes: modules.map((module) => module.training),
    required: tensors.every(({ requiresGrad }, i) => requiresGrad === required[i]),
  };
}

/** How many modules there are in a tower whose every floor knows the next one twice. */
export function tower({ floors }: { readonly floors: number }): number {
  let top = new Box();
  for (let floor = 1; floor < floors; floor++) top = Object.assign(new Box(), { left: top, right: [top] });
  return expectReturned("modulesIn", modulesIn(top)).length;
}

function build({ modules: fields, tensors: kinds, modes: first }: Tree): {
  readonly modules: readonly Module[];
  readonly tensors: readonly Tensor[];
} {
  const leaf = (requiresGrad: boolean) => leafFrom({ shape: [1], data: [1] }, requiresGrad);
  const tensors = kinds.map((kind) => (kind === "computed" ? node([leaf(true)], [1]) : leaf(kind === "parameter")));
  const modules = fields.map(() => new Box());
  const find = (part: Part) => ("module" in part ? modules[part.module] : tensors[part.tensor]);
  const valueOf = (field: Field): unknown => {
    switch (field.kind) {
      case "one":
        return find(field.part);
      case "list":
        return field.parts.map(find);
      case "nested":
        return field.lists.map((list) => list.map(find));
      case "other":
        return field.value;
    }
  };
  fields.forEach((own, i) => {
    modules[i].training = first[i] ?? true;
    own.forEach((field, k) => Object.assign(modules[i], { [`part${k}`]: valueOf(field) }));
  });
  return { modules, tensors };
}
