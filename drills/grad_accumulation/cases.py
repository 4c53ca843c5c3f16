"""What the accumulation drill tries: uneven and empty micro-batches, unused parameters, .grad left alone."""

import torch

from llmprep.drills.cases import GivenFn, Suite, call

suite = Suite(gradients=False)
LOSS = GivenFn("loss_sum", says="(rows @ p[0])**2 + rows @ p[1], summed over the rows, and their number")
LINEAR = GivenFn("linear_sum", says="rows * p[0], summed, and the number of rows")


def leaves(*params):
    """Leaf parameters that hold a gradient from before, which has to stay as it is."""
    names = tuple(f"p{i}" for i in range(len(params)))
    return GivenFn("leaves", params, names=names, shown=f"[{', '.join(f'{{{n}}}' for n in names)}]")


def micro_batches(d, width, sizes):
    return [d.tensor(n, width, styles=("simple", "normal"), layouts=("plain",)).tensor for n in sizes]


@suite.cases
def ordinary(d):
    width = d.size(1, 3)
    sizes = [d.size(1, 5)] + [d.size(0, 5) for _ in range(d.size(0, 3))]
    params = [
        d.tensor(width, layouts=("plain",)).tensor,
        d.tensor(width, layouts=("plain",)).tensor,
        d.tensor(2, layouts=("plain",)).tensor,
    ]
    return call("accumulated_gradients", LOSS, leaves(*params), micro_batches(d, width, sizes))


@suite.example("plain tensors that require nothing")
def plain(dtype):
    params = [torch.tensor(x, dtype=dtype) for x in ([0.5, -1.0], [1.0, 2.0], [3.0])]
    batches = [torch.tensor([[1.0, 2.0]] * 3, dtype=dtype), torch.tensor([[5.0, -1.0]], dtype=dtype)]
    return call("accumulated_gradients", LOSS, GivenFn("frozen", tuple(params)), batches)


@suite.example("three tokens and one")
def uneven(dtype):
    batches = [torch.ones(3, 1, dtype=dtype), torch.full((1, 1), 5.0, dtype=dtype)]
    return call("accumulated_gradients", LINEAR, [torch.tensor([2.0], dtype=dtype)], batches)


@suite.example("a micro-batch without tokens")
def empty(dtype):
    batches = [torch.ones(2, 1, dtype=dtype), torch.ones(0, 1, dtype=dtype), torch.full((3, 1), 2.0, dtype=dtype)]
    return call("accumulated_gradients", LINEAR, leaves(torch.tensor([2.0], dtype=dtype)), batches)
