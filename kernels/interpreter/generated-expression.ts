/** @file The expressions of kernels by chance. */

/** Gives the next number in [0, 1). */
export type Random = () => number;

export const scalars = ["i32", "u32", "f32", "bool"] as const;
export type ScalarName = (typeof scalars)[number];
/** A scalar, or a vector of some. */
export type TypeName = ScalarName | `vec${2 | 3 | 4}<${ScalarName}>`;

/** A name that an expression may use; a variable may be written, too. */
export interface Name {
  readonly text: string;
  readonly type: TypeName;
  readonly isVariable: boolean;
}

/** A function that an expression may call. */
export interface GeneratedFunction {
  readonly name: string;
  readonly takes: readonly TypeName[];
  readonly gives: TypeName;
}

/** Writes expressions of the names and functions that there are so far. */
export class ExpressionWriter {
  readonly #random: Random;
  names: readonly Name[] = [];
  functions: readonly GeneratedFunction[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  /** One of some choices. */
  pick<T>(choices: readonly T[]): T {
    const chosen = choices[this.below(choices.length)];
    if (chosen === undefined) throw new Error("there is a choice");
    return chosen;
  }

  /** True with a probability. */
  chance(p: number): boolean {
    return this.#random() < p;
  }

  /** A whole number from 0 to below a bound. */
  below(bound: number): number {
    return Math.floor(this.#random() * bound);
  }

  /** A float that is a small integer. */
  small(): string {
    return `f32(${this.expression("i32", 1)} % 16)`;
  }

  /** A call of a function; undefined before there is one. */
  call(): string | undefined {
    if (this.functions.length === 0) return undefined;
    const { name, takes } = this.pick(this.functions);
    return `${name}(${takes.map((type) => this.expression(type, 1)).join(", ")})`;
  }

  /** An expression of a type. Its parts nest at most so deep. */
  expression(type: TypeName, depth: number): string {
    const known = this.names.filter((name) => name.type === type);
    if (known.length > 0 && (depth <= 0 || this.chance(0.3))) return this.pick(known).text;
    const [, size, of] = /^vec(.)<(.*)>$/.exec(type) ?? [];
    const inner = depth - 1;
    const calls = this.functions.filter(({ gives }) => gives === type);
    if (depth > 0 && calls.length > 0 && this.chance(0.15)) {
      const { name, takes } = this.pick(calls);
      return `${name}(${takes.map((one) => this.expression(one, inner)).join(", ")})`;
    }
    if (size !== undefined && of !== undefined) return this.#vector(type, Number(size), of as ScalarName, depth);
    if (depth > 0 && this.chance(0.2)) {
      const wide = `vec${this.pick([2, 3, 4] as const)}<${type as ScalarName}>` as const;
      const at = this.chance(0.7) ? `.${this.pick(["x", "y"])}` : `[${this.expression("u32", 0)} % 2u]`;
      return `${this.expression(wide, inner)}${at}`;
    }
    if (depth > 0 && this.chance(0.15))
      return `select(${this.expression(type, inner)}, ${this.expression(type, inner)}, ${this.expression("bool", inner)})`;
    const one = (of: TypeName = type): string => this.expression(of, inner);
    if (depth <= 0) return this.#literal(type as ScalarName);
    switch (type as ScalarName) {
      case "bool":
        return this.pick([
          () => `(${one("i32")} ${this.pick(["<", "<=", "==", "!=", ">", ">="])} ${one("i32")})`,
          () => `(${one("u32")} ${this.pick(["<", "<=", "==", "!="])} ${one("u32")})`,
          () => `(${one("f32")} ${this.pick(["<", ">="])} ${one("f32")})`,
          () => `(${one()} ${this.pick(["&&", "||", "&", "|", "==", "!="])} ${one()})`,
          () => `!${one()}`,
          () => `${this.pick(["any", "all"])}(${one("vec3<bool>")})`,
          () => `bool(${one("i32")})`,
        ])();
      case "f32":
        return this.pick([
          () => `clamp(${one()} ${this.pick(["+", "-", "*"])} ${one()}, -4096.0, 4096.0)`,
          () => `${this.pick(["floor", "ceil", "round", "trunc", "abs", "sign"])}(${one()} * 0.5)`,
          () => `${this.pick(["min", "max", "step"])}(${one()}, ${one()})`,
          () => `f32(${one("i32")} % 1000)`,
          () => `f32(${one("bool")})`,
          () => `-${one()}`,
        ])();
      case "i32":
        return this.pick([
          ...this.#integer(one),
          () => `i32(${one("f32")})`,
          () => `i32(${one("u32")})`,
          () => `-${one()}`,
          () => `abs(${one()})`,
          () => `sign(${one()})`,
          () => `dot(${one("vec2<i32>")}, ${one("vec2<i32>")})`,
          () => `primes[${one("u32")} % 5u]`,
          () => `bitcast<i32>(${one("u32")})`,
          () => `dot4I8Packed(${one("u32")}, ${one("u32")})`,
        ])();
      case "u32":
        return this.pick([
          ...this.#integer(one),
          () => `u32(${one("i32")})`,
          () => `u32(abs(${one("f32")}))`,
          () =>
            `${this.pick(["countOneBits", "reverseBits", "firstLeadingBit", "countLeadingZeros", "firstTrailingBit"])}(${one()})`,
          () => `extractBits(${one()}, ${one()} % 32u + zero_u32, ${one()} % 33u)`,
          () => `bitcast<u32>(${one("i32")})`,
          () => `pack4xU8(vec4(${one()}, ${one()}, 3u, 255u))`,
        ])();
    }
  }

  #integer(one: (of?: TypeName) => string): readonly (() => string)[] {
    return [
      () => `(${one()} ${this.pick(["+", "-", "*", "/", "%", "&", "|", "^"])} ${one()})`,
      () => `(${one()} ${this.pick(["+", "-", "*", "/", "%"])} ${one()})`,
      () => `(${one()} ${this.pick(["<<", ">>"])} (${one("u32")} % 32u))`,
      () => `~${one()}`,
      () => `${this.pick(["min", "max"])}(${one()}, ${one()})`,
      () => `insertBits(${one()}, ${one()}, ${one("u32")} % 32u + zero_u32, ${one("u32")} % 33u)`,
    ];
  }

  #vector(type: TypeName, size: number, of: ScalarName, depth: number): string {
    const inner = depth - 1;
    const wide = (n: 2 | 3 | 4): TypeName => `vec${n}<${of}>`;
    if (depth <= 0) return `${type}(${this.#literal(of)})`;
    const choices: (() => string)[] = [
      () => `${type}(${Array.from({ length: size }, () => this.expression(of, inner)).join(", ")})`,
      () => `${type}(${this.expression(of, inner)})`,
      () =>
        `${this.expression(wide(this.pick([3, 4] as const)), inner)}.${Array.from({ length: size }, () => this.pick(["x", "y", "z"])).join("")}`,
    ];
    if (size > 2)
      choices.push(
        () => `${type}(${this.expression(wide((size - 1) as 2 | 3), inner)}, ${this.expression(of, inner)})`,
      );
    if (of === "i32" || of === "u32")
      choices.push(
        () =>
          `(${this.expression(type, inner)} ${this.pick(["+", "-", "*", "/", "%"])} ${this.expression(this.pick([type, of]), inner)})`,
        () => `(${this.expression(type, inner)} ${this.pick(["^", "&", "|"])} ${this.expression(type, inner)})`,
        () => `(${this.expression(of, inner)} ${this.pick(["+", "-", "*"])} ${this.expression(type, inner)})`,
        () => `~${this.expression(type, inner)}`,
      );
    if (of === "f32")
      choices.push(
        () =>
          `clamp(${this.expression(type, inner)} ${this.pick(["+", "-", "*"])} ${this.expression(type, inner)}, ${type}(-4096.0), ${type}(4096.0))`,
        () => `f32(1.5) * ${type}(${this.expression(of, inner)} * 0.0)`,
      );
    if (of === "bool") {
      const other = `vec${size as 2 | 3 | 4}<${this.pick(["i32", "u32", "f32"] as const)}>` as const;
      choices.push(
        () => `(${this.expression(other, inner)} ${this.pick(["<", ">=", "=="])} ${this.expression(other, inner)})`,
        () => `!${this.expression(type, inner)}`,
      );
    }
    return this.pick(choices)();
  }

  /** A literal, mostly added to a variable that is zero: what is known before the launch may be refused. */
  #literal(of: ScalarName): string {
    const text = this.#plainLiteral(of);
    if (this.chance(0.05)) return text;
    return of === "bool" ? `(${text} != never)` : `(${text} + zero_${of})`;
  }

  #plainLiteral(of: ScalarName): string {
    const small = this.below(40);
    switch (of) {
      case "bool":
        return this.pick(["true", "false"]);
      case "i32":
        return this.pick([`${small}`, `${small}i`, `(-${small})`, "2147483647", "(-2147483647 - 1)"]);
      case "u32":
        return this.pick([`${small}u`, "4294967295u", "0x80000000u"]);
      case "f32":
        return this.pick([`${small}.0`, `(-${small}.5)`, "0.25", `f32(${small})`]);
    }
  }
}
