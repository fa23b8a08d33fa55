import { type Span, WgslError } from "./span.ts";
import type { ExpressionSyntax } from "./syntax.ts";
import type { Constant, Expression, FunctionTree, Named, Variable } from "./tree.ts";
import type { Type } from "./types.ts";

/** What a name stands for. */
export type Meaning =
  | { readonly kind: "constant"; readonly value: Constant }
  | { readonly kind: "type"; readonly type: Type }
  | { readonly kind: "function"; readonly tree: FunctionTree }
  | Variable
  | Named;

/** What the names of a module stand for, found on demand in any order, and how its expressions are checked. */
export interface ModuleNames {
  readonly find: (name: string, span: Span) => Meaning | undefined;
  readonly check: (scope: Scope, syntax: ExpressionSyntax) => Expression;
}

/** The names of a block, and of all blocks around it. */
export class Scope {
  readonly #names = new Map<string, Meaning>();
  readonly #outer: Scope | undefined;
  readonly module: ModuleNames;

  constructor(module: ModuleNames, outer?: Scope) {
    this.module = module;
    this.#outer = outer;
  }

  /** The scope of a block in this one. */
  inner(): Scope {
    return new Scope(this.module, this);
  }

  find(name: string, span: Span): Meaning | undefined {
    const own = this.#names.get(name);
    if (own !== undefined) return own;
    return this.#outer === undefined ? this.module.find(name, span) : this.#outer.find(name, span);
  }

  /** Checks an expression whose value is needed. */
  check(syntax: ExpressionSyntax): Expression {
    return this.module.check(this, syntax);
  }

  /** @throws {WgslError} if the block has the name already */
  declare(name: string, meaning: Meaning, span: Span): void {
    if (this.#names.has(name)) throw new WgslError(`${name} is declared twice in this block`, span);
    this.#names.set(name, meaning);
  }
}
