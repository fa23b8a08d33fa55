/** @file Handmade results, one for each situation that a report shows. Tests use them; a person can look at them. */
import { pointsOf } from "./points.ts";
import type { AssignmentResult, Counterexample, GradingResult, Remark, StubResult, Verdict } from "./result.ts";

/** A result, and whether the reference was at hand for grading alone. */
export interface Sample {
  readonly result: GradingResult;
  readonly hasReference: boolean;
}

type Change = Partial<Omit<StubResult, "id" | "laws">> & { readonly passed?: number };

/** First stub of a part → title of the part. */
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
    { operand: "a", upstream: "1", formula: "b", local: "3", downstream: "3", got: "2" },
    { operand: "b", upstream: "1", formula: "a", local: "2", downstream: "2", got: "3" },
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
    {
      name: "graph",
      text: "b = 2·a;  c = 3·b + a;  d = b + c;  e = −a + b + c + d",
      steps: ["b = 2·a", "c = 3·b + a", "d = b + c", "e = −a + b + c + d"],
    },
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
  halfFinished: sampleOf([
    assignmentOf({
      unbroadcast: toFailed(middleAxis, 2, 0),
      "mul.backward": toFailed(swapped, 0, 0),
      "sum.forward": toNotStarted(),
      "sum.backward": toNotStarted(),
      backward: toBlocked("mul.backward"),
      capstone: {
        ...toBlocked("unbroadcast"),
        waitsFor: ["unbroadcast", "mul.backward", "sum.forward", "sum.backward", "backward"],
      },
    }),
  ]),
  oneFailure: sampleOf(
    [
      assignmentOf({
        "mul.backward": toFailed(swapped, 0, 0),
        "sum.forward": toNotStarted(),
        "sum.backward": toNotStarted(),
        backward: toBlocked("mul.backward"),
        capstone: toBlocked("mul.backward"),
      }),
    ],
    { protection: { ...advisory, layers: [...advisory.layers] } },
  ),
  noFailureYet: sampleOf([
    assignmentOf({
      "sum.forward": toNotStarted(),
      "sum.backward": toNotStarted(),
      topologicalOrder: toNotStarted(),
      backward: toNotStarted(),
      capstone: toBlocked("sum.forward"),
    }),
  ]),
  allPassed: sampleOf([assignmentOf({})]),
  noneStarted: sampleOf([untouchedAssignment("2-autodiff", "Automatic differentiation")]),
  refused: sampleOf([
    assignmentOf(
      {
        accumulate: {
          verdict: "refused",
          earned: 0,
          passed: 0,
          counterexample: withReason("accumulate", "line 28 names `process`, which is not among what a region may use"),
        },
        "add.backward": toBlocked("accumulate"),
        "sub.backward": toBlocked("accumulate"),
        "mul.backward": toBlocked("accumulate"),
        "sum.backward": toBlocked("accumulate"),
        topologicalOrder: {
          verdict: "refused",
          earned: 0,
          passed: 0,
          counterexample: withReason("topologicalOrder", "the line `// END CODE HERE` is missing"),
          reason: "the region topologicalOrder has no end",
        },
        backward: toBlocked("accumulate"),
        capstone: toBlocked("accumulate"),
      },
      [
        {
          severity: "error",
          code: "region-open",
          file: "starter/2-autodiff/topological-order.ts",
          line: 24,
          text: "the region topologicalOrder has no end",
          next: "put `// END CODE HERE` back on a line of its own, before the brace that closes visit",
          restore: "starter/2-autodiff/topological-order.ts",
          stubs: ["topologicalOrder"],
        },
        {
          severity: "note",
          code: "edited-outside",
          file: "starter/2-autodiff/ops/add.ts",
          line: 12,
          text: "text outside the markers was changed; it has no effect",
          next: "",
        },
        {
          severity: "note",
          code: "irregular",
          file: "starter/2-autodiff/notes.md",
          text: "is not collected",
          next: "",
        },
      ],
    ),
  ]),
  missingFile: sampleOf([
    assignmentOf({ offset: toNotStarted(), broadcastShapes: toBlocked("offset"), capstone: toBlocked("offset") }, [
      {
        severity: "error",
        code: "missing",
        file: "starter/2-autodiff/offset.ts",
        text: "the file is missing",
        next: "copy it again from the course's starter folder",
      },
    ]),
  ]),
  timedOut: sampleOf(
    [
      assignmentOf({
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
        backward: { ...toBlocked("topologicalOrder") },
        capstone: toBlocked("topologicalOrder"),
      }),
    ],
    { reproducible: false },
  ),
  thrown: sampleOf([
    assignmentOf({
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
        counterexample: withReason("sum.backward", "the process ended, with signal SIGSEGV"),
      },
      backward: {
        verdict: "out-of-memory",
        earned: 0,
        passed: 3,
        counterexample: withReason("backward", "more than 256 MB of memory"),
      },
      capstone: toBlocked("sum.forward"),
    }),
  ]),
  severalPaths: sampleOf([assignmentOf({ backward: toFailed(shortcut, 5, 2.25), capstone: toBlocked("backward") })]),
  several: sampleOf([
    assignmentOf({}, [], "1-calculus", "Slopes"),
    assignmentOf({
      "mul.backward": toFailed(swapped, 0, 0),
      backward: toBlocked("mul.backward"),
      capstone: toBlocked("mul.backward"),
    }),
    untouchedAssignment("3-layers", "Layers"),
  ]),
  /** Seven assignments: two complete, one with a failure, one begun, three not started; one of these three is absent. */
  seven: sampleOf([
    smallAssignment("1-calculus", "Slopes", { Slopes: ["slope", "tangent"], Rules: ["productRule", "chainRule"] }),
    assignmentOf({
      "sum.forward": { ...toNotStarted(), extra: true },
      "sum.backward": { ...toNotStarted(), extra: true },
    }),
    smallAssignment(
      "3-layers",
      "Layers",
      { "One layer": ["dense", "relu", "softmax"], "Many layers": ["stack", "parameters"], Losses: ["crossEntropy"] },
      {
        relu: toFailed(
          {
            law: "relu/positive",
            says: "What is positive stays as it is, and everything else becomes zero.",
            case: [{ name: "x", text: "[−1, 2]" }],
            difference: { what: "the result", expected: "[0, 2]", got: "[1, 2]", differing: 1, of: 2, index: [0] },
            suspects: ["Might it be that the size of each number is returned?"],
            replay: "relu/positive@7f3a91c2:0:1",
          },
          1,
          0,
        ),
        stack: toBlocked("relu"),
        parameters: toNotStarted(),
        crossEntropy: toNotStarted(),
      },
    ),
    smallAssignment(
      "4-training",
      "Training",
      { Steps: ["descend", "momentum"], Data: ["batches"] },
      { momentum: toNotStarted() },
    ),
    smallAssignment(
      "5-convolution",
      "Pictures",
      { Windows: ["slide", "pool"] },
      { slide: toNotStarted(), pool: toBlocked("slide") },
    ),
    absentAssignment("6-attention", "Attention", { Looking: ["attend", "mask"], Heads: ["split", "merge"] }),
    smallAssignment("7-language-model", "A model of language", { Words: ["tokenize"] }, { tokenize: toNotStarted() }),
  ]),
  interrupted: sampleOf(
    [
      assignmentOf({
        "mul.backward": toFailed(swapped, 0, 0),
        "sum.forward": toNotRun(),
        "sum.backward": toNotRun(),
        topologicalOrder: toNotRun(),
        backward: toNotRun(),
        capstone: toNotRun(),
      }),
    ],
    { engine: { seconds: 3.1, interrupted: true } },
  ),
  outOfTime: sampleOf([assignmentOf({ backward: toNotRun(), capstone: toNotRun() })], { reproducible: false }),
  graderFault: sampleOf([
    assignmentOf({
      "sum.backward": {
        verdict: "internal-error",
        earned: 0,
        pending: 3,
        passed: 0,
        counterexample: withReason(
          "sum.backward",
          "RangeError: the truth of gradient of a is not finite at position 0",
        ),
      },
      capstone: toBlocked("sum.backward"),
    }),
  ]),
  /** Two parts are done, two are begun, the others are not started. */
  large: sampleOf([
    largeAssignment({
      "operation8.backward": toFailed(swapped, 0, 0),
      ...changeOperations(10, 11, toBlocked("operation8.backward")),
      ...changeOperations(12, 28, toNotStarted()),
    }),
  ]),
  /** One failure blocks all other stubs. */
  largeWaiting: sampleOf([
    largeAssignment({
      ...changeOperations(1, 28, toBlocked("operation1.forward")),
      "operation1.forward": toFailed(swapped, 0, 0),
    }),
  ]),
  /** An older folder: the files of the last parts are missing. */
  filesMissing: sampleOf([
    largeAssignment(
      {
        "operation2.backward": toFailed(swapped, 0, 0),
        ...Object.fromEntries(
          [5, 6, 7, 8, 9].flatMap((part) =>
            Object.entries(
              changeOperations(3 * part - 2, part === 9 ? 28 : 3 * part, {
                ...toVerdict("refused"),
                reason: `9-large/part-${part}.ts: the file is missing`,
              }),
            ),
          ),
        ),
      },
      [5, 6, 7, 8, 9].map((part) => ({
        severity: "error",
        code: "missing",
        file: `starter/9-large/part-${part}.ts`,
        text: "the file is missing",
        next: `put it back: npx grade restore starter/9-large/part-${part}.ts`,
        restore: `starter/9-large/part-${part}.ts`,
        stubs: Object.keys(changeOperations(3 * part - 2, part === 9 ? 28 : 3 * part, {})),
      })),
    ),
  ]),
  /** Everything due is done; one stub of extra credit is begun. */
  extraLeft: sampleOf([
    largeAssignment({
      ...Object.fromEntries(
        [3, 6, 9, 12, 15, 18, 21, 24].flatMap((n) => Object.entries(changeOperations(n, n, toNotStarted()))),
      ),
      "operation27.backward": toFailed(swapped, 1, 0.5),
    }),
  ]),
  besideReference: sampleOf(
    [
      assignmentOf({
        accumulate: toFailed(
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
        "mul.backward": toFailed(swapped, 0, 0),
        capstone: { ...toBlocked("accumulate"), pending: 0 },
      }),
    ],
    {},
    true,
  ),
} satisfies Readonly<Record<string, Sample>>;

