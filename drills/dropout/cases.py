"""What the dropout drill tries: possible values everywhere, frequencies and independence over many entries."""

from dataclasses import replace

import torch

from llmprep.drills.cases import Counted, Seeded, Suite, Wrong, call, script

suite = Suite()


@suite.cases
def ordinary(d):
    x = d.tensor(*d.batch(), d.size(1, 6), styles=("simple", "normal"))
    p = d.one_of((0.0, 0.5, 0.25, 0.9, 1.0, -0.1, 1.5))
    return call("dropout", x, p, d.flag(), d.generator())


@suite.judge
def possible(script, expected, got):
    for i, (step, wanted, outcome) in enumerate(zip(script.steps, expected, got, strict=True)):
        wrong = None if wanted.raised else wrong_mask(step, outcome)
        if isinstance(wrong, Wrong):
            return replace(wrong, step=i)
        if wrong:
            return Wrong(wrong, step=i)
    return None


def first(where):
    """The index of the first True."""
    return tuple(int(i) for i in where.nonzero()[0])


def wrong_mask(step, got):
    """What no mask could have given, or None."""
    x, p, training = getattr(step.args[0], "tensor", step.args[0]), step.args[1], step.args[2]
    y = got.value
    if not isinstance(y, torch.Tensor) or y.shape != x.shape or y.dtype != x.dtype:
        return f"the result should be a {x.dtype} tensor of shape {tuple(x.shape)}"
    if not torch.isfinite(y).all():
        return "the result is not finite"
    scale = 1.0 if not training or p == 1 else 1 / (1 - p)
    wanted = x.double() * scale
    near = 1e-2 * wanted.abs() if x.dtype in (torch.bfloat16, torch.float16) else 1e-5 * wanted.abs() + 1e-8
    kept = (y.double() - wanted).abs() <= near
    if (not training or p == 0) and not kept.all():
        return Wrong("every entry should be kept as it is", index=first(~kept))
    if training and p == 1 and y.any():
        return Wrong("p = 1 should drop everything", index=first(y != 0))
    if not (kept | (y == 0)).all():
        text = f"an entry is neither 0 nor x / (1 - p) = {scale:.4g} x"
        return Wrong(text, index=first(~kept & (y != 0)), facts={"x / (1 - p)": wanted.to(x.dtype)})
    gradient = next(iter((got.grads or {}).values()), None)
    if got.grad_error:
        return f"the backward pass failed with {got.grad_error.name}"
    if got.grads is not None and gradient is None:
        return "the result does not depend on x: backward() fails instead of giving zeros"
    if gradient is not None and not torch.isfinite(gradient).all():
        return "the gradient is not finite"
    if gradient is not None and (gradient[(y == 0) & (x != 0)] != 0).any():
        return "a gradient flows through a dropped entry"
    if gradient is not None and y.any() and not gradient[y != 0].any():
        return "no gradient flows through the kept entries"
    return None


PAIRS = ["kept, kept", "kept, dropped", "dropped, kept", "dropped, dropped"]


@suite.statistics("entries are dropped with probability p, independently")
def frequencies(ask, seed):
    n = 20_000
    for i, p in enumerate((0.1, 0.5, 0.8)):
        ((outcome,),) = ask([call("dropout", torch.ones(n // 2, 2), p, True, Seeded(seed + i))])
        dropped = (outcome.value == 0).long()
        counts = torch.bincount(dropped.flatten(), minlength=2).tolist()
        yield Counted(f"dropped at p = {p}", counts, [1 - p, p], ["kept", "dropped"])
        pairs = torch.bincount(dropped[:, 0] * 2 + dropped[:, 1], minlength=4).tolist()
        yield Counted(f"pairs in a row at p = {p}", pairs, [(1 - p) ** 2, (1 - p) * p, p * (1 - p), p * p], PAIRS)
        ((again,),) = ask([call("dropout", torch.ones(n // 2, 2), p, True, Seeded(seed + 100 + i))])
        if torch.equal(again.value, outcome.value):
            yield "two generators with different seeds give the same mask"


@suite.example("p = 1 in training, and half")
def certain(dtype):
    x = torch.tensor([[1.0, -2.0, 0.5], [3.0, 1.5, -1.0]], dtype=dtype)
    return script(call("dropout", x, 1.0, True, Seeded(3)), call("dropout", x, 0.5, True, Seeded(4)))


@suite.example("not training")
def evaluating(dtype):
    return call("dropout", torch.tensor([1.0, -2.0, 0.5], dtype=dtype), 0.5, False, Seeded(3))
