import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { valuesOf } from "./arbitraries.ts";
import { Mismatch, same } from "./compare.ts";
import { truthOf } from "./oracle.ts";
import type { Argument, Input, Pass, Program, Step } from "./program.ts";
import { backprop, constant, run } from "./question.ts";
import { exact, fill, type Measured, scalar, type Shape, type Values, values } from "./values.ts";

const nothing = { values: [], grads: [], calls: [], operands: false };

function numbersIn(of: Measured | undefined): readonly number[] {
  return [...(of?.data ?? [])];
}

/** A program from its parts. Its inputs are called a, b, c, … */
function programOf(inputs: readonly Values[], steps: readonly Step[], ...passes: readonly Pass[]): Program {
  const named = inputs.map((x, i): Input => ({ name: "abc"[i] ?? "x", values: x, requiresGrad: true }));
  return { kind: "program", inputs: named, steps, passes, read: nothing };
}

const node = (parents: readonly number[], weights: readonly number[]): Step => ({ kind: "node", parents, weights });

const operation = (name: "add" | "sub" | "mul" | "neg" | "max" | "detach", ...slots: readonly number[]): Step => ({
  kind: "operation",
  name,
  arguments: slots.map((slot): Argument => ({ kind: "slot", slot })),
});

const back = (slot: number, upstream?: Values): Pass =>
  upstream === undefined ? { kind: "backward", slot } : { kind: "backward", slot, upstream };

describe("truthOf(program), the lecture's examples", () => {
  test("the first example gives 25 and (3, 3, 9, −1)", () => {
    const inputs = { x1: scalar(5), x2: scalar(4), x3: scalar(3), x4: scalar(2) };
    const { ask } = backprop(inputs, ({ x1, x2, x3, x4 }) => x1.add(x2).mul(x3).sub(x4), "ones");
    const truth = truthOf(ask);
    expect(truth.values.map(numbersIn)).toEqual([[5], [4], [3], [2], [9], [27], [25]]);
    expect(truth.grads.map(numbersIn)).toEqual([[3], [3], [9], [-1], [3], [1], [1]]);
  });

  test("the second example gives −12 and (−4, −4, 3)", () => {
    const inputs = { x: scalar(-2), y: scalar(5), z: scalar(-4) };
    const truth = truthOf(backprop(inputs, ({ x, y, z }) => x.add(y).mul(z), "ones").ask);
    expect(truth.values.map(numbersIn)).toEqual([[-2], [5], [-4], [3], [-12]]);
    expect(truth.grads.map(numbersIn)).toEqual([[-4], [-4], [3], [-4], [1]]);
  });
});

// A second evaluation, in plain numbers: it looks up every element by its index.
/** All indices of a shape, the last axis fastest. */
function indicesOf([size, ...inner]: Shape): readonly (readonly number[])[] {
  if (size === undefined) return [[]];
  return Array.from({ length: size }, (_, at) => indicesOf(inner).map((rest) => [at, ...rest])).flat();
}

/** A tensor whose elements stand under their index: `1,2`. */
interface IndexedValues {
  readonly shape: Shape;
  readonly at: ReadonlyMap<string, number>;
}

function table(shape: Shape, element: (index: readonly number[], i: number) => number): IndexedValues {
  return { shape, at: new Map(indicesOf(shape).map((index, i) => [index.join(), element(index, i)])) };
}

/** The element that a broadcast index reads: axes line up at the right, and one of size 1 has only place 0. */
function read({ shape, at }: IndexedValues, index: readonly number[]): number {
  const own = shape.map((size, axis) => (index[index.length - shape.length + axis] ?? 0) % size);
  return at.get(own.join()) ?? Number.NaN;
}

function stretch(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  const last = (shape: Shape, back: number) => shape[shape.length - back] ?? 1;
  return Array.from({ length: rank }, (_, axis) => Math.max(last(a, rank - axis), last(b, rank - axis)));
}

/** What is added to one element of one slot, before later slots read it. */
interface Nudge {
  readonly slot: number;
  readonly element: number;
  readonly by: number;
}

