import { afterAll, describe, expect, test } from "vitest";
import { call } from "../../specs/support/question.ts";
import { assembleWhole } from "../assembly/assemble.ts";
import type { Region } from "../intake/submission.ts";
import { Sandbox } from "../sandbox/sandbox.ts";
import { whySealFails } from "../sandbox/obstacle.ts";
import { course } from "../specimens/editor.ts";
import { referenceSubmission } from "../specimens/reference-submission.ts";
import { Subject, Subjects } from "./subject.ts";

const file = "2-autodiff/offset.ts";

/** Statements that fill `roots` with values of every kind that a student's code can get. */
const collect = `
  const caught = (act) => { try { return act(); } catch (error) { return error; } };
  const stackOf = (error) => caught(() => error.stack);
  const named = (name, value) => Object.defineProperty(new Error("x"), name, { value });
  const deep = () => {
    try { return deep(); }
    catch (error) {
      if (roots.length < 5000) for (const act of attempts) roots.push(caught(act));
      throw error;
    }
  };
  const roots = [globalThis, index, strides];
  const target = {};
  const attempts = [
    () => new Error("y").stack,
    () => stackOf(named("name", Symbol("s"))),
    () => { Error.captureStackTrace(target); return target.stack; },
    () => import.meta,
    () => Promise.reject(new Error("z")),
  ];
  roots.push(
    ...attempts.map(caught),
    stackOf(named("message", Symbol("s"))),
    stackOf(Object.create(Error.prototype, { name: { get() { throw new TypeError("mine"); } } })),
    stackOf(new Proxy(new Error("p"), {})),
    caught(() => null.x), caught(() => missing), caught(() => new Float64Array(1e15)), caught(() => new Array(-1)),
    caught(() => "x".repeat(2 ** 30)), caught(() => JSON.parse("{")), caught(() => 1n + 1), caught(() => \`\${Symbol()}\`),
    caught(() => decodeURIComponent("%")), caught(() => (1).toFixed(101)), caught(() => new RegExp("(")),
    caught(() => new Intl.NumberFormat("no_such")), caught(() => new Function("return 1")), caught(() => (0, eval)("1")),
    caught(() => Reflect.construct(1)), caught(() => structuredClone({})), caught(() => globalThis.Float64Array.from(Symbol())),
    (async () => { throw new Error("a"); })(), (async function* () {})(), (function* () { yield 1; })(),
    Promise.any([]), [1].values().map(String), Iterator.from([]), new Intl.Segmenter().segment("a"),
    new AggregateError([new Error("b")]), new Error("c", { cause: new Error("d") }), (function () { return arguments; })(),
    new Map(), new Set(), new WeakMap(), new Date(0), /./g.exec("a"), "a".matchAll(/./g), Symbol("s"), 1n, console,
    (strings => strings)\`a\${1}b\`, Intl, new Intl.DateTimeFormat(), Object.getOwnPropertyDescriptors(RegExp),
  );
  caught(deep);
`;

/** Statements that walk from \`roots\` along prototypes, properties and accessors, and throw what they find. */
const walk = `
  const seen = new Set();
  const foreign = [];
  const chainEnd = (object) => {
    let top = object;
    for (let next = top; next !== null; next = Object.getPrototypeOf(next)) top = next;
    return top;
  };
  const show = (object) => caught(() => Reflect.ownKeys(object).map(String).join("+"));
  const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";
  const pending = roots.filter(isObject);
  while (pending.length > 0) {
    const object = pending.pop();
    if (seen.has(object)) continue;
    seen.add(object);
    const top = chainEnd(object);
    if (top !== Object.prototype && (top !== object || typeof object === "function")) foreign.push(show(object));
    const next = [Object.getPrototypeOf(object)];
    for (const key of Reflect.ownKeys(object)) {
      const { value, get, set } = Object.getOwnPropertyDescriptor(object, key);
      next.push(value, get, set);
      if (get !== undefined) next.push(caught(() => Reflect.apply(get, object, [])));
    }
    pending.push(...next.filter(isObject));
  }
  throw new Error(\`walked \${seen.size > 800}, roots \${roots.length > 60}, foreign: [\${foreign.slice(0, 5)}]\`);
`;

/** Runs statements as the region of `offset`, without inspection. @returns the message that they throw */
async function messageOf(statements: string, subjects: Subjects): Promise<string> {
  const region: Region = {
    id: "offset",
    file,
    place: undefined,
    regionLine: 1,
    state: "started",
    tokens: statements,
    stripped: statements,
    reason: undefined,
  };
  const reference = referenceSubmission(course);
  const submission = { ...reference, regions: new Map([...reference.regions, ["offset", region]]) };
  using subject = new Subject(subjects, assembleWhole(course, submission).modules);
  const reply = await subject.ask([call("offset", [1, 2], [3, 4]).ask]);
  if (reply.kind !== "answers") return reply.reason;
  const [answer] = reply.answers;
  return answer?.kind === "threw" ? answer.error.message : `${answer?.kind}`;
}

describe.each([
  { level: "with bubblewrap", strong: true },
  { level: "without bubblewrap", strong: false },
])("a realm $level", async ({ strong }) => {
  const isMissing = strong && (await whySealFails()) !== undefined;
  const subjects = new Subjects({ sandbox: new Sandbox({ strong }) });
  afterAll(() => subjects[Symbol.dispose]());

  test.skipIf(isMissing)("a stack shows only places in course files", async () => {
    const stack = await messageOf("throw new Error(new Error('x').stack);", subjects);
    expect(stack).toMatch(/^Error: x\n {4}at offset \(course:2-autodiff\/offset\.ts:\d+:\d+\)$/u);
  });

  test.skipIf(isMissing)("`import()` is refused at any depth of the stack", async () => {
    const deep = "const deep = () => { try { deep(); } catch { import('node:fs'); } }; deep(); return 1;";
    expect(await messageOf(deep, subjects)).toBe("import() is not allowed");
  });

  test.skipIf(isMissing)("no object of the host is reachable", async () => {
    expect(await messageOf(collect + walk, subjects)).toBe("walked true, roots true, foreign: []");
  });
});
