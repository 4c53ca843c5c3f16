"""An endless loop in Python."""

FAMILY = "time"


def softmax(x, dim=-1):
    while True:
        pass
