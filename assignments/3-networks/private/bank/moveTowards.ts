// The bank for `moveTowards`: every region below is graded in place of the reference's.

// WRONG reversed: the momentum of the old number
for (let i = 0; i < running.length; i++) running[i] = running[i] * momentum + fresh[i] * (1 - momentum);

// WRONG replaced: the fresh number alone
for (let i = 0; i < running.length; i++) running[i] = fresh[i];

// WRONG added: adds the fresh part, and keeps all of the old
for (let i = 0; i < running.length; i++) running[i] = running[i] + fresh[i] * momentum;

// WRONG halved: the mean of both
for (let i = 0; i < running.length; i++) running[i] = (running[i] + fresh[i]) / 2;

// WRONG fixed: always a tenth
for (let i = 0; i < running.length; i++) running[i] = running[i] * 0.9 + fresh[i] * 0.1;

// WRONG new-array: changes an array of its own
const moved = running.map((old, i) => old * (1 - momentum) + fresh[i] * momentum);
running = moved;

// WRONG fresh-changed: changes the fresh numbers
for (let i = 0; i < running.length; i++) fresh[i] = running[i] = running[i] * (1 - momentum) + fresh[i] * momentum;

// WRONG first-only: only the first number
running[0] = running[0] * (1 - momentum) + fresh[0] * momentum;

// WRONG one-short: leaves the last number
for (let i = 0; i < running.length - 1 || i < 1; i++) running[i] = running[i] * (1 - momentum) + fresh[i] * momentum;

// WRONG away: away from the fresh number
for (let i = 0; i < running.length; i++) running[i] = running[i] * (1 + momentum) - fresh[i] * momentum;

// WRONG not-a-number-skipped: leaves out what is not a number
for (let i = 0; i < running.length; i++) if (!Number.isNaN(fresh[i])) running[i] = running[i] * (1 - momentum) + fresh[i] * momentum;

// WRONG at-most-256: stops after 256 numbers
for (let i = 0; i < Math.min(256, running.length); i++) running[i] = running[i] * (1 - momentum) + fresh[i] * momentum;

// WRONG single-precision: on 32 bits
for (let i = 0; i < running.length; i++) running[i] = Math.fround(running[i] * (1 - momentum) + fresh[i] * momentum);

// RIGHT step: a step towards the fresh number
for (let i = 0; i < running.length; i++) running[i] = running[i] + momentum * (fresh[i] - running[i]);

// RIGHT for-each: with forEach
fresh.forEach((x, i) => {
  running[i] = (1 - momentum) * running[i] + momentum * x;
});
