"""The sigmoid approximation instead of the exact form.

x * sigmoid(1.702 x) is the quick GELU of CLIP, off by up to 2e-2. It is another activation: weights trained with one do not carry over to the other. Use the normal
distribution function, through erf.
"""

import torch


def gelu(x):
    return x * torch.sigmoid(1.702 * x)
