import { operations } from "../../specs/support/operations.ts";
import type { Program } from "../../specs/support/program.ts";
import type { Question } from "../../specs/support/question.ts";

/** How the course's operations call their operands. */
const parameters = ["a", "b"] as const;

/**
 * What an operation's code calls the operands that its laws call x and y, if all questions agree on that. A tensor that
 * is two operands at once has no such name, and neither has one that goes through other operations first.
 */
export function namesInCode(questions: readonly Question<unknown>[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { ask } of questions) {
    if (ask.kind !== "program") return new Map();
    for (const [name, parameter] of namesIn(ask)) {
      if ((names.get(name) ?? parameter) !== parameter) return new Map();
      names.set(name, parameter);
    }
  }
  return new Set(names.values()).size === names.size ? names : new Map();
}

function namesIn({ inputs, steps }: Program): readonly (readonly [string, string])[] {
  const [step, ...more] = steps;
  if (step?.kind !== "operation" || more.length > 0) return [];
  const operation = operations[step.name];
  if (operation.kind !== "tensor" || !operation.flows) return [];
  const slots = step.arguments.map((argument) => (argument.kind === "slot" ? argument.slot : -1));
  if (slots.some((slot, i) => slot >= 0 && slots.indexOf(slot) !== i)) return [];
  return parameters.flatMap((parameter, i) => {
    const name = inputs[slots[i] ?? -1]?.name;
    return name === undefined ? [] : [[name, parameter] as const];
  });
}

/** A text of ours in which operands are called as in the code: `gradient of x` → `gradient of a`. */
export function renamed(text: string, names: ReadonlyMap<string, string>): string {
  return text.replaceAll(/(?<![\w.])[a-z]+(?![\w(])/giu, (word) => names.get(word) ?? word);
}
