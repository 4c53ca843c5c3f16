"""SiLU is applied to the wrong projection.

The gate is w_gate's projection; here the other one goes through SiLU. With random weights the two look alike, with a trained checkpoint the layer computes nonsense. Check which matrix the checkpoint calls gate_proj.
"""

import torch


def swiglu(x, w_gate, w_up, w_down):
    up = x @ w_up
    return ((x @ w_gate) * up * torch.sigmoid(up)) @ w_down
