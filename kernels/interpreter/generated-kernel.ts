/**
 * @file Kernels by chance, for comparing the interpreter with a device: integers, bools, vectors, matrices, structs,
 * arrays, pointers, functions, all statements, workgroup memory with barriers. Their floats stay small and their
 * operations are those that are correctly rounded everywhere, so that all results agree to the bit.
 */

/** Gives the next number in [0, 1). */
type Random = () => number;

const scalars = ["i32", "u32", "f32", "bool"] as const;
type ScalarName = (typeof scalars)[number];
/** A scalar, or a vector of some. */
type TypeName = ScalarName | `vec${2 | 3 | 4}<${ScalarName}>`;

interface Name {
  readonly text: string;
  readonly type: TypeName;
  readonly isVariable: boolean;
}

/** The invocations of a workgroup, and the words that each writes. */
export const generatedShape = { invocations: 32, words: 8 } as const;

/** Writes a kernel. `xs` at binding 0 is read, `out` at binding 1 written: `words` for each invocation. */
export function generateKernel(random: Random): string {
  return new Generator(random).module();
}

class Generator {
  readonly #random: Random;
  #names: readonly Name[] = [];
  #count = 0;
  #indent = 1;
  #lines: string[] = [];
  /** Functions so far: their parameter and result types. */
  readonly #functions: { readonly name: string; readonly takes: readonly TypeName[]; readonly gives: TypeName }[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  #pick<T>(choices: readonly T[]): T {
    const chosen = choices[Math.floor(this.#random() * choices.length)];
    if (chosen === undefined) throw new Error("there is a choice");
    return chosen;
  }

  #chance(p: number): boolean {
    return this.#random() < p;
  }

