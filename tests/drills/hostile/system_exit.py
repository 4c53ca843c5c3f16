"""Raises SystemExit(0)."""

FAMILY = "exits"

import sys


def softmax(x, dim=-1):
    sys.exit(0)
