// Somebody who finished, in a style of their own.
// REGION offset
  return index.reduce((place: number, entry: number, axis: number): number => place + entry * strides[axis], 0);
// REGION broadcastShapes
  const rank: number = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis): number => {
    const [m, n] = [sizeAt(a, axis - rank), sizeAt(b, axis - rank)];
    if (m === n || n === 1) return m;
    if (m === 1) return n;
    throw notBroadcastable(a, b);
  });
// REGION unbroadcast
  const result: Values = zeros(shape);
  for (const [i, share] of upstream.data.entries()) {
    result.data[placeOf(i, upstream.shape, shape)] += share;
  }
  return result;
// REGION accumulate
  total.forEach((before, i) => {
    total[i] = before + share[i];
  });
// REGION add.forward
    return zipWith(b, a, plus);
// REGION add.backward
    for (const term of [a, b]) accumulate(term, out.grad);
// REGION sub.forward
    const difference: Values = zipWith(b, a, (subtrahend, minuend) => minuend - subtrahend);
    return difference;
// REGION sub.backward
    const negative: Values = mapEach(out.grad, (upstream: number): number => 0 - upstream);
    accumulate(b, negative);
    accumulate(a, out.grad);
// REGION mul.forward
    const product: Values = zipWith(a, b, (x: number, y: number): number => x * y);
    return product;
// REGION mul.backward
    const shareBeside = (other: Tensor): Values => zipWith(other, out.grad, (factor, upstream) => factor * upstream);
    const shares: [Tensor, Values][] = [
      [b, shareBeside(a)],
      [a, shareBeside(b)],
    ];
    for (const [factor, share] of shares) accumulate(factor, share);
// REGION sum.forward
    const total: Values = zeros(kept);
    for (let i = 0; i < a.data.length; i++) {
      const place: number = offset(indexAt(i, a.shape), strides);
      total.data[place] = total.data[place] + a.data[i];
    }
    return total;
// REGION sum.backward
    const share = a.data.map((_, i) => out.grad.data[offset(indexAt(i, a.shape), strides)]);
    accumulate(a, { shape: a.shape, data: share });
// REGION forwardGraph
    if (!known.has(name)) {
      const numbers: number[] = [];
      for (const operand of operands) numbers.push(valueOf(operand));
      known.set(name, compute(...numbers));
    }
    return known.get(name) as number;
// REGION topologicalOrder
    // A stack of our own instead of recursion: each entry knows which parent comes next.
    const stack: { node: Tensor; next: number }[] = [{ node: tensor, next: 0 }];
    visited.add(tensor);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      if (top.next < top.node.parents.length) {
        const parent: Tensor = top.node.parents[top.next++];
        if (visited.has(parent)) continue;
        visited.add(parent);
        stack.push({ node: parent, next: 0 });
      } else {
        order.push(top.node);
        stack.pop();
      }
    }
// REGION backward
  const order: Tensor[] = topologicalOrder(root);
  order.filter((tensor) => tensor.parents.length > 0).forEach(clear);
  accumulate(root, upstream);
  for (let tensor = order.pop(); tensor !== undefined; tensor = order.pop()) tensor.backwardStep();
// REGION numericalGradient
    const above = f(moved(i, step));
    const below = f(moved(i, -step));
    return (above - below) / 2 / step;
// REGION gradientError
  let worst = 0;
  for (let i = 0; i < a.data.length; i++) {
    const size = Math.max(1, Math.abs(a.data[i]), Math.abs(b.data[i]));
    worst = Math.max(worst, Math.abs(a.data[i] - b.data[i]) / size);
  }
  return worst;
// REGION neg.forward
    return mapEach(a, (x) => 0 - x);
// REGION neg.backward
    if (!a.requiresGrad) return;
    for (let i = 0; i < a.grad.data.length; i++) a.grad.data[i] -= out.grad.data[i];
// REGION exp.forward
    return mapEach(a, (x) => Math.E ** x);
// REGION exp.backward
    accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream * Math.exp(x)));
// REGION log.forward
    return mapEach(a, (x) => Math.log2(x) * Math.LN2);
// REGION log.backward
    accumulate(a, zipWith(mapEach(a, (x) => 1 / x), out.grad, (slope, upstream) => slope * upstream));
// REGION div.forward
    return zipWith(a, b, (x, y) => x * (1 / y));
