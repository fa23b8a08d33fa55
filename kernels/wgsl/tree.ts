/** @file The typed tree: names are resolved, overloads chosen, conversions and loads explicit, constants folded. */
import type { BuiltinName } from "./builtins.ts";
import type { Span } from "./span.ts";
import type { BinaryOperator } from "./syntax.ts";
import type { Access, AddressSpace, StructMember, Type } from "./types.ts";

/** An abstract integer is a bigint, every other number a number. */
export type Scalar = number | bigint | boolean;

/** A value that is known before the launch: its scalars, in the order of `scalarPlaces`. */
export interface Constant {
  readonly type: Type;
  readonly scalars: readonly Scalar[];
}

/** A `var`, with the memory that it names. */
export interface Variable {
  readonly kind: "variable";
  readonly name: string;
  readonly type: Type;
  readonly space: AddressSpace;
  readonly access: Access;
  /** The binding in group 0, of a buffer. */
  readonly binding: number | undefined;
  readonly initial: Expression | undefined;
  readonly span: Span;
}

/** A `let` or a parameter: a value with a name. */
export interface Named {
  readonly kind: "named";
  readonly name: string;
  readonly type: Type;
  readonly span: Span;
}

/** §6.4 What a reference refers to: memory, or a part of it. */
export type Place =
  | { readonly kind: "whole"; readonly variable: Variable; readonly type: Type; readonly span: Span }
  | { readonly kind: "behind"; readonly pointer: Expression; readonly type: Type; readonly span: Span }
  | {
      readonly kind: "element";
      readonly of: Place;
      readonly index: Expression;
      readonly type: Type;
      readonly span: Span;
    }
  | {
      readonly kind: "member";
      readonly of: Place;
      readonly member: StructMember;
      readonly type: Type;
      readonly span: Span;
    };

export type AtomicOperation =
  | "atomicLoad"
  | "atomicStore"
  | "atomicAdd"
  | "atomicSub"
  | "atomicMax"
  | "atomicMin"
  | "atomicAnd"
  | "atomicOr"
  | "atomicXor"
  | "atomicExchange"
  | "atomicCompareExchangeWeak";

export type Barrier = "workgroupBarrier" | "storageBarrier" | "textureBarrier";

interface Typed {
  readonly type: Type;
  readonly span: Span;
}

export type Expression = Typed &
  (
    | { readonly kind: "constant"; readonly value: Constant }
    | { readonly kind: "named"; readonly named: Named }
    | { readonly kind: "load"; readonly place: Place }
    | { readonly kind: "address"; readonly place: Place }
    | { readonly kind: "unary"; readonly operator: "-" | "!" | "~"; readonly operand: Expression }
    | {
        readonly kind: "binary";
        readonly operator: BinaryOperator;
        readonly left: Expression;
        readonly right: Expression;
      }
    | {
        readonly kind: "logical";
        readonly operator: "&&" | "||";
        readonly left: Expression;
        readonly right: Expression;
      }
    /** An element of an array, a vector or a matrix that is a value. */
    | { readonly kind: "index"; readonly of: Expression; readonly index: Expression }
    /** Some scalars of a value, by their number: a member, or a swizzle. */
    | { readonly kind: "pick"; readonly of: Expression; readonly scalars: readonly number[] }
    /** A value put together from the scalars of others; one scalar alone fills all. */
    | { readonly kind: "construct"; readonly parts: readonly Expression[] }
    | { readonly kind: "convert"; readonly operand: Expression }
    | { readonly kind: "bitcast"; readonly operand: Expression }
    | { readonly kind: "call"; readonly callee: FunctionTree; readonly args: readonly Expression[] }
    | { readonly kind: "builtin"; readonly name: BuiltinName; readonly args: readonly Expression[] }
    | {
        readonly kind: "atomic";
        readonly operation: AtomicOperation;
        readonly place: Place;
        readonly args: readonly Expression[];
      }
    | { readonly kind: "array-length"; readonly place: Place }
    | { readonly kind: "uniform-load"; readonly place: Place }
    | { readonly kind: "barrier"; readonly barrier: Barrier }
  );

export interface Block {
  readonly body: readonly Statement[];
  /** The closing brace. */
  readonly end: Span;
}

export type Statement =
  | { readonly kind: "block"; readonly block: Block; readonly span: Span }
  | { readonly kind: "let"; readonly named: Named; readonly value: Expression; readonly span: Span }
  | { readonly kind: "var"; readonly variable: Variable; readonly span: Span }
  | { readonly kind: "store"; readonly place: Place; readonly value: Expression; readonly span: Span }
  /** `place operator= value`: the place is found once. */
  | {
      readonly kind: "update";
      readonly place: Place;
      readonly operator: BinaryOperator;
      readonly value: Expression;
      readonly type: Type;
      readonly span: Span;
    }
  | { readonly kind: "evaluate"; readonly value: Expression; readonly span: Span }
  | {
      readonly kind: "if";
      readonly condition: Expression;
      readonly thenBlock: Block;
      readonly elseBlock: Block | undefined;
      readonly span: Span;
    }
  | {
      readonly kind: "loop";
      readonly condition: Expression | undefined;
      readonly body: Block;
      readonly continuing: Block | undefined;
      readonly breakIf: Expression | undefined;
      readonly span: Span;
    }
  | {
      readonly kind: "switch";
      readonly selector: Expression;
      readonly clauses: readonly SwitchClause[];
      readonly span: Span;
    }
  | { readonly kind: "break" | "continue"; readonly span: Span }
  | { readonly kind: "return"; readonly value: Expression | undefined; readonly span: Span };

export interface SwitchClause {
  readonly selectors: readonly number[];
  readonly isDefault: boolean;
  readonly body: Block;
}

export interface Parameter {
  readonly named: Named;
  readonly builtin: string | undefined;
}

export interface FunctionTree {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly result: Type;
  /** Undefined for a function that is no entry point. */
  readonly workgroupSize: readonly [number, number, number] | undefined;
  readonly span: Span;
  readonly body: () => Block;
}

/** A checked module. */
export interface Module {
  readonly functions: readonly FunctionTree[];
  readonly variables: readonly Variable[];
}