  #line(text: string): void {
    this.#lines.push("  ".repeat(this.#indent) + text);
  }

  #fresh(letter: string): string {
    return `${letter}${this.#count++}`;
  }

  #type(): TypeName {
    const of = this.#pick(scalars);
    return this.#chance(0.6) ? of : `vec${this.#pick([2, 3, 4] as const)}<${of}>`;
  }

  module(): string {
    const functions = Array.from({ length: 3 }, () => this.#function());
    this.#lines = [];
    this.#names = ["i32", "u32", "f32"].map((type, i) => ({
      text: ["i32(xs[index]) - 40", "xs[index]", "f32(xs[index] % 97u)"][i] ?? "",
      type: type as TypeName,
      isVariable: false,
    }));
    this.#names = this.#names.map((name) => {
      const text = this.#fresh("x");
      this.#line(`let ${text}: ${name.type} = ${name.text};`);
      return { ...name, text };
    });
    this.#line("var record: Record;");
    // SwiftShader divides a vector wrongly by what it knows to be zero.
    this.#line("record.b = vec3(i32(xs[index] % 3u));");
    this.#line("var row: array<i32, 5>;");
    this.#names = [
      ...this.#names,
      { text: "record.a", type: "f32", isVariable: true },
      { text: "record.b", type: "vec3<i32>", isVariable: true },
      { text: "record.inner.flags", type: "vec2<bool>", isVariable: true },
      { text: "own", type: "u32", isVariable: true },
    ];
    for (let stage = 0; stage < 2; stage++) {
      this.#statements(6, 2);
      this.#line(`tile[lane] = ${this.#expression("u32", 2)};`);
      this.#line("workgroupBarrier();");
      const text = this.#fresh("x");
      this.#line(`let ${text} = tile[(lane + ${this.#expression("u32", 1)} % 32u) % 32u];`);
      this.#line("workgroupBarrier();");
      this.#names = [...this.#names, { text, type: "u32", isVariable: false }];
    }
    const results = (["u32", "i32", "f32", "bool", "vec3<i32>", "u32"] as const).map((type) => this.#asBits(type));
    for (const [i, result] of results.entries()) this.#line(`out[index * 8u + ${i}u] = ${result};`);
    this.#line("out[index * 8u + 6u] = bitcast<u32>(record.a);");
    this.#line("out[index * 8u + 7u] = bitcast<u32>(row[0] ^ row[1] ^ row[2] ^ row[3] ^ row[4]) ^ own;");
    return `struct Inner { flags: vec2<bool>, m: mat2x3<f32> }
struct Record { a: f32, b: vec3<i32>, inner: Inner }
@group(0) @binding(0) var<storage, read> xs: array<u32>;
@group(0) @binding(1) var<storage, read_write> out: array<u32>;
var<workgroup> tile: array<u32, 32>;
var<private> own: u32 = 7u;
var<private> zero_i32: i32;
var<private> zero_u32 = 0u;
var<private> zero_f32: f32;
var<private> never: bool;
const primes = array(2, 3, 5, 7, 11);
fn swap(a: ptr<function, i32>, b: ptr<function, i32>) { let t = *a; *a = *b; *b = t; }
fn bump(row: ptr<function, array<i32, 5>>, i: u32) -> i32 { (*row)[i % 5u] += 3; return row[i % 5u]; }
${functions.join("\n")}
@compute @workgroup_size(32)
fn main(@builtin(local_invocation_index) lane: u32, @builtin(global_invocation_id) id: vec3<u32>) {
  let index = id.x;
${this.#lines.join("\n")}
}
`;
  }

  #asBits(type: TypeName): string {
    const value = this.#expression(type, 3);
    if (type === "bool") return `select(0u, 1u, ${value})`;
    return type === "u32"
      ? value
      : type === "vec3<i32>"
        ? `bitcast<u32>(dot(${value}, vec3(1, 3, 7)))`
        : `bitcast<u32>(${value})`;
  }

  #function(): string {
    const takes = [this.#type(), this.#type()];
    const gives = this.#type();
    const name = this.#fresh("fun");
    this.#lines = [];
    this.#names = takes.map((type) => ({ text: this.#fresh("p"), type, isVariable: false }));
    const parameters = this.#names.map(({ text, type }) => `${text}: ${type}`).join(", ");
    this.#statements(3, 1);
    if (this.#chance(0.5)) this.#line(`if ${this.#expression("bool", 2)} { return ${this.#expression(gives, 2)}; }`);
    this.#line(`return ${this.#expression(gives, 3)};`);
    this.#functions.push({ name, takes, gives });
    return `fn ${name}(${parameters}) -> ${gives} {\n${this.#lines.join("\n")}\n}`;
  }

  /** Statements in a block of their own: names declared there are gone behind it. */
  #block(count: number, depth: number): void {
    const names = this.#names;
    this.#indent++;
    this.#statements(count, depth);
    this.#indent--;
    this.#names = names;
  }

  #statements(count: number, depth: number): void {
    for (let i = 0; i < count; i++) this.#statement(depth);
  }

  #statement(depth: number): void {
    const kind = this.#pick([
      "let",
      "var",
      "var",
      "assign",
      "assign",
      "assign",
      "update",
      "component",
      "call",
      ...(depth > 0 ? ["if", "for", "while", "loop", "switch", "row", "matrix"] : []),
    ]);
    const variables = this.#names.filter(({ isVariable }) => isVariable);
    switch (kind) {
      case "let":
      case "var": {
        const type = this.#type();
        const text = this.#fresh("v");
        this.#line(`${kind} ${text}: ${type} = ${this.#expression(type, 3)};`);
        this.#names = [...this.#names, { text, type, isVariable: kind === "var" }];
        return;
      }
      case "assign":
      case "update":
      case "component": {
        if (variables.length === 0) return;
        const { text, type } = this.#pick(variables);
        const [, size, of = type] = /^vec(.)<(.*)>$/.exec(type) ?? [];
        if (kind === "component" && size !== undefined) {
          const at = this.#chance(0.5)
            ? `.${"xyzw"[Math.floor(this.#random() * Number(size))]}`
            : `[${this.#expression("u32", 1)} % ${size}u]`;
          this.#line(`${text}${at} = ${this.#expression(of as ScalarName, 2)};`);
        } else if (kind === "update" && (of === "i32" || of === "u32"))
          this.#line(
            `${text} ${this.#pick(["+=", "-=", "*=", "^=", "|=", "&=", "/=", "%="])} ${this.#expression(type, 2)};`,
          );
        else this.#line(`${text} = ${this.#expression(type, 3)};`);
        return;
      }
      case "call": {
        this.#line(`_ = ${this.#call() ?? "1"};`);
        return;
      }
      case "if":
        this.#line(`if ${this.#expression("bool", 2)} {`);
        this.#block(2, depth - 1);
        if (this.#chance(0.5)) {
          this.#line("} else {");
          this.#block(2, depth - 1);
        }
        this.#line("}");
        return;
      case "for": {
        const text = this.#fresh("at");
        this.#line(`for (var ${text} = ${Math.floor(this.#random() * 3)}; ${text} < 5; ${text}++) {`);
        const names = this.#names;
        this.#names = [...names, { text, type: "i32", isVariable: false }];
        this.#block(2, depth - 1);
        if (this.#chance(0.5))
          this.#line(`  if ${this.#expression("bool", 2)} { ${this.#pick(["continue", "break"])}; }`);
        this.#names = names;
        this.#line("}");
        return;
      }
      case "while": {
        const text = this.#fresh("n");
        this.#line(`var ${text} = ${this.#expression("u32", 1)} % 6u;`);
        this.#line(`while ${text} > 0u {`);
        this.#line(`  ${text}--;`);
        this.#block(2, depth - 1);
        this.#line("}");
        return;
      }
      case "loop": {
        const text = this.#fresh("n");
        this.#line(`var ${text} = 0;`);
        this.#line("loop {");
        if (this.#chance(0.5)) this.#line(`  if ${text} == 2 { continue; }`);
        this.#block(2, depth - 1);
        this.#line(`  continuing { ${text} += 1; break if ${text} > 3; }`);
        this.#line("}");
        return;
      }
      case "switch":
        this.#line(`switch ${this.#expression("i32", 2)} % 4 {`);
        this.#line("  case 0, 2: {");
        this.#block(1, depth - 1);
        this.#line(`  ${this.#chance(0.5) ? "break;" : ""} }`);
        this.#line("  case -1, default {");
        this.#block(1, depth - 1);
        this.#line("  }\n  case 1 {");
        this.#block(1, depth - 1);
        this.#line("  }\n  }");
        return;
      case "row":
        if (this.#names.some(({ text }) => text === "own")) {
          this.#line(`row[${this.#expression("u32", 1)} % 5u] = ${this.#expression("i32", 2)};`);
          this.#line("row[2] = bump(&row, 1u);");
          this.#line("{ var other = row[1]; swap(&row[0], &other); }");
        }
        return;
      case "matrix":
        if (this.#names.some(({ text }) => text === "own")) {
          this.#line(
            `record.inner.m = mat2x3<f32>(${this.#small()}, ${this.#small()}, 1.0, 2.0, ${this.#small()}, -1.0);`,
          );
          this.#line(`record.a = (record.inner.m * vec2(2.0, ${this.#small()})).y;`);
        }
    }
  }

  /** A float that is a small integer. */
  #small(): string {
    return `f32(${this.#expression("i32", 1)} % 16)`;
  }

  #call(): string | undefined {
    if (this.#functions.length === 0) return undefined;
    const { name, takes } = this.#pick(this.#functions);
    return `${name}(${takes.map((type) => this.#expression(type, 1)).join(", ")})`;
  }

  #expression(type: TypeName, depth: number): string {
    const known = this.#names.filter((name) => name.type === type);
    if (known.length > 0 && (depth <= 0 || this.#chance(0.3))) return this.#pick(known).text;
    const [, size, of] = /^vec(.)<(.*)>$/.exec(type) ?? [];
    const inner = depth - 1;
    const calls = this.#functions.filter(({ gives }) => gives === type);
    if (depth > 0 && calls.length > 0 && this.#chance(0.15)) {
      const { name, takes } = this.#pick(calls);
      return `${name}(${takes.map((one) => this.#expression(one, inner)).join(", ")})`;
    }
    if (size !== undefined && of !== undefined) return this.#vector(type, Number(size), of as ScalarName, depth);
    if (depth > 0 && this.#chance(0.2)) {
      const wide = `vec${this.#pick([2, 3, 4] as const)}<${type as ScalarName}>` as const;
      const at = this.#chance(0.7) ? `.${this.#pick(["x", "y"])}` : `[${this.#expression("u32", 0)} % 2u]`;
      return `${this.#expression(wide, inner)}${at}`;
    }
    if (depth > 0 && this.#chance(0.15))
      return `select(${this.#expression(type, inner)}, ${this.#expression(type, inner)}, ${this.#expression("bool", inner)})`;
    const one = (of: TypeName = type): string => this.#expression(of, inner);
    if (depth <= 0) return this.#literal(type as ScalarName);
    switch (type as ScalarName) {
      case "bool":
        return this.#pick([
          () => `(${one("i32")} ${this.#pick(["<", "<=", "==", "!=", ">", ">="])} ${one("i32")})`,
          () => `(${one("u32")} ${this.#pick(["<", "<=", "==", "!="])} ${one("u32")})`,
          () => `(${one("f32")} ${this.#pick(["<", ">="])} ${one("f32")})`,
          () => `(${one()} ${this.#pick(["&&", "||", "&", "|", "==", "!="])} ${one()})`,
          () => `!${one()}`,
          () => `${this.#pick(["any", "all"])}(${one("vec3<bool>")})`,
          () => `bool(${one("i32")})`,
        ])();
      case "f32":
        return this.#pick([
          () => `clamp(${one()} ${this.#pick(["+", "-", "*"])} ${one()}, -4096.0, 4096.0)`,
          () => `${this.#pick(["floor", "ceil", "round", "trunc", "abs", "sign"])}(${one()} * 0.5)`,
          () => `${this.#pick(["min", "max", "step"])}(${one()}, ${one()})`,
          () => `f32(${one("i32")} % 1000)`,
          () => `f32(${one("bool")})`,
          () => `-${one()}`,
        ])();
      case "i32":
        return this.#pick([
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
        return this.#pick([
          ...this.#integer(one),
          () => `u32(${one("i32")})`,
          () => `u32(abs(${one("f32")}))`,
          () =>
            `${this.#pick(["countOneBits", "reverseBits", "firstLeadingBit", "countLeadingZeros", "firstTrailingBit"])}(${one()})`,
          () => `extractBits(${one()}, ${one()} % 32u, ${one()} % 33u)`,
          () => `bitcast<u32>(${one("i32")})`,
          () => `pack4xU8(vec4(${one()}, ${one()}, 3u, 255u))`,
        ])();
    }
  }

  #integer(one: (of?: TypeName) => string): readonly (() => string)[] {
    return [
      () => `(${one()} ${this.#pick(["+", "-", "*", "/", "%", "&", "|", "^"])} ${one()})`,
      () => `(${one()} ${this.#pick(["+", "-", "*", "/", "%"])} ${one()})`,
      () => `(${one()} ${this.#pick(["<<", ">>"])} (${one("u32")} % 32u))`,
      () => `~${one()}`,
      () => `${this.#pick(["min", "max"])}(${one()}, ${one()})`,
      () => `insertBits(${one()}, ${one()}, ${one("u32")} % 32u, ${one("u32")} % 33u)`,
    ];
  }

  #vector(type: TypeName, size: number, of: ScalarName, depth: number): string {
    const inner = depth - 1;
    const wide = (n: 2 | 3 | 4): TypeName => `vec${n}<${of}>`;
    if (depth <= 0) return `${type}(${this.#literal(of)})`;
    const choices: (() => string)[] = [
      () => `${type}(${Array.from({ length: size }, () => this.#expression(of, inner)).join(", ")})`,
      () => `${type}(${this.#expression(of, inner)})`,
      () =>
        `${this.#expression(wide(this.#pick([3, 4] as const)), inner)}.${Array.from({ length: size }, () => this.#pick(["x", "y", "z"])).join("")}`,
    ];
    if (size > 2)
      choices.push(
        () => `${type}(${this.#expression(wide((size - 1) as 2 | 3), inner)}, ${this.#expression(of, inner)})`,
      );
    if (of === "i32" || of === "u32")
      choices.push(
        () =>
          `(${this.#expression(type, inner)} ${this.#pick(["+", "-", "*", "/", "%"])} ${this.#expression(this.#pick([type, of]), inner)})`,
        () => `(${this.#expression(type, inner)} ${this.#pick(["^", "&", "|"])} ${this.#expression(type, inner)})`,
        () => `(${this.#expression(of, inner)} ${this.#pick(["+", "-", "*"])} ${this.#expression(type, inner)})`,
        () => `~${this.#expression(type, inner)}`,
      );
    if (of === "f32")
      choices.push(
        () =>
          `clamp(${this.#expression(type, inner)} ${this.#pick(["+", "-", "*"])} ${this.#expression(type, inner)}, ${type}(-4096.0), ${type}(4096.0))`,
        () => `f32(1.5) * ${type}(${this.#expression(of, inner)} * 0.0)`,
      );
    if (of === "bool") {
      const other = `vec${size as 2 | 3 | 4}<${this.#pick(["i32", "u32", "f32"] as const)}>` as const;
      choices.push(
        () => `(${this.#expression(other, inner)} ${this.#pick(["<", ">=", "=="])} ${this.#expression(other, inner)})`,
        () => `!${this.#expression(type, inner)}`,
      );
    }
    return this.#pick(choices)();
  }

  /** A literal, mostly added to a variable that is zero: what is known before the launch may be refused. */
  #literal(of: ScalarName): string {
    const text = this.#plainLiteral(of);
    if (this.#chance(0.05)) return text;
    return of === "bool" ? `(${text} != never)` : `(${text} + zero_${of})`;
  }

  #plainLiteral(of: ScalarName): string {
    const small = Math.floor(this.#random() * 40);
    switch (of) {
      case "bool":
        return this.#pick(["true", "false"]);
      case "i32":
        return this.#pick([`${small}`, `${small}i`, `(-${small})`, "2147483647", "(-2147483647 - 1)"]);
      case "u32":
        return this.#pick([`${small}u`, "4294967295u", "0x80000000u"]);
      case "f32":
        return this.#pick([`${small}.0`, `(-${small}.5)`, "0.25", `f32(${small})`]);
    }
  }
}
