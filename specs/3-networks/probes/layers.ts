import { backward } from "#course/2-autodiff/backward.ts";
import type { Tensor } from "#course/2-autodiff/tensor.ts";
import { Mlp } from "#course/3-networks/layers/mlp.ts";
import { Residual } from "#course/3-networks/layers/residual.ts";
import { expectTensor, leafFrom, plainOf, type PlainValues, valuesFrom } from "../../probes/plain.ts";
import { pack } from "../../probes/packed.ts";
import type { PieceName } from "../pieces.ts";
import { apply, Piece } from "./pieces.ts";

/** A perceptron of pieces, and what goes through it. */
export interface MlpCall {
  readonly layers: readonly PieceName[];
  readonly activation: PieceName;
  readonly x: PlainValues;
  readonly upstream: PlainValues;
}

/** Residual blocks in each other, around one piece. */
export interface ResidualCall {
  readonly inner: PieceName;
  readonly blocks: number;
  readonly x: PlainValues;
  readonly upstream: PlainValues;
}

/** The result of a perceptron for x, and then for twice x, by the same perceptron. */
export function mlp(call: MlpCall): Float64Array {
  const { model } = perceptron(call);
  return twice("mlp", (x) => model.forward(x), call.x);
}

/** The gradient of x after a perceptron. */
export function mlpGradient(call: MlpCall): Float64Array {
  const { model } = perceptron(call);
  return gradient((x) => model.forward(x), call);
}

/** What a perceptron calls, in order, each time that it is called: twice. */
export function mlpCalls(call: MlpCall): object {
  const { model, calls } = perceptron(call);
  const x = leafFrom(call.x);
  model.forward(x);
  const first = calls.splice(0);
  model.forward(x);
  return { first, second: calls };
}

/** The result of a block for x, and then for twice x, by the same block. */
export function residual(call: ResidualCall): Float64Array {
  const { block } = blocks(call);
  return twice("residual", (x) => block.forward(x), call.x);
}

/** The gradient of x after a block. */
export function residualGradient(call: ResidualCall): Float64Array {
  const { block } = blocks(call);
  return gradient((x) => block.forward(x), call);
}

/** What a block does beside its result: how often it calls the module inside, and what becomes of x. */
export function residualEffects(call: ResidualCall): object {
  const { block, calls } = blocks(call);
  const x = leafFrom(call.x);
  const out = expectTensor("residual", block.forward(x));
  return { calls: calls.length, x: plainOf(x), memory: out.data.buffer === x.data.buffer ? "that of x" : "its own" };
}

function perceptron({ layers, activation }: MlpCall): { readonly model: Mlp; readonly calls: string[] } {
  const calls: string[] = [];
  const between = (x: Tensor) => {
    calls.push("activation");
    return apply(activation, x);
  };
  return {
    model: new Mlp(
      layers.map((name) => new Piece(name, calls)),
      between,
    ),
    calls,
  };
}

function blocks({ inner, blocks: count }: ResidualCall): { readonly block: Residual; readonly calls: string[] } {
  const calls: string[] = [];
  let block = new Residual(new Piece(inner, calls));
  for (let k = 1; k < count; k++) block = new Residual(block);
  return { block, calls };
}

function twice(name: string, forward: (x: Tensor) => Tensor, x: PlainValues): Float64Array {
  const inputs = [x, { shape: x.shape, data: x.data.map((a) => 2 * a) }].map((each) => leafFrom(each));
  const made = inputs.map((each) => expectTensor(name, forward(each)));
  return pack([...made, ...inputs]);
}

function gradient(
  forward: (x: Tensor) => Tensor,
  call: { readonly x: PlainValues; readonly upstream: PlainValues },
): Float64Array {
  const x = leafFrom(call.x);
  backward(forward(x), valuesFrom(call.upstream));
  return pack([x.grad]);
}
