// @ts-check
"use strict";
/**
 * @file The script of a sealed process that runs a library. It is plain JavaScript, because loading Node's type stripper
 * would cost every process 0.1 s.
 *
 * It reads one request at a time from descriptor 0 and answers on descriptor 3. A request either makes a fresh realm
 * from a map of modules, or asks the realm questions. Between requests no microtask runs, so a student's promise that is
 * still pending has no effect.
 *
 * A frame is two little-endian 32-bit counts (bytes of text, then numbers), the text, and the numbers as
 * little-endian 64-bit floats.
 */
const { readSync, writeSync } = require("node:fs");
const { types } = require("node:util");
const vm = require("node:vm");
// `--expose-internals` opens Node's internal modules. The compiler does not know them, so their name is no literal there.
const internalModule = "internal/test/binding";
const { internalBinding } = require(internalModule);

/**
 * @typedef {import("../sandbox/conversation.ts").Stamp} Stamp
 * @typedef {import("./runner-messages.ts").RunnerRequest} RunnerRequest
 * @typedef {import("./runner-messages.ts").RunnerAnswer} RunnerAnswer
 * @typedef {import("./runner-messages.ts").RealmRequest} RealmRequest
 * @typedef {import("./runner-messages.ts").AskRequest} AskRequest
 * @typedef {import("./runner-messages.ts").Interpreter} Interpreter
 */

const requests = 0;
const answers = 3;
const typedArraySet = Object.getPrototypeOf(Float64Array.prototype).set;
const { apply } = Reflect;
const { Buffer, process } = globalThis;
/** A realm without students' code, which formats the stacks of the host's errors and names the globals of the language. */
const quiet = vm.createContext(vm.constants.DONT_CONTEXTIFY, { codeGeneration: { strings: false, wasm: false } });
/** @type {RunnerAnswer} */
const importRefusal = { refused: "import()" };
/** @type {typeof import("./runner-messages.ts").interpreterModule} */
const interpreterModule = "specs:probes/interpreter.ts";
// A realm compiles the text of `harden`, so that its functions belong to the realm.
const hardened = `(${harden.toString()})()`;
hardenHost();

/** The stamp of the current request. @type {Stamp} */
let stamp = { seq: 0, nonce: "" };
/** @type {ReturnType<typeof createRealm> | undefined} */
let realm;

// The grader waits for this greeting before it sends anything of a submission: then a failed seal and a crash of a
// student's code are never confused.
writeFrame('{"hello":true}', new Float64Array(0));
for (;;) {
  const { text, numbers } = readFrame();
  /** @type {Stamp & RunnerRequest} */
  const request = JSON.parse(text);
  stamp = { seq: request.seq, nonce: request.nonce };
  if (request.kind === "realm") {
    realm = createRealm();
    realm.add(request.modules);
    realm.interpreter();
    reply("null", new Float64Array(0));
  } else {
    if (realm === undefined) throw new Error("no realm yet");
    const answer = ask(realm, request, numbers);
    reply(answer.text, answer.numbers);
  }
}

/**
 * Hardens the host, so that an object of the host would be of no use to a student's code: the globals of Node are gone, the
 * built-in objects are frozen, and functions do not show their text.
 */
function hardenHost() {
  const ofLanguage = new Set(vm.runInContext("Reflect.ownKeys(globalThis)", quiet));
  for (const name of Reflect.ownKeys(globalThis)) if (!ofLanguage.has(name)) Reflect.deleteProperty(globalThis, name);
  harden();
  callBackInto(vm.runInContext(hardened, quiet, { filename: "locked" }));
}

/**
 * Lets the engine call functions of a realm where Node would call its own. Node's functions run on top of a student's
 * code, for example when it reads the stack of an error, and an error in them would be an object of the host.
 *
 * @param {ReturnType<typeof harden>} realm
 */
function callBackInto({ formatStack, refuseImport, ignore }) {
  internalBinding("errors").setPrepareStackTraceCallback(formatStack);
  internalBinding("module_wrap").setImportModuleDynamicallyCallback(refuseImport);
  internalBinding("module_wrap").setInitializeImportMetaObjectCallback(ignore);
  internalBinding("task_queue").setPromiseRejectCallback(ignore);
}

