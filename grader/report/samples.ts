/** @file Results made by hand, one for each thing that a report has to tell. For tests, and to look at. */
import { pointsOf } from "../score/points.ts";
import type { AssignmentResult, Counterexample, GradingResult, Remark, StubResult, Verdict } from "../score/result.ts";
import type { StubTask } from "./page.ts";

/** A result, and whether it was graded beside the reference. */
export interface Sample {
  readonly result: GradingResult;
  readonly hasReference: boolean;
}

type Change = Partial<Omit<StubResult, "id" | "laws">> & { readonly passed?: number };

/** Where a part begins. */
const parts = {
  offset: "Arrays that remember",
  "add.forward": "First operations",
  topologicalOrder: "The way back",
} as const;

/** Stubs of 2-autodiff: file, line, points, number of laws. */
const stubs = {
  offset: ["offset.ts", 14, 3, 3],
  broadcastShapes: ["broadcast-shapes.ts", 19, 4, 5],
  unbroadcast: ["unbroadcast.ts", 23, 5, 4],
  accumulate: ["accumulate.ts", 26, 3, 4],
  "add.forward": ["ops/add.ts", 25, 2, 4],
  "add.backward": ["ops/add.ts", 31, 3, 6],
  "sub.forward": ["ops/sub.ts", 25, 2, 4],
  "sub.backward": ["ops/sub.ts", 31, 3, 6],
  "mul.forward": ["ops/mul.ts", 27, 2, 4],
  "mul.backward": ["ops/mul.ts", 33, 4, 6],
  "sum.forward": ["ops/sum.ts", 38, 3, 5],
  "sum.backward": ["ops/sum.ts", 46, 3, 6],
  topologicalOrder: ["topological-order.ts", 24, 5, 5],
  backward: ["backward.ts", 29, 6, 8],
} as const;

/** What the next line says. */
export const tasks: Readonly<Record<string, StubTask>> = {
  offset: {
    task: "every axis moves you index × stride elements ahead",
    lines: "~3 lines",
    section: "Finding an element",
  },
  unbroadcast: {
    task: "add every element of upstream to the element that was read for it",
    lines: "~4 lines",
    section: "One element read many times",
  },
  accumulate: {
    task: "add the share to the gradient that is already there",
    lines: "~2 lines",
    section: "Paths add up",
  },
  "mul.backward": {
    task: "each factor receives the upstream gradient times the other factor",
    lines: "~2 lines",
    section: "Products",
  },
  "sum.forward": {
    task: "every element is added to the sum it belongs to",
    lines: "~3 lines",
    section: "Sums along axes",
  },
  topologicalOrder: { task: "enter t after its parents, and only once", lines: "~4 lines", section: "Parents first" },
  backward: { task: "clear, seed, then every backwardStep once", lines: "~5 lines", section: "The way back" },
  capstone: { task: "", lines: "", section: "All of it at once" },
};

const swapped: Counterexample = {
  law: "mul.backward/gradient",
  says: "Each factor receives the upstream gradient times the other factor.",
  case: [
    { name: "a", text: "[2]" },
    { name: "b", text: "[3]" },
    { name: "upstream", text: "[1]" },
  ],
  difference: {
    what: "gradient of a",
    expected: "3",
    got: "2",
    differing: 1,
    of: 1,
    index: [0],
    errorOverAllowed: 3.6e11,
  },
  locals: [
    { operand: "a", upstream: "1", local: "b = 3", downstream: "3", got: "2" },
    { operand: "b", upstream: "1", local: "a = 2", downstream: "2", got: "3" },
  ],
  suspects: ["Might it be that each factor received itself instead of the other one?"],
  replay: "mul.backward/gradient@7f3a91c2:0",
};

const middleAxis: Counterexample = {
  law: "unbroadcast/sums",
  says: "Every element of upstream is added to the element that was read for it.",
  case: [
    { name: "upstream", text: "[[[1, 2], [3, 4]], [[5, 6], [7, 8]]] of shape [2, 2, 2]" },
    { name: "shape", text: "[2, 1, 2]" },
  ],
  difference: {
    what: "the sum",
    expected: "[4, 6, 12, 14]",
    got: "[1, 2, 5, 6]",
    differing: 4,
    of: 4,
    index: [0, 0, 0],
  },
  suspects: [],
  replay: "unbroadcast/sums@04d1c3aa:3:0:1",
};

