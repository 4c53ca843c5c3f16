"""The sign is flipped.

The loss rewards the model for scoring the rejected answer higher. Training looks fine, and the policy learns what people dislike. The chosen score comes first.
"""

import torch
import torch.nn.functional as F


def reward_model_loss(chosen, rejected):
    return -F.logsigmoid(rejected - chosen).mean()
