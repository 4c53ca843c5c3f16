"""One expert too few.

top_k experts are chosen, the best one included.
"""

import torch
import torch.nn.functional as F


def moe_layer(x, w_router, w_1, w_2, top_k):
    wide = torch.promote_types(x.dtype, torch.float32)
    probs = torch.softmax(x.to(wide) @ w_router.to(wide), -1)
    chosen = probs.argsort(dim=-1, descending=True, stable=True)[:, : max(1, top_k - 1)]
    gate = probs.gather(-1, chosen)
    gate = gate / gate.sum(-1, keepdim=True)
    y = torch.zeros(x.shape, dtype=wide, device=x.device)
    for e in range(w_1.shape[0]):
        token, slot = (chosen == e).nonzero(as_tuple=True)
        if len(token):
            out = F.gelu(x[token] @ w_1[e]) @ w_2[e]
            y = y.index_add(0, token, gate[token, slot].unsqueeze(-1) * out.to(wide))
    return y.to(x.dtype)
