import { ShapeError } from "./errors.ts";
import { type Shape, type Values, zeros } from "./values.ts";

/** What a tensor may be told when it is made; an operation fills in the rest. */
export interface TensorOptions {
  readonly label?: string;
  readonly op?: string;
  readonly parents?: readonly Tensor[];
  readonly requiresGrad?: boolean;
  readonly backwardStep?: () => void;
}

/**
 * A node of the computation graph: numbers, where they came from, and how much the result moves with them.
 *
 * A *leaf* has no parents; everything else was made by an operation, which recorded its operands in `parents`
 * and what to do on the way back in `backwardStep`.
 */
export class Tensor implements Values {
  readonly shape: Shape;
  readonly data: Float64Array;
  /** `∂L/∂this`: as many numbers as `data`, zeros until `backward` has run. */
  readonly grad: Values;
  /** The operands that this tensor was computed from; empty for a leaf. */
  readonly parents: readonly Tensor[];
  /** The operation that made it, for people to read: `"*"`, `"sum"`; empty for a leaf. */
  readonly op: string;
  /** A name for people to read; yours to set. */
  label: string;
  /** Constants say `false`, and keep gradient zero. */
  readonly requiresGrad: boolean;
  /** Hands this tensor's gradient on to its parents. A leaf has nobody to hand it to. */
  backwardStep: () => void;

  /** @throws {ShapeError} if an axis has no elements */
  constructor(values: Values, options: TensorOptions = {}) {
    if (!values.shape.every((size) => size >= 1)) throw hasNoElements(values.shape);
    this.shape = values.shape;
    this.data = values.data;
    this.grad = zeros(values.shape);
    this.parents = options.parents ?? [];
    this.op = options.op ?? "";
    this.label = options.label ?? "";
    this.requiresGrad = options.requiresGrad ?? true;
    this.backwardStep = options.backwardStep ?? (() => {});
  }
}

function hasNoElements(shape: Shape): ShapeError {
  return new ShapeError(
    "Tensor",
    "axes of size 1 or more",
    `shape [${shape.join(", ")}]`,
    "a tensor has at least one element; leave out what is empty",
  );
}
