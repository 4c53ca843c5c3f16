"""The KL penalty has the wrong sign.

+beta * (logp - ref) pays the policy for moving away from the reference: it drifts as fast as it can. The penalty is negative where the policy is more certain than the reference.
"""

import torch


def kl_shaped_rewards(final_reward, logps, ref_logps, mask, beta):
    with torch.no_grad():
        kl = torch.where(mask, beta * (logps - ref_logps), 0.0).to(logps.dtype)
        places = torch.arange(mask.shape[1], device=mask.device)
        last = torch.where(mask, places, -1).amax(-1, keepdim=True)
        here = (places == last) & mask
        return kl + torch.where(here, final_reward.unsqueeze(1), 0.0).to(logps.dtype)