const shortcut: Counterexample = {
  law: "backward/everyPath",
  says: "Downstream is upstream times local, summed over all paths.",
  case: [
    { name: "graph", text: "b = 2·a;  c = 3·b + a;  d = b + c;  e = −a + b + c + d" },
    { name: "upstream", text: "[1]" },
  ],
  difference: {
    what: "gradient of b",
    expected: "8",
    got: "2",
    differing: 1,
    of: 1,
    index: [0],
    errorOverAllowed: 4.1e11,
    table: {
      title: "gradient of",
      rows: [
        { name: "e", expected: "1", got: "1", differs: false },
        { name: "d", expected: "1", got: "1", differs: false },
        { name: "c", expected: "2", got: "2", differs: false },
        { name: "b", expected: "8", got: "2", differs: true },
        { name: "a", expected: "17", got: "−1", differs: true },
      ],
    },
    facts: [
      { name: "your order", text: "b, c, d, e" },
      { name: "a right one", text: "e, d, c, b" },
    ],
  },
  suspects: ["Might it be that backwardStep is called parents before children?"],
  replay: "backward/everyPath@5521f00d:12:0:0:2:1",
};

const advisory = { level: "advisory", layers: ["process", "permission"] } as const;

/** The samples by name. */
export const samples = {
  halfFinished: sample([
    assignment({
      unbroadcast: failed(middleAxis, 2, 0),
      "mul.backward": failed(swapped, 0, 0),
      "sum.forward": idle(),
      "sum.backward": idle(),
      backward: blocked("mul.backward"),
      capstone: {
        ...blocked("unbroadcast"),
        waitsFor: ["unbroadcast", "mul.backward", "sum.forward", "sum.backward", "backward"],
      },
    }),
  ]),
  oneFailure: sample(
    [
      assignment({
        "mul.backward": failed(swapped, 0, 0),
        "sum.forward": idle(),
        "sum.backward": idle(),
        backward: blocked("mul.backward"),
        capstone: blocked("mul.backward"),
      }),
    ],
    { protection: { ...advisory, layers: [...advisory.layers] } },
  ),
  noFailureYet: sample([
    assignment({
      "sum.forward": idle(),
      "sum.backward": idle(),
      topologicalOrder: idle(),
      backward: idle(),
      capstone: blocked("sum.forward"),
    }),
  ]),
  allPassed: sample([assignment({})]),
  noneStarted: sample([untouched("2-autodiff", "Automatic differentiation")]),
  refused: sample([
    assignment(
      {
        accumulate: {
          verdict: "refused",
          earned: 0,
          passed: 0,
          counterexample: reasonOnly("accumulate", "line 28 names `process`, which is not among what a region may use"),
        },
        "add.backward": blocked("accumulate"),
        "sub.backward": blocked("accumulate"),
        "mul.backward": blocked("accumulate"),
        "sum.backward": blocked("accumulate"),
        topologicalOrder: {
          verdict: "refused",
          earned: 0,
          passed: 0,
          counterexample: reasonOnly("topologicalOrder", "the line `// END CODE HERE` is missing"),
        },
        backward: blocked("accumulate"),
        capstone: blocked("accumulate"),
      },
      [
        {
          severity: "error",
          file: "starter/2-autodiff/topological-order.ts",
          line: 24,
          text: "the region topologicalOrder has no end",
          next: "put `// END CODE HERE` back on a line of its own, before the brace that closes visit",
        },
        {
          severity: "note",
          file: "starter/2-autodiff/ops/add.ts",
          line: 12,
          text: "text outside the markers was changed; it has no effect",
          next: "",
        },
        { severity: "note", file: "starter/2-autodiff/notes.md", text: "is not collected", next: "" },
      ],
    ),
  ]),
  missingFile: sample([
    assignment({ offset: idle(), broadcastShapes: blocked("offset"), capstone: blocked("offset") }, [
      {
        severity: "error",
        file: "starter/2-autodiff/offset.ts",
        text: "the file is missing",
        next: "copy it again from the course's starter folder",
      },
    ]),
  ]),
  timedOut: sample(
    [
      assignment({
        topologicalOrder: {
          verdict: "timed-out",
          earned: 0,
          passed: 1,
          counterexample: {
            law: "topologicalOrder/linear",
            says: "Every tensor walks its parents once: the cost is linear in tensors and edges.",
            case: [{ name: "depth", text: "60" }],
            reason: "no answer after 2 s of computing",
            suspects: [],
            console: `${Array.from({ length: 30 }, (_, i) => `visiting tensor ${i}`).join("\n")}\n`,
            replay: "topologicalOrder/linear@c0ffee11:0",
          },
        },
        backward: { ...blocked("topologicalOrder") },
        capstone: blocked("topologicalOrder"),
      }),
    ],
    { reproducible: false },
  ),
  thrown: sample([
    assignment({
      "sum.forward": {
        verdict: "failed",
        earned: 1.2,
        passed: 2,
        counterexample: {
          law: "sum.forward/total",
          says: "Every element is added to the sum it belongs to.",
          case: [
            { name: "x", text: "[[0, 1, 0, 0], [0, 0, 0, 0]] of shape [2, 4]" },
            { name: "axes", text: "[0]" },
          ],
          thrown: {
            name: "TypeError",
            message: "Cannot read properties of undefined (reading 'data')",
            at: { file: "starter/2-autodiff/ops/sum.ts", line: 41 },
            within: "eachIndex",
          },
          suspects: [],
          replay: "sum.forward/total@9ab0417e:17:0:1:0:3:2:0:0:1",
        },
        attention: ["the verdict was not stable: this law failed once and passed in a fresh process"],
      },
      "sum.backward": {
        verdict: "crashed",
        earned: 0,
        passed: 0,
        counterexample: reasonOnly("sum.backward", "the process ended, with signal SIGSEGV"),
      },
      backward: {
        verdict: "out-of-memory",
        earned: 0,
        passed: 3,
        counterexample: reasonOnly("backward", "more than 256 MB of memory"),
      },
      capstone: blocked("sum.forward"),
    }),
  ]),
  severalPaths: sample([assignment({ backward: failed(shortcut, 5, 2.25), capstone: blocked("backward") })]),
  several: sample([
    assignment({}, [], "1-calculus", "Slopes"),
    assignment({
      "mul.backward": failed(swapped, 0, 0),
      backward: blocked("mul.backward"),
      capstone: blocked("mul.backward"),
    }),
    untouched("3-layers", "Layers"),
  ]),
  interrupted: sample(
    [
      assignment({
        "mul.backward": failed(swapped, 0, 0),
        "sum.forward": notRun(),
        "sum.backward": notRun(),
        topologicalOrder: notRun(),
        backward: notRun(),
        capstone: notRun(),
      }),
    ],
    { engine: { seconds: 3.1, interrupted: true } },
  ),
  outOfTime: sample([assignment({ backward: notRun(), capstone: notRun() })], { reproducible: false }),
  graderFault: sample([
    assignment({
      "sum.backward": {
        verdict: "internal-error",
        earned: 0,
        pending: 3,
        passed: 0,
        counterexample: reasonOnly(
          "sum.backward",
          "RangeError: the truth of gradient of a is not finite at position 0",
        ),
      },
      capstone: blocked("sum.backward"),
    }),
  ]),
  /** Two parts done, two at work, the rest not begun. */
  large: sample([
    large({
      "operation8.backward": failed(swapped, 0, 0),
      ...operations(10, 11, blocked("operation8.backward")),
      ...operations(12, 28, idle()),
    }),
  ]),
  /** One mistake that everything waits for. */
  largeWaiting: sample([
    large({ ...operations(1, 28, blocked("operation1.forward")), "operation1.forward": failed(swapped, 0, 0) }),
  ]),
  /** An older folder: the files of the last parts are not there. */
  filesMissing: sample([
    large(
      {
        "operation2.backward": failed(swapped, 0, 0),
        ...Object.fromEntries(
          [5, 6, 7, 8, 9].flatMap((part) =>
            Object.entries(
              operations(3 * part - 2, part === 9 ? 28 : 3 * part, {
                ...without("refused"),
                attention: [`9-large/part-${part}.ts: the file is missing`],
              }),
            ),
          ),
        ),
      },
      [5, 6, 7, 8, 9].map((part) => ({
        severity: "error",
        file: `starter/9-large/part-${part}.ts`,
        text: "the file is missing",
        next: `put it back: npx grade restore starter/9-large/part-${part}.ts`,
      })),
    ),
  ]),
  /** All that is due, one stub of extra credit begun. */
  extraLeft: sample([
    large({
      ...Object.fromEntries([3, 6, 9, 12, 15, 18, 21, 24].flatMap((n) => Object.entries(operations(n, n, idle())))),
      "operation27.backward": failed(swapped, 1, 0.5),
    }),
  ]),
  besideReference: sample(
    [
      assignment({
        accumulate: failed(
          {
            ...middleAxis,
            law: "accumulate/adds",
            says: "What came along one path is added to what came along the others.",
            replay: "accumulate/adds@04d1c3aa:3",
          },
          1,
          0,
        ),
        "add.backward": { whole: "blocked", alone: "passed" },
        "sub.backward": { whole: "blocked", alone: "passed" },
        "mul.backward": failed(swapped, 0, 0),
        capstone: { ...blocked("accumulate"), pending: 0 },
      }),
    ],
    {},
    true,
  ),
} satisfies Readonly<Record<string, Sample>>;

