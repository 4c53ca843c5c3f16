"""softplus of the negative difference."""

import torch
import torch.nn.functional as F


def reward_model_loss(chosen, rejected):
    return F.softplus(rejected - chosen).mean()
