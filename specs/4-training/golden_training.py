"""Golden values of training: what PyTorch says, in float64, of its optimisers, schedules, clipping, dropout and standardising.

    apt-get install --no-install-recommends python3-torch
    /usr/bin/python3 specs/4-training/golden_training.py

writes golden_training.json beside this file. A case names a probe of the course and the data that it takes; `values` are PyTorch's
answers, in the order in which the probe packs them.
"""

import sys
from pathlib import Path

import torch

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from golden_cases import *


def tensor(v):
    return torch.tensor(v["data"], dtype=torch.float64).reshape(v["shape"])


def training_case(name, probe, data, answers):
    """Keeps a case. @param answers - tensors, or lists of numbers"""
    listed = [plain(t) if isinstance(t, torch.Tensor) else {"shape": [len(t)], "data": [float(x) for x in t]} for t in answers]
    assert all(math.isfinite(x) for v in listed for x in v["data"]), name
    cases.append({"name": name, "probe": probe, "data": data, "values": listed})


makers = {
    "sgd": lambda all, rate, decay: torch.optim.SGD(all, lr=rate, weight_decay=decay),
    "momentum": lambda all, rate, decay: torch.optim.SGD(all, lr=rate, momentum=0.9, weight_decay=decay),
    "adam": lambda all, rate, decay: torch.optim.Adam(all, lr=rate, betas=(0.9, 0.999), eps=1e-8, weight_decay=decay),
}

# Optimisers: several parameters, several steps, with and without decay and clipping.
for rule, maker in makers.items():
    for i in range(20):
        shapes = [some_shape(0, 2) for _ in range(source.within(1, 3))]
        parameters = [values(shape) for shape in shapes]
        gradients = [[values(shape) for shape in shapes] for _ in range(source.within(1, 6))]
        options = {"rate": source.pick([0.5, 0.1, 0.01])}
        if i % 2:
            options["decay"] = source.pick([0.1, 1e-4])
        if i % 3 == 0:
            options["longest"] = source.pick([0.5, 5, 1000])
        leaves = [tensor(v).requires_grad_() for v in parameters]
        optimiser = maker(leaves, options["rate"], options.get("decay", 0))
        after = []
        for step_gradients in gradients:
            for leaf, gradient in zip(leaves, step_gradients):
                leaf.grad = tensor(gradient)
            if "longest" in options:
                torch.nn.utils.clip_grad_norm_(leaves, options["longest"])
            optimiser.step()
            after += [leaf.detach().clone() for leaf in leaves]
        data = {"parameters": parameters, "gradients": gradients, "rule": rule, "options": options}
        training_case(rule, "optimiser.run", data, after)

# Clipping alone.
for i in range(20):
    gradients = [values(some_shape(1, 2)) for _ in range(source.within(1, 4))]
    leaves = [torch.zeros(g["shape"], dtype=torch.float64).requires_grad_() for g in gradients]
    for leaf, gradient in zip(leaves, gradients):
        leaf.grad = tensor(gradient)
    most = source.pick([0.01, 1, 7, 50])
    torch.nn.utils.clip_grad_norm_(leaves, most)
    training_case("clip_grad_norm_", "steps.clipped", {"gradients": gradients, "most": most}, [leaf.grad for leaf in leaves])

# Schedules.
for i in range(20):
    first, last, epochs = source.pick([1, 0.1, 0.003]), source.pick([0, 0.001, 0.5]), source.within(1, 40)
    every, factor = source.within(1, 9), source.pick([0.5, 0.1, 0.9])
    data = {"first": first, "last": last, "every": every, "factor": factor, "epochs": epochs, "asked": list(range(epochs + 1))}
    schedules = {
        "StepLR": ("steps.stepped", lambda o: torch.optim.lr_scheduler.StepLR(o, every, factor)),
        "CosineAnnealingLR": ("steps.cosine", lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, epochs, last)),
    }
    for name, (probe, maker) in schedules.items():
        optimiser = torch.optim.SGD([torch.zeros(1)], lr=first)
        schedule = maker(optimiser)
        rates = []
        for _ in range(epochs + 1):
            rates.append(optimiser.param_groups[0]["lr"])
            optimiser.step()
            schedule.step()
        training_case(name, probe, data, [rates])

# Dropout: PyTorch draws the mask, and the draws are made from it.
torch.manual_seed(SEED)
for i in range(20):
    x, p = values(some_shape(1, 3)), source.pick([0, 0.25, 0.5, 0.9])
    leaf = tensor(x).requires_grad_()
    out, mask = torch.native_dropout(leaf, p, True)
    upstream = values(x["shape"])
    (gradient,) = torch.autograd.grad(out, [leaf], tensor(upstream))
    draws = [1 - 2**-20 if kept else p / 2 for kept in mask.reshape(-1).tolist()]
    before = {"shape": x["shape"], "data": [0.0] * size_of(x["shape"])}
    data = {"a": x, "p": p, "draws": draws, "upstream": upstream, "before": before}
    training_case("dropout", "dropout.forward", data, [out])
    training_case("dropout, its gradient", "dropout.gradient", data, [gradient])

# Columns: means, deviations with 1/n, and numbers on a common scale.
for i in range(20):
    x = values([source.within(2, 6), source.within(1, 4)])
    means = tensor(x).mean(0)
    deviations = tensor(x).std(0, unbiased=False)
    given = {"x": x, "means": means.tolist(), "deviations": deviations.tolist()}
    training_case("mean", "examples.means", given, [means])
    training_case("std", "examples.deviations", given, [deviations])
    training_case("(x − mean) / std", "examples.standard", given, [(tensor(x) - means) / deviations])

write(__file__)
