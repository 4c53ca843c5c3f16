"""What the accumulation drill tries: uneven and empty micro-batches, unused parameters, .grad left alone."""

import torch

from llmprep.drills.cases import GivenFn, Suite, call, script

suite = Suite(gradients=False)


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
    given = GivenFn("leaves", tuple(params))
    return call("accumulated_gradients", GivenFn("loss_sum", ()), given, micro_batches(d, width, sizes))


@suite.example("plain tensors that require nothing")
def plain(dtype):
    params = [
        torch.tensor([0.5, -1.0], dtype=dtype),
        torch.tensor([1.0, 2.0], dtype=dtype),
        torch.tensor([3.0], dtype=dtype),
    ]
    batches = [torch.tensor([[1.0, 2.0]] * 3, dtype=dtype), torch.tensor([[5.0, -1.0]], dtype=dtype)]
    return call("accumulated_gradients", GivenFn("loss_sum", ()), params, batches)


@suite.example("three tokens and one")
def uneven(dtype):
    batches = [torch.ones(3, 1, dtype=dtype), torch.full((1, 1), 5.0, dtype=dtype)]
    return call("accumulated_gradients", GivenFn("linear_sum", ()), [torch.tensor([2.0], dtype=dtype)], batches)


@suite.example("a micro-batch without tokens")
def empty(dtype):
    batches = [torch.ones(2, 1, dtype=dtype), torch.ones(0, 1, dtype=dtype), torch.full((3, 1), 2.0, dtype=dtype)]
    return script(
        call(
            "accumulated_gradients",
            GivenFn("linear_sum", ()),
            GivenFn("leaves", (torch.tensor([2.0], dtype=dtype),)),
            batches,
        )
    )
