"""Which device a check runs on, found out without importing torch where that can be avoided."""

from __future__ import annotations

import sys
from pathlib import Path

from llmprep.errors import Exit, UserError

CHOICES = ("auto", "cpu", "cuda", "mps")


def resolve_device(wanted: str) -> str:
    """`cpu`, `cuda` or `mps` for what was asked.

    Raises UserError: exit status 2 for an unknown name, 3 for a device that this machine lacks.
    """
    if wanted not in CHOICES:
        raise UserError(f"no device is called {wanted!r}", lines=[f"choose from: {', '.join(CHOICES)}"])
    if wanted == "cpu":
        return "cpu"
    if wanted == "auto":
        return "cuda" if nvidia_driver() and _has("cuda") else "cpu"
    if not _has(wanted):
        raise UserError(
            f"device {wanted!r} is not available: {why_not(wanted)}",
            lines=["`--device auto` uses what there is; `llmprep doctor` tells more"],
            exit_status=Exit.UNAVAILABLE,
        )
    return wanted


def nvidia_driver() -> bool:
    """Whether an NVIDIA driver seems to be loaded."""
    return Path("/proc/driver/nvidia/version").exists() or Path("/dev/nvidiactl").exists()


def why_not(device: str) -> str:
    """Why torch cannot use a device here, in a few words."""
    if device == "mps":
        return "it needs macOS on Apple silicon" if sys.platform != "darwin" else "this torch has no support for it"
    if not nvidia_driver():
        return "no NVIDIA driver is loaded on this machine"
    import torch

    if torch.version.cuda is None:
        return f"torch {torch.__version__} is a build without CUDA"
    return "torch finds no usable GPU"


def _has(device: str) -> bool:
    if device == "cuda" and not nvidia_driver():
        return False
    import torch

    return torch.cuda.is_available() if device == "cuda" else torch.backends.mps.is_available()
