// @ts-check
/**
 * @file The script of the sealed process that inspects a submission's text: the only place where a parser reads hostile
 * text. It is plain JavaScript, so that Node need not load its type stripper for it.
 *
 * For every region it answers: the tokens; whether the region is exactly the body of its function; the findings of the
 * course's policy; and the text without types, with the same offsets. It runs no code of a submission.
 */
import { readSync, writeSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { SourceTextModule } from "node:vm";
import jsTokens from "js-tokens";
import { parseSync } from "oxc-parser";
import { applyPolicy } from "./region-policy.mjs";
import { isFunction, walk } from "./region-scopes.mjs";
import { explainSyntaxError } from "./region-syntax.mjs";

/**
 * @typedef {import("./region-scopes.mjs").Node} Node
 * @typedef {import("../sandbox/conversation.ts").Stamp} Stamp
 * @typedef {import("../sandbox/conversation.ts").StampedAnswer} StampedAnswer
 * @typedef {import("./inspection.ts").InspectionRequest} InspectionRequest
 * @typedef {import("./inspection.ts").RegionCheck} Check
 * @typedef {import("./inspection.ts").Inspection} Inspection
 * @typedef {import("./inspection.ts").RegionFinding} RegionFinding
 * @typedef {Omit<RegionFinding, "length"> & { length?: number }} Misfit
 *   a finding about the form of a region; one character long if it has no length
 */

/** The most tokens of a region; a solution of the course has far fewer. */
const mostTokens = 20_000;
/** The most findings of a region. A student corrects a few at a time. */
const mostFindings = 8;

writeFrame('{"hello":true}');
for (;;) {
  /** @type {Stamp & InspectionRequest} */
  const { seq, nonce, checks } = JSON.parse(readFrame());
  /** @type {StampedAnswer} */
  const answer = { seq, nonce, content: checks.map(inspectSafely) };
  writeFrame(JSON.stringify(answer));
}

/** @param {Check} check @returns {Inspection} */
function inspectSafely(check) {
  try {
    return inspect(check);
  } catch (error) {
    // The text is at fault if its tree is too deep to walk. All else is a fault of the grader, and costs no mark.
    const deep = error instanceof RangeError;
    const message = deep ? "it is nested too deeply" : `the inspection failed: ${String(error)}`;
    return refuse("?", [{ rule: deep ? "size" : "internal", message, offset: 0, length: 1 }]);
  }
}

/** @param {string} tokens @param {RegionFinding[]} findings @returns {Inspection} */
function refuse(tokens, findings) {
  return { tokens, findings: findings.slice(0, mostFindings), stripped: "" };
}

/** @param {Check} check @returns {Inspection} */
function inspect(check) {
  const { file, id, helpers, before, text, after } = check;
  const { list, breaks } = tokensOf(text);
  if (list.length > mostTokens)
    return refuse("", [{ rule: "size", message: `more than ${mostTokens} tokens`, offset: 0, length: 1 }]);
  const tokens = list.join(" ");
  if (isStarters(list, id)) return { tokens: "", findings: [], stripped: text };

  const whole = before + text + after;
  const parsed = parseSync(file, whole, { lang: "ts", sourceType: "module", showSemanticErrors: true });
  const errors = parsed.errors.filter(({ severity }) => severity === "Error");
  if (errors.length > 0)
    return refuse(
      tokens,
      errors.slice(0, 3).map((error) => explainSyntaxError(error, before.length, text)),
    );
  const at = (/** @type {number} */ offset) =>
    Math.min(Math.max(offset - before.length, 0), Math.max(text.trimEnd().length - 1, 0));
  const program = /** @type {Node} */ (/** @type {unknown} */ (parsed.program));
  const pristine = /** @type {Node} */ (
    /** @type {unknown} */ (parseSync(file, before + after, { lang: "ts", sourceType: "module" }).program)
  );
  const misfit = helpers
    ? findHelpersMisfit(program, pristine, before.length, text.length)
    : findBodyMisfit(program, pristine, before.length, text.length);
  if (misfit !== undefined) return refuse(tokens, [{ length: 1, ...misfit, offset: at(misfit.offset) }]);
  const region = { id, helpers, start: before.length, end: before.length + text.length };
  const known = {
    file,
    mayUse: check.mayUse,
    exports: check.exports,
    elsewhere: check.elsewhere,
    globals: new Set(check.globals),
    own: new Set(check.known),
  };
  const findings = applyPolicy(program, region, known).map(({ start, end, ...finding }) => ({
    ...finding,
    offset: at(start),
    length: end - start,
  }));
  if (findings.length > 0) return refuse(tokens, findings);

  try {
    const stripped = stripTypeScriptTypes(whole, { mode: "strip" });
    // Compiles the text without running it, since the engine refuses some texts that the parser accepts.
    void new SourceTextModule(stripped, { identifier: file });
    return { tokens, breaks, findings: [], stripped: stripped.slice(before.length, before.length + text.length) };
  } catch (error) {
    // Node's type stripper has crashed, and would fail for every further text: end here. The grader then inspects each
    // region in a process of its own.
    if (error instanceof Error && "code" in error && error.code === "ERR_INTERNAL_ASSERTION") process.exit(70);
    const message = error instanceof Error ? (error.message.trim().split("\n")[0] ?? "") : "it does not compile";
    return refuse(tokens, [{ rule: "syntax", message, offset: 0, length: 1 }]);
  }
}

/** Whether a region is not started: it has no tokens, or only the starter's throw, in any layout. @param {string[]} tokens @param {string} id */
function isStarters(tokens, id) {
  const [name, ...rest] = tokens.filter((token) => token !== ";");
  if (name === undefined) return true;
  const quotes = /^(["'`])(.*)\1$/.exec(rest[2] ?? "");
  return name === "throw" && rest.length === 4 && rest[0] === "notStarted" && quotes?.[2] === id;
}

/**
 * The tokens of a text without comments and white space, at most one too many; and the places of those that begin a line,
 * except the first token.
 *
 * @param {string} text
 */
function tokensOf(text) {
  const list = [];
  const breaks = [];
  let isNewLine = false;
  for (const { type, value } of jsTokens(text)) {
    const isBlank =
      type === "WhiteSpace" ||
      type === "LineTerminatorSequence" ||
      type === "MultiLineComment" ||
      type === "SingleLineComment";
    if (isBlank) {
      isNewLine ||= /[\n\r\u2028\u2029]/u.test(value);
      continue;
    }
    if (isNewLine && list.length > 0) breaks.push(list.length);
    isNewLine = false;
    if (list.push(value) > mostTokens) break;
  }
  return { list, breaks: breaks.join(" ") };
}

/**
 * Checks that the region is exactly the body of its function. In the student's file that body must start at the same brace
 * as in the pristine file, and its closing brace must have moved by the length of the region. Then all locked text is
 * unchanged.
 *
 * @param {Node} program @param {Node} pristine @param {number} start @param {number} length @returns {Misfit | undefined}
 */
function findBodyMisfit(program, pristine, start, length) {
  const bodies = (/** @type {Node} */ tree) =>
    [...walk(tree)]
      .filter(({ node }) => isFunction(node) && node.body?.type === "BlockStatement")
      .map(({ node }) => node.body);
  const pristineBody = bodies(pristine)
    .filter((body) => body.start < start && start <= body.end)
    .at(-1);
  if (pristineBody === undefined) throw new Error("the region lies in no function");
  const body = bodies(program).find((candidate) => candidate.start === pristineBody.start);
  if (body !== undefined && body.end === pristineBody.end + length) return undefined;
  const endsEarly = body !== undefined && body.end < pristineBody.end + length;
  return {
    rule: "region",
    message: endsEarly
      ? "this closes the function that the region stands in"
      : "the region is not exactly the body of its function",
    offset: endsEarly ? body.end - 1 : start,
  };
}

/** Checks that the helpers region has whole function declarations, and nothing else. @param {Node} program @param {Node} pristine @param {number} start @param {number} length @returns {Misfit | undefined} */
function findHelpersMisfit(program, pristine, start, length) {
  const overlapping = program.body.filter(
    (/** @type {Node} */ node) => node.end > start && node.start < start + length,
  );
  const crossing = overlapping.find((/** @type {Node} */ node) => node.start < start || node.end > start + length);
  if (crossing !== undefined || program.body.length - overlapping.length !== pristine.body.length) {
    return { rule: "region", message: "the helpers region is not made of whole functions", offset: start };
  }
  const other = overlapping.find((/** @type {Node} */ node) => node.type !== "FunctionDeclaration");
  if (other === undefined) return undefined;
  const span = { offset: other.start, length: other.end - other.start };
  const name = nameOfFunctionValue(other);
  if (name !== undefined)
    return { rule: "arrow", message: `write \`${name}\` as \`function ${name}(…) { … }\``, ...span };
  return {
    rule: "helpers",
    message: "only functions may stand here: nothing that keeps a value between calls",
    ...span,
  };
}

/** The name of a function that is written as the value of a variable. @param {Node} node @returns {string | undefined} */
function nameOfFunctionValue({ type, declarations = [] }) {
  const [first, ...more] = declarations;
  const isOne = type === "VariableDeclaration" && more.length === 0 && first?.id.type === "Identifier";
  return isOne && first.init !== null && isFunction(first.init) ? first.id.name : undefined;
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
