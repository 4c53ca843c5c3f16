"""A list that holds itself."""

FAMILY = "sizes"


def softmax(x, dim=-1):
    out = []
    out.append(out)
    return out
