"""lam weighs the wrong term.

It belongs to the odds-ratio penalty. On the likelihood it turns a small nudge into the main objective.
"""

import torch
import torch.nn.functional as F


def orpo_loss(chosen_mean_logps, rejected_mean_logps, chosen_nll, lam=0.1):
    wide = torch.promote_types(chosen_mean_logps.dtype, torch.float32)
    w, l = chosen_mean_logps.to(wide), rejected_mean_logps.to(wide)
    ratio = (w - torch.log(-torch.expm1(w))) - (l - torch.log(-torch.expm1(l)))
    return (lam * chosen_nll.to(wide).mean() - F.logsigmoid(ratio).mean()).to(chosen_mean_logps.dtype)
