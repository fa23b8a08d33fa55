// The bank for `numericalGradient`: every region below is graded in place of the reference's.

// WRONG forward-difference: looks in one direction only, where the error shrinks with h alone
return (f(moved(i, step)) - f(x)) / step;

// WRONG backward-difference: looks in the other direction only
return (f(x) - f(moved(i, -step))) / step;

// WRONG not-halved: divides by h, though x moves by 2h from one end to the other
return (f(moved(i, step)) - f(moved(i, -step))) / step;

// WRONG half-of-the-step: multiplies by h where it should divide
return ((f(moved(i, step)) - f(moved(i, -step))) / 2) * step;

// WRONG without-brackets: divides by 2 and multiplies by h, because the brackets are missing
return (f(moved(i, step)) - f(moved(i, -step))) / 2 * step;

// WRONG ends-exchanged: the slope has the other sign
return (f(moved(i, -step)) - f(moved(i, step))) / (2 * step);

// WRONG difference-only: how far f moves, not how fast
return f(moved(i, step)) - f(moved(i, -step));

// WRONG magnitude: how fast, without the direction
return Math.abs(f(moved(i, step)) - f(moved(i, -step))) / (2 * step);

// WRONG own-step: steps as far as its author likes
const h = 1e-5;
return (f(moved(i, h)) - f(moved(i, -h))) / (2 * h);

// WRONG divided-by-another-step: divides by twice the usual step, not by the one that was taken
return (f(moved(i, step)) - f(moved(i, -step))) / (2 * 2 ** -17);

// WRONG step-with-x: makes the step larger where x is, and divides by the plain one
const h = step * Math.max(1, Math.abs(x.data[i]));
return (f(moved(i, h)) - f(moved(i, -h))) / (2 * step);

// WRONG first-element: moves the first element, whichever is asked for
return (f(moved(0, step)) - f(moved(0, -step))) / (2 * step);

// WRONG all-elements: moves all of them at once
const up = { shape: x.shape, data: x.data.map((value) => value + step) };
const down = { shape: x.shape, data: x.data.map((value) => value - step) };
return (f(up) - f(down)) / (2 * step);

// WRONG half-the-way: from x − h/2 to x + h/2, where x − h and x + h are asked for
return (f(moved(i, step / 2)) - f(moved(i, -step / 2))) / step;

// WRONG moved-in-place: moves x itself and puts it back, so that f does not get a copy
const before = x.data[i];
x.data[i] = before + step;
const above = f(x);
x.data[i] = before - step;
const below = f(x);
x.data[i] = before;
return (above - below) / (2 * step);

// WRONG left-moved: moves x itself and leaves it moved
x.data[i] += step;
const above = f({ shape: x.shape, data: x.data.slice() });
x.data[i] -= 2 * step;
const below = f({ shape: x.shape, data: x.data.slice() });
return (above - below) / (2 * step);

// WRONG asked-in-the-middle: also asks for f(x), which no central difference needs
const middle = f(x);
return (f(moved(i, step)) - middle + (middle - f(moved(i, -step)))) / (2 * step);

// WRONG flattened: hands f a vector, whatever the shape of x is
const at = (rise: number) => f({ shape: [x.data.length], data: x.data.with(i, x.data[i] + rise) });
return (at(step) - at(-step)) / (2 * step);

// WRONG equal-is-flat: takes two infinite ends for a flat function
const [above, below] = [f(moved(i, step)), f(moved(i, -step))];
return above === below ? 0 : (above - below) / (2 * step);

// WRONG nothing-for-nan: hides what is not a number
return (f(moved(i, step)) - f(moved(i, -step))) / (2 * step) || 0;

// RIGHT two-lines: the two ends have names
const above = f(moved(i, step));
const below = f(moved(i, -step));
return (above - below) / 2 / step;

// RIGHT lower-end-first: the ends in the other order, and the width as it is
const [from, to] = [-step, step].map((rise) => f(moved(i, rise)));
return (to - from) / (step + step);

// RIGHT own-copies: makes the copies itself
const above = x.data.slice();
const below = x.data.slice();
above[i] += step;
below[i] -= step;
return (f({ shape: x.shape, data: above }) - f({ shape: x.shape, data: below })) * (0.5 / step);

// RIGHT mean-of-both-sides: the mean of the differences on both sides, f(x) left out
return f(moved(i, step)) / (2 * step) - f(moved(i, -step)) / (2 * step);