function evaluateByIndex({ inputs, steps }: Program, nudge?: Nudge): readonly IndexedValues[] {
  const slots: IndexedValues[] = [];
  const push = ({ shape, at }: IndexedValues) => {
    const moved = nudge?.slot === slots.length ? nudge : undefined;
    slots.push(
      table(shape, (index, i) => (at.get(index.join()) ?? Number.NaN) + (moved?.element === i ? moved.by : 0)),
    );
  };
  const slotOf = (argument: Argument | undefined) =>
    slots[argument?.kind === "slot" ? argument.slot : -1] ?? table([], () => Number.NaN);
  for (const input of inputs) push(table(input.values.shape, (_, i) => input.values.data[i] ?? Number.NaN));
  for (const step of steps) {
    if (step.kind === "node") {
      const parents = step.parents.map((slot) => slotOf({ kind: "slot", slot }));
      const term = (parent: IndexedValues, k: number, index: readonly number[]) =>
        (step.weights[k] ?? 0) * read(parent, index);
      push(
        table(parents[0]?.shape ?? [], (index) =>
          parents.reduce((total, parent, k) => total + term(parent, k, index), 0),
        ),
      );
      continue;
    }
    const [a, b] = [slotOf(step.arguments[0]), slotOf(step.arguments[1])];
    if (step.name === "sum") {
      const [, axes, keep] = step.arguments;
      push(
        sumOver(a, axes?.kind === "data" ? (axes.data as number[]) : [], keep?.kind === "data" && keep.data === true),
      );
      continue;
    }
    push(
      table(stretch(a.shape, b.shape), (index) => {
        const [x, y] = [read(a, index), read(b, index)];
        return step.name === "add" ? x + y : step.name === "sub" ? x - y : x * y;
      }),
    );
  }
  return slots;
}

/** The sum over some axes: of all elements that agree along the others. */
function sumOver(a: IndexedValues, axes: readonly number[], keep: boolean): IndexedValues {
  const over = a.shape.map((_, axis) => axes.includes(axis) || axes.includes(axis - a.shape.length));
  const shape = a.shape.flatMap((size, axis) => (over[axis] !== true ? [size] : keep ? [1] : []));
  const placeOf = (index: readonly number[]) =>
    index.flatMap((at, axis) => (over[axis] !== true ? [at] : keep ? [0] : []));
  return table(shape, (place) =>
    indicesOf(a.shape)
      .filter((index) => placeOf(index).join() === place.join())
      .reduce((total, index) => total + read(a, index), 0),
  );
}

/** Numbers within ±2 of 20 significant bits. */
const moderate = fc.integer({ min: -(2 ** 20), max: 2 ** 20 }).map((n) => n * 2 ** -19);

/** Numbers that choose a step among those that fit the slots so far. */
const choice = fc.record({
  name: fc.constantFrom("add" as const, "sub" as const, "mul" as const, "sum" as const, "node" as const),
  left: fc.nat({ max: 20 }),
  right: fc.nat({ max: 20 }),
  weights: fc.tuple(fc.constantFrom(1, 2, -1, -3), fc.constantFrom(1, 2, -1, -3)),
  axes: fc.nat({ max: 7 }),
  backwards: fc.boolean(),
  keep: fc.boolean(),
});

