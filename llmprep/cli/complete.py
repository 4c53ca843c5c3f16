"""What the shell completes: ids of drills and questions, topics. Quick, and silent about any fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable


def _matching(incomplete: str, all_of: Callable[[], Iterable[str]]) -> list[str]:
    try:
        return [name for name in all_of() if name.startswith(incomplete)]
    except Exception:  # a broken bank must not break the shell
        return []


def drill_ids(incomplete: str) -> list[str]:
    """Ids of drills."""
    from llmprep.cli.options import open_catalogue

    return _matching(incomplete.replace("-", "_"), lambda: open_catalogue(None).drills)


def question_ids(incomplete: str) -> list[str]:
    """Ids of questions."""
    from llmprep.cli.options import open_bank

    return _matching(incomplete, lambda: open_bank(None).questions)


def topics(incomplete: str) -> list[str]:
    """Topics."""
    from llmprep.bank.model import TOPICS

    return _matching(incomplete, lambda: TOPICS)


def topic_list(incomplete: str) -> list[str]:
    """Topics separated by commas: the last one is completed."""
    before, comma, last = incomplete.rpartition(",")
    return [before + comma + name for name in topics(last)]


def roles(incomplete: str) -> list[str]:
    """Roles of a mock interview."""
    from llmprep.practice.roles import ROLES

    return _matching(incomplete, lambda: ROLES)
