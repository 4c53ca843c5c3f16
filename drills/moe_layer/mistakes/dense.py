"""Every expert runs on every token.

The result is right, but with 64 experts of which 2 count the layer does 32 times the work: all that MoE is for is lost. Gather each expert's tokens first.
"""

import torch
import torch.nn.functional as F

FAILS = "cost"


def moe_layer(x, w_router, w_1, w_2, top_k):
    wide = torch.promote_types(x.dtype, torch.float32)
    probs = torch.softmax(x.to(wide) @ w_router.to(wide), -1)
    chosen = probs.argsort(dim=-1, descending=True, stable=True)[:, :top_k]
    gate = torch.zeros_like(probs).scatter(-1, chosen, probs.gather(-1, chosen))
    gate = gate / gate.sum(-1, keepdim=True)
    out = F.gelu(x @ w_1) @ w_2
    return torch.einsum("te,etd->td", gate, out.to(wide)).to(x.dtype)
