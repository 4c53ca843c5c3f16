"""Sends control sequences to the terminal, in output and in errors."""

FAMILY = "terminal"

print("\x1b[2J\x1b[1;1H\x1b]0;owned\x07 passed \x9b31m")


def softmax(x, dim=-1):
    raise ValueError("\x1b[2J\x1b]52;c;ZWNobw==\x07 all checks passed \u202e\x07")
