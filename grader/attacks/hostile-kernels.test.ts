import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { launch } from "../../specs/support/launch-question.ts";
import { values } from "../../specs/support/values.ts";
import { Conversation, timesFor } from "../sandbox/conversation.ts";
import type { SealedScript } from "../sandbox/launch.ts";
import { libraryOf, relu } from "../subject/kernel-set-up.ts";
import { Subject, Subjects } from "../subject/subject.ts";
import { writeHostileProgram } from "./hostile-program.ts";

const folder = mkdtempSync(join(tmpdir(), "chainrule-kernels-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Subjects whose first process for kernels is another program. */
class HostileSubjects extends Subjects {
  #program: SealedScript | undefined;

  constructor(program: SealedScript) {
    super();
    this.#program = program;
  }

  override async takeKernels(): Promise<Conversation> {
    if (this.#program === undefined) return super.takeKernels();
    const conversation = new Conversation(this.#program);
    this.#program = undefined;
    await conversation.ready();
    return conversation;
  }
}

const question = launch(relu.contract, { n: 2 }, { x: values([1, -1]) }).ask;
const moved = "{ loads: 0, stores: 0, atomics: 0 }";
const report = `{ moved: { x: ${moved}, y: ${moved} }, workgroup: ${moved}, unwritten: [], segments: [], warnings: [] }`;
const right = `{ kind: "launched", launches: [${report}] }`;
/** The words of y: two, and its red zone. */
const row = "Array(33).fill(0)";
const who = "{ global: [0, 0, 0], local: [0, 0, 0], workgroup: [0, 0, 0] }";

async function askHostile(answers: string, numbers = row) {
  const body = `send(answer([${answers}], current, ${numbers})); sleep();`;
  using subjects = new HostileSubjects(writeHostileProgram(folder, body));
  using subject = new Subject(subjects, libraryOf(relu));
  const reply = await subject.ask([question]);
  return { reply, next: reply.kind === "died" ? await subject.ask([question]) : undefined };
}

describe("a process for kernels that an attacker has taken over", () => {
  test("an answer in the agreed form is an answer", async () => {
    const { reply } = await askHostile(right);
    expect(reply).toMatchObject({ kind: "answers", answers: [{ kind: "launched", buffers: [{ name: "y" }] }] });
  });

  test.concurrent.for([
    { what: "no answer", answers: "" },
    { what: "an answer too many", answers: `${right}, ${right}` },
    { what: "a verdict", answers: `{ kind: "passed" }` },
    { what: "the answer of a realm", answers: `{ kind: "not-started", stub: "relu.kernel" }` },
    { what: "a report too few", answers: `{ kind: "launched", launches: [] }` },
    { what: "fewer words than asked for", answers: right, numbers: "[1, 2]" },
    { what: "more words than asked for", answers: right, numbers: "Array(34).fill(0)" },
    { what: "a variable that is not bound", answers: right.replace("x:", "z:") },
    {
      what: "elements that are not there",
      answers: right.replace("unwritten: []", `unwritten: [{ variable: "y", count: 1, first: 2 }]`),
    },
    {
      what: "a fault in a launch that was not asked for",
      answers: `{ kind: "faulted", launch: 1, fault: { kind: "endless", what: "loop", invocation: ${who}, line: 9, column: 1 } }`,
    },
    {
      what: "a fault of an unknown kind",
      answers: `{ kind: "faulted", launch: 0, fault: { kind: "bored", invocation: ${who}, line: 9, column: 1 } }`,
    },
    {
      what: "a long text",
      answers: `{ kind: "faulted", launch: 0, fault: { kind: "refused", message: "x".repeat(3000), length: 1, line: 9, column: 1 } }`,
    },
    { what: "a number that is none", answers: right.replace("loads: 0", "loads: 0.5") },
  ])("$what ends it, and the next one is ours", async ({ answers, numbers }) => {
    const { reply, next } = await askHostile(answers, numbers);
    expect(reply).toMatchObject({ kind: "died", verdict: "crashed" });
    expect(next).toMatchObject({ kind: "answers", answers: [{ kind: "launched" }] });
  });

  test("its end is a crash, and its silence is a time-out", async () => {
    using dying = new HostileSubjects(writeHostileProgram(folder, "process.exit(3);"));
    using subject = new Subject(dying, libraryOf(relu));
    expect(await subject.ask([question])).toMatchObject({ kind: "died", verdict: "crashed" });
    expect(await subject.ask([question])).toMatchObject({ kind: "answers" });

    using busy = new HostileSubjects(writeHostileProgram(folder, "for (;;);"));
    using slow = new Subject(busy, libraryOf(relu));
    expect(await slow.ask([question], timesFor(200))).toMatchObject({ kind: "died", verdict: "timed-out" });
    expect(slow.spent.cpuMs).toBeGreaterThanOrEqual(200);
  });
});
