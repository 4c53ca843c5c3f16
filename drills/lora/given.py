"""Looks at a LoRA layer from outside, and sets its factors, before it is called."""

import torch

WIDE = 16
"""From this width on two random rows are never equal, not even in bfloat16."""


def fresh(layer, x, r):
    """x, once a new layer has turned out to be what it should be."""
    if not isinstance(layer, torch.nn.Module):
        raise TypeError("LoRALinear should be a torch.nn.Module")
    for name in ("A", "B"):
        if not isinstance(getattr(layer, name, None), torch.nn.Parameter):
            raise TypeError(f"{name} should be a Parameter of the module")
    if layer.A.shape != (r, x.shape[-1]):
        raise ValueError(f"A should have shape {(r, x.shape[-1])}, not {tuple(layer.A.shape)}")
    if layer.B.dim() != 2 or layer.B.shape[1] != r:
        raise ValueError(f"B should have shape (out, {r}), not {tuple(layer.B.shape)}")
    if layer.A.dtype != x.dtype or layer.B.dtype != x.dtype:
        raise TypeError("A and B should have the weight's dtype")
    if not layer.A.any():
        raise RuntimeError("A should be random at first, not zero")
    if layer.A.shape[-1] >= WIDE and len(torch.unique(layer.A.detach(), dim=0)) < r:
        raise RuntimeError("A should be random at first, but some of its rows are equal")
    if layer.B.any():
        raise ValueError("B should be zero at first")
    trainable = {id(p) for p in layer.parameters() if p.requires_grad}
    if trainable != {id(layer.A), id(layer.B)}:
        raise ValueError("A and B should be the only parameters that require gradients")
    return x


def with_factors(layer, a, b, x):
    """x, after A and B were set."""
    layer.A.data = a.detach().clone()
    layer.B.data = b.detach().clone()
    return x


def merged(layer, x):
    """x, once the merged weight has turned out to be free of the graph."""
    if layer.merge().requires_grad:
        raise RuntimeError("merge() should return a weight that requires no gradient")
    return x


def after_backward(layer, a, b, x):
    """A batch made of the gradients that A and B get for x, so that the next call shows them."""
    layer.A.data, layer.B.data = a.clone(), b.clone()
    out = layer(x)
    (out * torch.arange(1.0, 1 + out.numel(), dtype=out.dtype).view_as(out)).sum().backward()
    return torch.cat([layer.A.grad, layer.B.grad[:, : x.shape[-1]]]).clone()