function sampleOf(
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

/** An assignment whose stubs pass, except for the changes. */
function assignmentOf(
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
    return applyChange(base, laws, changes[name]);
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
  const all = [...regions, applyChange(capstone, 3, changes["capstone"])];
  return { assignment: id, title, ...pointsOf(all), remarks: [...remarks], stubs: all };
}

/** An assignment of nine parts with 56 stubs, the last two of each part extra credit; all pass, except for the changes. */
function largeAssignment(changes: Readonly<Record<string, Change>>, remarks: readonly Remark[] = []): AssignmentResult {
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
      return applyChange(base, 4, changes[id]);
    });
  return { assignment: "9-large", title: "A large one", ...pointsOf(regions), remarks: [...remarks], stubs: regions };
}

/** An assignment of a few stubs, each in its own file; all pass, except for the changes. */
function smallAssignment(
  id: string,
  title: string,
  parts: Readonly<Record<string, readonly string[]>>,
  changes: Readonly<Record<string, Change>> = {},
): AssignmentResult {
  const regions = Object.entries(parts).flatMap(([part, ids]) =>
    ids.map((name): StubResult => {
      const base: StubResult = {
        id: name,
        kind: "region",
        part,
        verdict: "passed",
        points: 3,
        earned: 3,
        pending: 0,
        place: { file: `starter/${id}/${name}.ts`, line: 12 },
        laws: [],
        attention: [],
      };
      return applyChange(base, 3, changes[name]);
    }),
  );
  return { assignment: id, title, ...pointsOf(regions), remarks: [], stubs: regions };
}

