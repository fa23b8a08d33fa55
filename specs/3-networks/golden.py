"""Golden values: what PyTorch says, in float64, of activations, softmax, losses and layers, and of small networks of
them. The layers stand in golden_layers.py.

    apt-get install --no-install-recommends python3-torch
    /usr/bin/python3 specs/3-networks/golden.py

writes golden.json beside this file: the same on every run, from the seed in `specs/support/golden_cases.py`, which says what
a case is. No case stands at a kink.
"""

import sys
from pathlib import Path

import torch
from torch.nn import functional

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from golden_cases import *
from golden_layers import add_layers


def tensor(v):
    return torch.tensor(v["data"], dtype=torch.float64).reshape(v["shape"])


def away(shape):
    return values(shape, away_from_zero)


# Activations. Every third case has numbers at which a sigmoid is saturated.

for i in range(20):
    scale = 8 if i % 3 == 0 else 1
    anywhere = values(some_shape(), lambda: scale * number())
    add_case("sigmoid", [anywhere], [step("sigmoid", 0)], torch.sigmoid)
    anywhere = values(some_shape(), lambda: scale * number())
    add_case("tanh", [anywhere], [step("tanh", 0)], torch.tanh)
    add_case("relu", [away(some_shape())], [step("relu", 0)], torch.relu)

    slope = source.pick([0.01, 0.1, 0.5, 2.0, -0.25])
    leaky = lambda a, slope=slope: functional.leaky_relu(a, slope)
    rest = [] if slope == 0.01 else [slope]
    add_case("leakyRelu", [away(some_shape())], [step("leakyRelu", 0, rest=rest)], leaky)

    alpha = source.pick([1.0, 0.5, 2.0, 0.1])
    elu = lambda a, alpha=alpha: functional.elu(a, alpha)
    rest = [] if alpha == 1 else [alpha]
    add_case("elu", [away(some_shape())], [step("elu", 0, rest=rest)], elu)

    # PyTorch knows one slope, or one for each entry of axis 1.
    if i % 2:
        shape, slopes, stretched = some_shape(), [], lambda w: w.reshape(1)
    else:
        shape = [source.within(1, 4), source.within(1, 4)]
        slopes, stretched = shape[1:], lambda w: w
    prelu = lambda a, w, stretched=stretched: functional.prelu(a, stretched(w)).reshape(a.shape)
    add_case("prelu", [away(shape), values(slopes)], [step("prelu", 0, 1)], prelu)

    shape = some_shape()
    add_case("maxout", [values(shape), values(shape)], [step("maxout", 0, 1)], torch.maximum)


# Lines along an axis: near 0, and about ±1000.

for i in range(20):
    for name, truth in (("softmax", torch.softmax), ("logSoftmax", torch.log_softmax)):
        shape = some_shape(1)
        axis = -1 if i % 4 == 0 else source.within(-len(shape), len(shape) - 1)
        rest = [] if i % 4 == 0 else [axis]
        far = source.pick([0, 0, 1000, -1000])
        scores = values(shape, lambda: far + number())
        add_case(name, [scores], [step(name, 0, rest=rest)], lambda a, axis=axis, truth=truth: truth(a, axis))


# Losses. Upstream is any number, not 1 alone.


def shares(shape):
    """Rows that add up to 1, some of them with a single 1."""
    rows = []
    for _ in range(shape[0]):
        parts = [source.within(1, 8) for _ in range(shape[1])]
        if source.one_in(2):
            only = source.within(0, shape[1] - 1)
            parts = [1 if k == only else 0 for k in range(shape[1])]
        rows += [part / sum(parts) for part in parts]
    return {"shape": list(shape), "data": [float(x) for x in rows]}


def probabilities(shape):
    draws = values(shape, lambda: source.within(1, 256))
    return plain(tensor(draws) / tensor(draws).sum(1, keepdim=True))


def upstream_of(i):
    return None if i % 3 else 1


for i in range(20):
    shape = some_shape()
    prediction, target = values(shape), values(shape)
    for name, truth in (("squaredError", functional.mse_loss), ("absoluteError", functional.l1_loss)):
        loss = lambda p, truth=truth, t=target: truth(p, tensor(t))
        add_case(name, [prediction], [step(name, 0, rest=[target])], loss, upstream_of(i))

    shape = [source.within(1, 4), source.within(1, 4)]
    due = shares(shape)
    soft = lambda p, t=due: -(tensor(t) * p.log()).sum(1).mean()
    add_case("crossEntropy", [probabilities(shape)], [step("crossEntropy", 0, rest=[due])], soft, upstream_of(i))

    far = source.pick([0, 0, 1000])
    logits = values(shape, lambda: source.pick([0, far, -far]) + number())
    soft = lambda a, t=due: functional.cross_entropy(a, tensor(t))
    add_case("softLogitsCrossEntropy", [logits], [step("softLogitsCrossEntropy", 0, rest=[due])], soft, upstream_of(i))

    labels = [source.within(0, shape[1] - 1) for _ in range(shape[0])]
    hard = lambda a, y=labels: functional.cross_entropy(a, torch.tensor(y))
    for name in ("logitsCrossEntropy", "fusedCrossEntropy"):
        add_case(name, [logits], [step(name, 0, rest=[labels])], hard, upstream_of(i))


# Networks of two layers, W₂ g(W₁x), with each of the activations.

for i in range(14):
    n, d, h, k = (source.within(2, 4) for _ in range(4))
    name, g = source.pick([("relu", torch.relu), ("tanh", torch.tanh), ("sigmoid", torch.sigmoid), ("elu", functional.elu)])
    labels = [source.within(0, k - 1) for _ in range(n)]
    inputs = [constant(values([n, d], small)), values([d, h], small), values([h], small), values([h, k]), values([k])]
    steps = [
        step("matmul", 0, 1),
        step("add", 5, 2),
        step(name, 6),
        step("matmul", 7, 3),
        step("add", 8, 4),
        step("logitsCrossEntropy", 9, rest=[labels]),
    ]
    network = lambda x, w1, b1, w2, b2, g=g, y=labels: functional.cross_entropy(
        functional.linear(g(functional.linear(x, w1.T, b1)), w2.T, b2), torch.tensor(y)
    )
    add_case("a network of two layers", inputs, steps, network, upstream_of(i))

add_layers()

write(__file__)
