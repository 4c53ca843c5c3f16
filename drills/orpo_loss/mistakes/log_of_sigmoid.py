"""log(sigmoid(x)) in two steps.

For a log odds ratio below about -88 float32's sigmoid is 0 and its logarithm -inf. Use logsigmoid.
"""

import torch
import torch.nn.functional as F


def orpo_loss(chosen_mean_logps, rejected_mean_logps, chosen_nll, lam=0.1):
    wide = torch.promote_types(chosen_mean_logps.dtype, torch.float32)
    w, l = chosen_mean_logps.to(wide), rejected_mean_logps.to(wide)
    ratio = (w - torch.log(-torch.expm1(w))) - (l - torch.log(-torch.expm1(l)))
    return (chosen_nll.to(wide).mean() + lam * -torch.log(torch.sigmoid(ratio)).mean()).to(chosen_mean_logps.dtype)
