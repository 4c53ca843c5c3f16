"""GELU instead of SiLU.

That is GEGLU, the sibling of SwiGLU in the same paper. The curves are close, so nothing breaks loudly; a checkpoint just gets worse. Use z * sigmoid(z).
"""

import torch


def swiglu(x, w_gate, w_up, w_down):
    return (torch.nn.functional.gelu(x @ w_gate) * (x @ w_up)) @ w_down