/** Programs of all operations, whose inputs and results are shared, stretched and summed. */
const programs: fc.Arbitrary<Program> = fc
  .record({
    shapes: fc.array(fc.constantFrom<Shape>([1], [], [3], [2, 1], [1, 3], [2, 3]), { minLength: 1, maxLength: 3 }),
    steps: fc.array(choice, { minLength: 1, maxLength: 5 }),
    numbers: fc.array(moderate, { minLength: 18, maxLength: 18 }),
    constants: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }),
  })
  .map(({ shapes, steps: chosen, numbers, constants }) => {
    const known = [...shapes];
    const degrees = shapes.map(() => 1);
    const steps = chosen.map((pick): Step => {
      const left = pick.left % known.length;
      const own = known[left] ?? [];
      const fits = (shape: Shape) =>
        pick.name === "node"
          ? shape.join() === own.join()
          : stretch(shape, own).every((size, axis, { length }) =>
              [shape, own].every((one) => [1, size].includes(one[axis - length + one.length] ?? 1)),
            );
      const partners = [...known.keys()].filter((slot) => fits(known[slot] ?? []));
      const right = partners[pick.right % partners.length] ?? left;
      // Central differences are exact enough for products of up to four factors.
      const degree = (degrees[left] ?? 1) + (degrees[right] ?? 1);
      const name = pick.name === "mul" && degree > 4 ? "add" : pick.name;
      degrees.push(name === "mul" ? degree : Math.max(degrees[left] ?? 1, degrees[right] ?? 1));
      if (name === "sum") {
        const axes = [...own.keys()].filter((axis) => (pick.axes >> axis) % 2 === 1);
        known.push(own.flatMap((size, axis) => (!axes.includes(axis) ? [size] : pick.keep ? [1] : [])));
        const named = axes.map((axis) => (pick.backwards ? axis - own.length : axis));
        return {
          kind: "operation",
          name: "sum",
          arguments: [
            { kind: "slot", slot: left },
            { kind: "data", data: named },
            { kind: "data", data: pick.keep },
          ],
        };
      }
      known.push(name === "node" ? own : stretch(own, known[right] ?? []));
      return name === "node" ? node([left, right], pick.weights) : operation(name, left, right);
    });
    const inputs = shapes.map((shape, i): Input => ({
      name: "abc"[i] ?? "x",
      values: fill(shape, (e) => numbers[6 * i + e] ?? 1),
      requiresGrad: constants[i] !== 3,
    }));
    return { kind: "program", inputs, steps, passes: [], read: nothing };
  });

/** Passes from the last slots of a program, each with an upstream of its own. */
const programsWithPasses = fc
  .record({
    program: programs,
    roots: fc.array(fc.record({ back: fc.nat({ max: 2 }), closure: fc.boolean() }), { minLength: 1, maxLength: 3 }),
    upstream: fc.array(moderate, { minLength: 6, maxLength: 6 }),
  })
  .map(({ program, roots, upstream }): Program => {
    const shapes = truthOf(program).values.map(({ shape }) => shape);
    const passes = roots.map(({ back: steps, closure }, k): Pass => {
      const slot = Math.max(program.inputs.length, shapes.length - 1 - steps);
      const u = fill(shapes[slot] ?? [], (i) => (upstream[i] ?? 1) * (k + 1));
      return { kind: closure ? "closure" : "backward", slot, upstream: u };
    });
    return { ...program, passes };
  });

function parents(step: Step | undefined): readonly number[] {
  if (step === undefined) return [];
  if (step.kind === "node") return step.parents;
  return step.arguments.flatMap((argument) => (argument.kind === "slot" ? [argument.slot] : []));
}