/** An assignment without files, for a submission that has the files of other assignments. */
function absentAssignment(
  id: string,
  title: string,
  parts: Readonly<Record<string, readonly string[]>>,
): AssignmentResult {
  const names = Object.values(parts).flat();
  const result = smallAssignment(id, title, parts, Object.fromEntries(names.map((name) => [name, toNotStarted()])));
  const remark: Remark = {
    severity: "note",
    code: "folder",
    file: `starter/${id}`,
    text: "nothing of this assignment is there",
    next: `put the folder ${id} back, or grade the others alone: npx grade -a ID`,
    stubs: names,
  };
  return { ...result, remarks: [remark], stubs: result.stubs.map(({ place: _, ...stub }) => stub) };
}

/** The change for the forward and backward stubs of the operations `from` to `to`. */
function changeOperations(from: number, to: number, change: Change): Record<string, Change> {
  const ids = Array.from({ length: to - from + 1 }, (_, i) => `operation${from + i}`);
  return Object.fromEntries(ids.flatMap((id) => [`${id}.forward`, `${id}.backward`]).map((id) => [id, change]));
}

function untouchedAssignment(id: string, title: string): AssignmentResult {
  const changes = Object.fromEntries(Object.keys(stubs).map((name) => [name, toNotStarted()]));
  return assignmentOf({ ...changes, capstone: toBlocked("offset") }, [], id, title);
}

function applyChange(base: StubResult, laws: number, change: Change | undefined): StubResult {
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

function toFailed(counterexample: Counterexample, passed: number, earned: number): Change {
  return { verdict: "failed", earned, passed, counterexample };
}

function toBlocked(blockedBy: string): Change {
  return { ...toVerdict("blocked"), blockedBy };
}

function toNotStarted(): Change {
  return toVerdict("not-started");
}

function toNotRun(): Change {
  return toVerdict("not-run");
}

function toVerdict(verdict: Verdict): Change {
  return { verdict, earned: 0, passed: 0 };
}

function withReason(id: string, reason: string): Counterexample {
  return {
    law: `${id}/law1`,
    says: "Every element receives the upstream gradient of its sum.",
    case: [],
    reason,
    suspects: [],
  };
}
