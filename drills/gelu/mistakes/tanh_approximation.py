"""The tanh approximation instead of the exact form.

Your values are off by up to 5e-4: that is 0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))), which GPT-2 used for speed. Mixing the two between training and serving shifts
every layer a little; checkpoints say which one they mean ("gelu" or "gelu_new"). Use erf.
"""

import math

import torch


def gelu(x):
    return 0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))