describe("truthOf(program), random programs of all operations", () => {
  test("values match an evaluation by index", () => {
    fc.assert(
      fc.property(programs, (program) => {
        const truth = truthOf(program);
        const due = evaluateByIndex(program);
        expect(truth.values.length).toBe(due.length);
        truth.values.forEach((said, slot) => {
          const { shape, at } = due[slot] ?? table([], () => Number.NaN);
          same(`slot ${slot}`, { shape, data: Float64Array.from(at.values()) }, said);
        });
      }),
      { numRuns: 200 },
    );
  });

  test("gradients of backward match central differences", () => {
    fc.assert(
      fc.property(programsWithPasses, (written) => {
        const [pass] = written.passes.map((one): Pass => ({ ...one, kind: "backward" }));
        if (pass === undefined) return;
        const truth = truthOf({ ...written, passes: [pass] });
        const moves = listMoving(written);
        truth.grads.forEach((grad, slot) => {
          const due = differences(written, pass, slot);
          grad.data.forEach((got, element) => {
            const room = 1e-6 * (1 + (grad.magnitude[element] ?? 0));
            const expected = moves[slot] === true && slot <= pass.slot ? (due[element] ?? Number.NaN) : 0;
            expect(Math.abs(got - expected)).toBeLessThanOrEqual(room);
          });
        });
      }),
      { numRuns: 150 },
    );
  });

  test("a closure treats each operand as a leaf", () => {
    fc.assert(
      fc.property(programsWithPasses, (written) => {
        const { inputs, steps } = written;
        const [pass] = written.passes;
        const step = steps[(pass?.slot ?? 0) - inputs.length];
        if (pass === undefined || step === undefined) return;
        const { grads, values: known } = truthOf({
          ...written,
          passes: [{ ...pass, kind: "closure", upstream: pass.upstream ?? scalar(1) }],
        });
        // The operands as leaves of a program that has this step alone.
        const operands = known.slice(0, pass.slot).map((value, slot): Input => ({
          name: `s${slot}`,
          values: value,
          requiresGrad: listMoving(written)[slot] === true,
        }));
        const alone = truthOf({ ...written, inputs: operands, steps: [step], passes: [{ ...pass, kind: "backward" }] });
        grads.slice(0, pass.slot).forEach((grad, slot) => {
          if (parents(step).includes(slot)) same(`gradient of slot ${slot}`, grad, alone.grads[slot] ?? grad);
          else expect(numbersIn(grad).every((x) => x === 0)).toBe(true);
        });
      }),
      { numRuns: 150 },
    );
  });

  test("leaves add up passes, other slots keep the last", () => {
    fc.assert(
      fc.property(programsWithPasses, (written) => {
        const backward = written.passes.map((pass): Pass => ({ ...pass, kind: "backward" }));
        const together = truthOf({ ...written, passes: backward }).grads;
        const each = backward.map((pass) => truthOf({ ...written, passes: [pass] }).grads);
        together.forEach((grad, slot) => {
          const isLeaf = slot < written.inputs.length;
          const last = backward.findLastIndex((pass) => ancestors(written, pass.slot).has(slot));
          const due = isLeaf ? each.map((grads) => numbersIn(grads[slot])) : [numbersIn(each[last]?.[slot])];
          grad.data.forEach((got, i) => {
            expect(got).toBeCloseTo(
              due.reduce((total, shares) => total + (shares[i] ?? 0), 0),
              9,
            );
          });
        });
      }),
      { numRuns: 150 },
    );
  });
});

/** ∂⟨upstream, root⟩/∂element of a slot, by central differences over two steps: the error is of the order of h⁴. */
function differences(program: Program, { slot: root, upstream }: Pass, slot: number): readonly number[] {
  const size = evaluateByIndex(program)[slot]?.at.size ?? 0;
  const h = 2 ** -8;
  return Array.from({ length: size }, (_, element) => {
    const along = (by: number) => {
      const out = evaluateByIndex(program, { slot, element, by })[root];
      return [...(out?.at.values() ?? [])].reduce((total, x, i) => total + x * (upstream?.data[i] ?? 1), 0);
    };
    return (8 * (along(h) - along(-h)) - (along(2 * h) - along(-2 * h))) / (12 * h);
  });
}

function listMoving({ inputs, steps }: Program): readonly boolean[] {
  const moves = inputs.map(({ requiresGrad }) => requiresGrad);
  for (const step of steps) moves.push(parents(step).some((slot) => moves[slot]));
  return moves;
}

function ancestors({ inputs, steps }: Program, root: number): ReadonlySet<number> {
  const found = new Set<number>();
  const pending = [root];
  for (let slot = pending.pop(); slot !== undefined; slot = pending.pop()) {
    found.add(slot);
    pending.push(...parents(steps[slot - inputs.length]));
  }
  return found;
}

