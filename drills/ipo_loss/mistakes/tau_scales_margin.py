"""tau multiplies the margin.

That is DPO's way. (tau * margin - 1/2)² has the same minimum but another scale, by tau², so learning rate and tau no longer mean the same thing. Leave the margin as it is.
"""

import torch


def ipo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, tau=0.1):
    ref = (ref_chosen_logps - ref_rejected_logps).detach()
    margin = policy_chosen_logps - policy_rejected_logps - ref
    return (tau * margin - 0.5).square().mean()
