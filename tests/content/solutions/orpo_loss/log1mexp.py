"""log(1 - exp(x)) by cases, as in the literature on log1mexp."""

import torch
import torch.nn.functional as F


def orpo_loss(chosen_mean_logps, rejected_mean_logps, chosen_nll, lam=0.1):
    def log1mexp(x):
        near = torch.clamp(x, min=-0.693)
        far = torch.clamp(x, max=-0.693)
        return torch.where(x > -0.693, torch.log(-torch.expm1(near)), torch.log1p(-torch.exp(far)))

    wide = torch.promote_types(chosen_mean_logps.dtype, torch.float32)
    w, l = chosen_mean_logps.to(wide), rejected_mean_logps.to(wide)
    log_or = w - l - (log1mexp(w) - log1mexp(l))
    nll = chosen_nll.to(wide).sum() / chosen_nll.numel()
    return (nll - lam * F.logsigmoid(log_or).mean()).to(chosen_mean_logps.dtype)