// REGION div.backward
    const share = zipWith(out.grad, b, (upstream, y) => upstream / y);
    accumulate(b, zipWith(share, out, (part, quotient) => -part * quotient));
    accumulate(a, share);
// REGION pow.forward
    return mapEach(a, (x) => Math.pow(x, exponent));
// REGION pow.backward
    if (exponent === 0) return;
    accumulate(a, zipWith(out.grad, a, (upstream, x) => exponent * Math.pow(x, exponent - 1) * upstream));
// REGION mean.forward
    const total = zeros(kept);
    eachIndex(a.shape, (index, i) => void (total.data[offset(index, strides)] += a.data[i]));
    return { shape: kept, data: total.data.map((sum) => sum / count) };
// REGION mean.backward
    const parts = out.grad.data.map((upstream) => upstream / count);
    const share = zeros(a.shape);
    eachIndex(a.shape, (index, i) => void (share.data[i] = parts[offset(index, strides)]));
    accumulate(a, share);
// REGION max.forward
    const largest = zeros(kept);
    const started = new Set<number>();
    eachIndex(a.shape, (index, i) => {
      const at = offset(index, strides);
      largest.data[at] = started.has(at) ? Math.max(largest.data[at], a.data[i]) : a.data[i];
      started.add(at);
    });
    return largest;
// REGION max.backward
    const share = zeros(a.shape);
    const taken = new Set<number>();
    eachIndex(a.shape, (index, i) => {
      const at = offset(index, strides);
      if (taken.has(at) || a.data[i] !== out.data[at]) return;
      share.data[i] = out.grad.data[at];
      taken.add(at);
    });
    accumulate(a, share);
// REGION reshape.forward
    const data = new Float64Array(sizeOf(target));
    for (let i = 0; i < data.length; i++) data[i] = a.data[i];
    return { shape: target, data };
// REGION reshape.backward
    accumulate(a, { shape: [...a.shape], data: Float64Array.from(out.grad.data) });
// REGION transpose.forward
    const places = stridesOf(shape);
    const turned = zeros(shape);
    eachIndex(a.shape, (index, i) => {
      const place = order.reduce((sum, axis, k) => sum + index[axis] * places[k], 0);
      turned.data[place] = a.data[i];
    });
    return turned;
// REGION transpose.backward
    const strides = order.map((_, axis) => stridesOf(shape)[order.indexOf(axis)]);
    const share = zeros(a.shape);
    eachIndex(a.shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)]));
    accumulate(a, share);
// REGION slice.forward
    const part = zeros(shape);
    eachIndex(shape, (index, i) => void (part.data[i] = a.data[offset(index.with(along, index[along] + from), strides)]));
    return part;
// REGION slice.backward
    const share = zeros(a.shape);
    const places = stridesOf(shape);
    eachIndex(a.shape, (index, i) => {
      const at = index[along] - from;
      if (at >= 0 && at < to - from) share.data[i] = out.grad.data[offset(index.with(along, at), places)];
    });
    accumulate(a, share);
// REGION concat.forward
    const whole = zeros(shape);
    let start = 0;
    for (const tensor of tensors) {
      eachIndex(tensor.shape, (index, i) => void (whole.data[start + offset(index, strides)] = tensor.data[i]));
      start += tensor.shape[along] * strides[along];
    }
    return whole;
// REGION concat.backward
    let start = 0;
    for (const tensor of tensors) {
      const share = zeros(tensor.shape);
      eachIndex(tensor.shape, (index, i) => void (share.data[i] = out.grad.data[start + offset(index, strides)]));
      accumulate(tensor, share);
      start += tensor.shape[along] * strides[along];
    }
// REGION stack.forward
    const layers = zeros(shape);
    const all = stridesOf(shape);
    tensors.forEach((tensor, k) => {
      eachIndex(inner, (index, i) => void (layers.data[offset(index.toSpliced(along, 0, k), all)] = tensor.data[i]));
    });
    return layers;
// REGION stack.backward
    tensors.forEach((tensor, k) => {
      const share = zeros(inner);
      eachIndex(inner, (index, i) => void (share.data[i] = out.grad.data[offset(index.toSpliced(along, 0, k), stridesOf(shape))]));
      accumulate(tensor, share);
    });
// REGION gather.forward
    const taken = zeros([rows.length, ...rest]);
    for (let i = 0; i < taken.data.length; i++) taken.data[i] = a.data[rows[Math.floor(i / width)] * width + (i % width)];
    return taken;
