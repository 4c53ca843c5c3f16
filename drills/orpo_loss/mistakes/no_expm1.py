"""1 - exp(x) by subtraction.

Near 0 the subtraction cancels: at -1e-5 float32 keeps three digits of 1 - p, at -1e-8 none, and the logarithm is -inf. Use expm1.
"""

import torch
import torch.nn.functional as F


def orpo_loss(chosen_mean_logps, rejected_mean_logps, chosen_nll, lam=0.1):
    wide = torch.promote_types(chosen_mean_logps.dtype, torch.float32)
    w, l = chosen_mean_logps.to(wide), rejected_mean_logps.to(wide)
    ratio = (w - torch.log(1 - torch.exp(w))) - (l - torch.log(1 - torch.exp(l)))
    return (chosen_nll.to(wide).mean() + lam * -F.logsigmoid(ratio).mean()).to(chosen_mean_logps.dtype)
