/** @file Plain data, and how a report of a probe is read: anything may be missing there, or of another kind. */
import { must } from "./compare.ts";
import { showMisfit } from "./shapes.ts";
import { sizeOf, type Values } from "./values.ts";

/** Data that JSON keeps exactly: no NaN, no infinities. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** Values as a probe takes them, and as it reports them. */
export function plainOf({ shape, data }: Values): {
  readonly shape: readonly number[];
  readonly data: readonly number[];
} {
  return { shape, data: [...data] };
}

/** The same for numbers that JSON does not know, and −0: they are written as texts, from which a Float64Array makes them again. */
export function plainOfSpecial({ shape, data }: Values): { readonly [key: string]: Plain } {
  return { shape, data: Array.from(data, (x) => (Object.is(x, -0) ? "-0" : Number.isFinite(x) ? x : String(x))) };
}

/** The entry of a report under this name; null if there is none. */
export function entry(said: Plain, name: string): Plain {
  if (typeof said !== "object" || said === null || isList(said)) return null;
  return Object.entries(said).find(([key]) => key === name)?.[1] ?? null;
}

/** A list. @throws {Mismatch} if something else came */
export function listIn(what: string, said: Plain): readonly Plain[] {
  must(isList(said), what, "a list", describePlain(said));
  return said;
}

/** A list of numbers; an entry that is no number becomes NaN. @throws {Mismatch} if something else came */
export function numbersIn(what: string, said: Plain): Float64Array {
  return Float64Array.from(listIn(what, said), (x) => (typeof x === "number" ? x : Number.NaN));
}

/** Values, as the realm's `plainOf` writes them. @throws {Mismatch} if something else came */
export function valuesFrom(what: string, said: Plain): Values {
  const other = entry(said, "is");
  must(
    other === null,
    `the data of ${what}`,
    "a Float64Array",
    typeof other === "string" ? other : describePlain(other),
  );
  const shape = [...numbersIn(`shape of ${what}`, entry(said, "shape"))];
  const data = numbersIn(what, entry(said, "data"));
  must(data.length === sizeOf(shape), what, "data that fits its shape", showMisfit(data.length, shape));
  return { shape, data };
}

function isList(said: Plain): said is readonly Plain[] {
  return Array.isArray(said);
}

function describePlain(said: Plain): string {
  if (said === null) return "nothing";
  return typeof said === "object" ? "an object" : `a ${typeof said}`;
}
