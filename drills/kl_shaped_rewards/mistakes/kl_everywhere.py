"""Prompt and padding are penalised too.

The policy did not choose those tokens, and padding's log-probabilities are noise. Apply the mask to the KL term.
"""

import torch


def kl_shaped_rewards(final_reward, logps, ref_logps, mask, beta):
    with torch.no_grad():
        kl = (-beta * (logps - ref_logps)).to(logps.dtype)
        places = torch.arange(mask.shape[1], device=mask.device)
        last = torch.where(mask, places, -1).amax(-1, keepdim=True)
        here = (places == last) & mask
        return kl + torch.where(here, final_reward.unsqueeze(1), 0.0).to(logps.dtype)
