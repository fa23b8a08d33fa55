/**
 * @file Reads Values that a student's code made. Nothing in them is trusted: each property is read once, since a getter may say
 * something else the next time; a length that an object claims counts for nothing, only that of a real Float64Array does.
 */

/** What was read: Values whose numbers may be more or fewer than the shape asks for; or what came instead. */
export type Read =
  | { readonly kind: "values"; readonly shape: readonly number[]; readonly data: Float64Array }
  | { readonly kind: "other"; readonly is: string; readonly hasPlainArray?: boolean };

/** The most axes that are read; the course has no use for more than five. */
const mostAxes = 16;

const lengthDescriptor = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Float64Array.prototype), "length");

/** Values as they are now: its shape is a new list, its numbers are the array itself. */
export function readValues(made: unknown): Read {
  if (typeof made !== "object" || made === null) return { kind: "other", is: kindOf(made) };
  const { shape, data } = made as { readonly shape?: unknown; readonly data?: unknown };
  const sizes = sizesIn(shape);
  if (sizes === undefined) return { kind: "other", is: "something without a shape" };
  if (!isFloat64Array(data)) {
    const hasPlainArray = Array.isArray(data);
    const is = `something whose data is ${hasPlainArray ? "a plain array" : kindOf(data)}, not a Float64Array`;
    return { kind: "other", is, hasPlainArray };
  }
  return { kind: "values", shape: sizes, data };
}

/** How many numbers a shape asks for. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, n) => size * n, 1);
}

/** How many numbers an array really has, whatever its own `length` says. */
export function lengthOf(data: Float64Array): number {
  return Number(lengthDescriptor?.get?.call(data));
}

/** How data and shape part ways; undefined where they fit. */
export function misfit({ shape, data }: Extract<Read, { kind: "values" }>): string | undefined {
  const [has, due] = [lengthOf(data), sizeOf(shape)];
  if (has === due) return undefined;
  return `data has ${has} ${has === 1 ? "number" : "numbers"}, shape [${shape.join(", ")}] asks for ${due}`;
}

/** Values with the same numbers in memory of their own. What is not Values stays what it is. */
export function copyOf<V>(made: V): V | { readonly shape: readonly number[]; readonly data: Float64Array } {
  const read = readValues(made);
  if (read.kind === "other") return made;
  return { shape: read.shape, data: copyOfNumbers(read.data) };
}

/** An array as Values of one axis; what is no array stays visible as `data`. */
export function vectorOf(data: unknown): { readonly shape: readonly number[]; readonly data: unknown } {
  return { shape: [isFloat64Array(data) ? lengthOf(data) : 0], data };
}

/**
 * The numbers of Values that have this shape, for a record in which no array says its own length.
 *
 * @throws {TypeError} if they have another shape, or not as many numbers as it asks for
 */
export function numbersOf(what: string, made: unknown, due: readonly number[]): readonly number[] {
  const read = readValues(made);
  if (read.kind === "other") throw new TypeError(`${what}: expected Values, { shape, data }, got ${read.is}`);
  const named = `[${due.join(", ")}]`;
  if (read.shape.join() !== due.join())
    throw new TypeError(`${what}: expected shape ${named}, got [${read.shape.join(", ")}]`);
  const difference = misfit(read);
  if (difference !== undefined) throw new TypeError(`${what}: ${difference}`);
  return Array.from(copyOfNumbers(read.data));
}

/** What something is, in a word. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : typeof value === "undefined" ? "undefined" : `a ${typeof value}`;
}

/** The numbers of an array, each read once. */
export function copyOfNumbers(data: Float64Array): Float64Array {
  const copy = new Float64Array(lengthOf(data));
  for (let i = 0; i < copy.length; i++) {
    const x: unknown = data[i];
    copy[i] = typeof x === "number" ? x : Number.NaN;
  }
  return copy;
}

/**
 * Whether numbers are really there, and as many as the array claims. A proxy, and an object with nothing but the right prototype, have
 * no length.
 */
function isFloat64Array(data: unknown): data is Float64Array {
  if (!(data instanceof Float64Array)) return false;
  try {
    return lengthOf(data) === data.length;
  } catch {
    return false;
  }
}

/** The sizes of a shape, each read once, if that is what they are. */
function sizesIn(shape: unknown): readonly number[] | undefined {
  if (!Array.isArray(shape)) return undefined;
  const length: unknown = shape.length;
  if (typeof length !== "number" || !(length <= mostAxes)) return undefined;
  const sizes = Array.from({ length }, (_, axis): unknown => shape[axis]);
  const isSize = (size: unknown): size is number => Number.isSafeInteger(size) && Number(size) >= 0;
  return sizes.every(isSize) ? sizes : undefined;
}
