"""The ORPO loss."""

import torch
import torch.nn.functional as F


def orpo_loss(
    chosen_mean_logps: torch.Tensor, rejected_mean_logps: torch.Tensor, chosen_nll: torch.Tensor, lam: float = 0.1
) -> torch.Tensor:
    """mean(chosen_nll) + lam * mean(-log sigmoid(log odds ratio)); mean log-probabilities (B,), below 0, in nats.

    chosen_nll is 0-dim or (B,). Source: arXiv:2403.07691 equations 3 to 7.
    """
    wide = torch.promote_types(chosen_mean_logps.dtype, torch.float32)

    def log_odds(logp: torch.Tensor) -> torch.Tensor:
        # expm1 keeps all digits of 1 - exp(logp) where exp(logp) is nearly 1.
        return logp - torch.log(-torch.expm1(logp))

    ratio = log_odds(chosen_mean_logps.to(wide)) - log_odds(rejected_mean_logps.to(wide))
    loss = chosen_nll.to(wide).mean() - lam * F.logsigmoid(ratio).mean()
    return loss.to(chosen_mean_logps.dtype)
