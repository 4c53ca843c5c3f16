"""What the GPTQ drill tries: small layers on which no rounding is a close call, and larger ones against plain rounding."""

import torch

from llmprep.drills.cases import Laid, Suite, call, script, values

suite = Suite(gradients=False)


def layer(n_out, n_in, seed, dtype, shift=0.0, size=1.0, style="normal"):
    """A weight and the Hessian of inputs that are correlated and of different sizes."""
    w = values((n_out, n_in), style, seed) + shift
    x = values((4 * n_in, n_in), "normal", seed + 1) @ (values((n_in, n_in), "normal", seed + 2) + torch.eye(n_in))
    x = x * (2 * values((n_in,), "positive", seed + 3) + 0.1)
    return w.to(dtype), (x.T @ x * size / (4 * n_in)).to(dtype)


def grid(w, bits):
    low, high = w.amin(1, keepdim=True).clamp(max=0), w.amax(1, keepdim=True).clamp(min=0)
    scale = (high - low) / (2**bits - 1)
    return scale, -low / scale


def follow(w, h, bits, damp):
    """How far, in steps of the grid, the closest decision is from a half; the lowest and highest level before limits."""
    left, h = w.double().clone(), h.double()
    scale, exact_zero = grid(left, bits)
    zero, steps = exact_zero.round(), [exact_zero]
    inverse = torch.linalg.inv(h + damp * h.diagonal().mean() * torch.eye(len(h)))
    u = torch.linalg.cholesky(inverse, upper=True)
    for j in range(len(h)):
        steps.append(left[:, j : j + 1] / scale)
        rounded = scale * ((steps[-1].round() + zero).clamp(0, 2**bits - 1) - zero)
        left[:, j + 1 :] -= (left[:, j : j + 1] - rounded) / u[j, j] * u[j, j + 1 :]
    steps = torch.cat(steps, 1)
    wanted = steps[:, 1:].round() + zero
    return float((steps - steps.floor() - 0.5).abs().min()), float(wanted.min()), float(wanted.max())


@suite.cases
def small_layers(d):
    n_out, n_in, bits = d.size(1, 3), d.size(1, 6), d.one_of((4, 2, 3, 8))
    damp, shift, seed = d.one_of((0.01, 0.1, 1.0)), d.one_of((0.0, 0.0, 2.5, -2.5)), d.seed() // 2
    size = d.one_of((1.0, 50.0, 0.02))
    for s in range(seed, seed + 100_000, 3):
        w, h = layer(n_out, n_in, s, d.dtype, shift, size)
        if follow(w, h, bits, damp)[0] > 0.03:
            break
    return call("gptq_quantize", Laid(w, d.one_of(("plain", "transposed", "strided"))), h, bits, damp)


def clear_layer(n_out, n_in, dtype, bits=4, damp=0.01, start=0, dead=None, limited=False, **how):
    for s in range(start, start + 100_000, 3):
        w, h = layer(n_out, n_in, s, dtype, **how)
        if dead is not None:
            h[dead], h[:, dead] = 0.0, 0.0
        margin, low, high = follow(w, h, bits, damp)
        if margin > 0.03 and (not limited or (low < 0 and high > 2**bits - 1)):
            return w, h
    raise AssertionError("no clear layer found")


@suite.example("four bits and little damping by default")
def defaults(dtype):
    return call("gptq_quantize", *clear_layer(2, 5, dtype))


@suite.example("a square layer in two bits")
def square(dtype):
    return call("gptq_quantize", *clear_layer(4, 4, dtype, bits=2, start=50), bits=2)


@suite.example("a row of zeros")
def zero_row(dtype):
    w, h = clear_layer(2, 4, dtype, start=80)
    return call("gptq_quantize", torch.cat([w[:1], torch.zeros_like(w[:1]), w[1:]]), h)


@suite.example("a small Hessian, much damping")
def small_hessian(dtype):
    return call("gptq_quantize", *clear_layer(3, 5, dtype, 3, damp=0.5, start=300, size=0.01), 3, damp=0.5)


@suite.example("corrections lead beyond both ends of the grid")
def limited(dtype):
    return call("gptq_quantize", *clear_layer(4, 6, dtype, 2, start=400, limited=True), 2)


@suite.example("positive weights, some of which are corrected to less than the smallest")
def positive(dtype):
    w, h = clear_layer(4, 5, dtype, 2, damp=0.1, start=99, shift=0.1, style="positive")
    return call("gptq_quantize", w, h, 2, 0.1)


@suite.example("fourteen columns")
def long_rows(dtype):
    return call("gptq_quantize", *clear_layer(2, 14, dtype, damp=0.1, start=84), 4, 0.1)


@suite.example("an input that never fires")
def dead_input(dtype):
    w, h = clear_layer(2, 4, dtype, bits=3, start=200, dead=1)
    return call("gptq_quantize", w, h, bits=3)


@suite.example("32 correlated columns")
def many_columns():
    return script(call("gptq_quantize", *layer(6, 32, 5, torch.float32), 3), finite_only=True, data="layer")


@suite.example("48 correlated columns")
def more_columns():
    return script(call("gptq_quantize", *layer(3, 48, 11, torch.float32), 4), finite_only=True, data="layer")


@suite.property("does not lose to rounding each weight by itself")
def not_worse(script, got):
    if script.data != "layer":
        return None
    w, h, bits = (a.double() if isinstance(a, torch.Tensor) else a for a in script.steps[0].args)
    scale, zero = grid(w, bits)
    plain = scale * (((w / scale).round() + zero.round()).clamp(0, 2**bits - 1) - zero.round())

    def loss(q):
        return float(torch.trace((w - q) @ h @ (w - q).T))

    mine, theirs = loss(got[-1].value.double()), loss(plain)
    return (
        None if mine <= theirs else f"the layer error is {mine:.4g}; rounding each weight by itself gives {theirs:.4g}"
    )
