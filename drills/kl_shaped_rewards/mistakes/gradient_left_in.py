"""The rewards carry a gradient.

Rewards are constants for the policy gradient. Left in the graph, the KL term is differentiated through logps a second time. Detach, or work under no_grad.
"""

import torch

FAILS = "gradients"


def kl_shaped_rewards(final_reward, logps, ref_logps, mask, beta):
    kl = torch.where(mask, -beta * (logps - ref_logps), 0.0).to(logps.dtype)
    if True:
        places = torch.arange(mask.shape[1], device=mask.device)
        last = torch.where(mask, places, -1).amax(-1, keepdim=True)
        here = (places == last) & mask
        return kl + torch.where(here, final_reward.unsqueeze(1), 0.0).to(logps.dtype)
