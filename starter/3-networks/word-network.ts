/** @file Nothing to fill: a network that reads some words and scores the next one, made of your modules only. */
import { reshape } from "../2-autodiff/ops/reshape.ts";
import type { Rng } from "../2-autodiff/rng.ts";
import type { Tensor } from "../2-autodiff/tensor.ts";
import { type BatchNorm, freshBatchNorm } from "./layers/batch-norm.ts";
import { Embedding } from "./layers/embedding.ts";
import { freshLayerNorm } from "./layers/layer-norm.ts";
import { freshLinear, type Linear } from "./layers/linear.ts";
import { type Activation, Mlp } from "./layers/mlp.ts";
import { Residual } from "./layers/residual.ts";
import { Module } from "./modules/module.ts";
import { normalWeights } from "./weights/normal-weights.ts";

/** What a network of words is made of. */
export interface WordNetworkParts {
  readonly embedding: Embedding;
  readonly entry: Linear;
  readonly norm: BatchNorm;
  /** A block may stand here more than once. */
  readonly blocks: readonly Module[];
  readonly exit: Linear;
  readonly activation: Activation;
}

/** `scores = exit(… block₂(block₁(g(norm(entry(words as vectors)))))…)`. */
export class WordNetwork extends Module {
  readonly embedding: Embedding;
  readonly entry: Linear;
  readonly norm: BatchNorm;
  readonly blocks: readonly Module[];
  readonly exit: Linear;
  readonly activation: Activation;

  constructor(parts: WordNetworkParts) {
    super();
    this.embedding = parts.embedding;
    this.entry = parts.entry;
    this.norm = parts.norm;
    this.blocks = parts.blocks;
    this.exit = parts.exit;
    this.activation = parts.activation;
  }

  /**
   * @param x - indices of words, shape `[n, words]`
   * @returns a score for each word that may come next, shape `[n, count]`
   */
  forward(x: Tensor): Tensor {
    const read = reshape(this.embedding.forward(x), [x.shape[0], -1]);
    const first = this.activation(this.norm.forward(this.entry.forward(read)));
    return this.exit.forward(this.blocks.reduce((h, block) => block.forward(h), first));
  }
}

/** A residual block around a layer norm and two linear layers, with activations between. */
export function blockOf(layers: readonly Module[], activation: Activation): Residual {
  return new Residual(new Mlp(layers, activation));
}

/** Sizes of a network of words. */
export interface WordNetworkSizes {
  /** How many words there are. */
  readonly count: number;
  /** How many of them it reads. */
  readonly words: number;
  /** How many numbers stand for a word. */
  readonly width: number;
  readonly hidden: number;
  readonly blocks: number;
}

/** A new network, with random weights. */
export function freshWordNetwork(sizes: WordNetworkSizes, activation: Activation, rng: Rng): WordNetwork {
  const { count, words, width, hidden, blocks } = sizes;
  const block = () =>
    blockOf([freshLayerNorm(hidden), freshLinear(hidden, hidden, rng), freshLinear(hidden, hidden, rng)], activation);
  return new WordNetwork({
    embedding: new Embedding(normalWeights([count, width], rng, 1)),
    entry: freshLinear(words * width, hidden, rng),
    norm: freshBatchNorm(hidden),
    blocks: Array.from({ length: blocks }, block),
    exit: freshLinear(hidden, count, rng),
    activation,
  });
}
