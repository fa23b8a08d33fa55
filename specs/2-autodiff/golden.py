"""Golden values: what PyTorch says, in float64, of the course's operations and of small graphs of them.

    apt-get install --no-install-recommends python3-torch
    /usr/bin/python3 specs/2-autodiff/golden.py

writes golden.json beside this file: the same on every run, from the seed in `specs/support/golden_cases.py`, which says what a case
is. A different build of PyTorch may round a sum differently in its last digit; golden.test.ts allows for that, and
golden.json says which build it was.
"""

import math
import sys
from pathlib import Path

import torch
from torch.nn import functional

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from golden_cases import *

# Operations on two tensors, element by element.


def elementwise(name, truth, second=operand):
    for i in range(20):
        a, b = broadcastable() if i % 4 else [some_shape()] * 2
        add_case(name, [operand(a), second(b)], [step(name, 0, 1)], truth)
    for _ in range(2):
        # One tensor in both places: it receives both shares.
        add_case(name, [second(some_shape(1))], [step(name, 0, 0)], lambda a: truth(a, a))


def divisor(shape):
    return values(shape, away_from_zero)


elementwise("add", torch.add)
elementwise("sub", torch.sub)
elementwise("mul", torch.mul)
elementwise("multiply", torch.mul)
elementwise("div", torch.div, divisor)


# Operations on one tensor, element by element.


def wide():
    """Positive, from 2⁻⁴⁰ to 2⁴³."""
    return positive() * 2.0 ** source.within(-40, 40)


for i in range(20):
    add_case("neg", [operand(some_shape())], [step("neg", 0)], torch.neg)
    scale = 8 if i % 3 == 0 else 1
    add_case("exp", [operand(some_shape(), lambda: scale * number())], [step("exp", 0)], torch.exp)
    add_case("log", [values(some_shape(), wide if i % 3 == 0 else positive)], [step("log", 0)], torch.log)

for exponent in [0, 1, 2, 3, 4, 5, 0.5, 1.5, 2.5, -0.5, -1.5, -1, -2, -3]:
    fraction = exponent != int(exponent)
    for i in range(2):
        if fraction:
            base = values(some_shape(), positive)
        elif exponent < 0:
            base = values(some_shape(), away_from_zero)
        else:
            # 0⁰ is 1, and its slope 0.
            base = operand(some_shape()) if i else values([2, 2], lambda: source.pick([0, 0, 1, -2]))
        add_case("pow", [base], [step("pow", 0, rest=[exponent])], lambda a, n=exponent: torch.pow(a, n))


# Reductions.


def reduction(name, over_all, over_axes, element):
    """The course reduces over no axis if it is told so, where PyTorch takes an empty list for all axes."""
    for i in range(22):
        shape = some_shape(0 if i < 4 else 1, 4 if i % 7 == 0 else 3)
        axes, keep = some_axes(len(shape)), source.one_in(2)
        rest = [[], [axes], [axes, keep]][min(i % 4, 2)]

        def truth(a):
            if not rest:
                return over_all(a)
            return a * 1 if not axes else over_axes(a, axes, len(rest) == 2 and keep)

        add_case(name, [element(shape)], [step(name, 0, rest=rest)], truth)


def distinct(shape):
    """No two elements are equal, so that it is clear who is the largest."""
    while True:
        v = values(shape)
        if len(set(v["data"])) == len(v["data"]):
            return v


reduction("sum", torch.sum, lambda a, axes, keep: torch.sum(a, axes, keep), operand)
reduction("mean", torch.mean, lambda a, axes, keep: torch.mean(a, axes, keep), operand)
reduction("max", torch.amax, lambda a, axes, keep: torch.amax(a, axes, keep), distinct)

for shape, axes in [([4], [0]), ([2, 3], [1, 0]), ([3, 1], [-2]), ([2, 2, 2], [0, 1, -1]), ([2, 3], [0, 1]), ([1, 4], [-1])]:
    tied = values(shape, lambda: source.pick([1, 2, 2]))
    # Whatever was drawn, two are equally large.
    tied["data"][-1] = tied["data"][0] = 2.0
    add_case("max", [tied], [step("max", 0, rest=[axes, True])], lambda a: torch.amax(a, axes, True), ties=True)


