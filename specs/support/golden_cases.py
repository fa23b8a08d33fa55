"""What the golden values of all assignments are made with: random numbers, cases of the course's operations, and PyTorch's
answers in float64. The `golden.py` of an assignment imports it and adds its cases.

A case is a program of the course: inputs, steps and what the last step's value is, and the gradient of every input
for one upstream gradient. Only `steps` are the course's; value and gradients come from the PyTorch function that
stands beside them, which is written with PyTorch's own operations (`cross_entropy`, `layer_norm`), not step by step.

Numbers are like those of arbitraries.ts: 33 significant bits within ±8, now and then small whole numbers, all 0 or all
1. They are written with as many digits as tell them from their neighbours, at most 17.

Where several elements are equally large, PyTorch's `amax` shares the upstream gradient evenly. The course leaves open
how it is shared, so those cases say `ties`, and the test asks only that no share is negative and that they add up.
"""

import json
import math
import platform
import subprocess
from pathlib import Path

import torch

SEED = 1986
MASK = 2**64 - 1

torch.set_num_threads(1)


class Source:
    """Random numbers by SplitMix64: ten lines that no version of Python or PyTorch will change."""

    def __init__(self, seed):
        self.state = seed

    def bits(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def within(self, low, high):
        """A whole number from low to high, both included."""
        return low + self.bits() % (high - low + 1)

    def one_in(self, n):
        return self.within(1, n) == 1

    def pick(self, items):
        return items[self.within(0, len(items) - 1)]

    def shuffled(self, items):
        rest, out = list(items), []
        while rest:
            out.append(rest.pop(self.within(0, len(rest) - 1)))
        return out


source = Source(SEED)
cases = []


def number(simplest=2):
    """As in arbitraries.ts: within ±8 in steps of 2⁻³⁰, or a whole number at most 8 from the simplest."""
    spread = 2**33 - 2**13
    n = source.within(-spread, spread)
    return float(simplest + n) if abs(n) <= 8 else (n + math.copysign(2**13, n)) * 2.0**-30


def away_from_zero():
    while True:
        x = number()
        if x != 0:
            return x


def positive():
    return abs(away_from_zero())


def whole():
    return float(source.within(-3, 4))


def small():
    """Within ±1, so that exponentials and long chains stay moderate."""
    return number() / 8


def size_of(shape):
    return math.prod(shape)


def values(shape, element=number):
    return {"shape": list(shape), "data": [float(element()) for _ in range(size_of(shape))]}


def operand(shape, element=number):
    """Now and then whole numbers, all 0 or all 1: the neutral elements tempt one to hand on an operand as it is."""
    choice = source.within(1, 10)
    if choice == 1:
        return values(shape, lambda: 0)
    if choice == 2:
        return values(shape, lambda: 1)
    if choice in (3, 4):
        return values(shape, whole)
    return values(shape, element)


def single(x):
    return values([], lambda: x)


def constant(v):
    """An input without a gradient."""
    return {**v, "constant": True}


def some_shape(low=0, high=3, most=4):
    return [source.within(1, most) for _ in range(source.within(low, high))]


def broadcastable():
    """Two shapes that broadcast with each other, mostly different ones."""
    axes = [(source.within(1, 4), source.pick(["none", "a", "b"])) for _ in range(source.within(1, 3))]
    shorter, by = source.pick(["none", "a", "b"]), source.within(0, 3)

    def side(name):
        sizes = [1 if stretch == name else size for size, stretch in axes]
        return sizes[by:] if shorter == name else sizes

    return side("a"), side("b")


def some_axes(rank):
    """Distinct axes in any order, some of them counted from the back."""
    axes = source.shuffled(range(rank))[: source.within(0, rank)]
    return [axis - rank if source.one_in(2) else axis for axis in axes]


def step(operation, *tensors, rest=()):
    """A call of the course: slots (or one list of them), then plain data."""
    listed = len(tensors) == 1 and isinstance(tensors[0], list)
    slots = tensors[0] if listed else list(tensors)
    return {"operation": operation, "tensors": slots, "listed": listed, "rest": list(rest)}


def plain(t):
    return {"shape": list(t.shape), "data": t.detach().contiguous().reshape(-1).tolist()}


def add_case(name, inputs, steps, truth, upstream=None, ties=False):
    """Asks PyTorch, and keeps what it says. `upstream`: a number, or else random."""
    leaves = [
        torch.tensor(v["data"], dtype=torch.float64).reshape(v["shape"]).requires_grad_("constant" not in v)
        for v in inputs
    ]
    out = truth(*leaves)
    assert out.dtype == torch.float64
    given = values(out.shape, (lambda: number(1)) if upstream is None else (lambda: upstream))
    moving = [leaf for leaf in leaves if leaf.requires_grad]
    along = torch.tensor(given["data"], dtype=torch.float64).reshape(given["shape"])
    grads = iter(torch.autograd.grad(out, moving, along))
    case = {
        "name": name,
        "inputs": inputs,
        "steps": steps,
        "upstream": given,
        "value": plain(out),
        "gradients": [plain(next(grads)) if leaf.requires_grad else None for leaf in leaves],
    }
    if ties:
        case["ties"] = True
    numbers = [x for v in (case["value"], *case["gradients"]) if v is not None for x in v["data"]]
    assert all(math.isfinite(x) for x in numbers), name
    cases.append(case)


def write(script):
    """Writes all cases into golden.json beside an assignment's golden.py, whose path is `script`."""
    path = Path(script).resolve()
    package = ["dpkg-query", "--show", "--showformat=${Version}", "python3-torch"]
    made = {
        "script": "/".join(path.parts[-3:]),
        "seed": SEED,
        "package": f"python3-torch {subprocess.run(package, capture_output=True, check=True, text=True).stdout}",
        "torch": torch.__version__,
        "python": platform.python_version(),
        "machine": platform.machine(),
    }
    dense = {"ensure_ascii": False, "separators": (",", ":"), "allow_nan": False}
    lines = ",\n".join(json.dumps(case, **dense) for case in cases)
    text = f'{{"made":{json.dumps(made, **dense)},\n"cases":[\n{lines}\n]}}\n'
    path.with_suffix(".json").write_text(text, encoding="utf-8")
    counts = {name: sum(case["name"] == name for case in cases) for name in dict.fromkeys(c["name"] for c in cases)}
    print(f"{len(cases)} cases, {len(text.encode()) // 1024} kB: {counts}")

