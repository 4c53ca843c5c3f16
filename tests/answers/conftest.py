"""The real command, run in this process on a bank of one's own."""

from tests.bank.conftest import builtin, llmprep

__all__ = ["builtin", "llmprep"]
