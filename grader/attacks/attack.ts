/**
 * @file What a submission may try, each beside a control that must still be graded.
 *
 * Contained means: the stub that holds the attack has the verdict that it deserves, every other stub keeps all its
 * points, nothing of the reference comes out, nothing is written, and the report names the cause (`contained.ts`).
 */
import type { Verdict } from "../score/result.ts";

/** A region that tries something, and the verdict that its stub deserves. */
export interface Attack {
  readonly name: string;
  /** `mul.forward` if left out. */
  readonly stub?: string;
  readonly text: string;
  /** The file's helpers region. */
  readonly helpers?: string;
  /** Several where the machine's speed decides which limit is met first. */
  readonly verdict: Verdict | readonly Verdict[];
  /** What the result must say about the cause. */
  readonly because?: RegExp;
}

/** Honest statements of `mul.forward`. */
export const product = "return zipWith(a, b, (x, y) => x * y);";
/** Honest statements of `mul.backward`. */
export const shares =
  "accumulate(a, zipWith(out.grad, b, (u, y) => u * y)); accumulate(b, zipWith(out.grad, a, (u, x) => u * x));";
/** Honest statements of `topologicalOrder`, for a tensor that has not been visited. */
export const visit = "visited.add(tensor); for (const parent of tensor.parents) visit(parent); order.push(tensor);";
/** Honest statements of `sum.backward`. */
export const spread =
  "const share = zeros(a.shape); eachIndex(a.shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)])); accumulate(a, share);";
/** Honest statements of `backward`; `order` stays there for more. */
export const wayBack =
  "const order = topologicalOrder(root); for (const t of order) if (t.parents.length > 0) t.grad.data.fill(0); accumulate(root, upstream); for (const t of order.toReversed()) t.backwardStep();";
/** Honest statements of `broadcastShapes`, up to its return; `list` is the answer. */
export const stretched = `const rank = Math.max(a.length, b.length); const [left, right] = [padShape(a, rank), padShape(b, rank)];
  if (left.some((m, axis) => m !== right[axis] && m !== 1 && right[axis] !== 1)) throw notBroadcastable(a, b);
  const list: any[] = left.map((m, axis) => Math.max(m, right[axis]));`;

/** The honest text of every stub that is attacked here. */
export const honest: Readonly<Record<string, string>> = {
  "mul.forward": product,
  "mul.backward": shares,
  "sum.backward": spread,
  topologicalOrder: `if (visited.has(tensor)) return; ${visit}`,
  backward: wayBack,
  broadcastShapes: `${stretched} return list;`,
  offset: "let at = 0; index.forEach((i, axis) => (at += i * strides[axis])); return at;",
};

/** Helpers with which a name of the language comes past the policy: the names of helpers are found without a parser. */
export function smuggled(...names: readonly string[]): string {
  return names.map((name) => `// function ${name}`).join("\n");
}

/** Who takes without end meets the limit that the machine comes to first. */
export const outOfMemoryOrTime: readonly Verdict[] = ["out-of-memory", "timed-out"];
