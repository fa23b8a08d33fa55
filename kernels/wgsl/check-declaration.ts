import { builtinOf, checkType, hasNoLength, numberAttribute } from "./check-type.ts";
import { coerce, settle } from "./convert.ts";
import { uniformProblem } from "./layout.ts";
import type { Meaning, Scope } from "./scope.ts";
import { WgslError } from "./span.ts";
import type { DeclarationSyntax, ParameterSyntax } from "./syntax.ts";
import type { Expression, Named, Parameter, Statement, Variable } from "./tree.ts";
import { type AddressSpace, holds, isConstructible, nameOf, type Type } from "./types.ts";

/** The value of a declaration, with the declared type if there is one. */
function checkInitial(
  scope: Scope,
  { type, initial }: DeclarationSyntax,
  keepsAbstract: boolean,
): Expression | undefined {
  const declared = type && checkType(scope, type);
  if (initial === undefined) return undefined;
  const value = scope.check(initial);
  if (declared !== undefined) return coerce(value, declared, "the declared type is");
  return keepsAbstract ? value : settle(value);
}

/** Checks a declaration in a function. @see WGSL §7, Variable and value declarations */
export function checkLocal(scope: Scope, syntax: DeclarationSyntax): readonly Statement[] {
  const { form, name, span, templates } = syntax;
  const value = checkInitial(scope, syntax, form === "const");
  switch (form) {
    case "const": {
      if (value?.kind !== "constant") throw new WgslError(`${name} must be known before the launch: use let`, span);
      scope.declare(name, { kind: "constant", value: value.value }, span);
      return [];
    }
    case "let": {
      if (value === undefined) throw new WgslError(`${name} has no value`, span);
      if (!isConstructible(value.type) && value.type.kind !== "pointer")
        throw new WgslError(`a let has no value of type ${nameOf(value.type)}`, span);
      const named: Named = { kind: "named", name, type: value.type, span };
      scope.declare(name, named, span);
      return [{ kind: "let", named, value, span }];
    }
    case "var": {
      const [space] = templates ?? [];
      if (space !== undefined && !(space.kind === "name" && space.name === "function" && templates?.length === 1))
        throw new WgslError("a variable in a function lives in the function address space", space.span);
      const type = value?.type ?? declaredType(scope, syntax);
      if (!isConstructible(type))
        throw new WgslError(`a variable in a function cannot be of type ${nameOf(type)}`, span);
      const local = { access: "read_write", binding: undefined } as const;
      const variable: Variable = { kind: "variable", name, type, space: "function", ...local, initial: value, span };
      scope.declare(name, variable, span);
      return [{ kind: "var", variable, span }];
    }
    case "override":
      throw new WgslError("override stands only at module scope", span);
  }
}

function declaredType(scope: Scope, { type, name, span }: DeclarationSyntax): Type {
  if (type === undefined) throw new WgslError(`${name} needs a type or a value`, span);
  return checkType(scope, type);
}

/** Checks a declaration at module scope. */
export function checkGlobal(scope: Scope, syntax: DeclarationSyntax): Meaning {
  const { form, name, span } = syntax;
  if (form === "var") return checkGlobalVariable(scope, syntax);
  const value = checkInitial(scope, syntax, form === "const");
  if (value === undefined) throw new WgslError(`${name} needs a value here: a launch sets none`, span);
  if (value.kind !== "constant") throw new WgslError(`${name} must be known before the launch`, span);
  if (form === "override" && value.type.kind !== "scalar") throw new WgslError("an override is a scalar", span);
  const stray = syntax.attributes.find((attribute) => form === "const" || attribute.name !== "id");
  if (stray !== undefined) throw new WgslError(`@${stray.name} does not belong to ${form}`, stray.span);
  return { kind: "constant", value: value.value };
}

const moduleSpaces: ReadonlySet<string> = new Set(["private", "workgroup", "uniform", "storage"]);

