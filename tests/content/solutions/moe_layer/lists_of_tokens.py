"""For each expert, a plain list of the tokens that chose it."""

import torch


def moe_layer(x, w_router, w_1, w_2, top_k):
    logits = x.double() @ w_router.double()
    members = {}
    for t, scores in enumerate(logits.tolist()):
        for e in sorted(range(len(scores)), key=lambda e: -scores[e])[:top_k]:
            members.setdefault(e, []).append(t)
    total = torch.zeros_like(logits[:, 0])
    weights = (logits - logits.max(dim=1, keepdim=True).values).exp()
    for e, tokens in members.items():
        total = total.index_add(0, torch.tensor(tokens, device=x.device), weights[tokens, e])
    y = torch.zeros_like(x, dtype=torch.float64)
    for e, tokens in members.items():
        hidden = torch.nn.functional.gelu(x[tokens] @ w_1[e])
        share = weights[tokens, e] / total[tokens]
        y = y.index_add(0, torch.tensor(tokens, device=x.device), share[:, None] * (hidden @ w_2[e]).double())
    return y.to(x.dtype)
