"""log(sigmoid(x)) in two steps.

sigmoid(-89) is 0 in float32, because exp(89) overflows, and its logarithm -inf: one pair that the model gets badly wrong destroys the step. Use logsigmoid or softplus.
"""

import torch


def reward_model_loss(chosen, rejected):
    return -torch.log(torch.sigmoid(chosen - rejected)).mean()
