"""Each score is judged alone.

-log sigmoid(chosen) - log sigmoid(-rejected) is classification with an absolute threshold. Bradley-Terry only knows differences: prompts that are scored low as a whole should not matter.
"""

import torch
import torch.nn.functional as F


def reward_model_loss(chosen, rejected):
    return -(F.logsigmoid(chosen) + F.logsigmoid(-rejected)).mean()
