import type { Times } from "../sandbox/conversation.ts";

/** The least of two lists of times, each by itself. */
function leastOf(a: Times, b: Times): Times {
  return { cpuMs: Math.min(a.cpuMs, b.cpuMs), waitMs: Math.min(a.waitMs, b.waitMs) };
}

/** The time that a part of a submission may take. A part within another part spends the time of both. */
export class Budget {
  readonly #within: Budget | undefined;
  #own: Times;

  constructor(times: Times, within?: Budget) {
    this.#own = times;
    this.#within = within;
  }

  get left(): Times {
    return this.#within === undefined ? this.#own : leastOf(this.#own, this.#within.left);
  }

  get isSpent(): boolean {
    return this.left.cpuMs <= 0 || this.left.waitMs <= 0;
  }

  spend(times: Times): void {
    this.#own = { cpuMs: this.#own.cpuMs - times.cpuMs, waitMs: this.#own.waitMs - times.waitMs };
    this.#within?.spend(times);
  }
}
