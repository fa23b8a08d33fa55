/**
 * @file The capstone, second part: a network of modules, whose training is judged by a transition certificate. The locked
 * loop records what every step did, and the grader re-derives each step on its own.
 */
import { must, reports, same, unchanged } from "../support/compare.ts";
import { lift, measure } from "../support/dual-tensor.ts";
import { agrees, reader, tangentOf, valueOf } from "../support/certificate.ts";
import { law } from "../support/law.ts";
import { entry, plainOf } from "../support/plain.ts";
import { probe, probeNumbers } from "../support/question.ts";
import { exact, fill, inner, sizeOf, type Values } from "../support/values.ts";
import { firstStatistics, gradientOf, scoresOf, stepOf, type Training, trainings } from "./word-networks.ts";

const stub = "network";

/** A network of modules. */
export const everyStep = law({
  stub,
  weight: 4,
  says: "A network of your modules learns: every step of its training goes down the true gradient.",
  given: trainings(),
  runs: 3,
  ask: ({ training }) => probeNumbers("3-networks/word-network.train", plain(training), numbersIn(training)),
  holds: (said, { training, directions }) => {
    must(said.length === numbersIn(training), "the training", "all of its steps", `${said.length} numbers`);
    const read = reader(said);
    let { parameters } = training;
    let running = firstStatistics(training);
    for (let step = 1; step <= training.steps; step++) {
      const truth = stepOf(parameters, directions, training, running);
      same(`the loss before step ${step}`, read([]), valueOf(truth.loss));
      const gradients = Object.entries(parameters).map(([name, { shape }], k) => {
        const got = read(shape);
        const along = inner(exact(got), exact(directions[name] ?? got));
        if (agrees(along, tangentOf(truth.loss, k))) return got;
        same(`gradient of ${name}, step ${step}`, got, gradientOf(parameters, name, training));
        same(`gradient of ${name} along a direction, step ${step}`, along, tangentOf(truth.loss, k));
        return got;
      });
      parameters = Object.fromEntries(
        Object.entries(parameters).map(([name, before], k) => {
          const [after, gradient] = [read(before.shape), gradients[k] ?? before];
          const due = fill(before.shape, (i) => at(before, i) - training.rate * at(gradient, i));
          unchanged(`${name} after step ${step}`, after, due);
          return [name, after];
        }),
      );
      running = truth.running;
    }
    same("the running mean after training", read(running.mean.shape), running.mean);
    same("the running variance after training", read(running.variance.shape), running.variance);
    const still = Object.fromEntries(Object.entries(parameters).map(([name, v]) => [name, lift(v)]));
    const due = measure(scoresOf(still, training, running).scores);
    same("the scores after training", read(due.shape), due);
    same("the scores when they are asked for again", read(due.shape), due);
  },
  shows,
});

/** Its parameters. */
export const everyParameter = law({
  stub,
  says: "It lists all of its parameters, and a block that stands in two places lists its own once.",
  given: trainings(),
  runs: 2,
  ask: ({ training }) => probe("3-networks/word-network.listParameters", plain(training)),
  holds: (said, { training }) => {
    const due = Object.keys(training.parameters).length;
    reports("how many of its parameters are listed", entry(said, "known"), due);
    reports("how many tensors are listed", entry(said, "listed"), due);
  },
  shows,
});

/** Each step has its loss, the gradients, and the parameters after it; then statistics and two times the scores. */
function numbersIn({ parameters, x, steps }: Training): number {
  const size = (name: string) => sizeOf(parameters[name]?.shape ?? []);
  const all = Object.keys(parameters).reduce((sum, name) => sum + size(name), 0);
  return steps * (1 + 2 * all) + 2 * size("norm gamma") + 2 * (x.shape[0] ?? 0) * size("exit bias");
}

function plain({ parameters, x, activation, places, labels, rate, steps }: Training) {
  const named = Object.entries(parameters).map(([name, v]) => [name, plainOf(v)] as const);
  return { parameters: Object.fromEntries(named), x: plainOf(x), activation, places, labels, rate, steps };
}

function shows({ training }: { readonly training: Training }): Readonly<Record<string, unknown>> {
  const { activation, places, x, labels, rate, steps } = training;
  return {
    network: [
      `entry(two words as vectors), batch norm, ${activation}`,
      ...places.map((k) => `block ${k}: h + second(${activation}(first(${activation}(layer norm(h)))))`),
      "exit",
    ],
    words: x,
    labels,
    training: `${steps} steps of rate ${rate}`,
  };
}

function at({ data }: Values, i: number): number {
  return data[i] ?? Number.NaN;
}
