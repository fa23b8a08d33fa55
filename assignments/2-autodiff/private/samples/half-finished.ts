// Somebody in the middle of the course: some stubs right, some wrong, most not begun.
// REGION offset
  let sum = 0;
  index.forEach((value, axis) => {
    sum = sum + value * strides[axis];
  });
  return sum;
// REGION broadcastShapes
  // line them up on the right, then go through the columns
  const length = Math.max(a.length, b.length);
  const x = padShape(a, length);
  const y = padShape(b, length);
  const result: number[] = [];
  for (let i = 0; i < length; i++) {
    if (x[i] === y[i]) {
      result.push(x[i]);
    } else if (x[i] === 1) {
      result.push(y[i]);
    } else if (y[i] === 1) {
      result.push(x[i]);
    } else {
      console.log("does not fit:", x[i], y[i]);
      throw notBroadcastable(a, b);
    }
  }
  return result;
// REGION unbroadcast
  // broadcasting puts new axes in front, so cut upstream into blocks and add the blocks up
  const extra = upstream.shape.length - shape.length;
  const block = zeros(upstream.shape.slice(extra));
  for (let i = 0; i < upstream.data.length; i++) {
    block.data[i % block.data.length] += upstream.data[i];
  }
  return block;
// REGION accumulate
  let i = 0;
  for (const s of share) {
    total[i] = total[i] + s;
    i++;
  }
// REGION add.forward
    return zipWith(a, b, function (p, q) {
      return p + q;
    });
// REGION add.backward
    const up = out.grad;
    // console.log("add gets", up.shape, up.data);
    accumulate(a, up);
    accumulate(b, up);
// REGION sub.forward
    const difference = zipWith(a, b, (p, q) => p - q);
    return difference;
// REGION sub.backward
    // like add
    accumulate(a, out.grad);
    accumulate(b, out.grad);
// REGION mul.forward
    return zipWith(a, b, (p, q) => p * q);
// REGION mul.backward
    accumulate(a, zipWith(out.grad, a, (up, x) => up * x));
    accumulate(b, zipWith(out.grad, b, (up, x) => up * x));
// REGION topologicalOrder
    if (!visited.has(tensor)) {
      visited.add(tensor);
      tensor.parents.forEach((parent) => {
        visit(parent);
      });
      order.push(tensor); // last, so that the parents are in already
    }