/** A fresh realm, hardened before any course module is there. */
function createRealm() {
  const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, { codeGeneration: { strings: false, wasm: false } });
  /** @type {ReturnType<typeof harden>} */
  const tools = vm.runInContext(hardened, context, { filename: "locked" });
  callBackInto(tools);
  /** Module id → text without types, until it is compiled. @type {Map<string, string>} */
  const texts = new Map();
  /** @type {Map<string, vm.SourceTextModule>} */
  const modules = new Map();

  /** @param {string} id @returns {vm.SourceTextModule} */
  const load = (id) => {
    const known = modules.get(id);
    if (known !== undefined) return known;
    const source = texts.get(id);
    if (source === undefined) throw new Error(`no module ${id}`);
    const module = new vm.SourceTextModule(source, { context, identifier: id });
    texts.delete(id);
    modules.set(id, module);
    module.linkRequests(module.moduleRequests.map(({ specifier }) => load(resolve(specifier, id))));
    return module;
  };
  /** @type {Set<vm.SourceTextModule>} */
  const locked = new Set();
  /**
   * Freezes the exports of a module, so that a stub can neither change the class of another stub's tensors nor keep a value
   * on a function. No student code has run since the module was evaluated.
   *
   * @param {vm.SourceTextModule} module
   */
  const lock = (module) => {
    locked.add(module);
    for (const exported of Object.values(module.namespace)) {
      if (typeof exported !== "function") continue;
      Object.freeze(exported);
      if (exported.prototype !== undefined) Object.freeze(exported.prototype);
    }
  };
  /** @param {string} id */
  const evaluate = (id) => {
    const module = load(id);
    if (module.status !== "evaluated" && module.status !== "errored") {
      module.instantiate();
      if (module.hasAsyncGraph()) throw new Error(`${id} waits at its top level`);
      void module.evaluate();
    }
    if (module.status === "errored") throw module.error;
    for (const each of modules.values()) if (!locked.has(each)) lock(each);
    return /** @type {Record<string, unknown>} */ (module.namespace);
  };
  return {
    evaluate,
    takeConsole: tools.takeConsole,
    triedImport: tools.triedImport,
    /** @type {Set<string>} */
    registered: new Set(),
    /** @param {RealmRequest["modules"]} more */
    add: (more) => {
      for (const [id, text] of Object.entries(more)) texts.set(id, text);
    },
    interpreter: () => /** @type {Interpreter} */ (/** @type {unknown} */ (evaluate(interpreterModule))),
  };
}

/**
 * Asks the realm's interpreter. It receives a string and numbers, and returns a string and numbers. The host calls nothing
 * else in the realm.
 *
 * @param {ReturnType<typeof createRealm>} into
 * @param {AskRequest} request
 * @param {Float64Array} numbers
 */
function ask({ add, evaluate, interpreter: interpreterOf, registered, takeConsole, triedImport }, request, numbers) {
  add(request.modules);
  const interpreter = interpreterOf();
  exitIfThrown(() => {
    for (const needed of request.needs) {
      if (registered.has(needed.name)) continue;
      apply(interpreter.register, undefined, [needed.name, evaluate(needed.module)[needed.export]]);
      registered.add(needed.name);
    }
  });
  const { text, row, console, tried } = abortIfThrown(() => {
    const given = apply(interpreter.room, undefined, [numbers.length]);
    apply(typedArraySet, given, [numbers]);
    return {
      text: apply(interpreter.answer, undefined, [request.questions, given]),
      row: apply(interpreter.numbers, undefined, []),
      console: apply(takeConsole, undefined, []),
      tried: apply(triedImport, undefined, []),
    };
  });
  if (tried) return { text: JSON.stringify(importRefusal), numbers: new Float64Array(0) };
  if (typeof text !== "string" || typeof console !== "string")
    throw new Error("the interpreter did not answer with text");
  if (types.isProxy(row) || !types.isFloat64Array(row)) throw new Error("the interpreter did not answer with numbers");
  const copy = new Float64Array(row.length);
  apply(typedArraySet, copy, [row]);
  // A `RunnerAnswer`, made of texts: the interpreter's answers are JSON already.
  return { text: `{"answers":${text},"console":${JSON.stringify(console)}}`, numbers: copy };
}

/**
 * Runs `act`, and ends the process if it throws. The interpreter returns errors as answers, so it throws only without
 * memory. The error may be one of a student's objects: it is dropped here, because Node would read it.
 *
 * @template T
 * @param {() => T} act
 */
function abortIfThrown(act) {
  try {
    return act();
  } catch {
    return process.abort();
  }
}

/**
 * Loads modules with `act`, and ends the process if a module is broken. The error is dropped for the same reason.
 *
 * @param {() => void} act
 */
function exitIfThrown(act) {
  try {
    act();
  } catch {
    process.exit(1);
  }
}