function sample(
  assignments: readonly AssignmentResult[],
  change: Partial<GradingResult> = {},
  hasReference = false,
): Sample {
  const result: GradingResult = {
    schema: "chainrule/result/1",
    versions: { chainrule: "0.1.0", node: "26.10.0" },
    protection: { level: "sealed", layers: ["process", "limits", "permission", "bubblewrap", "seccomp"] },
    engine: { seconds: 4.2, interrupted: false },
    reproducible: true,
    assignments: [...assignments],
    timings: { intake: 180, whole: 2400 },
    ...change,
  };
  return { result, hasReference };
}

/** All stubs passed, but for the changes. */
function assignment(
  changes: Readonly<Record<string, Change>>,
  remarks: readonly Remark[] = [],
  id = "2-autodiff",
  title = "Automatic differentiation",
): AssignmentResult {
  const titles = new Map<string, string>(Object.entries(parts));
  let part = "";
  const regions = Object.entries(stubs).map(([name, [file, line, points, laws]]): StubResult => {
    part = titles.get(name) ?? part;
    const base: StubResult = {
      id: name,
      kind: "region",
      part,
      verdict: "passed",
      points,
      earned: points,
      pending: 0,
      place: { file: `starter/${id}/${file}`, line },
      laws: [],
      attention: [],
    };
    return changed(base, laws, changes[name]);
  });
  const capstone: StubResult = {
    id: "capstone",
    kind: "capstone",
    verdict: "passed",
    points: 6,
    earned: 6,
    pending: 0,
    laws: [],
    attention: [],
  };
  const all = [...regions, changed(capstone, 3, changes["capstone"])];
  return { assignment: id, title, ...pointsOf(all), remarks: [...remarks], stubs: all };
}