describe("truthOf(program), semantics of passes", () => {
  const x = values([2]);
  /** a = x; b = 2·a; c = 3·b. */
  const chain = [node([0], [2]), node([1], [3])];

  test("a second backward adds to leaves only", () => {
    const truth = truthOf(programOf([x], chain, back(2, values([1])), back(2, values([10]))));
    expect(truth.grads.map(numbersIn)).toEqual([[6 + 60], [30], [10]]);
  });

  test("backward without an upstream starts with ones", () => {
    const { grads } = truthOf(programOf([values([5, 7])], [node([0], [4])], back(1)));
    expect(grads.map(numbersIn)).toEqual([
      [4, 4],
      [1, 1],
    ]);
  });

  test("backward reaches only what its root depends on", () => {
    // Slot 1 = 2·a is no operand of slot 2 = 3·a, so the second pass neither reaches nor clears it.
    const steps = [node([0], [2]), node([0], [3])];
    const { grads } = truthOf(programOf([x], steps, back(1, values([10])), back(2, values([1]))));
    expect(grads.map(numbersIn)).toEqual([[20 + 3], [10], [1]]);
  });

  test("backward stops at a detached tensor", () => {
    // a = x·x, d = detach(a), y = −d: the second pass neither reaches nor clears a, and y is a constant, too.
    const steps = [operation("mul", 0, 0), operation("detach", 1), operation("neg", 2)];
    const { grads } = truthOf(programOf([values([3])], steps, back(1), back(3)));
    expect(grads.map(numbersIn)).toEqual([[6], [1], [0], [0]]);
  });

  test("a tie behind a detached tensor is no kink", () => {
    const steps = [operation("max", 0), operation("detach", 1), operation("mul", 1, 2)];
    const tie = values([2, 2]);
    expect(truthOf(programOf([tie], steps.slice(0, 1), back(1))).atKink).toBe(true);
    expect(truthOf(programOf([tie], steps.slice(0, 2), back(2))).atKink).toBe(false);
    // Along the path that is not detached the tie counts.
    expect(truthOf(programOf([tie], steps, back(3))).atKink).toBe(true);
  });

  test("a detached tensor keeps its magnitude", () => {
    // 10⁶ + ⅓ is rounded, so what is left after subtracting 10⁶ is off by as much, detached or not.
    const { ask } = run({ x: values([1e6 + 1 / 3, -1e6]) }, ({ x }) => x.sum().detach());
    const [terms, sum, detached] = truthOf(ask).values.map(({ magnitude }) => magnitude);
    expect(detached).toEqual(sum);
    expect(sum?.[0]).toBe((terms?.[0] ?? 0) + (terms?.[1] ?? 0));
  });

  test("a leaf root adds up all upstreams", () => {
    const { grads } = truthOf(backprop({ x }, (t) => t.x, values([1]), values([10])).ask);
    expect(grads.map(numbersIn)).toEqual([[11]]);
  });

  test("an unused leaf keeps gradient 0", () => {
    const { grads } = truthOf(backprop({ x, unused: x }, (t) => t.x.add(t.x), "ones").ask);
    expect(grads.map(numbersIn)).toEqual([[2], [0], [1]]);
  });

  test("constants and their results keep gradient 0", () => {
    const { grads } = truthOf(
      backprop({ x, fixed: constant(values([5])) }, (t, { node: sum }) => t.x.mul(sum([t.fixed], [3])), "ones").ask,
    );
    expect(grads.map(numbersIn)).toEqual([[15], [0], [0], [1]]);
  });

  test("a constant root keeps gradient 0", () => {
    const { grads } = truthOf(backprop({ fixed: constant(x) }, (t) => t.fixed, values([5])).ask);
    expect(grads.map(numbersIn)).toEqual([[0]]);
  });

  test("a closure reaches only its own operands", () => {
    const { ask } = run({ x, y: values([5]) }, (t, { node: sum }) => sum([t.x], [7]).mul(t.y), values([1]));
    // x = 2, y = 5, 7·x = 14, the product 70: 7·x receives 5, y receives 14, and x nothing.
    expect(truthOf(ask).grads.map(numbersIn)).toEqual([[0], [14], [5], [1]]);
  });

  test("a closure gives each operand only its share", () => {
    // c = a·b with b = 3·a at a = 2: ∂c/∂a of this product alone is b = 6; through b it would be 12.
    const steps = [node([0], [3]), operation("mul", 0, 1)];
    const closure: Pass = { kind: "closure", slot: 2, upstream: values([1]) };
    expect(truthOf(programOf([x], steps, closure)).grads.map(numbersIn)).toEqual([[6], [2], [1]]);
    expect(truthOf(programOf([x], steps, back(2))).grads.map(numbersIn)).toEqual([[12], [2], [1]]);
  });

  test("an operand used twice receives both shares", () => {
    const { grads } = truthOf(run({ x: values([3]) }, (t) => t.x.mul(t.x), values([10])).ask);
    expect(grads.map(numbersIn)).toEqual([[60], [10]]);
  });

  test("a second closure adds to its operands", () => {
    const twice = run({ x }, (t, { node: sum }) => sum([sum([t.x], [2])], [3]), values([1]), values([10]));
    expect(truthOf(twice.ask).grads.map(numbersIn)).toEqual([[0], [33], [10]]);
    const leaf = run({ x }, (t) => t.x, values([1]), values([10]));
    expect(truthOf(leaf.ask).grads.map(numbersIn)).toEqual([[10]]);
  });

  test("the closure of a constant holds its upstream", () => {
    const { ask } = run({ fixed: constant(x) }, (t, { node: sum }) => sum([t.fixed], [2]), values([5]));
    expect(truthOf(ask).grads.map(numbersIn)).toEqual([[0], [5]]);
  });

  test("an operation made of operations goes back through all", () => {
    const { ask } = run(
      { x },
      (t, { node: sum, stack }) => stack([sum([t.x], [3]), t.x]),
      fill([2, 1], (i) => i + 1),
    );
    // The first layer is 3·x and receives 1, the second is x and receives 2: 3·1 + 2 in all.
    expect(ask.passes.map(({ kind }) => kind)).toEqual(["backward"]);
    expect(truthOf(ask).grads.map(numbersIn)).toEqual([[5], [1], [1, 2]]);
  });

  test("a pass from a missing slot is refused", () => {
    expect(() => truthOf(programOf([x], chain, back(3)))).toThrow(/no slot 3/u);
    expect(() => truthOf(programOf([x], chain, back(2)))).not.toThrow();
    expect(() => truthOf(programOf([x], [node([1], [1])]))).toThrow(/slot 1 before it is there/u);
  });
});