/**
 * `./values.ts` beside its importer; `#course/…` in the course.
 *
 * @param {string} specifier @param {string} from
 */
function resolve(specifier, from) {
  if (specifier.startsWith("#course/")) return `course:${specifier.slice("#course/".length)}`;
  const [scheme = "", path = ""] = from.split(":");
  const parts = path.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return `${scheme}:${parts.join("/")}`;
}

/** Sends a `StampedAnswer`. @param {string} text its content as JSON @param {Float64Array} numbers */
function reply(text, numbers) {
  writeFrame(`{"seq":${stamp.seq},"nonce":${JSON.stringify(stamp.nonce)},"content":${text}}`, numbers);
}

/** @param {string} text @param {Float64Array} numbers */
function writeFrame(text, numbers) {
  const bytes = Buffer.from(text);
  const head = Buffer.alloc(8);
  head.writeUInt32LE(bytes.length, 0);
  head.writeUInt32LE(numbers.length, 4);
  const frame = Buffer.concat([head, bytes, Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength)]);
  for (let sent = 0; sent < frame.length;) sent += writeSync(answers, frame, sent);
}

/** @returns {{ text: string, numbers: Float64Array }} */
function readFrame() {
  const head = readBytes(8);
  const text = readBytes(head.readUInt32LE(0)).toString();
  const bytes = readBytes(head.readUInt32LE(4) * 8);
  return { text, numbers: new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8) };
}

/** @param {number} length @returns {Buffer} with its own memory, so that numbers are aligned */
function readBytes(length) {
  const bytes = Buffer.from(new ArrayBuffer(length));
  for (let read = 0; read < length;) {
    const more = readSync(requests, bytes, read, length - read, null);
    if (more === 0) process.exit(0); // The grader has nothing more to ask.
    read += more;
  }
  return bytes;
}

/**
 * Runs *inside* a realm, before everything else. It deletes what course code has no use for, hides the text of
 * functions, and freezes all built-in objects, so that a stub cannot change what another stub uses.
 *
 * @returns the functions of the realm that the host needs: `takeConsole` returns the text of the console, and clears it
 */
