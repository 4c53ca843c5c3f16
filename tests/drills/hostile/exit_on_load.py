"""Ends the process with status 0 while it is loaded."""

FAMILY = "exits"

import os

os._exit(0)
