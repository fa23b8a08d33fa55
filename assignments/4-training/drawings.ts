/** @file What the handout draws: `npm run handout` computes it with the reference. */
import { seededRng } from "#course/2-autodiff/rng.ts";
import { values } from "#course/2-autodiff/values.ts";
import { dropoutMask } from "#course/4-training/dropout/dropout-mask.ts";
import { cosineRate } from "#course/4-training/steps/cosine-rate.ts";
import { adam, type MakeRule, momentum, sgd } from "#course/4-training/steps/rules.ts";
import { stepRate } from "#course/4-training/steps/step-rate.ts";

/** Which of six numbers a mask keeps, and the draws that decided. */
export function dropped() {
  const a = values([11, 12, 13, 14, 15, 16]);
  const mask = dropoutMask(a.shape, 0.5, seededRng(5));
  const rng = seededRng(5);
  const draws = Array.from(a.data, () => rng.uniform());
  return {
    kind: "walk",
    from: [{ name: "a", ...a }],
    to: { name: "a · mask", shape: a.shape, data: a.data.map((x, i) => x * mask.data[i]) },
    notes: draws.map((draw) => `${draw.toFixed(2)} ${draw >= 0.5 ? "≥" : "<"} ½`),
  };
}

/** A long ravine, L = ½·(x² + 25·y²), and how three rules go down in it. */
export function ravine() {
  const rules: readonly (readonly [label: string, rule: MakeRule, rate: number])[] = [
    ["sgd", sgd, 0.07],
    ["momentum", momentum(0.8), 0.07],
    ["adam", adam(), 0.3],
  ];
  const power = (n: number) => ({ at: 10 ** n, shown: n === 0 ? "1" : `10⁻${"⁰¹²³⁴".charAt(-n)}` });
  return {
    kind: "chart",
    x: { label: "steps", from: 0, to: 50, marks: [0, 10, 20, 30, 40, 50].map(whole) },
    y: { label: "L", from: 1e-4, to: 200, logarithmic: true, marks: [-4, -2, 0].map(power) },
    curves: rules.map(([label, rule, rate]) => {
      const [w, step] = [Float64Array.of(10, 2), rule(2)];
      const points = Array.from({ length: 51 }, (_, k): [number, number] => {
        const loss = (w[0] ** 2 + 25 * w[1] ** 2) / 2;
        step(w, Float64Array.of(w[0], 25 * w[1]), rate);
        return [k, loss];
      });
      return { label, points };
    }),
  };
}

/** Two schedules. */
export function schedules() {
  const epochs = Array.from({ length: 400 }, (_, i) => i / 10);
  return {
    kind: "chart",
    x: { label: "epoch", from: 0, to: 40, marks: [0, 10, 20, 30, 40].map(whole) },
    y: { label: "rate", from: 0, to: 1, marks: [0, 1].map(whole) },
    curves: [
      { label: "in steps", points: epochs.map((epoch) => [epoch, stepRate(1, epoch, 10, 0.5)]) },
      { label: "cosine", points: epochs.map((epoch) => [epoch, cosineRate(1, 0, epoch, 40)]) },
    ],
  };
}

function whole(at: number) {
  return { at, shown: String(at) };
}
