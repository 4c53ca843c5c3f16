"""Section C: every reference against torch's own losses, plain double loops, numeric derivatives, or numbers worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from scipy import signal, special, stats

from llmprep.drills.truth import load_reference


def reference(drill: str, name: str | None = None):
    return load_reference(drill)[name or drill]


def randn(*shape, seed=0):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def ints(low, high, *shape, seed=0):
    return torch.randint(low, high, shape, generator=torch.Generator().manual_seed(seed))


def tensor(*values):
    return torch.tensor(values, dtype=torch.float64)


def close(a, b, rtol=1e-10):
    torch.testing.assert_close(torch.as_tensor(a), torch.as_tensor(b, dtype=torch.float64), rtol=rtol, atol=1e-12)


def gradients(fn, *inputs):
    """The result of fn and the gradients of its sum; None where none flows."""
    leaves = [x.clone().requires_grad_(True) for x in inputs]
    out = fn(*leaves)
    return out.detach(), torch.autograd.grad(out.sum(), leaves, allow_unused=True)


def slopes(fn, x, h=1e-6):
    """Central differences of a scalar function at every entry of x."""
    out = torch.zeros_like(x)
    for i in range(x.numel()):
        up, down = x.clone(), x.clone()
        up.view(-1)[i] += h
        down.view(-1)[i] -= h
        out.view(-1)[i] = (fn(up) - fn(down)) / (2 * h)
    return out


def sloped_as_it_is(fn, x):
    """The gradient that autograd gives is the one that the values show."""
    _, (gradient,) = gradients(fn, x)
    torch.testing.assert_close(gradient, slopes(fn, x), rtol=1e-6, atol=1e-8)


# ---------------------------------------------------------------- language modelling


def log_probability(row, token):
    row = [float(x) for x in row]
    top = max(row)
    return row[token] - top - math.log(sum(math.exp(x - top) for x in row))


@pytest.mark.parametrize("ignore", [-100, 2])
def test_causal_lm_loss_by_a_double_loop(ignore):
    logits, tokens = 4 * randn(3, 5, 4), ints(0, 4, 3, 5)
    tokens[0, 3:] = ignore
    terms = [
        -log_probability(logits[b, t], int(tokens[b, t + 1]))
        for b in range(3)
        for t in range(4)
        if tokens[b, t + 1] != ignore
    ]
    close(reference("causal_lm_loss")(logits, tokens, ignore), sum(terms) / len(terms))


def test_causal_lm_loss_has_no_gradient_at_the_last_position_and_nan_without_targets():
    loss, tokens = reference("causal_lm_loss"), ints(0, 3, 2, 4)
    _, (gradient,) = gradients(lambda x: loss(x, tokens), randn(2, 4, 3))
    assert not gradient[:, -1].any()
    sloped_as_it_is(lambda x: loss(x, tokens), randn(2, 4, 3))
    assert loss(randn(1, 1, 3), tokens[:1, :1]).isnan()
    assert loss(randn(2, 4, 3), torch.full((2, 4), -100)).isnan()


def test_causal_lm_loss_of_the_worked_example():
    logits = torch.tensor([[[0, math.log(3)], [0, 0], [9, 9]]], dtype=torch.float64)
    close(reference("causal_lm_loss")(logits, torch.tensor([[0, 1, 1]])), (math.log(4 / 3) + math.log(2)) / 2)


@pytest.mark.parametrize("p", [0.15, 0.6])
def test_mlm_mask_follows_the_binomial_shares(p):
    n, vocab, mask_id = 40_000, 50, 49
    tokens = ints(0, 40, n)
    special_tokens = ints(0, 4, n, seed=1) == 0
    inputs, labels = reference("mlm_mask", "mask_tokens")(
        tokens, mask_id, vocab, special_tokens, torch.Generator().manual_seed(3), p
    )
    chosen = labels != -100
    assert not (chosen & special_tokens).any()
    assert torch.equal(labels[chosen], tokens[chosen])
    assert torch.equal(inputs[~chosen], tokens[~chosen])
    open_positions = int((~special_tokens).sum())
    assert stats.binomtest(int(chosen.sum()), open_positions, p).pvalue > 1e-4
    total = int(chosen.sum())
    masked = int((inputs[chosen] == mask_id).sum())
    same = int((inputs[chosen] == tokens[chosen]).sum())
    # A random token is the mask, or the token that was there, once in 50.
    assert stats.binomtest(masked, total, 0.8 + 0.1 / vocab).pvalue > 1e-4
    assert stats.binomtest(same, total, 0.1 + 0.1 / vocab).pvalue > 1e-4


def test_perplexity_by_a_loop_and_of_a_uniform_model():
    logits, targets = 3 * randn(2, 3, 4, 5), ints(0, 5, 2, 3, 4)
    mask = ints(0, 3, 2, 3, 4, seed=1) > 0
    terms = [log_probability(logits[tuple(i)], int(targets[tuple(i)])) for i in mask.nonzero()]
    close(reference("perplexity")(logits, torch.where(mask, targets, -7), mask), math.exp(-sum(terms) / len(terms)))
    close(reference("perplexity")(torch.zeros(3, 6).double(), torch.tensor([0, 5, 2]), torch.ones(3) > 0), 6.0)
    assert reference("perplexity")(randn(2, 3), torch.tensor([0, 1]), torch.zeros(2) > 0).isnan()


def test_perplexity_is_the_inverse_of_the_geometric_mean_of_the_probabilities():
    probabilities = tensor([0.5, 0.5, 0, 0], [0.125, 0.375, 0.25, 0.25])
    logits = torch.log(probabilities + 1e-300)
    close(reference("perplexity")(logits, torch.tensor([0, 0]), torch.ones(2) > 0), 4.0)
    mask = torch.tensor([True, False])
    sloped_as_it_is(lambda x: reference("perplexity")(x, torch.tensor([1, 9]), mask), randn(2, 4))


def test_sequence_logps_by_a_double_loop():
    logits, tokens = 3 * randn(4, 5, 3), ints(0, 3, 4, 5)
    mask = ints(0, 2, 4, 5, seed=1) > 0
    mask[:, 0], mask[3] = True, False
    expected = [
        sum(log_probability(logits[b, t - 1], int(tokens[b, t])) for t in range(1, 5) if mask[b, t]) for b in range(4)
    ]
    score = reference("sequence_logps")
    close(score(logits, torch.where(mask, tokens, 99), mask), expected)
    assert float(score(logits, tokens, mask)[3]) == 0.0
    close(score(logits[:, :1], tokens[:, :1], mask[:, :1]), [0.0] * 4)
    sloped_as_it_is(lambda x: score(x, tokens, mask).square().sum(), logits)


# ---------------------------------------------------------------- preferences


def preferences(seed=0):
    return [10 * randn(6, seed=seed + i) for i in range(4)]


@pytest.mark.parametrize("beta", [0.1, 0.5, 2.0])
def test_dpo_loss_is_logistic_regression_on_the_margins(beta):
    pc, pr, rc, rr = preferences()
    margin = beta * ((pc - rc) - (pr - rr))
    loss, grads = gradients(lambda *x: reference("dpo_loss")(*x, beta=beta), pc, pr, rc, rr)
    close(loss, F.binary_cross_entropy_with_logits(margin, torch.ones(6, dtype=torch.float64)))
    # Rafailov et al., section 4: the weight of a pair is beta * sigmoid of how wrongly the implicit rewards order it.
    weight = beta * torch.from_numpy(special.expit(-margin.numpy())) / 6
    close(grads[0], -weight)
    close(grads[1], weight)
    assert grads[2] is None or not grads[2].any()
    assert grads[3] is None or not grads[3].any()


def test_dpo_loss_of_worked_numbers_and_of_equal_models():
    loss = reference("dpo_loss")
    close(loss(tensor(-42), tensor(-50), tensor(-45), tensor(-48), 0.1), 0.474077, rtol=1e-5)
    close(loss(tensor(-42), tensor(-50), tensor(-42), tensor(-50)), math.log(2))
    close(loss(tensor(-1e4), tensor(0), tensor(0), tensor(0), 1.0), 1e4)
    close(loss(tensor(0), tensor(-1e4), tensor(0), tensor(0), 1.0), 0.0)


@pytest.mark.parametrize("tau", [0.1, 0.5])
def test_ipo_loss_is_least_squares_on_the_margins(tau):
    pc, pr, rc, rr = preferences(5)
    loss, grads = gradients(lambda *x: reference("ipo_loss")(*x, tau=tau), pc, pr, rc, rr)
    margins = [float(a - c - b + d) for a, b, c, d in zip(pc, pr, rc, rr, strict=True)]
    target = 1 / (2 * tau)
    close(loss, sum((m - target) ** 2 for m in margins) / 6)
    close(grads[0], [2 * (m - target) / 6 for m in margins])
    close(grads[1], [-2 * (m - target) / 6 for m in margins])
    assert all(g is None or not g.any() for g in grads[2:])


def test_ipo_loss_vanishes_at_its_finite_target():
    close(reference("ipo_loss")(tensor(-42), tensor(-50), tensor(-45), tensor(-48)), 0.0)
    close(reference("ipo_loss")(tensor(-42), tensor(-50), tensor(-45), tensor(-48), 0.25), 9.0)


def test_reward_model_loss_is_torchs_logistic_loss():
    chosen, rejected = 3 * randn(7), 3 * randn(7, seed=1)
    loss, grads = gradients(reference("reward_model_loss"), chosen, rejected)
    close(loss, F.soft_margin_loss(chosen - rejected, torch.ones(7, dtype=torch.float64)))
    close(grads[0], -torch.sigmoid(rejected - chosen) / 7)
    close(grads[1], -grads[0])
    close(
        reference("reward_model_loss")(tensor(2, 0), tensor(1, 3)),
        (math.log1p(math.exp(-1)) + math.log1p(math.exp(3))) / 2,
    )


@pytest.mark.parametrize("margin", [1e4, -1e4])
def test_reward_model_loss_is_finite_at_the_extremes(margin):
    loss, (slope, _) = gradients(reference("reward_model_loss"), tensor(margin), tensor(0))
    close(loss, max(0.0, -margin))
    close(slope, [0.0 if margin > 0 else -1.0])


@pytest.mark.parametrize("nll_shape", [(), (5,)])
def test_orpo_loss_with_plain_odds(nll_shape):
    chosen, rejected = -0.1 - randn(5).abs(), -0.1 - randn(5, seed=1).abs()
    nll, lam = randn(*nll_shape, seed=2).abs(), 0.3
    odds = [math.exp(x) / (1 - math.exp(x)) for x in (*chosen.tolist(), *rejected.tolist())]
    # -log sigmoid(log r) is log(1 + 1 / r) for an odds ratio r.
    terms = [math.log1p(odds[5 + i] / odds[i]) for i in range(5)]
    expected = float(nll.mean()) + lam * sum(terms) / 5
    close(reference("orpo_loss")(chosen, rejected, nll, lam), expected)
    sloped_as_it_is(lambda x: reference("orpo_loss")(x, rejected, nll, lam), chosen)
    sloped_as_it_is(lambda x: reference("orpo_loss")(chosen, x, nll, lam), rejected)


def test_orpo_loss_keeps_its_digits_near_zero_and_far_below():
    # Near 0 the odds of exp(-e) are 1/e up to a relative e/2; with the two at 1e-9 and 1e-6 the odds ratio is 1000.
    near = reference("orpo_loss")(tensor(-1e-9), tensor(-1e-6), tensor(0), 1.0)
    close(near, math.log1p(1e-3), rtol=1e-6)
    close(reference("orpo_loss")(tensor(-1e4), tensor(-1.0), tensor(0), 1.0), 1e4 - math.log(math.e - 1), rtol=1e-12)


# ---------------------------------------------------------------- reinforcement learning


def test_kl_shaped_rewards_by_a_double_loop():
    logps, ref, reward = randn(4, 5), randn(4, 5, seed=1), randn(4, seed=2)
    mask = torch.tensor([[0, 1, 1, 1, 0], [1, 0, 1, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 1]]) > 0
    expected = torch.zeros(4, 5, dtype=torch.float64)
    for b in range(4):
        for t in range(5):
            if mask[b, t]:
                expected[b, t] = -0.3 * (logps[b, t] - ref[b, t])
                if not mask[b, t + 1 :].any():
                    expected[b, t] += reward[b]
    leaves = [x.clone().requires_grad_(True) for x in (reward, logps, ref)]
    got = reference("kl_shaped_rewards")(*leaves, mask, 0.3)
    assert not got.requires_grad
    close(got, expected)


def test_kl_shaped_rewards_sum_to_the_score_minus_beta_times_the_log_ratio():
    logps, ref, reward = randn(3, 6), randn(3, 6, seed=1), randn(3, seed=2)
    mask = torch.tensor([[0, 0, 1, 1, 1, 0]] * 3) > 0
    total = reference("kl_shaped_rewards")(reward, logps, ref, mask, 0.7).sum(1)
    close(total, reward - 0.7 * ((logps - ref)[:, 2:5].sum(1)))


@pytest.mark.parametrize(("gamma", "lam"), [(1.0, 0.95), (0.9, 0.5), (0.99, 0.0), (0.5, 1.0), (0.0, 0.7)])
def test_gae_is_the_weighted_sum_of_all_later_surprises(gamma, lam):
    rewards, values = randn(4, 6), randn(4, 6, seed=1)
    lengths = [6, 3, 1, 0]
    mask = torch.arange(6) < torch.tensor(lengths)[:, None]
    advantages, returns = reference("gae")(rewards, values, mask, gamma, lam)
    for b, n in enumerate(lengths):
        r, v = rewards[b, :n].numpy(), np.append(values[b, :n].numpy(), 0.0)
        delta = r + gamma * v[1:] - v[:-1]
        # A discounted sum from the right is a recursive filter on the reversed row.
        filtered = signal.lfilter([1.0], [1.0, -gamma * lam], delta[::-1])[::-1] if n else delta
        close(advantages[b], [*filtered, *[0.0] * (6 - n)])
        close(returns[b], [*(filtered + v[:-1]), *[0.0] * (6 - n)])


def test_gae_with_lambda_one_has_the_discounted_rewards_as_returns():
    rewards, values = randn(1, 5), randn(1, 5, seed=1)
    _, returns = reference("gae")(rewards, values, torch.ones(1, 5) > 0, 0.8, 1.0)
    close(returns[0], [sum(0.8 ** (k - t) * float(rewards[0, k]) for k in range(t, 5)) for t in range(5)])


def test_gae_of_the_worked_example():
    advantages, returns = reference("gae")(tensor([0, 0, 1]), tensor([0.5, 0.5, 0.5]), torch.ones(1, 3) > 0, 1.0, 0.5)
    assert advantages.tolist() == [[0.125, 0.25, 0.5]]
    assert returns.tolist() == [[0.625, 0.75, 1.0]]


def clipped_gain(ratio, advantage, clip):
    """The clipped objective by cases, as in figure 1 of the paper: flat beyond the range on the side that pays."""
    if advantage > 0:
        return advantage * (ratio if ratio < 1 + clip else 1 + clip)
    return advantage * (ratio if ratio > 1 - clip else 1 - clip)


@pytest.mark.parametrize("clip", [0.2, 0.5])
def test_ppo_loss_by_cases(clip):
    logps, old, advantages = 0.6 * randn(4, 6), 0.6 * randn(4, 6, seed=1), randn(4, 6, seed=2)
    mask = ints(0, 3, 4, 6, seed=3) > 0
    gains = [
        clipped_gain(math.exp(float(logps[i] - old[i])), float(advantages[i]), clip)
        for i in (tuple(x) for x in mask.nonzero().tolist())
    ]
    loss = reference("ppo_clip_loss")
    value, grads = gradients(lambda *x: loss(*x, mask, clip), logps, old, advantages)
    close(value, -sum(gains) / len(gains))
    assert all(g is None or not g.any() for g in grads[1:])
    assert not grads[0][~mask].any()
    sloped_as_it_is(lambda x: loss(x, old, advantages, mask, clip), logps)


def test_ppo_loss_of_two_worked_tokens_ignores_wild_padding():
    logps = tensor([math.log(1.5), math.log(1.5), 1e4])
    mask = torch.tensor([[True, True, False]])
    value, (gradient,) = gradients(
        lambda x: reference("ppo_clip_loss")(x, tensor([0, 0, 0]), tensor([2, -2, 5]), mask), logps
    )
    close(value, 0.3)
    # Token 0 is beyond the range and pays: no gradient. Token 1 hurts: A * ratio, halved by the mean.
    close(gradient, [[0.0, 1.5, 0.0]])


@pytest.mark.parametrize(("group", "beta"), [(1, 0.04), (2, 0.5), (3, 0.0), (6, 0.04)])
def test_grpo_loss_by_a_double_loop(group, beta):
    logps, old, ref = (0.5 * randn(6, 4, seed=s) for s in range(3))
    rewards, mask = tensor(1, 0, 2, 2, -1, 0.5), ints(0, 3, 6, 4, seed=4) > 0
    mask[4] = False
    total = 0.0
    for b in range(6):
        first = b // group * group
        rows = rewards[first : first + group].numpy()
        advantage = (float(rewards[b]) - rows.mean()) / (rows.std() + 1e-4)
        terms = []
        for t in range(4):
            if mask[b, t]:
                gap = float(ref[b, t] - logps[b, t])
                gain = clipped_gain(math.exp(float(logps[b, t] - old[b, t])), advantage, 0.2)
                terms.append(gain - beta * (math.exp(gap) - gap - 1))
        total += sum(terms) / len(terms) if terms else 0.0
    loss = reference("grpo_loss")
    value, grads = gradients(lambda *x: loss(*x, mask, group, beta=beta), logps, old, ref, rewards)
    close(value, -total / 6)
    assert all(g is None or not g.any() for g in grads[1:])
    sloped_as_it_is(lambda x: loss(x, old, ref, rewards, mask, group, beta=beta), logps)


def test_the_kl_estimate_of_grpo_has_the_divergence_as_its_mean():
    policy, frozen = torch.log_softmax(randn(5), -1), torch.log_softmax(randn(5, seed=1), -1)
    one = torch.ones(1, 1) > 0

    def penalty(a):  # a single reward has advantage 0: only beta * k3 is left
        logp, ref = policy[a].view(1, 1), frozen[a].view(1, 1)
        return float(reference("grpo_loss")(logp, logp, ref, tensor(3), one, 1, beta=1.0))

    mean = sum(float(policy[a].exp()) * penalty(a) for a in range(5))
    assert mean == pytest.approx(special.rel_entr(policy.exp().numpy(), frozen.exp().numpy()).sum(), rel=1e-9)


@pytest.mark.parametrize("group", [0, -2, 4, 5])
def test_grpo_loss_refuses_groups_that_do_not_fit(group):
    x, mask = randn(6, 2), torch.ones(6, 2) > 0
    with pytest.raises(ValueError, match="group_size"):
        reference("grpo_loss")(x, x, x, randn(6), mask, group)


# ---------------------------------------------------------------- adapters, old tasks, teachers, pairs


@pytest.mark.parametrize("with_bias", [True, False])
def test_lora_is_a_linear_layer_with_the_merged_weight(with_bias):
    weight, bias = randn(3, 5), randn(3, seed=1) if with_bias else None
    layer = reference("lora", "LoRALinear")(weight, bias, 2, 6)
    x = randn(4, 2, 5, seed=2)
    torch.testing.assert_close(layer(x), F.linear(x, weight, bias))
    assert layer.A.any()
    assert not layer.B.any()
    layer.A.data, layer.B.data = randn(2, 5, seed=3), randn(3, 2, seed=4)
    merged = torch.tensor(
        [
            [
                float(weight[i, j]) + 3 * sum(float(layer.B.data[i, k] * layer.A.data[k, j]) for k in range(2))
                for j in range(5)
            ]
            for i in range(3)
        ],
        dtype=torch.float64,
    )
    for _ in range(2):  # merging changes nothing
        torch.testing.assert_close(layer.merge(), merged)
    torch.testing.assert_close(layer(x), F.linear(x, merged, bias))


def test_lora_trains_its_two_factors_only():
    weight, bias = randn(3, 5).requires_grad_(True), randn(3, seed=1).requires_grad_(True)
    layer = reference("lora", "LoRALinear")(weight, bias, 2, 4)
    assert {n for n, p in layer.named_parameters() if p.requires_grad} == {"A", "B"}
    assert layer.n_trainable() == 2 * (5 + 3)
    layer(randn(4, 5, seed=2)).sum().backward()
    assert weight.grad is None
    assert bias.grad is None
    assert layer.B.grad.any()
    assert not layer.A.grad.any()  # B is zero at first


def test_ewc_penalty_is_minus_a_gaussian_log_density():
    # A normal distribution around the old weights with precision lam * F has the penalty in its exponent.
    names = {"w": (2, 3), "b": (), "v": (4,)}
    params = {n: randn(*s, seed=i) for i, (n, s) in enumerate(names.items())}
    old = {n: randn(*s, seed=i + 10) for i, (n, s) in enumerate(names.items())}
    fisher = {n: randn(*s, seed=i + 20).abs() + 0.1 for i, (n, s) in enumerate(reversed(names.items()))}
    lam, expected = 2.5, 0.0
    for n in names:
        scale = 1 / np.sqrt(lam * fisher[n].numpy())
        densities = stats.norm.logpdf(params[n].numpy(), old[n].numpy(), scale)
        expected += (stats.norm.logpdf(0, 0, scale) - densities).sum()
    penalty = reference("ewc_penalty")
    close(penalty(params, old, fisher, lam), expected)
    value, grads = gradients(
        lambda *x: penalty({"w": x[0]}, {"w": x[1]}, {"w": x[2]}, 4.0), tensor(1, 2), tensor(0, 2), tensor(3, 5)
    )
    close(value, 6.0)
    close(grads[0], [12.0, 0.0])
    assert all(g is None or not g.any() for g in grads[1:])


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0, 4.0])
@pytest.mark.parametrize("shape", [(4,), (3, 4), (2, 3, 4)])
def test_distillation_loss_by_scipys_relative_entropy(shape, temperature):
    student, teacher = 2 * randn(*shape), 2 * randn(*shape, seed=1)
    p = special.softmax(teacher.numpy() / temperature, axis=-1)
    q = special.softmax(student.numpy() / temperature, axis=-1)
    value, grads = gradients(lambda *x: reference("distillation_loss")(*x, temperature), student, teacher)
    close(value, temperature**2 * special.rel_entr(p, q).sum(-1).mean())
    # The derivative of a cross-entropy in its logits is q - p; T^2 over T leaves one T.
    close(grads[0], torch.from_numpy(temperature * (q - p) / math.prod(shape[:-1])))
    assert grads[1] is None or not grads[1].any()


def test_distillation_loss_of_the_worked_example_and_of_extreme_logits():
    loss = reference("distillation_loss")
    teacher, student = tensor(math.log(3), 0), tensor(0, 0)
    close(loss(student, teacher, 1.0), 0.75 * math.log(1.5) + 0.25 * math.log(0.5))
    soft = math.sqrt(3) / (1 + math.sqrt(3))  # the root of the odds 3
    close(loss(student, teacher), 4 * (soft * math.log(2 * soft) + (1 - soft) * math.log(2 - 2 * soft)))
    close(loss(tensor(0, 1e4), tensor(1e4, 0), 1.0), 1e4)


@pytest.mark.parametrize("scale", [1.0, 14.3])
def test_clip_loss_by_a_double_loop(scale):
    image, text = randn(4, 3), randn(4, 3, seed=1)
    cosines = F.cosine_similarity(image[:, None], text[None], dim=-1).numpy() * scale
    rows, columns = (-np.diag(special.log_softmax(cosines, axis=a)).mean() for a in (1, 0))
    loss = reference("clip_loss")
    close(loss(image, text, scale), (rows + columns) / 2)
    close(loss(image, text, tensor(scale)[0]), (rows + columns) / 2)
    sloped_as_it_is(lambda s: loss(image, text, s), torch.tensor(scale, dtype=torch.float64))
    sloped_as_it_is(lambda x: loss(x, text, scale), image)
    sloped_as_it_is(lambda x: loss(image, x, scale), text)


def test_clip_loss_of_the_worked_pairs_and_of_one():
    image, text = tensor([1, 0], [0, 2]), tensor([3, 0], [0, 1])
    close(reference("clip_loss")(image, text, 1.0), math.log1p(math.exp(-1)))
    close(reference("clip_loss")(image[:1], text[1:], 5.0), 0.0)
