"""Count with Python loops."""

import torch


def load_balancing_loss(router_logits, top_k):
    n_tokens, n_experts = router_logits.shape
    counts = [0] * n_experts
    for row in router_logits.tolist():
        for e in sorted(range(n_experts), key=lambda e: (-row[e], e))[:top_k]:
            counts[e] += 1
    total = 0
    for t in range(n_tokens):
        probs = torch.softmax(router_logits[t].double(), 0)
        for e in range(n_experts):
            total = total + counts[e] / (n_tokens * top_k) * probs[e] / n_tokens
    return (n_experts * total).to(router_logits.dtype)
