"""Returns a string with control sequences."""

FAMILY = "terminal"


def softmax(x, dim=-1):
    return "\x1b[2Jpassed\x07"
