"""Swap the sums: the mean over tokens of each token's own weighted probabilities."""

import torch


def load_balancing_loss(router_logits, top_k):
    logits = router_logits.double()
    n_tokens, n_experts = logits.shape
    # The number of experts that come before each one: larger logits, or equal ones with a lower number.
    i = torch.arange(n_experts, device=logits.device)
    a, b = logits.unsqueeze(-1), logits.unsqueeze(-2)
    before = (b > a) | ((b == a) & (i[None, :] < i[:, None]))
    chosen = (before.sum(-1) < top_k).double()
    load = chosen.sum(0) * n_experts / chosen.sum()
    per_token = torch.einsum("te,e->t", torch.exp(logits - torch.logsumexp(logits, 1, keepdim=True)), load)
    return (per_token.sum() / n_tokens).to(router_logits.dtype)
