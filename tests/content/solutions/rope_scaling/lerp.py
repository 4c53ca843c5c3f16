"""Wavelengths for the ratio, torch.lerp for the blend."""

import torch


def yarn_frequencies(d, base, factor, original_length, beta_fast=32.0, beta_slow=1.0):
    exponent = torch.linspace(0, 2 - 4 / d, d // 2, dtype=torch.float64) / 2
    wavelength = 2 * torch.pi * torch.pow(torch.tensor(base, dtype=torch.float64), exponent)
    ratio = original_length / wavelength
    gamma = torch.clamp((ratio - beta_slow) / (beta_fast - beta_slow), min=0.0, max=1.0)
    fast = 2 * torch.pi / wavelength
    return torch.lerp(fast / factor, fast, gamma)
