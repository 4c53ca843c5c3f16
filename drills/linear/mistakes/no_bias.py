"""The bias is forgotten.

Without it the layer passes through the origin. Biases are small after initialisation, so a wrong port can look right for a while; compare with non-zero biases.
"""


def linear(x, weight, bias=None):
    return x @ weight.transpose(0, 1)
