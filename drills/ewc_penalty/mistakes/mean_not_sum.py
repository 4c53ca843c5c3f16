"""A mean over entries.

Large tensors are then held more loosely than small ones. The penalty is a sum over all weights.
"""

import torch


def ewc_penalty(params, old_params, fisher, lam):
    total = 0.0
    for k in params:
        total = total + (fisher[k].detach() * (params[k] - old_params[k].detach()).square()).mean()
    return 0.5 * lam * total
