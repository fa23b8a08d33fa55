/** @file Writes programs down: a law calls methods of tensors, and each call becomes a step. Nothing runs yet. */
import type { TensorOperation } from "./course-functions.ts";
import type { DualTensor } from "./dual-tensor.ts";
import { type OperationName, operations, type TensorOperationName } from "./operations.ts";
import type { Plain } from "./plain.ts";
import type { Argument, Step } from "./program.ts";
import type { Values } from "./values.ts";

/** The tensor in a slot, while a program is written down. It has a method for each operation that makes tensors. */
export type Handle = { readonly slot: number } & {
  readonly [K in TensorOperationName]: (typeof operations)[K] extends TensorOperation<infer A>
    ? HandleMethod<A>
    : never;
};

type HandleMethod<A extends readonly unknown[]> = A extends readonly [DualTensor, ...infer Rest]
  ? (...rest: Operands<Rest>) => Handle
  : never;

type Operands<A extends readonly unknown[]> = {
  [K in keyof A]: A[K] extends DualTensor ? Handle : A[K] extends readonly DualTensor[] ? readonly Handle[] : A[K];
};

/** The operations as functions, for those whose first operand is no tensor. */
type Functions = {
  readonly [K in TensorOperationName]: (typeof operations)[K] extends TensorOperation<infer A>
    ? (...operands: Operands<A>) => Handle
    : never;
};

/** What a program may do beside calling the methods of its tensors. */
export interface Course extends Functions {
  /** The locked node: `Σ weightᵢ · parentᵢ`. All parents have one shape. The name is the one that a report shows. */
  readonly node: (parents: readonly Handle[], weights: readonly number[], name?: string) => Handle;
  /** The course's own `accumulate`, called by itself. */
  readonly accumulate: (tensor: Handle, share: Values) => void;
}

/** Writes a step down, and returns the tensor that it makes. */
export type Push = (step: Step) => Handle;

const tensorOperations = (Object.keys(operations) as OperationName[]).filter(
  (name) => operations[name].kind === "tensor",
);

/**
 * A handle whose methods write steps down. The methods are on the prototype, since a law makes thousands of handles.
 */
class SlotHandle {
  readonly slot: number;
  readonly push: Push;

  constructor(slot: number, push: Push) {
    this.slot = slot;
    this.push = push;
  }
}
for (const name of tensorOperations) {
  Object.defineProperty(SlotHandle.prototype, name, {
    value(this: SlotHandle, ...rest: readonly unknown[]) {
      const self: Argument = { kind: "slot", slot: this.slot };
      return this.push({ kind: "operation", name, arguments: [self, ...rest.map(argumentOf)] });
    },
  });
}

/** The tensor in a slot. */
export function handle(slot: number, push: Push): Handle {
  return new SlotHandle(slot, push) as unknown as Handle;
}

/** The functions of a course that is written down. They are made where they are asked for: most programs use one. */
class WrittenCourse {
  readonly push: Push;

  constructor(push: Push) {
    this.push = push;
  }

  get node(): Course["node"] {
    return (parents, weights, name = "") =>
      this.push({ kind: "node", parents: parents.map(({ slot }) => slot), weights, name });
  }

  get accumulate(): Course["accumulate"] {
    return (tensor, share) =>
      void this.push({ kind: "operation", name: "accumulate", arguments: [argumentOf(tensor), argumentOf(share)] });
  }
}
for (const name of tensorOperations) {
  Object.defineProperty(WrittenCourse.prototype, name, {
    get(this: WrittenCourse) {
      return (...operands: readonly unknown[]) =>
        this.push({ kind: "operation", name, arguments: operands.map(argumentOf) });
    },
  });
}

/** The functions of the course, for writing a program. */
export function courseOf(push: Push): Course {
  return new WrittenCourse(push) as unknown as Course;
}

/** An operand as an argument of a step. */
export function argumentOf(operand: unknown): Argument {
  if (Array.isArray(operand) && operand.length > 0 && operand.every(isHandle))
    return { kind: "slots", slots: operand.map(({ slot }) => slot) };
  if (typeof operand === "object" && operand !== null) {
    if ("slot" in operand) return { kind: "slot", slot: Number(operand.slot) };
    if ("data" in operand && "shape" in operand) return { kind: "values", values: operand as Values };
  }
  return { kind: "data", data: operand as Plain };
}

function isHandle(operand: unknown): operand is Handle {
  return typeof operand === "object" && operand !== null && "slot" in operand;
}