/** Whether `same` finds a difference. */
function alarms(got: Values, due: Measured): boolean {
  try {
    same("it", got, due);
    return false;
  } catch (error) {
    if (error instanceof Mismatch) return true;
    throw error;
  }
}

const eight = fc.record({ x: valuesOf([8], 2), y: valuesOf([8], 3), z: valuesOf([8], 4) });
const at = ({ data }: Values, i: number) => data[i] ?? Number.NaN;

describe("truthOf(program) and same(what, got, expected)", () => {
  test("right programs pass in any order of computation", () => {
    const inputs = (one: { x: Values; y: Values; z: Values }) => ({ x: one.x, y: one.y, z: one.z });
    fc.assert(
      fc.property(eight, (given) => {
        // x·y·z − x·(y·z) + z: right results may be off by roundings of the product, even if z is tiny.
        const { ask } = run(inputs(given), ({ x, y, z }) =>
          x
            .mul(y)
            .mul(z)
            .sub(x.mul(y.mul(z)))
            .add(z),
        );
        const due = truthOf(ask).values.at(-1) ?? exact(scalar(Number.NaN));
        const { x, y, z } = given;
        const ways = [
          fill([8], (i) => at(x, i) * at(y, i) * at(z, i) - at(x, i) * (at(y, i) * at(z, i)) + at(z, i)),
          fill([8], (i) => at(z, i) - at(x, i) * (at(y, i) * at(z, i)) + at(y, i) * at(x, i) * at(z, i)),
          fill([8], (i) => at(x, i) * at(y, i) * at(z, i) + (at(z, i) - at(x, i) * at(z, i) * at(y, i))),
          z,
        ];
        for (const way of ways) expect(alarms(way, due)).toBe(false);
      }),
    );
  });

  test("a cancelled sum is judged by its terms", () => {
    // 10⁶ + ⅓ is rounded, so every program is off by 10⁻¹¹ or more after subtracting 10⁶.
    const terms = values([1e6 + 1 / 3, -1e6]);
    const { ask } = run({ x: terms }, ({ x }) => x.sum());
    const due = truthOf(ask).values.at(-1) ?? exact(scalar(Number.NaN));
    const roundedOnce = scalar(1 / 3);
    expect(Math.abs(at(due, 0) - 1 / 3)).toBeGreaterThan(1e-11);
    expect(alarms(roundedOnce, due)).toBe(false);
    expect(alarms(roundedOnce, exact(due))).toBe(true);
  });

  test("a relative error of 10⁻⁶ fails in any element", () => {
    const big = fc.record({ x: valuesOf([8], 2), y: valuesOf([8], 3), u: valuesOf([8], 1), i: fc.nat({ max: 7 }) });
    fc.assert(
      fc.property(big, ({ x, y, u, i }) => {
        const { values: slots, grads } = truthOf(run({ x, y }, (t) => t.x.mul(t.y).add(t.x), u).ask);
        for (const due of [slots.at(-1), slots[2], grads[0], grads[1]]) {
          // If terms have cancelled to less than a thousandth, a relative error of 10⁻⁶ may pass.
          if (due === undefined || Math.abs(at(due, i)) < 1e-3 * (due.magnitude[i] ?? 0) || at(due, i) === 0) continue;
          const off = { ...due, data: due.data.with(i, at(due, i) * (1 + 1e-6)) };
          expect(alarms({ shape: off.shape, data: off.data }, due)).toBe(true);
          expect(alarms(due, due)).toBe(false);
        }
      }),
    );
  });

  test("arithmetic in single precision fails", () => {
    const single = (v: Values) => fill(v.shape, (i) => Math.fround(at(v, i)));
    const manyBits = (v: Values) => v.data.filter((x) => Math.fround(x) !== x).length;
    fc.assert(
      fc.property(eight, ({ x, y }) => {
        const slots = truthOf(run({ x, y }, (t) => t.x.mul(t.y)).ask).values;
        const due = slots.at(-1) ?? exact(scalar(Number.NaN));
        // Numbers that single precision holds exactly show nothing, so the case needs four others.
        fc.pre(manyBits(x) >= 4 && manyBits(due) >= 4);
        expect(alarms(single(x), exact(x))).toBe(true);
        expect(alarms(single(due), due)).toBe(true);
        expect(
          alarms(
            fill([8], (i) => Math.fround(at(x, i)) * Math.fround(at(y, i))),
            due,
          ),
        ).toBe(true);
      }),
    );
  });

  test("a cancelled operand widens the tolerance of its shares", () => {
    // y is multiplied by (10⁶ + ⅓) − 10⁶: its gradient is only as exact as this difference, in a closure and in
    // backward.
    const inputs = { x: values([1e6 + 1 / 3]), z: values([1e6]), y: values([1]) };
    const one = values([1]);
    for (const { ask } of [
      run(inputs, ({ x, y, z }) => x.sub(z).mul(y), one),
      backprop(inputs, ({ x, y, z }) => x.sub(z).mul(y), one),
    ]) {
      const due = truthOf(ask).grads[2] ?? exact(scalar(Number.NaN));
      expect(alarms(values([1 / 3]), due)).toBe(false);
      expect(alarms(values([1 / 3]), exact(due))).toBe(true);
      expect(alarms(values([1 / 3 + 1e-5]), due)).toBe(true);
    }
  });

  test("NaN and infinity fail whatever the magnitude", () => {
    const { ask } = run({ x: values([1e200, -1e200]) }, ({ x }) => x.sum());
    const due = truthOf(ask).values.at(-1) ?? exact(scalar(0));
    expect(alarms(scalar(0), due)).toBe(false);
    for (const x of [Number.NaN, Infinity, -Infinity]) expect(alarms(scalar(x), due)).toBe(true);
  });
});
