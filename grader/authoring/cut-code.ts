/** @file Cuts named pieces of code for handouts, so that a handout shows the code that was run. */
import { parseSync } from "oxc-parser";
import { ChainruleError } from "../result/chainrule-error.ts";

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** A node of a program, and its name. */
interface Named {
  readonly name: string;
  readonly node: Node;
}

/**
 * The text of a declaration at the top level of a file, with the docstring above it.
 *
 * @throws {ChainruleError} if the file declares no such name
 */
export function declarationOf(file: string, text: string, name: string): string {
  const { program, comments } = parseSync(file, text);
  const found = program.body
    .flatMap((statement) => {
      const declaration =
        statement.type === "ExportNamedDeclaration" ? (statement.declaration ?? statement) : statement;
      return namesIn(declaration).map((named) => ({ name: named, statement }));
    })
    .find((candidate) => candidate.name === name);
  if (found === undefined) throw missingNameError(file, name);
  const { start, end } = found.statement;
  const doc = comments.find((comment) => comment.type === "Block" && /^\s*$/.test(text.slice(comment.end, start)));
  return text.slice(doc?.start ?? start, end);
}

/**
 * The text of a try's body, without indentation: `"name": () => { … }` in `export const tries`.
 *
 * @throws {ChainruleError} if the file has no such try
 */
export function bodyOfTry(text: string, name: string): string {
  const found = triesIn(text).find((candidate) => candidate.name === name);
  if (found === undefined) throw missingNameError("tries.ts", name);
  const body = text.slice(found.node.start + 1, found.node.end - 1).replace(/^\n|\n\s*$/g, "");
  const indent = /^ */.exec(body)?.[0].length ?? 0;
  return body.replaceAll(new RegExp(`^ {${indent}}`, "gm"), "");
}

function triesIn(text: string): readonly Named[] {
  const { program } = parseSync("tries.ts", text);
  const objects = program.body.flatMap((statement) => {
    if (statement.type !== "ExportNamedDeclaration" || statement.declaration?.type !== "VariableDeclaration") return [];
    return statement.declaration.declarations.map(({ init }) => init);
  });
  return objects.flatMap((object) => {
    const bare = object?.type === "TSSatisfiesExpression" ? object.expression : object;
    if (bare?.type !== "ObjectExpression") return [];
    return bare.properties.flatMap((property): readonly Named[] => {
      if (property.type !== "Property" || property.value.type !== "ArrowFunctionExpression") return [];
      const { key, value } = property;
      const name = key.type === "Identifier" ? key.name : key.type === "Literal" ? String(key.value) : "";
      return [{ name, node: value.body }];
    });
  });
}

function namesIn(declaration: Node & { readonly id?: unknown; readonly declarations?: unknown }): readonly string[] {
  const nameOf = (id: unknown): readonly string[] =>
    typeof id === "object" && id !== null && "name" in id && typeof id.name === "string" ? [id.name] : [];
  if (Array.isArray(declaration.declarations))
    return declaration.declarations.flatMap((one: { readonly id?: unknown }) => nameOf(one.id));
  return nameOf(declaration.id);
}

function missingNameError(file: string, name: string): ChainruleError {
  return new ChainruleError("E_HANDOUT", {
    where: file,
    expected: `something called ${name}`,
    got: "nothing",
    next: "correct the name in handout.md",
  });
}
