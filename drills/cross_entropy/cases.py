"""What the cross-entropy drill tries: leading shapes, ignored positions, smoothing, large logits, masked classes."""

import torch

from llmprep.drills.cases import Suite, call, script

suite = Suite()


@suite.cases
def ordinary(d):
    batch, n = d.batch(), d.size(1, 5)
    logits = d.tensor(*batch, n, styles=("simple", "normal", "ties"), scale=2.0)
    targets = d.ints(*batch, low=0, high=n - 1)
    return call("cross_entropy", logits, targets, **d.one_of(({}, {"label_smoothing": 0.2})))


@suite.cases
def ignored_and_smoothed(d):
    rows, n = d.size(2, 5), d.size(2, 5)
    ignore = d.one_of((-100, 0, n - 1, -1))
    targets = d.ints(rows, low=0, high=n - 1).tensor
    targets[1] = ignore
    targets[0] = 1 if ignore != 1 else 0
    smoothing = d.one_of((0.0, 0.1, 0.5, 1.0))
    return call("cross_entropy", d.tensor(rows, n, scale=2.0), targets, ignore, smoothing)


@suite.example("the default ignores -100")
def default_ignore(dtype):
    logits = torch.tensor([[0.0, 1.0, 2.0], [1.5, -1.0, 0.5], [3.0, 3.0, -2.0]], dtype=dtype)
    return call("cross_entropy", logits, torch.tensor([2, -100, 1]))


@suite.example("smoothing by name, over all classes")
def smoothing(dtype):
    logits = torch.tensor([[[0.0, 1.0, 4.0], [1.5, -1.0, 0.5]]], dtype=dtype)
    return call("cross_entropy", logits, torch.tensor([[2, 0]]), label_smoothing=0.25)


@suite.example("logits of 1e4")
def large(dtype):
    return call(
        "cross_entropy", torch.tensor([[1e4, 0.0, -1e4], [-1e4, -1e4, -1e4]], dtype=dtype), torch.tensor([1, 2])
    )


@suite.example("confident and right: a small loss")
def confident(dtype):
    # In bfloat16 the logit and the logsumexp are the same number here.
    logits = torch.tensor([[8.0, 0.0, -1.0], [0.5, 9.0, 0.0]], dtype=dtype)
    return call("cross_entropy", logits, torch.tensor([0, 1]))


@suite.example("classes masked by -inf")
def masked(dtype):
    hole = float("-inf")
    logits = torch.tensor([[0.0, 1.0, hole], [hole, 2.0, 0.5], [1.5, hole, hole]], dtype=dtype)
    return call("cross_entropy", logits, torch.tensor([1, 2, 0]))


@suite.example("no leading dimensions")
def single(dtype):
    return call("cross_entropy", torch.tensor([0.5, -1.0, 2.0], dtype=dtype), torch.tensor(1))


@suite.example("nothing left to average")
def nothing(dtype):
    logits = torch.tensor([[0.0, 1.0], [2.0, 0.0]], dtype=dtype)
    return script(call("cross_entropy", logits, torch.tensor([-100, -100])), grads=False)
