/** @file Modules and functions that the laws of layers put together. They use none of a student's stubs. */
import { operation } from "#course/2-autodiff/operation.ts";
import type { Tensor } from "#course/2-autodiff/tensor.ts";
import { Module } from "#course/3-networks/modules/module.ts";
import type { PieceName } from "../pieces.ts";

/** Functions of one number, and their slopes. */
const functions = {
  "2x + 1": [(x: number) => 2 * x + 1, () => 2],
  "x²": [(x: number) => x * x, (x: number) => 2 * x],
  "sin x": [(x: number) => Math.sin(x), (x: number) => Math.cos(x)],
} as const;

/** Applies a function. */
export function apply(name: PieceName, x: Tensor): Tensor {
  if (name === "x") return x;
  if (name === "x above x") return stack(x);
  const [f, slope] = functions[name];
  const out: Tensor = operation(name, [x], { shape: x.shape, data: x.data.map((a) => f(a)) }, () => {
    addTo(x, (i) => out.grad.data[i] * slope(x.data[i]));
  });
  return out;
}

function stack(x: Tensor): Tensor {
  const { length } = x.data;
  const shape = x.shape.map((size, axis) => (axis === 0 ? 2 * size : size));
  const data = Float64Array.from({ length: 2 * length }, (_, i) => x.data[i % length]);
  const out: Tensor = operation("x above x", [x], { shape, data }, () => {
    addTo(x, (i) => out.grad.data[i] + out.grad.data[i + length]);
  });
  return out;
}

function addTo({ grad, requiresGrad }: Tensor, share: (i: number) => number): void {
  if (requiresGrad) for (let i = 0; i < grad.data.length; i++) grad.data[i] += share(i);
}

/** A module that applies a function, and writes its name down at every call. */
export class Piece extends Module {
  readonly name: PieceName;
  readonly calls: string[];

  constructor(name: PieceName, calls: string[] = []) {
    super();
    this.name = name;
    this.calls = calls;
  }

  forward(x: Tensor): Tensor {
    this.calls.push(this.name);
    return apply(this.name, x);
  }
}
