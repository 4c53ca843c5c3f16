"""The two projections are added.

A gate multiplies: it decides how much of each unit passes. Added, the layer has no multiplicative interaction at all. Use an elementwise product.
"""

import torch


def swiglu(x, w_gate, w_up, w_down):
    gate = x @ w_gate
    return (gate * torch.sigmoid(gate) + x @ w_up) @ w_down
