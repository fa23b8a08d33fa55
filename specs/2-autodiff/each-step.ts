/** @file Compares a graph with the truth step by step, so that a report can name the operation where the two part ways. */
import { beside, type Fact, same, showNumber } from "../support/compare.ts";
import { stubOf } from "../support/operations.ts";
import type { Program, Step } from "../support/program.ts";
import type { Run } from "../support/run.ts";
import { showShape } from "../support/shapes.ts";
import { exact, fill, type Measured } from "../support/values.ts";

/**
 * Fails at the first operation of a graph whose value differs. If all values are right, fails at the first gradient, from
 * the root on, that differs: the operations that hand it on are named.
 *
 * @param graph - what was asked
 * @param place - where the graph belongs: `, step 1`
 */
export function sameAtEachStep({ inputs, steps }: Program, said: Run<string>, place = ""): void {
  for (const [i, step] of steps.entries()) {
    const slot = inputs.length + i;
    beside(
      () => [
        {
          name: "operands",
          text: operandsOf(step)
            .map((operand) => show(valueAt(said, operand)))
            .join("; "),
        },
        { name: "stub", text: stubFor(step, "forward") },
      ],
      () =>
        same(`value of ${nameOf(step)}, operation ${i + 1}${place}`, valueAt(said, slot), at(said.truth.values, slot)),
    );
  }
  for (let slot = inputs.length + steps.length - 1; slot >= 0; slot--) {
    const users = steps.filter((step) => operandsOf(step).includes(slot));
    if (users.length === 0) continue;
    const names = [...new Set(users.map(nameOf))];
    const stubs = [...new Set(users.map((user) => stubFor(user, "backward")))];
    const facts = (): readonly Fact[] => [
      { name: "operand", text: show(valueAt(said, slot)) },
      { name: stubs.length > 1 ? "stubs" : "stub", text: stubs.join(", ") },
    ];
    beside(facts, () =>
      same(`gradient from ${names.join(" and ")}${place}`, at(said.grads, slot), at(said.truth.grads, slot)),
    );
  }
}

/** The slots that a step reads. */
function operandsOf(step: Step): readonly number[] {
  if (step.kind === "node") return step.parents;
  return step.arguments.flatMap((argument) =>
    argument.kind === "slot" ? [argument.slot] : argument.kind === "slots" ? argument.slots : [],
  );
}

function nameOf(step: Step): string {
  return step.kind === "node" ? "a node" : step.name;
}

function stubFor(step: Step, half: "forward" | "backward"): string {
  return step.kind === "node" ? nameOf(step) : stubOf(step.name, half);
}

function valueAt({ values }: Run<string>, slot: number): Measured {
  return at(values, slot);
}

function at(slots: readonly Measured[], slot: number): Measured {
  return slots[slot] ?? exact(fill([], () => Number.NaN));
}

/** Few numbers: `shape [6, 2]: 0.5, 1, −2, …`. */
function show({ shape, data }: Measured): string {
  const numbers = Array.from(data.subarray(0, mostNumbers), showNumber);
  return `shape ${showShape(shape)}: ${[...numbers, ...(data.length > mostNumbers ? ["…"] : [])].join(", ")}`;
}

const mostNumbers = 4;
