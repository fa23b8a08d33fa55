// @ts-check
/**
 * @file The script of the sealed process that looks at a submission's text. It is plain JavaScript, so that only what
 * is needed is loaded, and it is the only place where a parser meets hostile text.
 *
 * For every region it answers: its tokens; whether it is exactly the body that it replaces; what the course's policy
 * says of it; and its text without types, every offset kept. Nothing is run.
 */
import { readSync, writeSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { SourceTextModule } from "node:vm";
import jsTokens from "js-tokens";
import { parseSync, visitorKeys } from "oxc-parser";

/**
 * @typedef {{ file: string, id: string, helpers: boolean, known: string[], before: string, text: string, after: string }} Check
 * @typedef {{ message: string, offset: number, rule: string }} Finding offset counts from the region's start
 * @typedef {{ tokens: string, findings: Finding[], stripped: string }} Verdict
 * @typedef {{ type: string, start: number, end: number, [key: string]: any }} Node
 */

/** More tokens than any honest region has. */
const mostTokens = 20_000;

writeFrame('{"hello":true}');
for (;;) {
  const { seq, nonce, checks, globals } = JSON.parse(readFrame());
  const said = checks.map((/** @type {Check} */ check) => inspectSafely(check, new Set([...globals, ...check.known])));
  writeFrame(JSON.stringify({ seq, nonce, said }));
}

/** @param {Check} check @param {ReadonlySet<string>} globals @returns {Verdict} */
function inspectSafely(check, globals) {
  try {
    return inspect(check, globals);
  } catch (error) {
    // A tree too deep to walk is the text's doing; anything else is ours, and costs nobody a mark.
    const deep = error instanceof RangeError;
    const message = deep ? "it is nested too deeply" : `the inspection failed: ${String(error)}`;
    return { tokens: "?", findings: [{ message, offset: 0, rule: deep ? "size" : "internal" }], stripped: "" };
  }
}

/** @param {Check} check @param {ReadonlySet<string>} globals @returns {Verdict} */
function inspect({ file, id, helpers, before, text, after }, globals) {
  const tokens = tokensOf(text);
  if (tokens === undefined)
    return {
      tokens: "",
      findings: [{ message: `more than ${mostTokens} tokens`, offset: 0, rule: "size" }],
      stripped: "",
    };
  if (tokens.length === 0 || tokens.join(" ") === `throw notStarted ( "${id}" ) ;`)
    return { tokens: tokens.join(" "), findings: [], stripped: text };

  const whole = before + text + after;
  const parsed = parseSync(file, whole, { lang: "ts", sourceType: "module", showSemanticErrors: true });
  const at = (/** @type {number} */ offset) =>
    Math.min(Math.max(offset - before.length, 0), Math.max(text.trimEnd().length - 1, 0));
  const findings = parsed.errors
    .filter(({ severity }) => severity === "Error")
    .slice(0, 3)
    .map(({ message, labels }) => {
      const label =
        labels.findLast(({ start }) => start >= before.length && start < before.length + text.length) ?? labels[0];
      const inside = label !== undefined && label.start >= before.length && label.start < before.length + text.length;
      return inside
        ? { message, offset: at(label.start), rule: "syntax" }
        : {
            message: `${message}: something that the region opens is not closed in it, or the other way round`,
            offset: at(before.length + text.length),
            rule: "syntax",
          };
    });
  if (findings.length === 0) {
    const program = /** @type {Node} */ (/** @type {unknown} */ (parsed.program));
    const pristine = /** @type {Node} */ (
      /** @type {unknown} */ (parseSync(file, before + after, { lang: "ts", sourceType: "module" }).program)
    );
    const misfit = helpers
      ? helpersMisfit(program, pristine, before.length, text.length)
      : bodyMisfit(program, pristine, before.length, text.length);
    if (misfit !== undefined) findings.push({ message: misfit.message, offset: at(misfit.offset), rule: "region" });
    else
      for (const finding of policy(program, before.length, before.length + text.length, helpers, globals))
        findings.push({ ...finding, offset: at(finding.offset) });
  }
  if (findings.length > 0) return { tokens: tokens.join(" "), findings, stripped: "" };

  try {
    const stripped = stripTypeScriptTypes(whole, { mode: "strip" });
    // Compiled, not run: what the parser let through and the engine does not take is found here.
    void new SourceTextModule(stripped, { identifier: file });
    return {
      tokens: tokens.join(" "),
      findings: [],
      stripped: stripped.slice(before.length, before.length + text.length),
    };
  } catch (error) {
    const message = error instanceof Error ? (error.message.trim().split("\n")[0] ?? "") : "it does not compile";
    return { tokens: tokens.join(" "), findings: [{ message, offset: 0, rule: "syntax" }], stripped: "" };
  }
}

/** The tokens of a text without comments and white space, or undefined if there are too many. @param {string} text */
function tokensOf(text) {
  const tokens = [];
  for (const { type, value } of jsTokens(text)) {
    const silent =
      type === "WhiteSpace" ||
      type === "LineTerminatorSequence" ||
      type === "MultiLineComment" ||
      type === "SingleLineComment";
    if (!silent && tokens.push(value) > mostTokens) return undefined;
  }
  return tokens;
}

/** The children of a node. @param {Node} node @returns {Node[]} */
function childrenOf(node) {
  return (visitorKeys[node.type] ?? [])
    .flatMap((key) => node[key] ?? [])
    .filter((child) => typeof child === "object" && child !== null);
}

/** Every node below `node`, itself first. @param {Node} node @returns {Generator<Node>} */
function* walk(node) {
  yield node;
  for (const child of childrenOf(node)) yield* walk(child);
}

/** @param {Node} node */
function isFunction(node) {
  return (
    node.type === "FunctionDeclaration" || node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression"
  );
}

/**
 * The function whose body is the region in the pristine file must have exactly that body in this one: it starts at the
 * same brace, and its closing brace has moved by the length of the region. Then everything before and after is what it was.
 *
 * @param {Node} program @param {Node} pristine @param {number} start @param {number} length
 */
function bodyMisfit(program, pristine, start, length) {
  const bodies = (/** @type {Node} */ tree) =>
    [...walk(tree)].filter((node) => isFunction(node) && node.body?.type === "BlockStatement").map(({ body }) => body);
  const due = bodies(pristine)
    .filter((body) => body.start < start && start <= body.end)
    .at(-1);
  if (due === undefined) throw new Error("the region lies in no function");
  const body = bodies(program).find((candidate) => candidate.start === due.start);
  if (body !== undefined && body.end === due.end + length) return undefined;
  const early = body !== undefined && body.end < due.end + length;
  return {
    message: early
      ? "this closes the function that the region stands in"
      : "the region is not exactly the body of its function",
    offset: early ? body.end - 1 : start,
  };
}

/** Only whole function declarations stand between the helper markers. @param {Node} program @param {Node} pristine @param {number} start @param {number} length */
function helpersMisfit(program, pristine, start, length) {
  const overlapping = program.body.filter(
    (/** @type {Node} */ node) => node.end > start && node.start < start + length,
  );
  const crossing = overlapping.find((/** @type {Node} */ node) => node.start < start || node.end > start + length);
  if (crossing !== undefined || program.body.length - overlapping.length !== pristine.body.length) {
    return { message: "the helpers region is not made of whole functions", offset: start };
  }
  const other = overlapping.find((/** @type {Node} */ node) => node.type !== "FunctionDeclaration");
  return other === undefined
    ? undefined
    : { message: "only functions may stand here: nothing that keeps a value between calls", offset: other.start };
}

/**
 * What a region may name and do. Names count as known if they are declared anywhere in the region, in the functions
 * around it, or at the top of the file.
 *
 * @param {Node} program @param {number} start @param {number} end @param {boolean} helpers @param {ReadonlySet<string>} globals
 * @returns {Generator<Finding>}
 */
function* policy(program, start, end, helpers, globals) {
  const inside = (/** @type {Node} */ node) => node.start >= start && node.end <= end;
  /** @type {Set<string>} */
  const top = new Set();
  for (const statement of program.body) {
    const declared = statement.declaration ?? statement;
    if (statement.type === "ImportDeclaration") for (const { local } of statement.specifiers) top.add(local.name);
    if (declared.id?.name !== undefined && !inside(declared)) top.add(declared.id.name);
    if (declared.type === "VariableDeclaration") for (const name of namesIn(declared)) top.add(name);
  }
  const own = new Set([...walk(program)].filter(inside).flatMap(declaredBy));
  const enclosing = [...walk(program)].filter((node) => isFunction(node) && node.start < start && node.end > end);
  const around = new Set(
    enclosing.flatMap((node) => [...walk(node)].filter((inner) => !inside(inner)).flatMap(declaredBy)),
  );
  if (enclosing[0]?.id) around.delete(enclosing[0].id.name);
  const ownFunctions = program.body
    .filter((/** @type {Node} */ node) => node.type === "FunctionDeclaration")
    .map((/** @type {Node} */ node) => node.id?.name);
  const helperNames = new Set(ownFunctions);
  const known = (/** @type {string} */ name) =>
    own.has(name) || around.has(name) || top.has(name) || helperNames.has(name) || globals.has(name);

  if (helpers) {
    for (const node of program.body.filter(inside)) {
      const name = node.id?.name ?? "";
      if (top.has(name) || globals.has(name) || name in globalThis)
        yield {
          message: `\`${name}\` is already the name of something else here: choose another one`,
          offset: node.id.start,
          rule: "shadow",
        };
    }
  }
  for (const node of walk(program)) {
    if (!inside(node)) continue;
    if (node.type === "ImportExpression")
      yield {
        message: "`import()` is not allowed: a stub is built from the imports of its file",
        offset: node.start,
        rule: "import",
      };
    if (node.type === "MetaProperty" && node.meta.name === "import")
      yield { message: "`import.meta` is not allowed", offset: node.start, rule: "import" };
    if (node.type === "AwaitExpression")
      yield { message: "`await` is not allowed: nothing here takes time", offset: node.start, rule: "await" };
    if (node.type === "MemberExpression" && node.object.name === "Math" && nameOf(node) === "random") {
      yield {
        message: "`Math.random` cannot be repeated: use the rng that you were given",
        offset: node.start,
        rule: "random",
      };
    }
    for (const target of assigned(node)) {
      const root = rootName(target);
      const local = root !== undefined && (own.has(root) || around.has(root)) && !helperNames.has(root);
      const outside = root !== undefined && !local && (top.has(root) || helperNames.has(root) || globals.has(root));
      if (outside)
        yield {
          message: globals.has(root)
            ? `\`${root}\` is shared by everybody: a stub changes nothing but what is its own`
            : `\`${root}\` belongs to the whole file: a stub keeps nothing between calls`,
          offset: target.start,
          rule: "state",
        };
    }
  }
  for (const node of references(program)) {
    if (inside(node) && !known(node.name)) yield { message: lesson(node.name), offset: node.start, rule: "name" };
  }
}

/** @param {string} name */
function lesson(name) {
  if (name === "eval" || name === "Function") return `\`${name}\` is not allowed: code is written, not made`;
  if (["process", "require", "module", "global", "globalThis", "window", "fetch"].includes(name))
    return `\`${name}\` is not part of the course: a stub uses the language and the imports of its file`;
  if (["Date", "performance", "setTimeout", "setInterval"].includes(name))
    return `\`${name}\` is not allowed: a stub gives the same result at any time`;
  return `\`${name}\` is not known here: a stub uses the language, the imports of its file, and its own helpers`;
}

/** Names that a node declares. @param {Node} node @returns {string[]} */
function declaredBy(node) {
  if (node.type === "VariableDeclarator") return namesIn(node.id);
  if (node.type === "CatchClause") return node.param === null ? [] : namesIn(node.param);
  if (isFunction(node))
    return [
      ...(node.id ? [node.id.name] : []),
      ...(node.params ?? []).flatMap((/** @type {Node} */ param) => namesIn(param)),
      ...(node.type === "ArrowFunctionExpression" ? [] : ["arguments"]),
    ];
  if ((node.type === "ClassDeclaration" || node.type === "ClassExpression") && node.id) return [node.id.name];
  if (["TSTypeAliasDeclaration", "TSInterfaceDeclaration", "TSEnumDeclaration"].includes(node.type))
    return [node.id.name];
  return [];
}

/** The names that a pattern binds. @param {any} pattern @returns {string[]} */
function namesIn(pattern) {
  switch (pattern?.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((/** @type {any} */ property) => namesIn(property.value ?? property.argument));
    case "ArrayPattern":
      return pattern.elements.flatMap(namesIn);
    case "AssignmentPattern":
      return namesIn(pattern.left);
    case "RestElement":
      return namesIn(pattern.argument);
    case "VariableDeclaration":
      return pattern.declarations.flatMap((/** @type {any} */ declarator) => namesIn(declarator.id));
    default:
      return [];
  }
}

/** What a node assigns to. @param {Node} node @returns {Node[]} */
function assigned(node) {
  if (node.type === "AssignmentExpression") return targetsIn(node.left);
  if (node.type === "UpdateExpression") return [node.argument];
  if (node.type === "UnaryExpression" && node.operator === "delete") return [node.argument];
  if ((node.type === "ForInStatement" || node.type === "ForOfStatement") && node.left.type !== "VariableDeclaration")
    return targetsIn(node.left);
  return [];
}

/** @param {any} pattern @returns {Node[]} */
function targetsIn(pattern) {
  switch (pattern?.type) {
    case "ObjectPattern":
      return pattern.properties.flatMap((/** @type {any} */ property) =>
        targetsIn(property.value ?? property.argument),
      );
    case "ArrayPattern":
      return pattern.elements.flatMap(targetsIn);
    case "AssignmentPattern":
      return targetsIn(pattern.left);
    case "RestElement":
      return targetsIn(pattern.argument);
    case undefined:
      return [];
    default:
      return [pattern];
  }
}

/** `cache` of `cache.list[3]`. @param {any} node @returns {string | undefined} */
function rootName(node) {
  if (node.type === "Identifier") return node.name;
  if (node.type === "MemberExpression") return rootName(node.object);
  if (["ParenthesizedExpression", "TSAsExpression", "TSNonNullExpression", "TSSatisfiesExpression"].includes(node.type))
    return rootName(node.expression);
  return undefined;
}

/** The property that a member expression names, if it is written out. @param {Node} node */
function nameOf(node) {
  return node.computed ? node.property.value : node.property.name;
}

/** Identifiers that stand for values: no property names, labels, or types. @param {Node} program @returns {Generator<Node>} */
function* references(program) {
  /** @type {[Node, Node | undefined, string][]} */
  const pending = [[program, undefined, ""]];
  while (pending.length > 0) {
    const [node, parent, key] = /** @type {[Node, Node | undefined, string]} */ (pending.pop());
    if (
      node.type.startsWith("TS") &&
      ![
        "TSAsExpression",
        "TSNonNullExpression",
        "TSSatisfiesExpression",
        "TSTypeAssertion",
        "TSInstantiationExpression",
      ].includes(node.type)
    )
      continue;
    if (node.type === "Identifier" && !isName(parent, key)) yield node;
    for (const inner of visitorKeys[node.type] ?? []) {
      for (const child of [node[inner] ?? []].flat())
        if (typeof child === "object" && child !== null) pending.push([child, node, inner]);
    }
  }
}

/** Whether an identifier at `key` of `parent` is a name rather than a use. @param {Node | undefined} parent @param {string} key */
function isName(parent, key) {
  switch (parent?.type) {
    case "MemberExpression":
      return key === "property" && !parent.computed;
    case "Property":
    case "PropertyDefinition":
    case "MethodDefinition":
      return key === "key" && !parent.computed;
    case "LabeledStatement":
    case "BreakStatement":
    case "ContinueStatement":
    case "MetaProperty":
    case "ImportSpecifier":
    case "ExportSpecifier":
      return true;
    default:
      return false;
  }
}

/** @param {string} text JSON */
function writeFrame(text) {
  const bytes = Buffer.from(text);
  const head = Buffer.alloc(8);
  head.writeUInt32LE(bytes.length, 0);
  const frame = Buffer.concat([head, bytes]);
  for (let sent = 0; sent < frame.length;) sent += writeSync(3, frame, sent);
}

/** @returns {string} */
function readFrame() {
  const length = readBytes(8).readUInt32LE(0);
  return readBytes(length).toString();
}

/** @param {number} length */
function readBytes(length) {
  const bytes = Buffer.alloc(length);
  for (let read = 0; read < length;) {
    const more = readSync(0, bytes, read, length - read, null);
    if (more === 0) process.exit(0); // The grader has nothing more to ask.
    read += more;
  }
  return bytes;
}
