import { deadShare } from "#course/4-training/loop/dead-share.ts";
import { gradientHealth } from "#course/4-training/loop/gradient-health.ts";
import { majorityVote } from "#course/4-training/loop/majority-vote.ts";
import { restarts } from "#course/4-training/loop/restarts.ts";
import { saturatedShare } from "#course/4-training/loop/saturated-share.ts";
import { expectReturned, type PlainValues, valuesFrom } from "../../probes/plain.ts";
import { pack } from "../../probes/packed.ts";

/** The share of dead neurons, or of saturated numbers; then the outputs afterwards. */
export function share({
  name,
  outputs,
}: {
  readonly name: "deadShare" | "saturatedShare";
  readonly outputs: PlainValues;
}): Float64Array {
  const given = valuesFrom(outputs);
  const made = name === "deadShare" ? deadShare(given) : saturatedShare(given);
  return pack([{ shape: [], data: Float64Array.of(made) }, given]);
}

/** The diagnosis. */
export function diagnosis({
  norms,
  dead,
  saturated,
}: {
  readonly norms: readonly (number | string)[];
  readonly dead: number;
  readonly saturated: number;
}): string {
  return expectReturned("gradientHealth", gradientHealth({ norms: norms.map(Number), dead, saturated }));
}

/** What most say; then all answers afterwards, in one list. */
export function vote({
  answers,
  classes,
}: {
  readonly answers: readonly (readonly number[])[];
  readonly classes: number;
}): object {
  const given = answers.map((own) => [...own]);
  return { said: [...expectReturned("majorityVote", majorityVote(given, classes))], answers: given.flat() };
}

/** Which attempt is taken, its loss, and in which order all were called. */
export function attempts({ losses }: { readonly losses: readonly (number | string)[] }): object {
  const called: number[] = [];
  const made = losses.map((loss) => ({ loss: Number(loss) }));
  const taken = restarts(losses.length, (k) => {
    called.push(k);
    return made[k];
  });
  return { taken: made.indexOf(taken), called };
}
