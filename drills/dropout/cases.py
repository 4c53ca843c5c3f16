"""What the dropout drill tries: possible values everywhere, frequencies and independence over many entries."""

import torch

from llmprep.drills.cases import Counted, Seeded, Suite, call

suite = Suite()


@suite.cases
def ordinary(d):
    x = d.tensor(*d.batch(), d.size(1, 6), styles=("simple", "normal"))
    p = d.one_of((0.0, 0.5, 0.25, 0.9, 1.0, -0.1, 1.5))
    return call("dropout", x, p, d.flag(), d.generator())


@suite.judge
def possible(script, expected, got):
    if expected[0].raised:
        return None
    (step,) = script.steps
    x, p, training = step.args[0].tensor, step.args[1], step.args[2]
    y = got[0].value
    if not isinstance(y, torch.Tensor) or y.shape != x.shape or y.dtype != x.dtype:
        return f"the result should be a {x.dtype} tensor of shape {tuple(x.shape)}"
    if not torch.isfinite(y).all():
        return "the result is not finite"
    scale = 1.0 if not training or p == 1 else 1 / (1 - p)
    wanted = x.double() * scale
    kept = (y.double() - wanted).abs() <= 1e-2 * wanted.abs() if x.dtype == torch.bfloat16 else torch.isclose(y.double(), wanted)
    if not training or p == 0:
        return None if kept.all() else "every entry should be kept as it is"
    if p == 1:
        return None if (y == 0).all() else "p = 1 should drop everything"
    if not (kept | (y == 0)).all():
        return f"an entry is neither 0 nor x / (1 - p) = {scale:.4g} x"
    gradient = (got[0].grads or {}).get("t0")
    moved = y != 0
    if gradient is not None and (gradient[(y == 0) & (x != 0)] != 0).any():
        return "a gradient flows through a dropped entry"
    if moved.any() and (gradient is None or (gradient[moved] == 0).all()) and step.args[0].tensor.numel() > 0 and got[0].grads is not None:
        return "no gradient flows through the kept entries"
    return None


@suite.statistics("entries are dropped with probability p, independently")
def frequencies(ask, seed):
    n = 20_000
    for i, p in enumerate((0.1, 0.5, 0.8)):
        ((outcome,),) = ask([call("dropout", torch.ones(n // 2, 2), p, True, Seeded(seed + i))])
        dropped = (outcome.value == 0).long()
        yield Counted(f"dropped at p = {p}", torch.bincount(dropped.flatten(), minlength=2).tolist(), [1 - p, p])
        pairs = torch.bincount(dropped[:, 0] * 2 + dropped[:, 1], minlength=4).tolist()
        yield Counted(f"pairs in a row at p = {p}", pairs, [(1 - p) ** 2, (1 - p) * p, p * (1 - p), p * p])
        ((again,),) = ask([call("dropout", torch.ones(n // 2, 2), p, True, Seeded(seed + 100 + i))])
        if torch.equal(again.value, outcome.value):
            yield "two generators with different seeds give the same mask"
