// The bank for `train`: every region below is graded in place of the reference's.

// WRONG schedule-forgotten: the optimiser's first rate for ever
const loss = trainEpoch(network, learned, minibatches(places, plan.size, plan.rng), optimiser);
return { loss, validation: evaluate(network, others) };

// WRONG rate-too-late: sets the rate after the epoch
const loss = trainEpoch(network, learned, minibatches(places, plan.size, plan.rng), optimiser);
optimiser.rate = plan.rateAt(epoch);
return { loss, validation: evaluate(network, others) };

// WRONG rate-of-the-next: counts epochs from 1
optimiser.rate = plan.rateAt(Math.min(epoch + 1, plan.epochs - 1));
const loss = trainEpoch(network, learned, minibatches(places, plan.size, plan.rng), optimiser);
return { loss, validation: evaluate(network, others) };

// WRONG rate-times: multiplies the rate
optimiser.rate *= plan.rateAt(epoch);
const loss = trainEpoch(network, learned, minibatches(places, plan.size, plan.rng), optimiser);
return { loss, validation: evaluate(network, others) };

// WRONG watched-with-learned: evaluates with the examples that it learns
optimiser.rate = plan.rateAt(epoch);
const loss = trainEpoch(network, learned, minibatches(places, plan.size, plan.rng), optimiser);
return { loss, validation: evaluate(network, learned) };

// WRONG learns-the-others: learns from the validation examples
optimiser.rate = plan.rateAt(epoch);
const loss = trainEpoch(network, others, minibatches(others.labels.map((_, place) => place), plan.size, plan.rng), optimiser);
return { loss, validation: evaluate(network, others) };

// WRONG evaluated-first: evaluates before the epoch
optimiser.rate = plan.rateAt(epoch);
const validation = evaluate(network, others);
return { loss: trainEpoch(network, learned, minibatches(places, plan.size, plan.rng), optimiser), validation };

// WRONG one-batch: all examples in one batch
optimiser.rate = plan.rateAt(epoch);
const loss = trainEpoch(network, learned, minibatches(places, places.length, plan.rng), optimiser);
return { loss, validation: evaluate(network, others) };

// WRONG loss-of-others: reports one loss twice
optimiser.rate = plan.rateAt(epoch);
trainEpoch(network, learned, minibatches(places, plan.size, plan.rng), optimiser);
const validation = evaluate(network, others);
return { loss: validation.loss, validation };

// WRONG loss-afterwards: the loss of the learned examples after the epoch
optimiser.rate = plan.rateAt(epoch);
trainEpoch(network, learned, minibatches(places, plan.size, plan.rng), optimiser);
return { loss: evaluate(network, learned).loss, validation: evaluate(network, others) };

// WRONG two-epochs: two epochs at once
optimiser.rate = plan.rateAt(epoch);
trainEpoch(network, learned, minibatches(places, plan.size, plan.rng), optimiser);
const loss = trainEpoch(network, learned, minibatches(places, plan.size, plan.rng), optimiser);
return { loss, validation: evaluate(network, others) };

// WRONG same-batches: the same batches in every epoch
optimiser.rate = plan.rateAt(epoch);
let state = 1;
const again = { uniform: () => (state = (state * 16807) % 2147483647) / 2147483647 };
const loss = trainEpoch(network, learned, minibatches(places, plan.size, again), optimiser);
return { loss, validation: evaluate(network, others) };

// WRONG stops-learning: learns in the first epoch only
optimiser.rate = plan.rateAt(epoch);
const loss = epoch === 0 ? trainEpoch(network, learned, minibatches(places, plan.size, plan.rng), optimiser) : evaluate(network, learned).loss;
return { loss, validation: evaluate(network, others) };

// RIGHT batches-first: batches before the rate
const batches = minibatches(places, plan.size, plan.rng);
optimiser.rate = plan.rateAt(epoch);
const report = { loss: trainEpoch(network, learned, batches, optimiser), validation: evaluate(network, others) };
return report;

// RIGHT other-order: the places in another order
optimiser.rate = plan.rateAt(epoch);
const loss = trainEpoch(network, learned, minibatches([...places].reverse(), plan.size, plan.rng), optimiser);
const validation = evaluate(network, others);
return { validation, loss };
