"""Golden values of the layers: what PyTorch says of its own `linear`, `layer_norm`, `batch_norm` and `embedding`.

golden.py calls `add_layers`, after its own cases. Where the course makes a layer of several steps, as batch norm, a case is a program of
those steps.
"""

import math

import torch
from torch.nn import functional

from golden_cases import *

COUNT = 20


def spread_rows(shape):
    """Numbers around 0, around 100, or nearly equal ones, so that ε counts."""
    choice = source.within(1, 4)
    if choice == 1:
        return values(shape, lambda: 100 + number())
    if choice == 2:
        return values(shape, lambda: 2 + source.within(-1, 2) * 2.0**-8.5)
    return values(shape)


def front(low=1, high=3, least=1):
    return [source.within(least, 4) for _ in range(source.within(low, high))]


def add_linear():
    for _ in range(COUNT):
        rows, fan_in, fan_out = front(), source.within(1, 5), source.within(1, 5)
        inputs = [operand([*rows, fan_in]), operand([fan_in, fan_out]), values([fan_out])]
        add_case(
            "linear",
            inputs,
            [step("linear", 0, 1, 2)],
            lambda x, w, b: functional.linear(x, w.transpose(0, 1), b),
        )


def add_variance():
    for _ in range(COUNT):
        shape = some_shape(1, 4)
        axes = some_axes(len(shape)) or [-1]
        truth = lambda x: torch.var(x, dim=axes, unbiased=False, keepdim=True)
        add_case("variance", [spread_rows(shape)], [step("variance", 0, rest=[axes])], truth)


def add_normalise():
    for _ in range(COUNT):
        shape = front(1, 3)
        small = [size if source.one_in(2) else 1 for size in shape]
        epsilon = source.pick([1e-5, 1e-3, 0.1])
        inputs = [operand(shape), values(small), values(small, positive)]
        truth = lambda x, mean, variance: (x - mean) * torch.rsqrt(variance + epsilon)
        add_case("normalise", inputs, [step("normalise", 0, 1, 2, rest=[epsilon])], truth)


def add_layer_norms():
    for name in ("layerNorm", "fusedLayerNorm"):
        for _ in range(COUNT):
            size, epsilon = source.within(2, 6), source.pick([1e-5, 1e-3, 0.1])
            inputs = [spread_rows([*front(), size]), values([size]), values([size])]
            truth = lambda x, gamma, beta: functional.layer_norm(x, [size], gamma, beta, epsilon)
            add_case(name, inputs, [step(name, 0, 1, 2, rest=[epsilon])], truth)


def batch_norm(x, *rest, training, epsilon):
    """PyTorch's batch norm counts features along axis 1, the course along the last."""
    mean, variance, gamma, beta = rest
    rows = x.reshape(-1, x.shape[-1])
    out = functional.batch_norm(rows, mean, variance, gamma, beta, training=training, eps=epsilon)
    return out.reshape(x.shape)


def add_batch_norms():
    """In training: mean, variance, normalise, times γ, plus β. Afterwards the statistics are constants."""
    for _ in range(COUNT):
        size, rows, epsilon = source.within(1, 4), [source.within(2, 4), *front(0, 2)], source.pick([1e-5, 1e-3])
        axes = list(range(len(rows)))
        inputs = [spread_rows([*rows, size]), values([size]), values([size])]
        steps = [
            step("mean", 0, rest=[axes, True]),
            step("variance", 0, rest=[axes]),
            step("normalise", 0, 3, 4, rest=[epsilon]),
            step("mul", 5, 1),
            step("add", 6, 2),
        ]
        truth = lambda x, gamma, beta: batch_norm(x, None, None, gamma, beta, training=True, epsilon=epsilon)
        add_case("batch norm, in training", inputs, steps, truth)
    for _ in range(COUNT):
        size, epsilon = source.within(1, 4), source.pick([1e-5, 1e-3])
        statistics = [constant(values([size])), constant(values([size], positive))]
        inputs = [values([*front(), size]), *statistics, values([size]), values([size])]
        steps = [step("normalise", 0, 1, 2, rest=[epsilon]), step("mul", 5, 3), step("add", 6, 4)]
        truth = lambda x, *rest: batch_norm(x, *rest, training=False, epsilon=epsilon)
        add_case("batch norm, afterwards", inputs, steps, truth)


def add_embeddings():
    for _ in range(COUNT):
        count, width, shape = source.within(1, 5), source.within(1, 4), some_shape(0, 3)
        indices = values(shape, lambda: source.within(0, count - 1))
        rows = torch.tensor(indices["data"]).long().reshape(shape)
        add_case(
            "embed",
            [operand([count, width])],
            [step("embed", 0, rest=[indices])],
            lambda table: functional.embedding(rows, table),
        )


def add_layers():
    add_linear()
    add_variance()
    add_normalise()
    add_layer_norms()
    add_batch_norms()
    add_embeddings()