# Other shapes.


def refactored(size):
    """Some shape with so many elements."""
    factors = []
    for prime in (2, 3):
        while size % prime == 0:
            factors.append(prime)
            size //= prime
    shape = [1] * source.within(0 if not factors else 1, 4)
    for factor in factors:
        shape[source.within(0, len(shape) - 1)] *= factor
    return shape


for i in range(22):
    shape = some_shape()
    target = refactored(size_of(shape))
    if i % 3 == 0 and target:
        target[source.within(0, len(target) - 1)] = -1
    add_case("reshape", [operand(shape)], [step("reshape", 0, rest=[target])], lambda a: torch.reshape(a, target))

for i in range(22):
    shape = some_shape(0 if i < 4 else 2, 4 if i % 6 == 5 else 3)
    rank = len(shape)
    order = list(range(rank))[::-1] if i % 4 == 0 else source.shuffled(range(rank))
    named = [axis - rank if source.one_in(3) else axis for axis in order]
    rest = [] if i % 4 == 0 else [named]
    add_case("transpose", [operand(shape)], [step("transpose", 0, rest=rest)], lambda a: a.permute(order))

for i in range(22):
    shape = some_shape(1)
    axis = source.within(0, len(shape) - 1)
    first = source.within(0, shape[axis] - 1)
    last = source.within(first + 1, shape[axis])
    rest = [axis - len(shape) if source.one_in(2) else axis, first, last]
    truth = lambda a: a.narrow(axis, first, last - first)
    add_case("slice", [operand(shape)], [step("slice", 0, rest=rest)], truth)

for i in range(22):
    shape = some_shape(1)
    # Mostly more places than rows, so that rows are taken several times.
    rows = [source.within(0, shape[0] - 1) for _ in range(source.within(1, 6))]
    add_case("gather", [operand(shape)], [step("gather", 0, rest=[rows])], lambda a: a[rows])

for i in range(22):
    shape = some_shape(1)
    axis = 0 if i % 4 == 0 else source.within(0, len(shape) - 1)
    sizes = [source.within(1, 4) for _ in range(source.within(1, 3))]
    parts = [operand([*shape[:axis], size, *shape[axis + 1 :]]) for size in sizes]
    # Now and then one tensor twice.
    slots = [*range(len(parts)), 0] if i % 5 == 0 else list(range(len(parts)))
    rest = [] if i % 4 == 0 else [axis - len(shape) if source.one_in(2) else axis]
    truth = lambda *ts: torch.cat([ts[slot] for slot in slots], axis)
    add_case("concat", parts, [step("concat", slots, rest=rest)], truth)

for i in range(22):
    shape = some_shape(0, 2)
    axis = 0 if i % 4 == 0 else source.within(0, len(shape))
    layers = [operand(shape) for _ in range(source.within(1, 3))]
    slots = [*range(len(layers)), 0] if i % 5 == 0 else list(range(len(layers)))
    rest = [] if i % 4 == 0 else [axis - len(shape) - 1 if source.one_in(2) else axis]
    truth = lambda *ts: torch.stack([ts[slot] for slot in slots], axis)
    add_case("stack", layers, [step("stack", slots, rest=rest)], truth)

for i in range(20):
    m, k, n = (source.within(1, 6 if i % 5 == 0 else 4) for _ in range(3))
    front_a, front_b = ([], []) if i % 3 == 0 else broadcastable()
    shapes = [*front_a[-2:], m, k], [*front_b[-2:], k, n]
    add_case("matmul", [operand(shape) for shape in shapes], [step("matmul", 0, 1)], torch.matmul)
for size in (2, 3):
    add_case("matmul", [values([size, size])], [step("matmul", 0, 0)], lambda a: a @ a)

# Not an operation on tensors but on the gradient of one that was stretched: it has a value and no gradient.
for i in range(22):
    shape, other = broadcastable()
    wider = list(torch.broadcast_shapes(shape, other))
    share = operand(wider)
    narrow = torch.zeros(shape, dtype=torch.float64, requires_grad=True)
    upstream = torch.tensor(share["data"], dtype=torch.float64).reshape(wider)
    (summed,) = torch.autograd.grad(narrow.expand(wider), narrow, upstream)
    steps = [step("unbroadcast", 0, rest=[shape])]
    cases.append({"name": "unbroadcast", "inputs": [share], "steps": steps, "value": plain(summed), "gradients": []})


