"""A mixture-of-experts layer."""

import torch
import torch.nn.functional as F


def moe_layer(
    x: torch.Tensor, w_router: torch.Tensor, w_1: torch.Tensor, w_2: torch.Tensor, top_k: int
) -> torch.Tensor:
    """Each token of x (T, D) through its top_k of E experts; w_router (D, E), w_1 (E, D, F), w_2 (E, F, D).

    Returns (T, D) in x's dtype. Equal probabilities go to the lower expert. Source: arXiv:2401.04088 section 2.1.
    """
    # Half precision is too coarse to rank experts.
    wide = torch.promote_types(x.dtype, torch.float32)
    probs = torch.softmax(x.to(wide) @ w_router.to(wide), dim=-1)
    # A stable sort keeps equal experts in their order, which topk does not promise.
    chosen = torch.argsort(probs, dim=-1, descending=True, stable=True)[:, :top_k]
    gate = probs.gather(-1, chosen)
    gate = gate / gate.sum(dim=-1, keepdim=True)

    y = torch.zeros(x.shape, dtype=wide, device=x.device)
    for expert in range(w_1.shape[0]):
        # The tokens that chose this expert, and as their how-manieth choice.
        token, slot = (chosen == expert).nonzero(as_tuple=True)
        if token.numel() == 0:
            continue
        out = F.gelu(x[token] @ w_1[expert]) @ w_2[expert]
        y = y.index_add(0, token, gate[token, slot].unsqueeze(-1) * out.to(wide))
    return y.to(x.dtype)
