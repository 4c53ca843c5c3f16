"""The load-balancing loss of a router."""

import torch


def load_balancing_loss(router_logits: torch.Tensor, top_k: int) -> torch.Tensor:
    """E times the sum over experts of (share of assignments) * (mean probability), for logits (T, E).

    Returns a 0-dim tensor of the logits' dtype, 1.0 for uniform probabilities; the gradient flows through the
    probabilities alone. Source: Switch Transformer, arXiv:2101.03961 equations 4 to 6, with top_k assignments a token.
    """
    n_tokens, n_experts = router_logits.shape
    logits = router_logits.to(torch.promote_types(router_logits.dtype, torch.float32))
    mean_prob = torch.softmax(logits, dim=-1).mean(dim=0)
    # A stable sort gives equal logits to the lower expert.
    chosen = torch.argsort(logits, dim=-1, descending=True, stable=True)[:, :top_k]
    counts = torch.bincount(chosen.flatten(), minlength=n_experts).to(mean_prob.dtype)
    # Shares of the T * top_k assignments: a count, so no gradient passes here.
    share = counts / (n_tokens * top_k)
    loss = n_experts * (share * mean_prob).sum()
    return loss.to(router_logits.dtype)
