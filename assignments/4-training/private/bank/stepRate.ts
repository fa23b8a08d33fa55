// The bank for `stepRate`: every region below is graded in place of the reference's.

// WRONG every-epoch: falls at every epoch
return first * factor ** epoch;

// WRONG rounded: falls half a step early
return first * factor ** Math.round(epoch / every);

// WRONG rounded-up: falls at once
return first * factor ** Math.ceil(epoch / every);

// WRONG smooth: falls a little at every epoch
return first * factor ** (epoch / every);

// WRONG one-late: counts epochs from 1
return first * factor ** Math.floor((epoch - 1) / every);

// WRONG one-early: counts the epoch that begins
return first * factor ** Math.floor((epoch + 1) / every);

// WRONG times: a product for a power
return first * factor * Math.floor(epoch / every);

// WRONG once: falls one time
return epoch < every ? first : first * factor;

// WRONG subtracted: falls by the factor
return first - factor * Math.floor(epoch / every);

// WRONG divided: grows
return first / factor ** Math.floor(epoch / every);

// WRONG rest: by what is left of a step
return first * factor ** (epoch % every);

// WRONG never: stays
return first;

// RIGHT loop: one factor after the other
let rate = first;
for (let over = every; over <= epoch; over += every) rate *= factor;
return rate;

// RIGHT whole-steps: without the rest
return first * Math.pow(factor, (epoch - (epoch % every)) / every);
