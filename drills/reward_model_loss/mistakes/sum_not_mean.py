"""The sum instead of the mean.

The gradient grows with the batch. Average over the pairs.
"""

import torch
import torch.nn.functional as F


def reward_model_loss(chosen, rejected):
    return -F.logsigmoid(chosen - rejected).sum()
