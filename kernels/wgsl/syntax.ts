/** @file The syntax tree: a module as it is written. Names and types are resolved later, in `check.ts`. */
import type { Span } from "./span.ts";

/** A name with its template list, if any: a variable, a type, or what a call calls. */
export interface NameSyntax {
  readonly kind: "name";
  readonly name: string;
  readonly templates: readonly ExpressionSyntax[] | undefined;
  readonly span: Span;
}

export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "&"
  | "|"
  | "^"
  | "<<"
  | ">>"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">=";

export interface CallSyntax {
  readonly kind: "call";
  readonly callee: NameSyntax;
  readonly args: readonly ExpressionSyntax[];
  readonly span: Span;
}

export type ExpressionSyntax =
  | NameSyntax
  | CallSyntax
  | { readonly kind: "number" | "boolean"; readonly text: string; readonly span: Span }
  | {
      readonly kind: "unary";
      readonly operator: "-" | "!" | "~" | "*" | "&";
      readonly operand: ExpressionSyntax;
      readonly span: Span;
    }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: ExpressionSyntax;
      readonly right: ExpressionSyntax;
      readonly span: Span;
    }
  | {
      readonly kind: "logical";
      readonly operator: "&&" | "||";
      readonly left: ExpressionSyntax;
      readonly right: ExpressionSyntax;
      readonly span: Span;
    }
  | { readonly kind: "index"; readonly of: ExpressionSyntax; readonly index: ExpressionSyntax; readonly span: Span }
  | { readonly kind: "member"; readonly of: ExpressionSyntax; readonly member: string; readonly span: Span };

export interface BlockSyntax {
  readonly kind: "block";
  readonly body: readonly StatementSyntax[];
  readonly span: Span;
  /** The closing brace. */
  readonly end: Span;
}

/** A declaration of a value or a variable, at module scope or in a function. */
export interface DeclarationSyntax {
  readonly kind: "declaration";
  readonly form: "let" | "const" | "var" | "override";
  readonly attributes: readonly AttributeSyntax[];
  /** The template list of `var<…>`. */
  readonly templates: readonly ExpressionSyntax[] | undefined;
  readonly name: string;
  readonly type: ExpressionSyntax | undefined;
  readonly initial: ExpressionSyntax | undefined;
  /** The name. */
  readonly span: Span;
}

export interface IfSyntax {
  readonly kind: "if";
  readonly condition: ExpressionSyntax;
  readonly thenBlock: BlockSyntax;
  readonly elseBlock: BlockSyntax | IfSyntax | undefined;
  readonly span: Span;
}

export interface SwitchClauseSyntax {
  readonly selectors: readonly (ExpressionSyntax | "default")[];
  readonly body: BlockSyntax;
  readonly span: Span;
}

export type StatementSyntax =
  | BlockSyntax
  | DeclarationSyntax
  | IfSyntax
  | {
      readonly kind: "assign";
      /** Undefined for `_ = value`. */
      readonly target: ExpressionSyntax | undefined;
      /** The operator of a compound assignment. */
      readonly operator: BinaryOperator | undefined;
      readonly value: ExpressionSyntax;
      readonly span: Span;
    }
  | {
      readonly kind: "increment";
      readonly target: ExpressionSyntax;
      readonly operator: "+" | "-";
      readonly span: Span;
    }
  | {
      readonly kind: "loop";
      /** What runs once, before the loop: of a `for`. */
      readonly initial: StatementSyntax | undefined;
      /** What is asked before each round: of a `for` or `while`. */
      readonly condition: ExpressionSyntax | undefined;
      readonly body: BlockSyntax;
      /** What runs between rounds: a `continuing` block, or the update of a `for`. */
      readonly continuing: BlockSyntax | undefined;
      readonly breakIf: ExpressionSyntax | undefined;
      readonly span: Span;
    }
  | {
      readonly kind: "switch";
      readonly selector: ExpressionSyntax;
      readonly clauses: readonly SwitchClauseSyntax[];
      readonly span: Span;
    }
  | { readonly kind: "break" | "continue"; readonly span: Span }
  | { readonly kind: "return"; readonly value: ExpressionSyntax | undefined; readonly span: Span }
  | { readonly kind: "call-statement"; readonly call: CallSyntax; readonly span: Span }
  | { readonly kind: "const-assert"; readonly condition: ExpressionSyntax; readonly span: Span };

export interface AttributeSyntax {
  readonly name: string;
  readonly args: readonly ExpressionSyntax[];
  readonly span: Span;
}

export interface ParameterSyntax {
  readonly name: string;
  readonly type: ExpressionSyntax;
  readonly attributes: readonly AttributeSyntax[];
  readonly span: Span;
}

export interface FunctionSyntax {
  readonly kind: "function";
  readonly name: string;
  readonly attributes: readonly AttributeSyntax[];
  readonly parameters: readonly ParameterSyntax[];
  readonly result: ExpressionSyntax | undefined;
  readonly body: BlockSyntax;
  readonly span: Span;
}

export interface StructSyntax {
  readonly kind: "struct";
  readonly name: string;
  readonly members: readonly ParameterSyntax[];
  readonly span: Span;
}

export type GlobalSyntax =
  | DeclarationSyntax
  | FunctionSyntax
  | StructSyntax
  | { readonly kind: "alias"; readonly name: string; readonly type: ExpressionSyntax; readonly span: Span }
  | { readonly kind: "const-assert"; readonly condition: ExpressionSyntax; readonly span: Span };