# Graphs.

lecture = [step("add", 0, 1), step("mul", 4, 2), step("sub", 5, 3)]
for i in range(10):
    a, b = broadcastable()
    inputs = [operand(shape) for shape in ([[], [], [], []] if i < 3 else [a, b, b, a])]
    if i == 0:
        inputs = [single(x) for x in (5, 4, 3, 2)]
    truth = lambda x1, x2, x3, x4: (x1 + x2) * x3 - x4
    add_case("(x₁ + x₂) · x₃ − x₄", inputs, lecture, truth, 1 if i == 0 else None)

for i in range(10):
    a, b = broadcastable()
    inputs = [operand(shape) for shape in ([[], [], []] if i < 3 else [a, b, a])]
    if i == 0:
        inputs = [single(x) for x in (-2, 5, -4)]
    truth = lambda x, y, z: (x + y) * z
    add_case("(x + y) · z", inputs, [step("add", 0, 1), step("mul", 3, 2)], truth, 1 if i == 0 else None)

for i in range(6):
    steps = [step("add", 0, 0), step("mul", 1, 1), step("sub", 2, 0), step("mul", 3, 1)]
    add_case("one tensor on many paths", [operand(some_shape())], steps, lambda a: (4 * a * a - a) * 2 * a)

for i in range(20):
    # Any graph of six elementwise steps: later steps prefer what was just made.
    shapes = [[2, 3], [3], [2, 1], []]
    inputs, steps, made = [values(shape, small) for shape in shapes], [], len(shapes)
    for _ in range(6):
        operation = source.pick(["add", "sub", "mul", "mul", "exp", "neg", "div"])
        x = made - 1 if source.one_in(2) else source.within(0, made - 1)
        if operation in ("exp", "neg"):
            steps.append(step(operation, x))
        elif operation == "div":
            # e to the y² is no zero.
            y = source.within(0, made - 1)
            steps += [step("pow", y, rest=[2]), step("exp", made), step("div", x, made + 1)]
            made += 2
        else:
            steps.append(step(operation, x, source.within(0, made - 1)))
        made += 1
    # Every input takes part.
    for slot in range(len(shapes)):
        steps.append(step("add", made - 1, slot))
        made += 1

    def truth(*leaves):
        slots = list(leaves)
        for each in steps:
            operands = [slots[slot] for slot in each["tensors"]]
            slots.append(getattr(torch, each["operation"])(*operands, *each["rest"]))
        return slots[-1]

    add_case("any elementwise graph", inputs, steps, truth)


class Graph:
    """Writes steps down; slots are numbered behind the inputs."""

    def __init__(self, inputs):
        self.next, self.steps = inputs, []

    def __call__(self, operation, *tensors, rest=()):
        self.steps.append(step(operation, *tensors, rest=rest))
        self.next += 1
        return self.next - 1


def log_softmax(graph, logits):
    """Along the last axis; the largest logit is taken away first, which changes nothing but the rounding."""
    shifted = graph("sub", logits, graph("max", logits, rest=[[-1], True]))
    spread = graph("sum", graph("exp", shifted), rest=[[-1], True])
    return graph("sub", shifted, graph("log", spread))


