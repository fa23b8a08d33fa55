/** @file The graphs and arrays that the handout draws: `npm run handout` computes them with the reference. */
import { backward } from "#course/2-autodiff/backward.ts";
import { add } from "#course/2-autodiff/ops/add.ts";
import { mul } from "#course/2-autodiff/ops/mul.ts";
import { sub } from "#course/2-autodiff/ops/sub.ts";
import { Tensor } from "#course/2-autodiff/tensor.ts";
import { values } from "#course/2-autodiff/values.ts";

function number(label: string, x: number): Tensor {
  return new Tensor(values([x], []), { label });
}

function named(label: string, tensor: Tensor): Tensor {
  tensor.label = label;
  return tensor;
}

function differentiated(root: Tensor): Tensor {
  backward(root);
  return root;
}

/** The lecture's example: f = (x₁ + x₂)·x₃ − x₄. */
export function first(): Tensor {
  const [x1, x2, x3, x4] = [number("x₁", 5), number("x₂", 4), number("x₃", 3), number("x₄", 2)];
  const a = named("a", add(x1, x2));
  const b = named("b", mul(a, x3));
  return differentiated(named("f", sub(b, x4)));
}

/** The lecture's second example: f = (x + y)·z. */
export function second(): Tensor {
  const [x, y, z] = [number("x", -2), number("y", 5), number("z", -4)];
  return differentiated(named("f", mul(named("q", add(x, y)), z)));
}

/** The witness for the order: b = a + a; c = b + b. */
export function twice(): Tensor {
  const a = number("a", 3);
  const b = named("b", add(a, a));
  return differentiated(named("c", add(b, b)));
}

/** A short and a long way from a to c: a = x + x; b = a + a; c = a + b. */
export function shortcut(): Tensor {
  const x = number("x", 1);
  const a = named("a", add(x, x));
  const b = named("b", add(a, a));
  return differentiated(named("c", add(a, b)));
}

/** A column and a row make a table. */
export const stretched = {
  a: [[10], [20]],
  b: [[1, 2, 3]],
};