// REGION gather.backward
    const share = zeros(a.shape);
    for (let row = 0; row < count; row++)
      for (let i = 0; i < rows.length; i++)
        if (rows[i] === row) for (let k = 0; k < width; k++) share.data[row * width + k] += out.grad.data[i * width + k];
    accumulate(a, share);
// REGION matmul.forward
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let p = k - 1; p >= 0; p--) sum += a.data[aAt + i * k + p] * b.data[bAt + p * n + j];
        out.data[cAt + i * n + j] = sum;
      }
// REGION matmul.backward
    accumulate(b, turned(product(turned(out.grad), a)));
    accumulate(a, turned(product(b, turned(out.grad))));
// REGION zeros
  const data = new Float64Array(sizeOf(shape));
  data.fill(0);
  return new Tensor({ shape: [...shape], data }, { ...options });
// REGION rand
  const data = new Float64Array(sizeOf(shape));
  for (let i = 0; i < data.length; i++) data[i] = rng.uniform();
  return new Tensor({ shape, data }, options);
// REGION randn
  const data = new Float64Array(sizeOf(shape));
  for (let i = 0; i < data.length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - rng.uniform()));
    const angle = 2 * Math.PI * rng.uniform();
    data[i] = radius * Math.cos(angle);
    if (i + 1 < data.length) data[i + 1] = radius * Math.sin(angle);
  }
  return new Tensor({ shape, data }, options);
// REGION zeroGrad
  for (let t = 0; t < tensors.length; t++) {
    const { data } = tensors[t].grad;
    for (let i = 0; i < data.length; i++) data[i] = 0;
  }
// REGION noGrad
  const before = isRecording();
  setRecording(false);
  let result: T;
  try {
    result = compute();
  } catch (error) {
    setRecording(before);
    throw error;
  }
  setRecording(before);
  return result;
// REGION detach
  return new Tensor({ shape: [...tensor.shape], data: tensor.data.slice() }, { requiresGrad: false });
// REGION customFunction.forward
      const made = definition.forward(ctx, ...inputs);
      return { shape: made.shape, data: made.data };
// REGION customFunction.backward
      const gradients = oneEach(definition.backward(ctx, out.grad));
      for (let i = 0; i < inputs.length; i++) {
        const gradient = gradients[i];
        if (!gradient) continue;
        accumulate(inputs[i], gradient);
      }
// REGION multiply.forward
  const product = zipWith(y, x, (b, a) => b * a);
  ctx.saveForBackward(x, y);
  return product;
// REGION multiply.backward
  const [x, y] = ctx.saved;
  const forY = zipWith(x, upstream, (a, u) => a * u);
  return [zipWith(y, upstream, (b, u) => b * u), forY];
// REGION topologicalOrder.iterative
    const waiting = listed.has(top) ? undefined : top.parents.find((parent) => !listed.has(parent));
    if (waiting !== undefined) {
      stack.push(waiting);
      return;
    }
    stack.pop();
    if (!listed.has(top)) order.push(top);
    listed.add(top);
// HELPERS backward.ts
function clear(tensor: Tensor): void {
  for (let i = 0; i < tensor.grad.data.length; i++) tensor.grad.data[i] = 0;
}
// HELPERS broadcast-shapes.ts
/** The size at a position counted from the end, −1 being the last; 1 where the shape has no such axis. */
function sizeAt(shape: Shape, fromEnd: number): number {
  return shape.at(fromEnd) ?? 1;
}
// HELPERS ops/add.ts
function plus(x: number, y: number): number {
  return x + y;
}
// HELPERS ops/sum.ts
/** The index of the element that stands at position `i` in row-major order. */
function indexAt(i: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let rest = i;
  for (const size of shape.toReversed()) {
    index.push(rest % size);
    rest = (rest - (rest % size)) / size;
  }
  return index.reverse();
}
// HELPERS unbroadcast.ts
/** Where the element of the small array lies that was read for element `i` of the large one. */
function placeOf(i: number, large: Shape, small: Shape): number {
  let place = 0;
  let stride = 1;
  let rest = i;
  // From the last axis to the first; axes that only the large array has do not matter.
  for (let back = 1; back <= small.length; back++) {
    const stretched: number = large[large.length - back];
    const size: number = small[small.length - back];
    if (size > 1) place += (rest % stretched) * stride;
    stride *= size;
    rest = Math.floor(rest / stretched);
  }
  return place;
}
