// WRONG no-b: b is left out
return mul(a, weight);
// WRONG swapped: the weight is on b
return add(a, mul(b, weight));
// WRONG sum: everything is added
return add(add(a, weight), b);
// RIGHT reordered: the sum and the product the other way round
return add(b, mul(weight, a));
