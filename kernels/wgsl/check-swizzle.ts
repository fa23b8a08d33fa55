import { examine, swizzle } from "./check-expression.ts";
import { pickedType } from "./constants.ts";
import { constant, load } from "./convert.ts";
import { addressOf, throughPointer } from "./places.ts";
import type { Scope } from "./scope.ts";
import { type Span, WgslError } from "./span.ts";
import type { ExpressionSyntax } from "./syntax.ts";
import type { Expression, Named, Place, Statement } from "./tree.ts";
import { i32, type Type } from "./types.ts";

/** Some components of a vector on the left of an assignment. */
export interface SwizzleTarget {
  readonly place: Place;
  /** What finds the vector once, however many components are written. */
  readonly before: readonly Statement[];
  readonly components: readonly number[];
  readonly type: Type;
  /** What the components hold. */
  readonly value: Expression;
}

/** Finds the components that `v.xy = …` writes; undefined if the left side is something else. */
export function swizzleTarget(scope: Scope, syntax: ExpressionSyntax): SwizzleTarget | undefined {
  if (syntax.kind !== "member" || syntax.member.length < 2) return undefined;
  const { member, span } = syntax;
  const meant = throughPointer(examine(scope, syntax.of), span);
  if (!("place" in meant) || meant.place.type.kind !== "vector") return undefined;
  const { type } = meant.place;
  const components = swizzle(member, type.size, span);
  if (new Set(components).size < components.length) throw new WgslError(`.${member} names a component twice`, span);
  const { before, place } = once(meant.place, span);
  const picked = pickedType(type, components.length);
  const value: Expression = { kind: "pick", of: load(place), scalars: components, type: picked, span };
  return { place, before, components, type: picked, value };
}

/** A place that is found once: by a pointer, if it takes more than a name to find it. */
function once(place: Place, span: Span): { readonly before: readonly Statement[]; readonly place: Place } {
  if (place.kind === "whole") return { before: [], place };
  const value = addressOf(place, span);
  const named: Named = { kind: "named", name: "", type: value.type, span };
  const pointer: Expression = { kind: "named", named, type: named.type, span };
  const behind: Place = { kind: "behind", pointer, type: place.type, span };
  return { before: [{ kind: "let", named, value, span }], place: behind };
}

/** Writes the components one by one, from a value that is there before the first is written. */
export function storeSwizzle(
  { place, before, components, type }: SwizzleTarget,
  value: Expression,
  span: Span,
): readonly Statement[] {
  const named: Named = { kind: "named", name: "", type, span };
  const all: Expression = { kind: "named", named, type, span };
  const scalar: Type = { kind: "scalar", of: type.kind === "vector" ? type.of : "f32" };
  const stores = components.map((component, i): Statement => {
    const index = constant(i32, [component], span);
    const element: Place = { kind: "element", of: place, index, type: scalar, span };
    return { kind: "store", place: element, value: { kind: "pick", of: all, scalars: [i], type: scalar, span }, span };
  });
  return [...before, { kind: "let", named, value, span }, ...stores];
}
