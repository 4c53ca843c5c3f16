"""A hinge loss.

max(0, 1 - difference) ranks, but it is no likelihood: a pair that is right by 1 teaches nothing more, and differences do not become log-odds, on which RLHF and DPO rely. Use -log sigmoid.
"""

import torch


def reward_model_loss(chosen, rejected):
    return torch.clamp(1 - (chosen - rejected), min=0).mean()
