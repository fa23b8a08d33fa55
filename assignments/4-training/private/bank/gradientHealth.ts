// The bank for `gradientHealth`: every region below is graded in place of the reference's.

// WRONG vanishing-first: looks for vanishing before the neurons
if (first > 1000 * last) return "exploding";
if (first === 0 || first < last / 1000) return "vanishing";
if (dead > 0.5) return "dead";
return saturated > 0.5 ? "saturated" : "healthy";

// WRONG dead-before-exploding: looks at the neurons first
if (dead > 0.5) return "dead";
if (saturated > 0.5) return "saturated";
if (first > 1000 * last) return "exploding";
return first === 0 || first < last / 1000 ? "vanishing" : "healthy";

// WRONG saturated-first: takes saturated before dead
if (first > 1000 * last) return "exploding";
if (saturated > 0.5) return "saturated";
if (dead > 0.5) return "dead";
return first === 0 || first < last / 1000 ? "vanishing" : "healthy";

// WRONG exchanged: the last layer over the first
if (last > 1000 * first) return "exploding";
if (dead > 0.5) return "dead";
if (saturated > 0.5) return "saturated";
return last < first / 1000 || norms.every((norm) => norm === 0) ? "vanishing" : "healthy";

// WRONG all-zero-healthy: norms of 0 are healthy
if (first > 1000 * last) return "exploding";
if (dead > 0.5) return "dead";
if (saturated > 0.5) return "saturated";
return first < last / 1000 ? "vanishing" : "healthy";

// WRONG quotient: 0 / 0 is no finding
if (first / last > 1000) return "exploding";
if (dead > 0.5) return "dead";
if (saturated > 0.5) return "saturated";
return first / last < 1 / 1000 ? "vanishing" : "healthy";

// WRONG half-is-enough: one half counts
if (first > 1000 * last) return "exploding";
if (dead >= 0.5) return "dead";
if (saturated >= 0.5) return "saturated";
return first === 0 || first < last / 1000 ? "vanishing" : "healthy";

// WRONG thousand-is-enough: exactly a thousand times counts
if (first >= 1000 * last) return "exploding";
if (dead > 0.5) return "dead";
if (saturated > 0.5) return "saturated";
return first === 0 || first <= last / 1000 ? "vanishing" : "healthy";

// WRONG thousandth-is-enough: exactly a thousandth counts
if (first > 1000 * last) return "exploding";
if (dead > 0.5) return "dead";
if (saturated > 0.5) return "saturated";
return first <= last / 1000 ? "vanishing" : "healthy";

// WRONG all-zero-only: a first norm of 0 counts only where all of them are 0
if (first > 1000 * last) return "exploding";
if (dead > 0.5) return "dead";
if (saturated > 0.5) return "saturated";
return first < last / 1000 || norms.every((norm) => norm === 0) ? "vanishing" : "healthy";

// WRONG any-zero: a norm of 0 anywhere counts
if (first > 1000 * last) return "exploding";
if (dead > 0.5) return "dead";
if (saturated > 0.5) return "saturated";
return first < last / 1000 || norms.includes(0) ? "vanishing" : "healthy";

// WRONG largest-over-smallest: any layer counts
if (Math.max(...norms) > 1000 * Math.min(...norms) && first > last) return "exploding";
if (dead > 0.5) return "dead";
if (saturated > 0.5) return "saturated";
return Math.max(...norms) > 1000 * Math.min(...norms) || norms.every((norm) => norm === 0) ? "vanishing" : "healthy";

// WRONG hundred: a hundred times
if (first > 100 * last) return "exploding";
if (dead > 0.5) return "dead";
if (saturated > 0.5) return "saturated";
return first === 0 || first < last / 100 ? "vanishing" : "healthy";

// WRONG absolute: large is exploding, small is vanishing
if (first > 1000) return "exploding";
if (dead > 0.5) return "dead";
if (saturated > 0.5) return "saturated";
return first < 1 / 1000 ? "vanishing" : "healthy";

// WRONG always-healthy: nothing is ever wrong
return "healthy";

// RIGHT list: pairs of a finding and whether it holds
const findings: readonly (readonly [Health, boolean])[] = [["exploding", first > 1000 * last], ["dead", dead > 0.5], ["saturated", saturated > 0.5], ["vanishing", first === 0 || 1000 * first < last]];
for (const [finding, holds] of findings) if (holds) return finding;
return "healthy";

// RIGHT nested: one expression
const isGone = !(first > 0 && first >= last * 0.001);
return first > last * 1000 ? "exploding" : dead > 0.5 ? "dead" : saturated > 0.5 ? "saturated" : isGone ? "vanishing" : "healthy";

// RIGHT both-zero: 0 is below a thousandth of anything but 0
if (first > 1000 * last) return "exploding";
if (dead > 0.5) return "dead";
if (saturated > 0.5) return "saturated";
return first < last / 1000 || (first === 0 && last === 0) ? "vanishing" : "healthy";
