"""What the MoE drill tries: every top_k, ties, idle experts, the cost beside a dense run. No close calls between experts."""

import torch
import torch.nn.functional as F

from llmprep.drills.cases import Laid, Suite, call, values

suite = Suite()


def weights(e, n, f, dtype, seed):
    return values((e, n, f), "normal", seed).to(dtype), values((e, f, n), "normal", seed + 1).to(dtype)


@suite.cases
def ordinary(d):
    t, n, e, f = d.size(1, 5), d.size(1, 4), d.size(1, 5), d.size(1, 4)
    k, seed = d.size(1, e), d.seed()
    for s in range(seed, seed + 10_000):
        x, router = values((t, n), "normal", s).to(d.dtype), values((n, e), "normal", s + 1, 2.0).to(d.dtype)
        ranked = (x.double() @ router.double()).sort(descending=True).values
        if k == e or (ranked[:, k - 1] - ranked[:, k]).min() > 0.15:
            break
    w_1, w_2 = weights(e, n, f, d.dtype, d.seed() // 2)
    x = Laid(x, d.one_of(("plain", "transposed", "strided")))
    return call("moe_layer", x, Laid(router, d.one_of(("plain", "transposed"))), w_1, Laid(w_2, d.one_of(("plain", "offset"))), k)  # fmt: skip


@suite.example("equal experts: the lower number wins")
def ties(dtype):
    x = torch.tensor([[1.0, 2.0], [-1.0, 1.0], [0.0, 0.0]], dtype=dtype)
    router = torch.tensor([[1.0, 0.0, 1.0, 1.0, 0.0], [0.0, 1.0, 0.0, 0.0, 1.0]], dtype=dtype)
    return call("moe_layer", x, router, *weights(5, 2, 3, dtype, 7), 2)


@suite.example("equal experts among many")
def many_ties(dtype):
    # Beyond 16 entries torch's own sort is not stable unless it is asked to be.
    x, router = torch.tensor([[1.0], [-1.0], [0.0]], dtype=dtype), values((1, 24), "ties", 6).to(dtype)
    return call("moe_layer", x, router, *weights(24, 1, 2, dtype, 11), 3)


@suite.example("all tokens choose one expert")
def crowded(dtype):
    x = torch.tensor([[1.0, 0.5], [2.0, -0.5], [0.5, 0.25]], dtype=dtype)
    router = torch.tensor([[-1.0, 3.0, 0.0, -3.0], [0.0, 0.0, 0.0, 0.0]], dtype=dtype)
    return call("moe_layer", x, router, *weights(4, 2, 3, dtype, 8), top_k=1)


@suite.example("router logits of 2,000")
def large_logits(dtype):
    x = torch.tensor([[256.0, 1.0], [-1.0, 0.5]], dtype=dtype)
    router = torch.tensor([[8.0, 8.0, 0.0], [1.0, 0.0, -2.0]], dtype=dtype)
    w_1, w_2 = weights(3, 2, 3, dtype, 10)
    return call("moe_layer", x, router, w_1 / 256, w_2, 2)


@suite.example("as many experts as dimensions")
def square(dtype):
    x = torch.tensor([[1.0, -2.0, 0.5], [3.0, 1.0, -1.0]], dtype=dtype)
    router = torch.tensor([[1.0, 0.0, -1.0], [0.5, 2.0, 0.0], [0.0, 1.0, 3.0]], dtype=dtype)
    return call("moe_layer", x, router, *weights(3, 3, 3, dtype, 9), 2)


@suite.time_against("only the chosen experts are computed", at_most=0.5)
def cost():
    x, router = values((1024, 64), "normal", 1).float(), values((64, 64), "normal", 2, 0.1).float()
    w_1, w_2 = weights(64, 64, 512, torch.float32, 3)

    def dense():
        for e in range(64):
            F.gelu(x @ w_1[e]) @ w_2[e]

    return call("moe_layer", x, router, w_1, w_2, 2), dense
