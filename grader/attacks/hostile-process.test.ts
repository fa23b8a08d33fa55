import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";

import { call, probe } from "../../specs/support/question.ts";
import { Store } from "../disk/store.ts";
import { Inspector } from "../intake/inspect.ts";
import { KeptInspections } from "../intake/kept-inspections.ts";
import { Conversation, timesFor } from "../sandbox/conversation.ts";
import type { SealedProgram, SealedScript } from "../sandbox/launch.ts";
import { type Beginning, Sandbox } from "../sandbox/sandbox.ts";
import type { SealedProcess } from "../sandbox/sealed-process.ts";
import { Subject, Subjects } from "../subject/subject.ts";
import { neededBy } from "../subject/wire.ts";
import { openWorkplace } from "./set-up.ts";
import { writeHostileProgram } from "./hostile-program.ts";

const { folder } = openWorkplace();

const silence = new Float64Array(0);

describe.skipIf(process.platform === "win32")("Conversation.exchange(request, numbers, allowance)", () => {
  const allowance = { textBytes: 1000, numbers: 4, ...timesFor(200) };
  const started: Conversation[] = [];
  afterAll(() => started.forEach((each) => each[Symbol.dispose]()));

  /** Sends requests to a hostile program. @returns a reply for each */
  async function exchangeWith(body: string, times = 1) {
    const conversation = new Conversation(writeHostileProgram(folder, body));
    started.push(conversation);
    expect(await conversation.ready()).toBeUndefined();
    const heard = [];
    for (let i = 0; i < times; i++) {
      heard.push(await conversation.exchange({ kind: "ask" }, silence, allowance));
      await sleep(50);
    }
    return heard;
  }

  test("accepts two answers in the agreed form", async () => {
    const heard = await exchangeWith(
      `for (;;) { send(answer({ n: current.seq }, current, [1, 2])); current = next(); }`,
      2,
    );
    expect(heard).toMatchObject([
      { kind: "answer", content: { n: 1 }, numbers: Float64Array.of(1, 2) },
      { kind: "answer", content: { n: 2 } },
    ]);
  });

  test.concurrent.for([
    {
      what: "an answer that comes twice",
      body: "send(answer(1), answer(1)); sleep();",
      reason: /bytes after an answer/,
    },
    {
      what: "the next answer in advance",
      body: "send(answer(1), answer(2, { ...current, seq: 2 })); sleep();",
      reason: /bytes after an answer/,
    },
    {
      what: "an answer to the next request",
      body: "send(answer(1, { ...current, seq: 2 })); sleep();",
      reason: /another question/,
    },
    {
      what: "an answer to no request",
      body: "send(answer(1, { ...current, seq: 0 })); sleep();",
      reason: /another question/,
    },
    {
      what: "a nonce of its own",
      body: `send(answer(1, { ...current, nonce: "0" })); sleep();`,
      reason: /another question/,
    },
    { what: "no nonce", body: `send(frame('{"seq":1,"content":1}')); sleep();`, reason: /another form/ },
    {
      what: "a number for a nonce",
      body: `send(frame('{"seq":1,"nonce":1,"content":1}')); sleep();`,
      reason: /another form/,
    },
    { what: "a null", body: "send(frame('null')); sleep();", reason: /another form/ },
    { what: "a list", body: "send(frame('[]')); sleep();", reason: /another form/ },
    {
      what: "a prototype",
      body: `send(frame('{"__proto__":{"seq":1,"nonce":"' + current.nonce + '","content":1}}')); sleep();`,
      reason: /another form/,
    },
    { what: "text that is not JSON", body: "send(frame('{')); sleep();", reason: /not JSON/ },
    { what: "an empty text", body: "send(frame('')); sleep();", reason: /not JSON/ },
    {
      what: "invalid UTF-8",
      body: `send(frame('{"seq":1,"nonce":"??","content":1}').fill(0xff, 26, 28)); sleep();`,
      reason: /another question/,
    },
    {
      what: "a text of 2³¹ bytes",
      body: "send(frame('{', [], 2 ** 31)); sleep();",
      reason: /2147483648 bytes and 0 numbers, more than/,
    },
    {
      what: "2³² − 1 numbers",
      body: "send(frame('{}', [], 2, 2 ** 32 - 1)); sleep();",
      reason: /4294967295 numbers, more than/,
    },
    {
      what: "one number too many",
      body: "send(answer(1, current, [1, 2, 3, 4, 5])); sleep();",
      reason: /5 numbers, more than/,
    },
    {
      what: "an endless stream",
      body: "for (;;) send(Buffer.alloc(65536, 32));",
      reason: /more than the questions allow/,
    },
    {
      what: "half an answer and ends",
      body: "send(answer(1).subarray(0, 20)); process.exit(0);",
      reason: /exit code 0/,
    },
    { what: "nothing and ends", body: "process.exit(0);", reason: /exit code 0/ },
    { what: "nothing and ends with code 7", body: "process.exit(7);", reason: /exit code 7/ },
    {
      what: "a message like bubblewrap's",
      body: "writeSync(2, 'bwrap: setting up uid map: Permission denied\\n'); process.exit(1);",
      reason: /exit code 1/,
    },
  ])("drops a process that sends $what", async ({ body, reason }) => {
    const [death] = await exchangeWith(body);
    expect(death).toMatchObject({ kind: "died", verdict: "crashed", reason: expect.stringMatching(reason) });
  });

  test.concurrent.for([
    {
      what: "half an answer and waits",
      body: "send(answer(1).subarray(0, 20)); sleep();",
      reason: /no answer after 2 s$/,
    },
    {
      what: "one byte and computes",
      body: "send(answer(1).subarray(0, 1)); for (;;);",
      reason: /no answer after 0.2 s of computing/,
    },
    { what: "nothing at all", body: "sleep();", reason: /no answer after 2 s$/ },
    { what: "nothing and closes its pipe", body: "closeSync(3); sleep();", reason: /no answer after 2 s$/ },
  ])("times out a process that sends $what", async ({ body, reason }) => {
    const [death] = await exchangeWith(body);
    expect(death).toMatchObject({ kind: "died", verdict: "timed-out", reason: expect.stringMatching(reason) });
  });

  test("drops a process that answers before the request", async () => {
    const late = "send(answer(1)); setTimeout(() => { send(answer(2, { ...current, seq: 2 })); sleep(); }, 20);";
    const [first, second] = await exchangeWith(late, 2);
    expect(first).toMatchObject({ kind: "answer", content: 1 });
    expect(second).toMatchObject({ kind: "died", verdict: "crashed", reason: expect.stringMatching(/to no question/) });
  });

  test("drops a process that repeats an old answer", async () => {
    const [first, second] = await exchangeWith("const old = answer(1); send(old); next(); send(old); sleep();", 2);
    expect(first).toMatchObject({ kind: "answer", content: 1 });
    expect(second).toMatchObject({ kind: "died", reason: expect.stringMatching(/another question/) });
  });
});

