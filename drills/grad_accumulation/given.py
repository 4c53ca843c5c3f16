"""The losses of the accumulation drill, and parameters that are watched."""

import torch

_watched = []


def leaves(*tensors):
    """Leaf parameters that hold a gradient from before; `loss_sum` notices when it changes."""
    made = [tensor.detach().clone().requires_grad_(True) for tensor in tensors]
    for leaf in made:
        leaf.grad = torch.full_like(leaf, 7.0)
    _watched[:] = [(leaf, True) for leaf in made]
    return made


def frozen(*tensors):
    """Parameters that require no gradient; `loss_sum` notices when they do."""
    made = [tensor.detach().clone() for tensor in tensors]
    _watched[:] = [(leaf, False) for leaf in made]
    return made


def _check():
    for leaf, had_grad in _watched:
        if leaf.requires_grad != had_grad:
            raise RuntimeError("a given parameter's requires_grad was changed")
        if had_grad and (leaf.grad is None or not (leaf.grad == 7).all()):
            raise RuntimeError("the .grad of a given parameter was changed")


class Checked:
    """A loss that looks at the watched parameters whenever it is called."""

    def __init__(self, fn):
        self.fn = fn

    def __call__(self, params, micro_batch):
        _check()
        if micro_batch.shape[0] == 0:
            return micro_batch.sum(), 0
        return self.fn(params, micro_batch)


def loss_sum():
    """Sum over tokens (rows) of a curved loss in the first two parameters; the third is unused."""
    _watched.clear()
    return Checked(_curved)


def _curved(params, rows):
    losses = (rows * params[0]).sum(-1).square() + (rows * params[1]).sum(-1)
    return losses.sum(), rows.shape[0]


def linear_sum():
    """Sum over tokens of w * x."""
    _watched.clear()
    return Checked(lambda params, rows: ((rows * params[0]).sum(), rows.shape[0]))
