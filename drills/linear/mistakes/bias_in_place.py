"""The bias is added to the input's memory.

Adding in place saves an allocation but here it changes a tensor that the caller still owns: `x += ...` before the product, undone too late or not at all. Never write
to an argument.
"""


def linear(x, weight, bias=None):
    x *= 2.0
    y = (x @ weight.transpose(0, 1)) / 2.0
    return y if bias is None else y + bias
