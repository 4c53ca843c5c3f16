"""The ratio of probabilities, not of odds.

Without the 1 - p terms the penalty is milder when both answers are likely and the contrast vanishes; the paper argues for odds for exactly that reason. Use log p - log(1 - p).
"""

import torch
import torch.nn.functional as F


def orpo_loss(chosen_mean_logps, rejected_mean_logps, chosen_nll, lam=0.1):
    wide = torch.promote_types(chosen_mean_logps.dtype, torch.float32)
    w, l = chosen_mean_logps.to(wide), rejected_mean_logps.to(wide)
    ratio = (w - torch.log(-torch.expm1(w))) - (l - torch.log(-torch.expm1(l)))
    return (chosen_nll.to(wide).mean() + lam * -F.logsigmoid((w - l)).mean()).to(chosen_mean_logps.dtype)
