/** @file What a report shows of launches that a fault stopped, and of numbers that became NaN in a kernel. */
import { showNumber } from "../../specs/support/compare.ts";
import type { FaultedAnswer, LaunchAsk } from "../../specs/support/launch.ts";
import type { Posed } from "../../specs/support/law.ts";
import type { Answer } from "../../specs/support/program.ts";
import type { Invocation, TextPlace } from "../../kernels/interpreter/fault.ts";
import type { Counterexample } from "../result/result.ts";
import type { Bench } from "./judgement.ts";

type ShownFault = NonNullable<Counterexample["fault"]>;

/** The launches that a fault stopped. */
export interface Faulted {
  readonly ask: LaunchAsk;
  readonly answer: FaultedAnswer;
}

/** Describes a fault, with its places in the student's file. */
export function describeKernelFault({ ask, answer }: Faulted, bench: Bench): ShownFault {
  const { fault, launch } = answer;
  const { file = "", fuel = 0 } = ask.launches[launch] ?? {};
  const which =
    ask.launches.length === 1 ? [] : [{ text: `in launch ${launch + 1} of ${ask.launches.length}, ${file}` }];
  const locateIn = (text: string, place: TextPlace) => locate(text, file, place, bench);
  switch (fault.kind) {
    case "out-of-range": {
      const { variable, index, length, invocation } = fault;
      const has = length === 1 ? "1 element" : `${length} elements`;
      const text =
        variable === undefined
          ? `index ${index} of a value that has ${has}`
          : `${variable}[${index}], but ${variable} has ${has}`;
      return { name: "out of range", text, places: [...which, locateIn(nameOf(invocation), fault)] };
    }
    case "race": {
      const { element, within, first, second } = fault;
      const text =
        within === "workgroup"
          ? `${element}: two invocations of a workgroup meet there, with no barrier between them`
          : `${element}: invocations of two workgroups meet there, and none waits for the other`;
      const places = [first, second].map((access) =>
        locateIn(`${access.kind === "read" ? "read" : "written"} by ${nameOf(access.invocation)}`, access),
      );
      return { name: "race", text, places: [...which, ...places] };
    }
    case "divergent-barrier": {
      const { waiting, other } = fault;
      const text = `${waiting.barrier} waits for all invocations of a workgroup, and not all of them come to it`;
      const instead = other.kind === "ended" ? "has ended" : "waits elsewhere";
      return {
        name: "barrier",
        text,
        places: [
          ...which,
          locateIn(`${nameOf(waiting.invocation)} waits`, waiting),
          locateIn(`${nameOf(other.invocation)} ${instead}`, other),
        ],
      };
    }
    case "endless": {
      const text = `this ${fault.what} does not end: after ${fuel} rounds of loops, the launch goes on`;
      return { name: "endless", text, places: [...which, locateIn(nameOf(fault.invocation), fault)] };
    }
    case "refused":
    case "launch":
      return { name: "refused", text: fault.message, places: which };
  }
}

/**
 * The first operation of a kernel that made NaN or an infinity of finite numbers.
 *
 * @returns undefined if none did, or no kernel was asked
 */
export function describeSourceOfNaN(
  { questions }: Posed,
  answers: readonly Answer[],
  bench: Bench,
): ShownFault | undefined {
  for (const [i, answer] of answers.entries()) {
    const ask = questions[i]?.ask;
    if (answer.kind !== "launched" || ask?.kind !== "launches") continue;
    for (const [launch, { warnings }] of answer.launches.entries()) {
      const warning = warnings.find(({ kind }) => kind === "non-finite");
      if (warning?.kind !== "non-finite") continue;
      const { operation, operands, result, invocation } = warning;
      const { file = "" } = ask.launches[launch] ?? {};
      const place = locate(nameOf(invocation), file, warning, bench);
      return { name: `first ${showNumber(result)}`, text: showOperation(operation, operands), places: [place] };
    }
  }
  return undefined;
}

/** What is said of a line of a kernel, beside its place in the student's file. */
function locate(text: string, file: string, { line }: TextPlace, { placeOf }: Bench): ShownFault["places"][number] {
  const at = placeOf(file, line);
  return at === undefined
    ? { text: `${text}, in a line of ${file} that is given` }
    : { text, at: { file: at.file, line: at.line } };
}

function showOperation(operation: string, operands: readonly number[]): string {
  const [first = "", second, ...more] = operands.map(showNumber);
  if (/\w/.test(operation) || second === undefined || more.length > 0)
    return `${operation}(${operands.map(showNumber).join(", ")})`;
  return `${first} ${operation} ${second}`;
}

/** The invocation by its global id, and by its local one where that is another. */
function nameOf({ global, local }: Invocation): string {
  const [name, own] = [global.join(", "), local.join(", ")];
  return name === own ? `invocation (${name})` : `invocation (${name}), local (${own})`;
}
