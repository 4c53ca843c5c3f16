"""Ends the process with status 0 in the middle of a call."""

FAMILY = "exits"

import os


def softmax(x, dim=-1):
    os._exit(0)
