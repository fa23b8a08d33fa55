import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";

import { call, probe } from "../../specs/support/question.ts";
import { Conversation } from "../subject/conversation.ts";
import type { SealedProgram } from "../subject/launch.ts";
import { Subject, Subjects } from "../subject/subject.ts";
import { workplace } from "./set-up.ts";
import { takenOver } from "./taken-over.ts";

const { folder } = workplace();

const silence = new Float64Array(0);

describe.skipIf(process.platform === "win32")("Conversation.exchange(request, numbers, allowance)", () => {
  const allowance = { textBytes: 1000, numbers: 4, cpuMs: 200 };
  const started: Conversation[] = [];
  afterAll(() => started.forEach((each) => each[Symbol.dispose]()));

  async function exchanged(body: string, times = 1) {
    const conversation = new Conversation(takenOver(folder, body));
    started.push(conversation);
    expect(await conversation.ready()).toBeUndefined();
    const heard = [];
    for (let i = 0; i < times; i++) {
      heard.push(await conversation.exchange({ kind: "ask" }, silence, allowance));
      await sleep(50);
    }
    return heard;
  }

  test("hears an answer in the agreed form, and the next one", async () => {
    const heard = await exchanged(
      `for (;;) { send(answer({ n: current.seq }, current, [1, 2])); current = next(); }`,
      2,
    );
    expect(heard).toMatchObject([
      { kind: "heard", said: { n: 1 }, numbers: Float64Array.of(1, 2) },
      { kind: "heard", said: { n: 2 } },
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
    { what: "no nonce", body: `send(frame('{"seq":1,"said":1}')); sleep();`, reason: /another form/ },
    {
      what: "a number for a nonce",
      body: `send(frame('{"seq":1,"nonce":1,"said":1}')); sleep();`,
      reason: /another form/,
    },
    { what: "a null", body: "send(frame('null')); sleep();", reason: /another form/ },
    { what: "a list", body: "send(frame('[]')); sleep();", reason: /another form/ },
    {
      what: "a prototype",
      body: `send(frame('{"__proto__":{"seq":1,"nonce":"' + current.nonce + '","said":1}}')); sleep();`,
      reason: /another form/,
    },
    { what: "what is not JSON", body: "send(frame('{')); sleep();", reason: /not JSON/ },
    { what: "nothing between the counts", body: "send(frame('')); sleep();", reason: /not JSON/ },
    {
      what: "invalid UTF-8",
      body: `send(frame('{"seq":1,"nonce":"??","said":1}').fill(0xff, 26, 28)); sleep();`,
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
      what: "one number more than was asked for",
      body: "send(answer(1, current, [1, 2, 3, 4, 5])); sleep();",
      reason: /5 numbers, more than/,
    },
    {
      what: "a stream without end",
      body: "for (;;) send(Buffer.alloc(65536, 32));",
      reason: /more than the questions allow/,
    },
    {
      what: "half an answer, and then the end",
      body: "send(answer(1).subarray(0, 20)); process.exit(0);",
      reason: /exit code 0/,
    },
    { what: "nothing, and the end", body: "process.exit(0);", reason: /exit code 0/ },
    { what: "another exit code", body: "process.exit(7);", reason: /exit code 7/ },
    {
      what: "a word of bubblewrap's",
      body: "writeSync(2, 'bwrap: setting up uid map: Permission denied\\n'); process.exit(1);",
      reason: /exit code 1/,
    },
  ])("takes nothing from a process that sends $what", async ({ body, reason }) => {
    const [death] = await exchanged(body);
    expect(death).toMatchObject({ kind: "died", verdict: "crashed", reason: expect.stringMatching(reason) });
  });

  test.concurrent.for([
    {
      what: "half an answer, and then waits",
      body: "send(answer(1).subarray(0, 20)); sleep();",
      reason: /no answer after 2 s$/,
    },
    {
      what: "one byte, and then computes",
      body: "send(answer(1).subarray(0, 1)); for (;;);",
      reason: /no answer after 0.2 s of computing/,
    },
    { what: "nothing at all", body: "sleep();", reason: /no answer after 2 s$/ },
    { what: "no more, having closed its pipe", body: "closeSync(3); sleep();", reason: /no answer after 2 s$/ },
  ])("waits no longer than it may for a process that sends $what", async ({ body, reason }) => {
    const [death] = await exchanged(body);
    expect(death).toMatchObject({ kind: "died", verdict: "timed-out", reason: expect.stringMatching(reason) });
  });

  test("hears nothing more from a process that spoke out of turn", async () => {
    const late = "send(answer(1)); setTimeout(() => { send(answer(2, { ...current, seq: 2 })); sleep(); }, 20);";
    const [first, second] = await exchanged(late, 2);
    expect(first).toMatchObject({ kind: "heard", said: 1 });
    expect(second).toMatchObject({ kind: "died", verdict: "crashed", reason: expect.stringMatching(/to no question/) });
  });

  test("does not take an old answer for a new one", async () => {
    const [first, second] = await exchanged("const old = answer(1); send(old); next(); send(old); sleep();", 2);
    expect(first).toMatchObject({ kind: "heard", said: 1 });
    expect(second).toMatchObject({ kind: "died", reason: expect.stringMatching(/another question/) });
  });
});

describe.skipIf(!existsSync("/proc/self/cmdline"))("Subject.ask(questions), of a process that was taken over", () => {
  /** The processes of this file's own that have `mark` on their command line. */
  const processesWith = (mark: string) =>
    readdirSync("/proc").filter((name) => {
      try {
        return /^\d+$/.test(name) && readFileSync(`/proc/${name}/cmdline`, "utf8").includes(mark);
      } catch {
        return false;
      }
    });

  /** Where subjects come from that somebody else already sits in. */
  class TakenOver extends Subjects {
    readonly #program: SealedProgram;

    constructor(program: SealedProgram) {
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
  const none = "results: [], values: [], grads: [], calls: [], operands: [], upstreams: []";
  const right = `{ kind: "answered", ${none}, results: [{ kind: "number", at: 0 }] }, { kind: "reported", data: 1 }`;

  let marks = 0;
  async function asked(answers: string, more = "") {
    const mark = `chainrule-subject-${process.pid}-${marks++}`;
    const body = `
      send(answer(null));
      current = next();
      send(answer({ console: "", answers: [${answers}] ${more} }, current, [5]));
      sleep();`;
    using sources = new TakenOver(takenOver(folder, body, mark));
    using subject = new Subject(sources, {});
    const reply = await subject.ask(questions);
    const left = async () => {
      for (let i = 0; i < 100 && processesWith(mark).length > 0; i++) await sleep(20);
      return processesWith(mark).length;
    };
    return { reply, left: reply.kind === "died" ? await left() : undefined };
  }

  test("hears answers in the agreed form", async () => {
    const { reply } = await asked(right);
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
    { what: "a number beyond its numbers", answers: right.replace("at: 0", "at: 1") },
    { what: "a number before its numbers", answers: right.replace("at: 0", "at: -1") },
    {
      what: "a list that leads beyond its numbers",
      answers: right.replace(`"number", at: 0`, `"numbers", at: 0, length: 2`),
    },
    {
      what: "Values that lead beyond their numbers",
      answers: right.replace(`"number", at: 0`, `"values", shape: [2 ** 26, 2 ** 26], at: 0`),
    },
    {
      what: "Values of 17 axes",
      answers: right.replace(`"number", at: 0`, `"values", shape: Array(17).fill(1), at: 0`),
    },
    { what: "a slot of no number", answers: right.replace(`"number", at: 0`, `"slot", slot: "0", borrowed: false`) },
    {
      what: "data that nothing can be made of",
      answers: right.replace("data: 1", "data: { toString: 1, valueOf: 1 }"),
    },
    { what: "data with a prototype", answers: right.replace("data: 1", `data: JSON.parse('{"__proto__":1}')`) },
    {
      what: "data nested without end",
      answers: right.replace("data: 1", `data: JSON.parse("[".repeat(2000) + "]".repeat(2000))`),
    },
    {
      what: "words without end",
      answers: `{ kind: "threw", error: { name: "E", message: "x".repeat(5000), stack: "" } }, { kind: "reported", data: 1 }`,
    },
    {
      what: "a form of no known kind, described without end",
      answers: right.replace(`"number", at: 0`, `"other", is: "x".repeat(5000)`),
    },
    { what: "a console without end", answers: right, more: `, console: "x".repeat(9000)` },
  ])("kills the process that sends $what, and takes nothing of it", async ({ answers, more }) => {
    const { reply, left } = await asked(answers, more);
    expect(reply).toMatchObject({
      kind: "died",
      verdict: "crashed",
      reason: expect.stringMatching(/^it sent an? .*|^it sent \d+ answers/),
    });
    expect(left).toBe(0);
  });
});