/** An assignment of nine parts with 56 stubs, the last two of each part extra credit; all passed, but for the changes. */
function large(changes: Readonly<Record<string, Change>>, remarks: readonly Remark[] = []): AssignmentResult {
  const regions = Array.from({ length: 28 }, (_, i) => ["forward", "backward"].map((half) => ({ i, half })))
    .flat()
    .map(({ i, half }): StubResult => {
      const id = `operation${i + 1}.${half}`;
      const part = Math.min(9, Math.floor(i / 3) + 1);
      const base: StubResult = {
        id,
        kind: "region",
        part: `Part ${part}`,
        ...(i % 3 === 2 ? { extra: true } : {}),
        verdict: "passed",
        points: 2,
        earned: 2,
        pending: 0,
        place: { file: `starter/9-large/part-${part}.ts`, line: 20 + i },
        laws: [],
        attention: [],
      };
      return changed(base, 4, changes[id]);
    });
  return { assignment: "9-large", title: "A large one", ...pointsOf(regions), remarks: [...remarks], stubs: regions };
}

/** `change` for both halves of the operations from `from` to `to`. */
function operations(from: number, to: number, change: Change): Record<string, Change> {
  const ids = Array.from({ length: to - from + 1 }, (_, i) => `operation${from + i}`);
  return Object.fromEntries(ids.flatMap((id) => [`${id}.forward`, `${id}.backward`]).map((id) => [id, change]));
}

function untouched(id: string, title: string): AssignmentResult {
  const changes = Object.fromEntries(Object.keys(stubs).map((name) => [name, idle()]));
  return assignment({ ...changes, capstone: blocked("offset") }, [], id, title);
}

function changed(base: StubResult, laws: number, change: Change | undefined): StubResult {
  const { passed = change?.verdict === undefined ? laws : 0, ...rest } = change ?? {};
  const stub: StubResult = { ...base, ...rest };
  const open = stub.verdict === "blocked" || stub.verdict === "not-run";
  return {
    ...stub,
    pending: rest.pending ?? (open ? stub.points : 0),
    laws: Array.from({ length: laws }, (_, i) => ({
      id: `${stub.id}/law${i + 1}`,
      says: stub.counterexample?.says ?? "The sum, element by element.",
      core: i === 0,
      weight: 1,
      verdict: i >= laws - passed ? "passed" : stub.verdict,
    })),
  };
}

function failed(counterexample: Counterexample, passed: number, earned: number): Change {
  return { verdict: "failed", earned, passed, counterexample };
}

function blocked(blockedBy: string): Change {
  return { ...without("blocked"), blockedBy };
}

function idle(): Change {
  return without("not-started");
}

function notRun(): Change {
  return without("not-run");
}

function without(verdict: Verdict): Change {
  return { verdict, earned: 0, passed: 0 };
}

function reasonOnly(id: string, reason: string): Counterexample {
  return {
    law: `${id}/law1`,
    says: "Every element receives the upstream gradient of its sum.",
    case: [],
    reason,
    suspects: [],
  };
}
