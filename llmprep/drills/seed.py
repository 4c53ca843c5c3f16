"""The seed of a check. Without torch, as it is drawn before that is imported."""

from __future__ import annotations

import secrets


def fresh_seed() -> int:
    """A seed that no submission can foresee; it is shown with the result."""
    return secrets.randbelow(2**31)
