import { NotStarted } from "#course/2-autodiff/errors.ts";
import { noGrad } from "#course/2-autodiff/no-grad.ts";
import { operation } from "#course/2-autodiff/operation.ts";
import { isRecording, setRecording } from "#course/2-autodiff/recording.ts";
import type { Tensor } from "#course/2-autodiff/tensor.ts";
import { leaf } from "./graphs.ts";

const nothing = "nothing (is a `return` missing?)";

/** Whether recording is on: before, while something is computed, and afterwards. */
export function states({ before }: { readonly before: string }): object {
  return alone(() => {
    setRecording(before === "on");
    let inside = "compute is not called";
    noGrad(() => {
      inside = state();
    });
    return { inside, after: state() };
  });
}

/** What noGrad returns, and how often compute was called. */
export function handOn({ result }: { readonly result: unknown }): object {
  return alone(() => {
    let calls = 0;
    const out: unknown = noGrad(() => {
      calls++;
      return result;
    });
    return { result: out === result ? "the same" : out === undefined ? nothing : "something else", calls };
  });
}

/** The tensors that an operation makes before, during and after a call. */
export function results({ operands }: { readonly operands: number }): object {
  return alone(() => {
    const leaves = Array.from({ length: operands }, leaf);
    const step = () => {};
    const make = () => operation("test", leaves, leaf(), step);
    const kindOf = (made: Tensor | undefined) => describeResult(made, step);
    const before = kindOf(make());
    const inside = kindOf(noGrad(make));
    return { before, inside, after: kindOf(make()) };
  });
}

/** The error that comes out, and whether recording is on afterwards. */
export function throwInside({ before, depth }: { readonly before: string; readonly depth: number }): object {
  return alone(() => {
    setRecording(before === "on");
    const error = new RangeError("thrown on purpose");
    const fail = () => {
      throw error;
    };
    try {
      nestCalls(depth, fail);
      return { error: "none", after: state() };
    } catch (caught) {
      // An unfilled stub is reported as one.
      if (caught instanceof NotStarted) throw caught;
      return { error: caught === error ? "the same" : "another one", after: state() };
    }
  });
}

/** Whether recording is on at every level of `depth` computations in each other, on the way in and on the way out. */
export function levels({ depth }: { readonly depth: number }): object {
  return alone(() => {
    const seen: string[] = [];
    const enter = (left: number) => {
      seen.push(state());
      if (left > 0) noGrad(() => enter(left - 1));
      seen.push(state());
    };
    noGrad(() => enter(depth - 1));
    return { inside: seen.every((each) => each === "off") && seen.length === 2 * depth ? "off" : "on", after: state() };
  });
}

/** Whether recording is still off in an outer computation after an inner one has thrown. */
export function outerAfterThrow(): string {
  return alone(() => {
    const inside: string | undefined = noGrad(() => {
      try {
        noGrad(() => {
          throw new RangeError("thrown on purpose");
        });
      } catch {
        // The outer computation goes on.
      }
      return state();
    });
    return inside ?? nothing;
  });
}

function nestCalls(depth: number, compute: () => void): void {
  if (depth === 0) compute();
  else noGrad(() => nestCalls(depth - 1, compute));
}

/** Turns recording on before and after, so that questions do not influence each other. */
function alone<T>(ask: () => T): T {
  setRecording(true);
  try {
    return ask();
  } finally {
    setRecording(true);
  }
}

function state(): string {
  return isRecording() ? "on" : "off";
}

/** A student's noGrad may return nothing. */
function describeResult(made: Tensor | undefined, step: () => void): string {
  if (made === undefined) return nothing;
  const { parents, requiresGrad, backwardStep } = made;
  const [gradient, way] = [requiresGrad ? "a gradient" : "no gradient", backwardStep === step ? "a way" : "no way"];
  return `${parents.length} parents, ${gradient}, ${way} back`;
}
