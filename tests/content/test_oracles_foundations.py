"""Section H: every reference against torch's own implementation, scipy, or brute force."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from scipy import stats

from llmprep.drills.truth import load_reference

EXACT = {"rtol": 1e-10, "atol": 1e-12}


def reference(drill: str, name: str | None = None):
    return load_reference(drill)[name or drill]


def randn(*shape, seed=0):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def close(a, b):
    torch.testing.assert_close(a, b, **EXACT)


def with_gradients(fn, *inputs):
    """The result of fn and its gradients for a fixed upstream gradient."""
    leaves = [x.clone().requires_grad_(True) for x in inputs]
    out = fn(*leaves)
    upstream = randn(*out.shape, seed=99)
    return out.detach(), torch.autograd.grad((out * upstream).sum(), leaves)


@pytest.mark.parametrize("dim", [-1, 0, 1])
def test_softmax_is_torchs_and_is_zero_for_empty_slices(dim):
    x = randn(3, 4) * 20
    for mine, theirs in zip(
        with_gradients(lambda t: reference("softmax")(t, dim), x), with_gradients(lambda t: torch.softmax(t, dim), x)
    ):
        torch.testing.assert_close(mine, theirs)
    blind = torch.full((2, 3), float("-inf"), requires_grad=True)
    out = reference("softmax")(blind)
    out.sum().backward()
    assert not out.any()
    assert not blind.grad.any()


@pytest.mark.parametrize("drill", ["relu", "gelu"])
def test_activations_and_their_gradients_are_torchs(drill):
    x = torch.cat([randn(50) * 3, torch.zeros(2, dtype=torch.float64)])
    theirs = {"relu": F.relu, "gelu": F.gelu}[drill]
    for a, b in zip(with_gradients(reference(drill), x), with_gradients(theirs, x)):
        torch.testing.assert_close(a, b, rtol=1e-7, atol=1e-12)


def test_relu_keeps_nan():
    assert reference("relu")(torch.tensor([float("nan")])).isnan().all()


def test_linear_and_embedding_are_torchs():
    x, w, b = randn(2, 3, 4), randn(5, 4, seed=1), randn(5, seed=2)
    close(reference("linear")(x, w, b), F.linear(x, w, b))
    close(reference("linear")(x, w), F.linear(x, w))
    ids = torch.tensor([[0, 2], [1, 1]])
    for padding in (None, 1):
        mine = with_gradients(lambda t: reference("embedding")(ids, t, padding), randn(4, 3))
        theirs = with_gradients(lambda t: F.embedding(ids, t, padding), randn(4, 3))
        for a, c in zip(mine, theirs):
            torch.testing.assert_close(a, c)


def test_dropout_keeps_the_mean_and_drops_the_right_share():
    x = torch.ones(100_000)
    y = reference("dropout")(x, 0.3, True, torch.Generator().manual_seed(1))
    assert abs(float((y == 0).double().mean()) - 0.3) < 0.01
    assert y.unique().tolist() == [0.0, pytest.approx(1 / 0.7)]
    assert torch.equal(reference("dropout")(x, 0.3, False, torch.Generator()), x)


@pytest.mark.parametrize("smoothing", [0.0, 0.1, 1.0])
@pytest.mark.parametrize("ignore", [-100, 2])
def test_cross_entropy_is_torchs(smoothing, ignore):
    logits, targets = randn(2, 4, 5) * 3, torch.tensor([[0, 2, 4, 1], [ignore, 3, ignore, 0]])

    def theirs(t):
        return F.cross_entropy(t.reshape(-1, 5), targets.reshape(-1), ignore_index=ignore, label_smoothing=smoothing)

    mine = with_gradients(lambda t: reference("cross_entropy")(t, targets, ignore, smoothing), logits)
    for a, b in zip(mine, with_gradients(theirs, logits)):
        torch.testing.assert_close(a, b)


def test_cross_entropy_of_nothing_is_nan():
    assert reference("cross_entropy")(randn(2, 3), torch.tensor([-100, -100])).isnan()


def test_norms_are_torchs():
    x, w, b = randn(2, 3, 6), randn(6, seed=1), randn(6, seed=2)
    for a, c in zip(
        with_gradients(reference("layer_norm"), x, w, b),
        with_gradients(lambda *t: F.layer_norm(t[0], (6,), *t[1:]), x, w, b),
    ):
        torch.testing.assert_close(a, c)
    for a, c in zip(
        with_gradients(reference("rms_norm"), x, w), with_gradients(lambda t, s: F.rms_norm(t, (6,), s, 1e-6), x, w)
    ):
        torch.testing.assert_close(a, c)


@pytest.mark.parametrize("shape", [(4, 3), (4, 3, 5), (2, 3, 2, 4)])
@pytest.mark.parametrize("training", [True, False])
def test_batch_norm_and_its_running_values_are_torchs(shape, training):
    x, w, b = randn(*shape), randn(3, seed=1), randn(3, seed=2)
    mean, var = randn(3, seed=3), randn(3, seed=4).abs() + 0.5
    y, new_mean, new_var = reference("batch_norm")(x, w, b, mean, var, training, 0.3)
    their_mean, their_var = mean.clone(), var.clone()
    close(y, F.batch_norm(x, their_mean, their_var, w, b, training, 0.3))
    close(new_mean, their_mean)
    close(new_var, their_var)


def test_swiglu_from_torchs_parts():
    x, gate, up, down = randn(2, 3), randn(3, 5, seed=1), randn(3, 5, seed=2), randn(5, 3, seed=3)
    close(reference("swiglu")(x, gate, up, down), (F.silu(x @ gate) * (x @ up)) @ down)


@pytest.mark.parametrize("shape", [(300, 200), (40, 30, 3, 5)])
def test_kaiming_normal_is_normal_with_torchs_deviation(shape):
    mine = reference("kaiming_init", "kaiming_normal")(shape, torch.Generator().manual_seed(7)).flatten().numpy()
    theirs = torch.nn.init.kaiming_normal_(torch.empty(shape), nonlinearity="relu").std()
    assert stats.kstest(mine / math.sqrt(2 / math.prod(shape[1:])), "norm").pvalue > 1e-4
    assert abs(mine.std() / float(theirs) - 1) < 0.02


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("padding", [0, 1, 2])
def test_conv2d_is_torchs(stride, padding):
    x, w, b = randn(2, 3, 6, 5), randn(4, 3, 3, 2, seed=1), randn(4, seed=2)
    mine = with_gradients(lambda *t: reference("conv2d")(*t, stride, padding), x, w, b)
    for a, c in zip(mine, with_gradients(lambda *t: F.conv2d(*t, stride, padding), x, w, b)):
        torch.testing.assert_close(a, c)


@pytest.mark.parametrize("targets", [(), (2,)])
def test_linear_regression_is_numpys_least_squares(targets):
    x, y = randn(12, 3) + 2, randn(12, *targets, seed=1)
    w, b = reference("linear_regression")(x, y)
    design = np.c_[x.numpy(), np.ones(12)]
    theirs = np.linalg.lstsq(design, y.numpy(), rcond=None)[0]
    np.testing.assert_allclose(w.numpy(), theirs[:-1], rtol=1e-8)
    np.testing.assert_allclose(b.numpy(), theirs[-1], rtol=1e-8)


def test_linear_regression_has_the_smallest_norm_where_rank_is_lost():
    column = randn(6)
    w, _ = reference("linear_regression")(torch.stack([column, column], 1), 3 * column + 1)
    close(w, torch.full((2,), 1.5, dtype=torch.float64))


@pytest.mark.parametrize("max_norm", [0.5, 3.0, 100.0])
def test_clip_grad_norm_is_torchs(max_norm):
    grads = [randn(3), randn(2, 2, seed=1)]
    params = [torch.nn.Parameter(torch.zeros_like(g)) for g in grads]
    for p, g in zip(params, grads):
        p.grad = g.clone()
    norm = torch.nn.utils.clip_grad_norm_(params, max_norm)
    clipped, mine = reference("clip_grad_norm")(grads, max_norm)
    close(mine, norm)
    for a, p in zip(clipped, params):
        close(a, p.grad)


def test_accumulated_gradients_are_those_of_one_large_batch():
    x = randn(10, 3)
    w = randn(3, seed=1)

    def loss_sum(params, rows):
        return (rows @ params[0]).square().sum() + (rows @ params[0]).sum(), len(rows)

    (mine,) = reference("grad_accumulation", "accumulated_gradients")(loss_sum, [w], [x[:1], x[1:8], x[8:]])
    leaf = w.clone().requires_grad_(True)
    total, n = loss_sum([leaf], x)
    (total / n).backward()
    close(mine, leaf.grad)


def test_adamw_step_is_torchs_over_many_steps():
    p = torch.nn.Parameter(randn(4))
    optimiser = torch.optim.AdamW([p], lr=0.05, betas=(0.8, 0.95), eps=1e-6, weight_decay=0.1)
    mine = p.detach().clone()
    m, v = torch.zeros_like(mine), torch.zeros_like(mine)
    for step in range(1, 30):
        p.grad = randn(4, seed=step)
        mine, m, v = reference("adamw_step")(mine, p.grad, m, v, step, 0.05, (0.8, 0.95), 1e-6, 0.1)
        optimiser.step()
        close(mine, p.detach())


def test_cosine_schedule_is_torchs_after_the_warm_up():
    schedule = reference("cosine_schedule")
    optimiser = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=2.0)
    theirs = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, T_max=40, eta_min=0.2)
    for step in range(10, 50):
        assert schedule(step, 50, 10, 2.0, 0.2) == pytest.approx(theirs.get_last_lr()[0], rel=1e-9)
        optimiser.step()
        theirs.step()
    assert [schedule(s, 50, 10, 2.0) for s in (0, 5, 10)] == [0.0, 1.0, 2.0]
    assert schedule(70, 50, 10, 2.0, 0.2) == 0.2


def test_loss_scaler_moves_like_torchs_grad_scaler():
    mine = load_reference("loss_scaler")["LossScaler"](init=64.0, growth=2.0, backoff=0.5, interval=3)
    theirs = torch.amp.GradScaler("cpu", init_scale=64.0, growth_factor=2.0, backoff_factor=0.5, growth_interval=3)
    p = torch.nn.Parameter(torch.zeros(1))
    optimiser = torch.optim.SGD([p], lr=0.0)
    for bad in (0, 0, 0, 1, 0, 0, 1, 0, 0, 0):
        theirs.scale(torch.zeros(1))
        p.grad = torch.tensor([float("inf") if bad else 8.0])
        out = mine.unscale([p.grad.clone()])
        before = theirs.get_scale()
        theirs.unscale_(optimiser)
        assert (out is None) == bool(bad)
        if out is not None:
            assert out[0].item() == 8.0 / before
        theirs.step(optimiser)
        theirs.update()
        assert mine.scale == theirs.get_scale()
