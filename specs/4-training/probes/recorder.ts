/** @file A network and an optimiser that write down what happens to them. They stand around the course's locked modules. */
import { isRecording } from "#course/2-autodiff/recording.ts";
import type { Tensor } from "#course/2-autodiff/tensor.ts";
import type { Values } from "#course/2-autodiff/values.ts";
import { tanh } from "#course/3-networks/activations/tanh.ts";
import { Linear } from "#course/3-networks/layers/linear.ts";
import { Mlp } from "#course/3-networks/layers/mlp.ts";
import { Module } from "#course/3-networks/modules/module.ts";
import { Optimiser, type OptimiserOptions } from "#course/4-training/steps/optimiser.ts";
import type { MakeRule } from "#course/4-training/steps/rules.ts";
import { copyOf } from "../../probes/read-values.ts";

/** What a network was asked: its input, and whether it was in training, and whether a graph was recorded. */
export interface Sight {
  readonly x: Values;
  readonly training: boolean;
  readonly recording: boolean;
}

/** A network that writes down what it is asked. */
export class Watched extends Module {
  readonly inner: Module;
  readonly sights: Sight[] = [];
  /** Is told of every question. */
  listener: (sight: Sight) => void = () => {};

  constructor(inner: Module) {
    super();
    this.inner = inner;
  }

  forward(x: Tensor): Tensor {
    const sight = { x: copyOf(x), training: this.inner.training, recording: isRecording() };
    this.sights.push(sight);
    this.listener(sight);
    return this.inner.forward(x);
  }
}

/** Two layers with tanh between, W₁, b₁, W₂ and b₂ in the order of the parameters. */
export function watchedNetwork([w1, b1, w2, b2]: readonly Tensor[]): Watched {
  return new Watched(new Mlp([new Linear(w1, b1), new Linear(w2, b2)], tanh));
}

/** One step as it was written down: what the network had seen last, the rate, and all parameters with their gradients. */
export interface Step {
  /** How many times the network had been asked before. */
  readonly asked: number;
  readonly seen: Values;
  readonly rate: number;
  readonly before: readonly Values[];
  readonly gradients: readonly Values[];
  readonly after: readonly Values[];
}

/** An optimiser that writes every step down. */
export class Recorder extends Optimiser {
  readonly network: Watched;
  /** The parameters that the grader knows, whatever the network lists. */
  readonly watched: readonly Tensor[];
  readonly steps: Step[] = [];
  /** Is told of every step before it is taken. */
  listener: (seen: Values) => void = () => {};

  constructor(network: Watched, watched: readonly Tensor[], makeRule: MakeRule, options: OptimiserOptions) {
    super(network.parameters(), makeRule, options);
    this.network = network;
    this.watched = watched;
  }

  override step(): void {
    const { sights } = this.network;
    const seen = sights.at(-1)?.x ?? { shape: [0, 0], data: new Float64Array(0) };
    this.listener(seen);
    const before = this.watched.map(copyOf);
    const gradients = this.watched.map(({ grad }) => copyOf(grad));
    const { rate } = this;
    super.step();
    this.steps.push({ asked: sights.length, seen, rate, before, gradients, after: this.watched.map(copyOf) });
  }
}
