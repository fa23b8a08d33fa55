/**
 * @file Kernels by chance, for comparing the interpreter with a device: integers, bools, vectors, matrices, structs,
 * arrays, pointers, functions, all statements, workgroup memory with barriers. Their floats stay small and their
 * operations are those that are correctly rounded everywhere, so that all results agree to the bit.
 */
import { ExpressionWriter, type Random, scalars, type ScalarName, type TypeName } from "./generated-expression.ts";

/** The invocations of a workgroup, and the words that each writes. */
export const generatedShape = { invocations: 32, words: 8 } as const;

/** Writes a kernel. `xs` at binding 0 is read, `out` at binding 1 written: `words` for each invocation. */
export function generateKernel(random: Random): string {
  return new Generator(random).module();
}

class Generator {
  readonly #writer: ExpressionWriter;
  #count = 0;
  #indent = 1;
  #lines: string[] = [];

  constructor(random: Random) {
    this.#writer = new ExpressionWriter(random);
  }

  #line(text: string): void {
    this.#lines.push("  ".repeat(this.#indent) + text);
  }

  #fresh(letter: string): string {
    return `${letter}${this.#count++}`;
  }

  #type(): TypeName {
    const of = this.#writer.pick(scalars);
    return this.#writer.chance(0.6) ? of : `vec${this.#writer.pick([2, 3, 4] as const)}<${of}>`;
  }

  module(): string {
    const functions = Array.from({ length: 3 }, () => this.#function());
    this.#lines = [];
    this.#writer.names = ["i32", "u32", "f32"].map((type, i) => ({
      text: ["i32(xs[index]) - 40", "xs[index]", "f32(xs[index] % 97u)"][i] ?? "",
      type: type as TypeName,
      isVariable: false,
    }));
    this.#writer.names = this.#writer.names.map((name) => {
      const text = this.#fresh("x");
      this.#line(`let ${text}: ${name.type} = ${name.text};`);
      return { ...name, text };
    });
    this.#line("var record: Record;");
    // SwiftShader divides a vector wrongly by what it knows to be zero.
    this.#line("record.b = vec3(i32(xs[index] % 3u));");
    this.#line("var row: array<i32, 5>;");
    this.#writer.names = [
      ...this.#writer.names,
      { text: "record.a", type: "f32", isVariable: true },
      { text: "record.b", type: "vec3<i32>", isVariable: true },
      { text: "record.inner.flags", type: "vec2<bool>", isVariable: true },
      { text: "own", type: "u32", isVariable: true },
    ];
    for (let stage = 0; stage < 2; stage++) {
      this.#statements(6, 2);
      this.#line(`tile[lane] = ${this.#writer.expression("u32", 2)};`);
      this.#line("workgroupBarrier();");
      const text = this.#fresh("x");
      this.#line(`let ${text} = tile[(lane + ${this.#writer.expression("u32", 1)} % 32u) % 32u];`);
      this.#line("workgroupBarrier();");
      this.#writer.names = [...this.#writer.names, { text, type: "u32", isVariable: false }];
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
    const value = this.#writer.expression(type, 3);
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
    this.#writer.names = takes.map((type) => ({ text: this.#fresh("p"), type, isVariable: false }));
    const parameters = this.#writer.names.map(({ text, type }) => `${text}: ${type}`).join(", ");
    this.#statements(3, 1);
    if (this.#writer.chance(0.5))
      this.#line(`if ${this.#writer.expression("bool", 2)} { return ${this.#writer.expression(gives, 2)}; }`);
    this.#line(`return ${this.#writer.expression(gives, 3)};`);
    this.#writer.functions = [...this.#writer.functions, { name, takes, gives }];
    return `fn ${name}(${parameters}) -> ${gives} {\n${this.#lines.join("\n")}\n}`;
  }

  /** Statements in a block of their own: names declared there are gone behind it. */
  #block(count: number, depth: number): void {
    const names = this.#writer.names;
    this.#indent++;
    this.#statements(count, depth);
    this.#indent--;
    this.#writer.names = names;
  }

  #statements(count: number, depth: number): void {
    for (let i = 0; i < count; i++) this.#statement(depth);
  }

  #statement(depth: number): void {
    const kind = this.#writer.pick([
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
    const variables = this.#writer.names.filter(({ isVariable }) => isVariable);
    switch (kind) {
      case "let":
      case "var": {
        const type = this.#type();
        const text = this.#fresh("v");
        this.#line(`${kind} ${text}: ${type} = ${this.#writer.expression(type, 3)};`);
        this.#writer.names = [...this.#writer.names, { text, type, isVariable: kind === "var" }];
        return;
      }
      case "assign":
      case "update":
      case "component": {
        if (variables.length === 0) return;
        const { text, type } = this.#writer.pick(variables);
        const [, size, of = type] = /^vec(.)<(.*)>$/.exec(type) ?? [];
        if (kind === "component" && size !== undefined) {
          const at = this.#writer.chance(0.5)
            ? `.${"xyzw"[this.#writer.below(Number(size))]}`
            : `[${this.#writer.expression("u32", 1)} % ${size}u]`;
          this.#line(`${text}${at} = ${this.#writer.expression(of as ScalarName, 2)};`);
        } else if (kind === "update" && (of === "i32" || of === "u32"))
          this.#line(
            `${text} ${this.#writer.pick(["+=", "-=", "*=", "^=", "|=", "&=", "/=", "%="])} ${this.#writer.expression(type, 2)};`,
          );
        else this.#line(`${text} = ${this.#writer.expression(type, 3)};`);
        return;
      }
      case "call": {
        this.#line(`_ = ${this.#writer.call() ?? "1"};`);
        return;
      }
      case "if":
        this.#line(`if ${this.#writer.expression("bool", 2)} {`);
        this.#block(2, depth - 1);
        if (this.#writer.chance(0.5)) {
          this.#line("} else {");
          this.#block(2, depth - 1);
        }
        this.#line("}");
        return;
      case "for": {
        const text = this.#fresh("at");
        this.#line(`for (var ${text} = ${this.#writer.below(3)}; ${text} < 5; ${text}++) {`);
        const names = this.#writer.names;
        this.#writer.names = [...names, { text, type: "i32", isVariable: false }];
        this.#block(2, depth - 1);
        if (this.#writer.chance(0.5))
          this.#line(`  if ${this.#writer.expression("bool", 2)} { ${this.#writer.pick(["continue", "break"])}; }`);
        this.#writer.names = names;
        this.#line("}");
        return;
      }
      case "while": {
        const text = this.#fresh("n");
        this.#line(`var ${text} = ${this.#writer.expression("u32", 1)} % 6u;`);
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
        if (this.#writer.chance(0.5)) this.#line(`  if ${text} == 2 { continue; }`);
        this.#block(2, depth - 1);
        this.#line(`  continuing { ${text} += 1; break if ${text} > 3; }`);
        this.#line("}");
        return;
      }
      case "switch":
        this.#line(`switch ${this.#writer.expression("i32", 2)} % 4 {`);
        this.#line("  case 0, 2: {");
        this.#block(1, depth - 1);
        this.#line(`  ${this.#writer.chance(0.5) ? "break;" : ""} }`);
        this.#line("  case -1, default {");
        this.#block(1, depth - 1);
        this.#line("  }\n  case 1 {");
        this.#block(1, depth - 1);
        this.#line("  }\n  }");
        return;
      case "row":
        if (this.#writer.names.some(({ text }) => text === "own")) {
          this.#line(`row[${this.#writer.expression("u32", 1)} % 5u] = ${this.#writer.expression("i32", 2)};`);
          this.#line("row[2] = bump(&row, 1u);");
          this.#line("{ var other = row[1]; swap(&row[0], &other); }");
        }
        return;
      case "matrix":
        if (this.#writer.names.some(({ text }) => text === "own")) {
          this.#line(
            `record.inner.m = mat2x3<f32>(${this.#writer.small()}, ${this.#writer.small()}, 1.0, 2.0, ${this.#writer.small()}, -1.0);`,
          );
          this.#line(`record.a = (record.inner.m * vec2(2.0, ${this.#writer.small()})).y;`);
        }
    }
  }
}
