/** @file Entries of lists. */

/** Entry `i` of a list. @throws {RangeError} if there is none */
export function pick<T>(list: ArrayLike<T>, i: number): T {
  const entry = list[i];
  if (entry === undefined) throw new RangeError(`the list has no entry ${i}`);
  return entry;
}

/** One of several things, whatever whole number from 0 on was drawn. */
export function oneOf<T>(things: readonly T[], any: number): T {
  return pick(things, any % things.length);
}