function harden() {
  const limit = 4096;
  let written = "";
  const write = (/** @type {unknown[]} */ ...parts) => {
    if (written.length >= limit) return;
    written += `${parts.map(showSafely).join(" ")}\n`;
    if (written.length > limit) written = `${written.slice(0, limit)}…\n`;
  };
  // The functions below call only built-in functions, which are frozen at the end: a stub cannot change how the values of
  // another stub are shown.
  const most = 20;
  const deepest = 2;
  /** @type {(items: ArrayLike<unknown>, depth: number) => string} */
  const list = (items, depth) => {
    const few = Array.from({ length: Math.min(items.length, most) }, (_, i) => show(items[i], depth + 1));
    return [...few, ...(items.length > most ? ["…"] : [])].join(", ");
  };
  /** @type {(part: unknown, depth: number) => string} */
  const show = (part, depth) => {
    if (typeof part === "string") return depth === 0 ? part : JSON.stringify(part.slice(0, limit));
    if (typeof part !== "object" || part === null) return String(part);
    if (depth > deepest) return "…";
    if (part instanceof Float64Array || Array.isArray(part)) return `[${list(part, depth)}]`;
    if (part instanceof Error) return `${part.name}: ${part.message}`;
    if (part instanceof Set) return `Set { ${list([...part], depth)} }`;
    const pairs = (/** @type {(readonly [unknown, unknown])[]} */ entries, /** @type {string} */ sign) =>
      [
        ...entries
          .slice(0, most)
          .map(([key, value]) => `${show(key, sign === ":" ? 0 : depth + 1)}${sign} ${show(value, depth + 1)}`),
        ...(entries.length > most ? ["…"] : []),
      ].join(", ");
    if (part instanceof Map) return `Map { ${pairs([...part], " →")} }`;
    const { shape, data, grad, label } = /** @type {Record<string, unknown>} */ (part);
    const name = typeof label === "string" && label !== "" ? ` ${label}` : "";
    if (Array.isArray(shape) && data instanceof Float64Array)
      return `${grad === undefined ? "Values" : "Tensor"}${name} [${list(shape, depth)}] (${list(data, depth)})`;
    const entries = Object.entries(part);
    return entries.length === 0 ? "{}" : `{ ${pairs(entries, ":")} }`;
  };
  const showSafely = (/** @type {unknown} */ part) => {
    try {
      return show(part, 0);
    } catch {
      return "[object]";
    }
  };
  const define = (/** @type {object} */ target, /** @type {string} */ name, /** @type {unknown} */ value) =>
    Object.defineProperty(target, name, { value, writable: false, enumerable: false, configurable: false });

  for (const name of ["WebAssembly", "SharedArrayBuffer", "Atomics", "WeakRef", "FinalizationRegistry"]) {
    Reflect.deleteProperty(globalThis, name);
  }
  const methods = ["log", "info", "warn", "error", "debug", "table", "dir", "trace"];
  define(globalThis, "console", Object.fromEntries(methods.map((name) => [name, write])));
  define(Function.prototype, "toString", function toString() {
    return "function () { [locked] }";
  });
  define(Error, "stackTraceLimit", 30);
  define(Error, "prepareStackTrace", undefined);
  // They remember the last match, of whichever stub it was.
  for (const [name, { set }] of Object.entries(Object.getOwnPropertyDescriptors(RegExp)))
    if (set !== undefined) Reflect.deleteProperty(RegExp, name);
  define(Math, "random", function random() {
    throw new Error("Math.random cannot be repeated: use the rng that you were given");
  });

  // An error may set its own name although Error.prototype is frozen: an accessor replaces the frozen value, and its
  // setter defines the property on the error itself.
  const overridable = (/** @type {any} */ prototype, /** @type {string} */ name) => {
    const value = prototype[name];
    Object.defineProperty(prototype, name, {
      configurable: false,
      enumerable: false,
      get: () => value,
      set(own) {
        Object.defineProperty(this, name, { value: own, writable: true, enumerable: true, configurable: true });
      },
    });
  };
  for (const error of [
    Error,
    TypeError,
    RangeError,
    SyntaxError,
    ReferenceError,
    EvalError,
    URIError,
    AggregateError,
  ]) {
    for (const name of ["name", "message"]) overridable(error.prototype, name);
  }
  for (const name of ["toString", "valueOf"]) overridable(Object.prototype, name);

  const hidden = [
    Object.getPrototypeOf(function* () {}),
    Object.getPrototypeOf(async function () {}),
    Object.getPrototypeOf(async function* () {}),
    Object.getPrototypeOf([][Symbol.iterator]()),
    Object.getPrototypeOf(new Map()[Symbol.iterator]()),
    Object.getPrototypeOf(new Set()[Symbol.iterator]()),
    Object.getPrototypeOf(""[Symbol.iterator]()),
    Object.getPrototypeOf(/./[Symbol.matchAll]("")),
    Object.getPrototypeOf([].values().map((item) => item)),
    Object.getPrototypeOf(Iterator.from({ next: () => ({ done: true, value: undefined }) })),
    Object.getPrototypeOf(new Intl.Segmenter().segment("")),
    Object.getPrototypeOf(new Intl.Segmenter().segment("")[Symbol.iterator]()),
  ];
  const frozen = new Set();
  const pending = [globalThis, ...hidden];
  while (pending.length > 0) {
    const object = pending.pop();
    if ((typeof object !== "object" && typeof object !== "function") || object === null || frozen.has(object)) continue;
    frozen.add(object);
    for (const key of Reflect.ownKeys(object)) {
      const { value, get, set } = Object.getOwnPropertyDescriptor(object, key) ?? {};
      pending.push(value, get, set);
    }
    pending.push(Object.getPrototypeOf(object));
  }
  for (const object of frozen) Object.freeze(object);

  const describeError = Error.prototype.toString;
  const { apply } = Reflect;
  /**
   * The stack of an error: its text, and the places in course files. Other places would name the grader's files.
   *
   * @type {(global: unknown, error: unknown, sites: readonly NodeJS.CallSite[]) => string}
   */
  const formatStack = (_, error, sites) => {
    let stack = "Error";
    try {
      stack = apply(describeError, error, []);
    } catch {}
    for (let i = 0; i < sites.length; i++) {
      const site = sites[i];
      const file = site?.getFileName();
      if (site === undefined || typeof file !== "string" || !file.startsWith("course:")) continue;
      stack += `\n    at ${site.getFunctionName() ?? "<anonymous>"} (${file}:${site.getLineNumber()}:${site.getColumnNumber()})`;
    }
    return stack;
  };
  const takeConsole = () => {
    const text = written;
    written = "";
    return text;
  };
  let hasTriedImport = false;
  const refuseImport = () => {
    hasTriedImport = true;
    throw new Error("import() is not allowed");
  };
  return { takeConsole, formatStack, refuseImport, triedImport: () => hasTriedImport, ignore: () => {} };
}
