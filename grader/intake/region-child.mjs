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
import { parseSync } from "oxc-parser";
import { policy } from "./region-policy.mjs";
import { isFunction, visits } from "./region-scopes.mjs";
import { complaint } from "./region-syntax.mjs";

/**
 * @typedef {import("./region-scopes.mjs").Node} Node
 * @typedef {import("./region-names.mjs").Elsewhere} Elsewhere
 * @typedef {{ file: string, id: string, helpers: boolean, known: string[], elsewhere: Elsewhere[], exports: Record<string, string>, before: string, text: string, after: string }} Check
 * @typedef {{ rule: string, message: string, next?: string, offset: number, length: number }} Finding offset counts from the region's start
 * @typedef {{ tokens: string, findings: Finding[], stripped: string }} Verdict
 */

/** More tokens than any honest region has. */
const mostTokens = 20_000;
/** Nobody mends more of one region at a time. */
const mostFindings = 8;

writeFrame('{"hello":true}');
for (;;) {
  const { seq, nonce, checks, globals } = JSON.parse(readFrame());
  const said = checks.map((/** @type {Check} */ check) => inspectSafely(check, new Set(globals)));
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
    return refused("?", [{ rule: deep ? "size" : "internal", message, offset: 0, length: 1 }]);
  }
}

/** @param {string} tokens @param {Finding[]} findings @returns {Verdict} */
function refused(tokens, findings) {
  return { tokens, findings: findings.slice(0, mostFindings), stripped: "" };
}

/** @param {Check} check @param {ReadonlySet<string>} globals @returns {Verdict} */
function inspect(check, globals) {
  const { file, id, helpers, before, text, after } = check;
  const list = tokensOf(text);
  if (list === undefined)
    return refused("", [{ rule: "size", message: `more than ${mostTokens} tokens`, offset: 0, length: 1 }]);
  const tokens = list.join(" ");
  if (isStarters(list, id)) return { tokens: "", findings: [], stripped: text };

  const whole = before + text + after;
  const parsed = parseSync(file, whole, { lang: "ts", sourceType: "module", showSemanticErrors: true });
  const errors = parsed.errors.filter(({ severity }) => severity === "Error");
  if (errors.length > 0)
    return refused(
      tokens,
      errors.slice(0, 3).map((error) => complaint(error, before.length, text)),
    );
  const at = (/** @type {number} */ offset) =>
    Math.min(Math.max(offset - before.length, 0), Math.max(text.trimEnd().length - 1, 0));
  const program = /** @type {Node} */ (/** @type {unknown} */ (parsed.program));
  const pristine = /** @type {Node} */ (
    /** @type {unknown} */ (parseSync(file, before + after, { lang: "ts", sourceType: "module" }).program)
  );
  const misfit = helpers
    ? helpersMisfit(program, pristine, before.length, text.length)
    : bodyMisfit(program, pristine, before.length, text.length);
  if (misfit !== undefined) return refused(tokens, [{ length: 1, ...misfit, offset: at(misfit.offset) }]);
  const region = { id, helpers, start: before.length, end: before.length + text.length };
  const known = {
    file,
    mayUse: offered(before),
    exports: check.exports,
    elsewhere: check.elsewhere,
    globals,
    own: new Set(check.known),
  };
  const findings = policy(program, region, known).map(({ start, end, ...finding }) => ({
    ...finding,
    offset: at(start),
    length: end - start,
  }));
  if (findings.length > 0) return refused(tokens, findings);

  try {
    const stripped = stripTypeScriptTypes(whole, { mode: "strip" });
    // Compiled, not run: what the parser let through and the engine does not take is found here.
    void new SourceTextModule(stripped, { identifier: file });
    return { tokens, findings: [], stripped: stripped.slice(before.length, before.length + text.length) };
  } catch (error) {
    // What takes the types away has broken down, and would for every text from now on: the grader then tries each text
    // in a process of its own.
    if (error instanceof Error && "code" in error && error.code === "ERR_INTERNAL_ASSERTION") process.exit(70);
    const message = error instanceof Error ? (error.message.trim().split("\n")[0] ?? "") : "it does not compile";
    return refused(tokens, [{ rule: "syntax", message, offset: 0, length: 1 }]);
  }
}

/** Whether nobody has begun: no tokens, or the starter's throw, however a formatter writes it. @param {string[]} tokens @param {string} id */
function isStarters(tokens, id) {
  const [name, ...rest] = tokens.filter((token) => token !== ";");
  if (name === undefined) return true;
  const quotes = /^(["'`])(.*)\1$/.exec(rest[2] ?? "");
  return name === "throw" && rest.length === 4 && rest[0] === "notStarted" && quotes?.[2] === id;
}

/** What the pristine file offers to its regions, as its first line says. @param {string} before */
function offered(before) {
  const [line = ""] = /^\/\*\* @file You may use: [^\n]*/.exec(before) ?? [];
  return Array.from(line.matchAll(/`([^`]+)`/g), ([, name = ""]) => name);
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

/**
 * The function whose body is the region in the pristine file must have exactly that body in this one: it starts at the
 * same brace, and its closing brace has moved by the length of the region. Then everything before and after is what it was.
 *
 * @param {Node} program @param {Node} pristine @param {number} start @param {number} length
 */
function bodyMisfit(program, pristine, start, length) {
  const bodies = (/** @type {Node} */ tree) =>
    [...visits(tree)]
      .filter(({ node }) => isFunction(node) && node.body?.type === "BlockStatement")
      .map(({ node }) => node.body);
  const due = bodies(pristine)
    .filter((body) => body.start < start && start <= body.end)
    .at(-1);
  if (due === undefined) throw new Error("the region lies in no function");
  const body = bodies(program).find((candidate) => candidate.start === due.start);
  if (body !== undefined && body.end === due.end + length) return undefined;
  const early = body !== undefined && body.end < due.end + length;
  return {
    rule: "region",
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
    return { rule: "region", message: "the helpers region is not made of whole functions", offset: start };
  }
  const other = overlapping.find((/** @type {Node} */ node) => node.type !== "FunctionDeclaration");
  return other === undefined
    ? undefined
    : {
        rule: "helpers",
        message: "only functions may stand here: nothing that keeps a value between calls",
        offset: other.start,
        length: other.end - other.start,
      };
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
