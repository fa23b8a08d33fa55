import { operations } from "../../specs/support/operations.ts";
import type { Program } from "../../specs/support/program.ts";
import type { Question } from "../../specs/support/question.ts";

/** How the course's operations call their operands; `multiply` is the one whose code says x and y, as its laws do. */
const parameters: readonly string[] = ["a", "b"];
const namedAsInLaws = "multiply";
/** And a list of them. */
const list = "tensors";

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
  if (step?.kind !== "operation" || step.name === namedAsInLaws || more.length > 0) return [];
  const operation = operations[step.name];
  if (operation.kind !== "tensor" || !operation.flows) return [];
  const operands = step.arguments.flatMap((argument, i) => {
    if (argument.kind === "slot") return [{ slot: argument.slot, parameter: parameters[i] ?? "" }];
    return argument.kind === "slots" ? argument.slots.map((slot, k) => ({ slot, parameter: `${list}[${k}]` })) : [];
  });
  if (new Set(operands.map(({ slot }) => slot)).size < operands.length) return [];
  return operands.flatMap(({ slot, parameter }) => {
    const name = inputs[slot]?.name;
    return name === undefined || parameter === "" ? [] : [[name, parameter] as const];
  });
}

/** A text of ours in which operands are called as in the code: `gradient of x` → `gradient of a`. */
export function renamed(text: string, names: ReadonlyMap<string, string>): string {
  return text.replaceAll(/(?<![\w.])[a-z]+(?![\w(])/giu, (word) => names.get(word) ?? word);
}