function checkGlobalVariable(scope: Scope, syntax: DeclarationSyntax): Variable {
  const { name, span, templates = [], attributes } = syntax;
  const fail = (message: string): never => {
    throw new WgslError(message, span);
  };
  const [space, access] = templates.map((template) => (template.kind === "name" ? template.name : ""));
  if (space === undefined)
    return fail(`${name} needs an address space: var<private>, var<workgroup>, var<storage> or var<uniform>`);
  if (!moduleSpaces.has(space)) return fail(`unknown address space of ${name}`);
  const isBuffer = space === "storage" || space === "uniform";
  if (access !== undefined && (space !== "storage" || (access !== "read" && access !== "read_write")))
    return fail(`a storage buffer is read or read_write, and other variables have no access mode`);
  const initial = checkInitial(scope, syntax, false);
  if (initial !== undefined && (space !== "private" || initial.kind !== "constant"))
    return fail(`${name} cannot have this initial value`);
  const type = initial?.type ?? declaredType(scope, syntax);
  const group = numberAttribute(scope, attributes, "group");
  const binding = numberAttribute(scope, attributes, "binding");
  const stray = attributes.find((attribute) => attribute.name !== "group" && attribute.name !== "binding");
  if (stray !== undefined) throw new WgslError(`@${stray.name} does not belong to a variable`, stray.span);
  if (isBuffer !== (group !== undefined) || isBuffer !== (binding !== undefined))
    return fail(
      isBuffer ? `${name} needs @group(0) and @binding` : `${name} is no buffer, so it has no @group and @binding`,
    );
  if (isBuffer && group !== 0) return fail(`only @group(0) is supported here`);
  const problem = variableProblem(type, space as AddressSpace, access);
  if (problem !== undefined) return fail(problem);
  const mode = space === "uniform" ? "read" : space === "storage" ? (access ?? "read") : "read_write";
  return {
    kind: "variable",
    name,
    type,
    space: space as AddressSpace,
    access: mode,
    binding,
    initial,
    span,
  };
}

/** Why the address space has no variable of the type, if it has none. @see WGSL §7.3 and §14.3 */
function variableProblem(type: Type, space: AddressSpace, access: string | undefined): string | undefined {
  const isBuffer = space === "storage" || space === "uniform";
  const has = (is: (part: Type) => boolean): boolean => holds(type, is);
  if (has((part) => part.kind === "pointer")) return "a pointer is not stored";
  if (isBuffer && has((part) => (part.kind === "scalar" || part.kind === "vector") && part.of === "bool"))
    return "a buffer holds no bool";
  if (hasNoLength(type) && space !== "storage") return "only a storage buffer decides the length of an array";
  if (
    has((part) => part.kind === "atomic") &&
    (space === "private" || (space === "storage" && access !== "read_write"))
  )
    return "atomics live in workgroup memory or a read_write storage buffer";
  return space === "uniform" ? uniformProblem(type) : undefined;
}

/** §13.3.1 The built-in values of compute shaders, with their types. */
const builtinValues: Readonly<Record<string, Type>> = {
  local_invocation_id: { kind: "vector", of: "u32", size: 3 },
  local_invocation_index: { kind: "scalar", of: "u32" },
  global_invocation_id: { kind: "vector", of: "u32", size: 3 },
  workgroup_id: { kind: "vector", of: "u32", size: 3 },
  num_workgroups: { kind: "vector", of: "u32", size: 3 },
};

/** Checks a parameter. An entry point's are built-in values, alone or in a struct. */
export function checkParameter(scope: Scope, syntax: ParameterSyntax, isEntry: boolean): Parameter {
  const { name, attributes, span } = syntax;
  const type = checkType(scope, syntax.type);
  const builtin = builtinOf(attributes);
  const named: Named = { kind: "named", name, type, span };
  const isPassed = isConstructible(type) || (type.kind === "pointer" && !isEntry);
  if (!isPassed) throw new WgslError(`a parameter cannot be of type ${nameOf(type)}`, span);
  if (!isEntry) return { named, builtin: undefined };
  const wanted =
    builtin === undefined && type.kind === "struct"
      ? type.members.map((member) => ({ builtin: member.builtin, type: member.type }))
      : [{ builtin, type }];
  for (const one of wanted) {
    if (one.builtin === undefined) throw new WgslError("a parameter of an entry point needs @builtin", span);
    const due = builtinValues[one.builtin];
    if (due === undefined) throw new WgslError(`the built-in value ${one.builtin} is not supported here`, span);
    if (nameOf(due) !== nameOf(one.type))
      throw new WgslError(`${one.builtin} is a ${nameOf(due)}, got ${nameOf(one.type)}`, span);
  }
  return { named, builtin };
}
