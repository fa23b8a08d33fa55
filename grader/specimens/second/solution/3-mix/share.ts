import { notStarted } from "../2-autodiff/errors.ts";

/** What each number is of the total of all. */
export function share(numbers: readonly number[]): readonly number[] {
  // START CODE HERE (share) ~2 lines: every number divided by the total of all
  const total = numbers.reduce((sum, x) => sum + x, 0);
  return numbers.map((x) => x / total);
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
