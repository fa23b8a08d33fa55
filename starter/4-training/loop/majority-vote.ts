/** @file You may use: the language, and functions of your own (last region). */
import { notStarted } from "../../2-autodiff/errors.ts";

/**
 * What most networks say, example by example. Networks that began with other weights make other mistakes, and few make the same.
 *
 * @param answers - for each network, the class that it says of each example; not changed
 * @param classes - how many there are; a class is at least 0 and below that
 * @returns a class for each example; of several with equally many votes, any
 */
export function majorityVote(answers: readonly (readonly number[])[], classes: number): number[] {
  return answers[0].map((_, example) => winner(answers.map((own) => own[example])));

  /** The class with most votes. @param votes - one class a network */
  function winner(votes: readonly number[]): number {
    // START CODE HERE (majorityVote) ~3 lines: for each example, the class that most networks say
    throw notStarted("majorityVote");
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
