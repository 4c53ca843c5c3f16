"""All weights are held equally.

Without the Fisher information this is plain L2 towards the old weights: unimportant weights are held as tightly as important ones, so little can be learned. Weigh each square.
"""

import torch


def ewc_penalty(params, old_params, fisher, lam):
    total = 0.0
    for k in params:
        total = total + (0 * fisher[k].detach() + (params[k] - old_params[k].detach()).square()).sum()
    return 0.5 * lam * total
