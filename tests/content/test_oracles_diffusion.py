"""Section G: patches by unfolding and by index, diffusion steps by chains, differential equations and Gaussian posteriors."""

from __future__ import annotations

import math

import pytest
import torch
import torch.nn.functional as F
from scipy import integrate

from llmprep.drills.truth import load_reference


def reference(drill: str, name: str | None = None):
    return load_reference(drill)[name or drill]


def randn(*shape, seed=0):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


@pytest.mark.parametrize(
    ("shape", "patch"), [((2, 3, 4, 6), 2), ((1, 1, 3, 3), 3), ((2, 2, 2, 4), 1), ((1, 4, 6, 3), 3)]
)
def test_patchify_by_torchs_unfold_and_by_index(shape, patch):
    images = randn(*shape)
    b, c, _, w = shape
    got = reference("patchify")(images, patch)
    # unfold gives (B, C * patch * patch, N) with the channel first.
    unfolded = F.unfold(images, patch, stride=patch).view(b, c, patch * patch, -1)
    assert torch.equal(got, unfolded.permute(0, 3, 2, 1).reshape(b, -1, patch * patch * c))
    for n in range(got.shape[1]):
        for i in range(got.shape[2]):
            pixel, channel = divmod(i, c)
            y, x = divmod(pixel, patch)
            row, column = divmod(n, w // patch)
            assert got[-1, n, i] == images[-1, channel, row * patch + y, column * patch + x]


@pytest.mark.parametrize("patch", [0, -1, 3, 4])
def test_patchify_refuses_patches_that_do_not_fit(patch):
    with pytest.raises(ValueError, match="patch"):
        reference("patchify")(randn(1, 1, 4, 6), patch)


def test_the_noising_formula_is_the_chain_of_single_steps():
    betas = torch.tensor([0.1, 0.3, 0.05, 0.2], dtype=torch.float64)
    noise = randn(4, 100)
    # Follow the coefficients of x0 and of four independent noises through x_t = sqrt(1 - beta) x_{t-1} + sqrt(beta) e_t.
    signal, parts = 1.0, []
    for t, beta in enumerate(betas.tolist()):
        signal *= math.sqrt(1 - beta)
        parts = [p * math.sqrt(1 - beta) for p in parts] + [math.sqrt(beta)]
        deviation = math.sqrt(sum(p * p for p in parts))
        x0 = randn(1, 100, seed=t)
        got = reference("ddpm_forward", "q_sample")(x0, torch.tensor([t]), betas, noise[t : t + 1])
        torch.testing.assert_close(got, signal * x0 + deviation * noise[t : t + 1])


def test_the_end_of_the_linear_schedule_is_nearly_pure_noise():
    # Ho et al., section 4: T = 1000, beta from 1e-4 to 0.02; the signal's share sqrt(alpha-bar) ends near 6e-3.
    betas = torch.linspace(1e-4, 0.02, 1000, dtype=torch.float64)
    one = torch.ones(1, 1, dtype=torch.float64)
    signal = reference("ddpm_forward", "q_sample")(one, torch.tensor([999]), betas, 0 * one).item()
    assert signal == pytest.approx(math.exp(0.5 * sum(math.log1p(-b) for b in betas.tolist())), rel=1e-10)
    assert 0.006 < signal < 0.0065


def test_every_item_of_a_batch_has_its_own_step():
    betas, x0, noise = torch.rand(5, dtype=torch.float64) * 0.5, randn(3, 2, 2), randn(3, 2, 2, seed=1)
    sample, t = reference("ddpm_forward", "q_sample"), torch.tensor([4, 0, 2])
    whole = sample(x0, t, betas, noise)
    for i in range(3):
        torch.testing.assert_close(whole[i : i + 1], sample(x0[i : i + 1], t[i : i + 1], betas, noise[i : i + 1]))


BARS = torch.tensor([0.99, 0.8, 0.5, 0.2, 0.03], dtype=torch.float64)


@pytest.mark.parametrize(("t", "t_prev"), [(4, 3), (4, 0), (2, -1), (0, -1), (3, 1)])
def test_ddim_with_the_true_noise_goes_back_along_the_noising_formula(t, t_prev):
    betas = 1 - BARS / torch.cat([torch.ones(1, dtype=torch.float64), BARS[:-1]])
    x0, noise = randn(2, 3), randn(2, 3, seed=1)

    def noised(step):
        if step < 0:
            return x0
        return reference("ddpm_forward", "q_sample")(x0, torch.tensor([step, step]), betas, noise)

    torch.testing.assert_close(reference("ddim_step")(noised(t), noise, t, t_prev, BARS), noised(t_prev))


def test_ddim_is_euler_in_the_ratio_of_noise_to_signal():
    # Song et al., equation 13: d(x / sqrt(a)) = eps d(sqrt((1 - a) / a)).
    x, eps = randn(4), randn(4, seed=1)
    got = reference("ddim_step")(x, eps, 3, 1, BARS)
    sigma = ((1 - BARS) / BARS).sqrt()
    torch.testing.assert_close(got / BARS[1].sqrt(), x / BARS[3].sqrt() + (sigma[1] - sigma[3]) * eps)


def test_many_small_ddim_steps_solve_the_flow_of_a_gaussian():
    # For data from N(0, s^2) the best noise prediction is linear in x, and the flow maps quantiles to quantiles.
    s, n = 0.5, 4000
    bars = torch.linspace(0.999, 0.05, n, dtype=torch.float64)

    def variance(bar):
        return bar * s**2 + 1 - bar

    x = start = torch.tensor([1.5], dtype=torch.float64)
    for t in range(n - 1, 0, -1):
        eps = (1 - bars[t]).sqrt() * x / variance(bars[t])
        x = reference("ddim_step")(x, eps, t, t - 1, bars)
    exact = float(start) * math.sqrt(float(variance(bars[0]) / variance(bars[-1])))
    assert float(x) == pytest.approx(exact, rel=2e-3)
    # The same by an integrator, in u = sqrt((1 - a) / a) and y = x / sqrt(a): dy/du = eps = u y / (s^2 + u^2).
    u0, u1 = (math.sqrt((1 - a) / a) for a in (0.05, 0.999))
    solved = integrate.solve_ivp(lambda u, y: u * y / (s**2 + u**2), (u0, u1), [1.5 / math.sqrt(0.05)], rtol=1e-9)
    assert float(x) == pytest.approx(float(solved.y[0, -1]) * math.sqrt(0.999), rel=2e-3)
