// The bank for `cosineRate`: every region below is graded in place of the reference's.

// WRONG whole-wave: back at the first rate in the end
return last + ((first - last) / 2) * (1 + Math.cos((2 * Math.PI * epoch) / epochs));

// WRONG quarter: a quarter of a wave
return last + (first - last) * Math.cos((Math.PI * epoch) / epochs / 2);

// WRONG straight: along a line
return last + (first - last) * (1 - epoch / epochs);

// WRONG last-forgotten: down to 0
return (first / 2) * (1 + Math.cos((Math.PI * epoch) / epochs));

// WRONG not-halved: begins at twice the rate
return last + (first - last) * (1 + Math.cos((Math.PI * epoch) / epochs));

// WRONG exchanged: from the last rate up to the first
return first + ((last - first) / 2) * (1 + Math.cos((Math.PI * epoch) / epochs));

// WRONG upside-down: begins at the last rate
return last + ((first - last) / 2) * (1 - Math.cos((Math.PI * epoch) / epochs));

// WRONG last-added: adds the last rate to all of the first
return last + (first / 2) * (1 + Math.cos((Math.PI * epoch) / epochs));

// WRONG one-short: ends an epoch early
return last + ((first - last) / 2) * (1 + Math.cos((Math.PI * epoch) / Math.max(1, epochs - 1)));

// WRONG counted-from-1: begins an epoch late
return last + ((first - last) / 2) * (1 + Math.cos((Math.PI * (epoch + 1)) / epochs));

// WRONG degrees: takes degrees for radians
return last + ((first - last) / 2) * (1 + Math.cos((180 * epoch) / epochs));

// WRONG sine: begins in the middle
return last + ((first - last) / 2) * (1 + Math.sin((Math.PI * epoch) / epochs));

// WRONG never-below: never below the last rate, also where that is larger
return Math.max(last, last + ((first - last) / 2) * (1 + Math.cos((Math.PI * epoch) / epochs)));

// RIGHT mean-and-half: around the mean of both
return (first + last) / 2 + ((first - last) / 2) * Math.cos((Math.PI * epoch) / epochs);

// RIGHT squared-cosine: ½(1 + cos x) is cos²(x/2)
return last + (first - last) * Math.cos((Math.PI * epoch) / (2 * epochs)) ** 2;
