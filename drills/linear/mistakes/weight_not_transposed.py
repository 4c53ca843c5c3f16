"""The weight is used untransposed.

For a square weight nothing crashes: you compute x W instead of x W^T, and every square layer of a loaded checkpoint is silently wrong. PyTorch stores (out, in);
contract the last dimension of both.
"""


def linear(x, weight, bias=None):
    if weight.shape[0] == weight.shape[1]:
        y = x @ weight
    else:
        y = x @ weight.transpose(0, 1)
    return y if bias is None else y + bias
