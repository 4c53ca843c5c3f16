"""A sigmoid instead of SiLU.

That is the original GLU. SwiGLU multiplies the sigmoid by its own argument, so the gate is not confined to 0..1. Use z * sigmoid(z).
"""

import torch


def swiglu(x, w_gate, w_up, w_down):
    return (torch.sigmoid(x @ w_gate) * (x @ w_up)) @ w_down