describe.skipIf(!existsSync("/proc/self/cmdline"))("Subject.ask(questions) of a hostile process", () => {
  /** The ids of the processes with `mark` on their command line. */
  const processesWith = (mark: string) =>
    readdirSync("/proc").filter((name) => {
      try {
        return /^\d+$/.test(name) && readFileSync(`/proc/${name}/cmdline`, "utf8").includes(mark);
      } catch {
        return false;
      }
    });

  /** Subjects whose processes all run a hostile program. */
  class HostileSubjects extends Subjects {
    readonly #program: SealedScript;

    constructor(program: SealedScript) {
      super();
      this.#program = program;
    }

    override async take(): Promise<Conversation> {
      const conversation = new Conversation(this.#program);
      await conversation.ready();
      return conversation;
    }
  }

  const questions = [call("offset", [1, 2], [3, 1]).ask, probe("backward.chain", { length: 3 }).ask];
  /** Empty modules in place of those that the questions need: the hostile program reads none. */
  const modules = Object.fromEntries(neededBy(questions).map(({ module }) => [module, ""]));
  const none = `results: [], values: [], grads: [], calls: [], orders: [], upstreams: [],
    operands: [[{ kind: "nothing" }, { kind: "nothing" }]]`;
  const right = `{ kind: "answered", ${none}, results: [{ kind: "number", at: 0 }] }, { kind: "reported", data: 1 }`;

  let marks = 0;
  /** Asks the questions of a hostile program, which sends `answers`. `left`: how many of its processes outlive a death. */
  async function askHostile(answers: string, more = "") {
    const mark = `chainrule-subject-${process.pid}-${marks++}`;
    const body = `
      send(answer(null));
      current = next();
      send(answer({ console: "", answers: [${answers}] ${more} }, current, [5]));
      sleep();`;
    using subjects = new HostileSubjects(writeHostileProgram(folder, body, mark));
    using subject = new Subject(subjects, modules);
    const reply = await subject.ask(questions);
    const countSurvivors = async () => {
      for (let i = 0; i < 100 && processesWith(mark).length > 0; i++) await sleep(20);
      return processesWith(mark).length;
    };
    return { reply, left: reply.kind === "died" ? await countSurvivors() : undefined };
  }

  test("accepts answers in the agreed form", async () => {
    const { reply } = await askHostile(right);
    expect(reply).toMatchObject({
      kind: "answers",
      answers: [{ results: [{ kind: "number", number: 5 }] }, { data: 1 }],
    });
  });

  test.concurrent.for([
    { what: "an answer too many", answers: `${right}, { kind: "reported", data: 1 }` },
    { what: "an answer too few", answers: `{ kind: "reported", data: 1 }` },
    { what: "no list of answers", answers: "", more: ", answers: {}" },
    { what: "a verdict", answers: `{ kind: "passed" }, { kind: "reported", data: 1 }` },
    { what: "the answers in another order", answers: `{ kind: "reported", data: 1 }, { kind: "answered", ${none} }` },
    { what: "a position after the last number", answers: right.replace("at: 0", "at: 1") },
    { what: "a position before the first number", answers: right.replace("at: 0", "at: -1") },
    {
      what: "a list longer than its numbers",
      answers: right.replace(`"number", at: 0`, `"numbers", at: 0, length: 2`),
    },
    {
      what: "Values larger than their numbers",
      answers: right.replace(`"number", at: 0`, `"values", shape: [2 ** 26, 2 ** 26], at: 0`),
    },
    {
      what: "the same numbers twice",
      answers: right.replace(`[{ kind: "nothing" }, `, `[{ kind: "number", at: 0 }, `),
    },
    { what: "a result too many", answers: right.replace("at: 0 }]", `at: 0 }, { kind: "nothing" }]`) },
    {
      what: "2,000 gradients",
      answers: right.replace("grads: []", `grads: Array(2000).fill({ kind: "nothing" })`),
    },
    {
      what: "Values of 17 axes",
      answers: right.replace(`"number", at: 0`, `"values", shape: Array(17).fill(1), at: 0`),
    },
    { what: "a slot that is a text", answers: right.replace(`"number", at: 0`, `"slot", slot: "0", borrowed: false`) },
    {
      what: "data that cannot be converted",
      answers: right.replace("data: 1", "data: { toString: 1, valueOf: 1 }"),
    },
    { what: "data with a prototype", answers: right.replace("data: 1", `data: JSON.parse('{"__proto__":1}')`) },
    {
      what: "data nested 2,000 deep",
      answers: right.replace("data: 1", `data: JSON.parse("[".repeat(2000) + "]".repeat(2000))`),
    },
    {
      what: "an endless error message",
      answers: `{ kind: "threw", error: { name: "E", message: "x".repeat(5000), stack: "" } }, { kind: "reported", data: 1 }`,
    },
    {
      what: "an endless description",
      answers: right.replace(`"number", at: 0`, `"other", is: "x".repeat(5000)`),
    },
    { what: "an endless console", answers: right, more: `, console: "x".repeat(9000)` },
  ])("kills a process that sends $what", async ({ answers, more }) => {
    const { reply, left } = await askHostile(answers, more);
    expect(reply).toMatchObject({
      kind: "died",
      verdict: "crashed",
      reason: expect.stringMatching(/^it sent an? .*|^it sent \d+ answers/),
    });
    expect(left).toBe(0);
  });
});

describe("Inspector.inspect(checks) with a parser that sleeps", () => {
  /** Starts a program that sleeps, in place of the parser. */
  class SleepingSandbox extends Sandbox {
    starts = 0;

    override start<T extends Beginning>(_: SealedProgram, watch: (process: SealedProcess) => Promise<T>): Promise<T> {
      this.starts++;
      return super.start(writeHostileProgram(folder, "sleep();"), watch);
    }
  }

  const check = { file: "a.ts", helpers: false, known: [], elsewhere: [], exports: {}, mayUse: [], globals: [] };
  const checks = Array.from({ length: 20 }, (_, i) => ({ ...check, id: `stub${i}`, before: "", text: "", after: "" }));

  test("the waiting time ends the inspection of regions", async () => {
    const store = new Store(join(folder, "kept"));
    const sandbox = new SleepingSandbox({ store });
    const each = timesFor(20);
    using inspector = new Inspector(sandbox, { store, times: { together: each, each, waitMs: 500 } });
    const rules = (await inspector.inspect(checks)).map(({ findings: [finding] }) => finding?.rule);
    expect(new Set(rules)).toEqual(new Set(["size", "internal"]));
    expect(rules.at(-1)).toBe("internal");
    expect(sandbox.starts).toBeLessThanOrEqual(1 + 500 / 200);
    // Time has decided, so no later run may build on it.
    const kept = new KeptInspections(store);
    expect(checks.filter((each) => kept.read(JSON.stringify(each)) !== undefined)).toEqual([]);
  });
});
