/**
 * @file The form of an attack, and the honest text of each attacked stub. The honest text is the control: it keeps its
 * points.
 *
 * An attack is contained if its stub gets the verdict that the attack deserves, every other stub keeps all its points,
 * the result shows nothing of the reference, no file is written, and the report names the cause (`expect-contained.ts`).
 */
import type { Verdict } from "../result/result.ts";

/** A hostile region, and the verdict that its stub deserves. */
export interface Attack {
  readonly name: string;
  /** The stub that holds the attack; `mul.forward` if left out. */
  readonly stub?: string;
  readonly text: string;
  /** The text of the file's helpers region; empty if left out. */
  readonly helpers?: string;
  /** The accepted verdicts: several where the speed of the machine decides which limit comes first. */
  readonly verdict: Verdict | readonly Verdict[];
  /** The cause that the result must name. */
  readonly because?: RegExp;
}

/** Honest statements of `mul.forward`. */
export const mulForward = "return zipWith(a, b, (x, y) => x * y);";
/** Honest statements of `mul.backward`. */
export const mulBackward =
  "accumulate(a, zipWith(out.grad, b, (u, y) => u * y)); accumulate(b, zipWith(out.grad, a, (u, x) => u * x));";
/** Honest statements of `topologicalOrder` for a tensor that has not been visited. */
export const visitTensor =
  "visited.add(tensor); for (const parent of tensor.parents) visit(parent); order.push(tensor);";
/** Honest statements of `sum.backward`. */
export const sumBackward =
  "const share = zeros(a.shape); eachIndex(a.shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)])); accumulate(a, share);";
/** Honest statements of `backward`; they leave `order` for the rest of an attack. */
export const backwardPass =
  "const order = topologicalOrder(root); for (const t of order) if (t.parents.length > 0) t.grad.data.fill(0); accumulate(root, upstream); for (const t of order.toReversed()) t.backwardStep();";
/** Honest statements of `broadcastShapes` without its return; `list` holds the answer. */
export const broadcastList = `const rank = Math.max(a.length, b.length); const [left, right] = [padShape(a, rank), padShape(b, rank)];
  if (left.some((m, axis) => m !== right[axis] && m !== 1 && right[axis] !== 1)) throw notBroadcastable(a, b);
  const list: any[] = left.map((m, axis) => Math.max(m, right[axis]));`;

/** The honest text of every attacked stub. */
export const honest: Readonly<Record<string, string>> = {
  "mul.forward": mulForward,
  "mul.backward": mulBackward,
  "sum.backward": sumBackward,
  topologicalOrder: `if (visited.has(tensor)) return; ${visitTensor}`,
  backward: backwardPass,
  broadcastShapes: `${broadcastList} return list;`,
  stack: "return concat(tensors.map((t) => reshape(t, inner.toSpliced(along, 0, 1))), along);",
  offset: "let at = 0; index.forEach((i, axis) => (at += i * strides[axis])); return at;",
};

/**
 * Makes helpers that let a region use global names. The policy accepts the names of helpers, and finds these names
 * without a parser, even in comments.
 */
export function smuggle(...names: readonly string[]): string {
  return names.map((name) => `// function ${name}`).join("\n");
}

/** The verdicts on endless use of memory: the speed of the machine decides which limit comes first. */
export const outOfMemoryOrTime: readonly Verdict[] = ["out-of-memory", "timed-out"];
