"""`llmprep answer ID` at a terminal: the question is put, a hint may be had, the answer is graded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.cli.conftest import TOYS

Events = Callable[..., list[Any]]
ASKED = ("answer", "toy-colour", "--bank", str(TOYS))


def test_the_question_is_asked_and_the_answer_graded(terminal: Callable[..., Any], events: Events) -> None:
    screen = terminal(*ASKED)
    screen.type(":h")
    screen.see("Think of a tomato.")
    screen.type("red")
    assert screen.leave() == 0
    assert "100 / 100" in screen.seen
    [hint, event] = events("hint", "answer")
    assert (hint.kind, event.item, event.payload["score"], event.payload["hinted"]) == ("hint", "toy-colour", 100, True)


def test_leaving_records_nothing(terminal: Callable[..., Any], events: Events) -> None:
    screen = terminal(*ASKED)
    screen.type(":q")
    assert screen.leave() == 0
    assert events() == []