for i in range(16):
    n, d, h, c = source.within(2, 5), source.within(2, 3), source.within(3, 4), source.within(2, 4)
    labels = [source.within(0, c - 1) for _ in range(n)]
    inputs = [values(shape, small) for shape in ([n, d], [d, h], [h], [h, c], [c])]
    one_hot = {"shape": [n, c], "data": [float(label == j) for label in labels for j in range(c)]}
    inputs += [constant(single(1)), constant(values([n, h], lambda: 0)), constant(one_hot)]
    graph = Graph(len(inputs))
    hidden = graph("add", graph("matmul", 0, 1), 2)
    if i % 2:
        hidden = graph("div", 5, graph("add", 5, graph("exp", graph("neg", hidden))))
    else:
        hidden = graph("max", graph("stack", [hidden, 6]), rest=[[0]])
    likely = log_softmax(graph, graph("add", graph("matmul", hidden, 3), 4))
    if i % 4 < 2:
        chosen = graph("gather", graph("reshape", likely, rest=[[-1]]), rest=[[k * c + y for k, y in enumerate(labels)]])
    else:
        chosen = graph("sum", graph("mul", likely, 7), rest=[[1]])
    graph("neg", graph("mean", chosen))
    activation = torch.sigmoid if i % 2 else torch.relu

    def truth(x, w, b, w2, b2, *_):
        hidden = activation(functional.linear(x, w.T, b))
        return functional.cross_entropy(functional.linear(hidden, w2.T, b2), torch.tensor(labels))

    add_case("a network of two layers, cross-entropy", inputs, graph.steps, truth, 1 if i % 3 else None)

for i in range(6):
    graph = Graph(1)
    axis = source.pick([0, -1])
    largest = graph("max", 0, rest=[[axis], True])
    spread = graph("sum", graph("exp", graph("sub", 0, largest)), rest=[[axis], True])
    graph("add", graph("log", spread), largest)
    shape = [source.within(2, 4), source.within(2, 4)]
    truth = lambda a: torch.logsumexp(a, axis, True)
    add_case("log Σ exp, shifted", [values(shape, lambda: 8 * number())], graph.steps, truth)

for i in range(6):
    n, k = source.within(1, 4), source.within(3, 5)
    graph = Graph(4)
    centred = graph("sub", 0, graph("mean", 0, rest=[[-1], True]))
    variance = graph("mean", graph("pow", centred, rest=[2]), rest=[[-1], True])
    normed = graph("mul", centred, graph("pow", graph("add", variance, 3), rest=[-0.5]))
    graph("add", graph("mul", normed, 1), 2)
    inputs = [values([n, k]), values([k]), values([k]), constant(single(1e-5))]
    truth = lambda x, weight, bias, _: functional.layer_norm(x, (k,), weight, bias, 1e-5)
    add_case("rows of mean 0 and variance 1", inputs, graph.steps, truth)

for i in range(6):
    b, n, m, d = (source.within(1, 3) for _ in range(4))
    graph = Graph(4)
    scores = graph("mul", graph("matmul", 0, graph("transpose", 1, rest=[[0, 2, 1]])), 3)
    graph("matmul", graph("exp", log_softmax(graph, scores)), 2)
    inputs = [values(shape, small) for shape in ([b, n, d], [b, m, d], [b, m, d])]
    truth = lambda q, k, v, factor: torch.softmax(q @ k.mT * factor, -1) @ v
    add_case("attention", [*inputs, constant(single(1 / math.sqrt(d)))], graph.steps, truth)

for i in range(4):
    # Every element is as large as its twin, and both are the same leaf: however they share, it receives all.
    steps = [step("stack", [0, 0]), step("max", 1, rest=[[0]])]
    truth = lambda a: torch.amax(torch.stack([a, a]), 0)
    add_case("the larger of two equals", [values(some_shape(1, 2))], steps, truth, ties=True)

for i in range(4):
    shape = some_shape()
    steps = [step("detach", 0), step("mul", 0, 2), step("mul", 3, 1)]
    truth = lambda a, b: a * a.detach() * b
    add_case("a factor that is detached", [values(shape), values(shape)], steps, truth)

for i in range(4):
    # Words of a table, by number, their mean, and a score for each.
    count, width = source.within(3, 5), source.within(2, 3)
    rows = [source.within(0, count - 1) for _ in range(6)]
    graph = Graph(2)
    taken = graph("reshape", graph("gather", 0, rest=[rows]), rest=[[2, 3, width]])
    graph("matmul", graph("mean", taken, rest=[[1]]), 1)
    truth = lambda table, w: functional.embedding(torch.tensor(rows).reshape(2, 3), table).mean(1) @ w
    add_case("the mean of some rows, weighted", [values([count, width]), values([width, 2])], graph.steps, truth)

write(__file__)
