import type { Span } from "../wgsl/span.ts";
import type { AtomicOperation } from "../wgsl/tree.ts";
import type { Type } from "../wgsl/types.ts";
import type { FunctionCode } from "./function-code.ts";
import { addressOfWord, countAccess } from "./place-code.ts";
import type { Location } from "./writer.ts";

/** What each operation leaves in memory, of what was there and its arguments; undefined if nothing new. */
const results: Readonly<Record<AtomicOperation, ((old: string, a: string, b: string) => string) | undefined>> = {
  atomicLoad: undefined,
  atomicStore: (_, a) => a,
  atomicAdd: (old, a) => `(${old} + ${a}) | 0`,
  atomicSub: (old, a) => `(${old} - ${a}) | 0`,
  atomicMax: (old, a) => `max(${old}, ${a})`,
  atomicMin: (old, a) => `min(${old}, ${a})`,
  atomicAnd: (old, a) => `${old} & ${a}`,
  atomicOr: (old, a) => `${old} | ${a}`,
  atomicXor: (old, a) => `${old} ^ ${a}`,
  atomicExchange: (_, a) => a,
  atomicCompareExchangeWeak: (old, a, b) => `${old} === ${a} ? ${b} : ${old}`,
};

/**
 * An atomic operation. Invocations run one after the other, so each is one step. Words of atomics are touched by nothing
 * else, so that they have no races.
 *
 * @see WGSL §17.8, Atomic built-in functions
 */
export function atomicCode(
  code: FunctionCode,
  operation: AtomicOperation,
  location: Location,
  type: Type,
  [a = "0", b = "0"]: readonly string[],
  span: Span,
): readonly string[] {
  if (location.kind !== "words" || type.kind !== "atomic") throw new Error("an atomic lives in words");
  const { writer } = code;
  const { memory } = location;
  const view = `${type.of === "i32" ? "I" : "U"}${memory}`;
  const address = addressOfWord(code, location, 0);
  countAccess(code, location, "atomic", 1, span);
  const old = writer.keep(`${view}[${address}]`);
  const result = results[operation];
  if (result !== undefined) writer.line(`${view}[${address}] = ${result(old, a, b)}; touch${memory}(${address});`);
  if (operation === "atomicStore") return [];
  return operation === "atomicCompareExchangeWeak" ? [old, writer.keep(`${old} === ${a}`)] : [old];
}
