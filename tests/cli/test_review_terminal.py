"""`llmprep review` at a terminal: due first, a drill worked on in the editor, its rating overruled."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from llmprep.drills.catalogue import builtin_drills_dir
from llmprep.store.log import Log


def days_ago(days: float) -> datetime:
    return datetime.now(UTC) - timedelta(days=days)


@pytest.fixture
def due(home: Path) -> None:
    """A question and a drill that are due, the drill less urgently; no new ones a day."""
    home.mkdir()
    (home / "config.toml").write_text("daily_new = 0\n")
    answer = {"text": "x", "score": 85.0, "rating": "good", "seed": 1, "grade": {}, "seconds": 40}
    with Log.open(home / "llmprep.db") as log:
        log.append("answer", "toy-gap", answer, at=days_ago(30))
        log.append("drill", "softmax", {"passed": True, "score": 100.0, "minutes": 10}, at=days_ago(5))


def test_what_is_due_is_served_most_urgent_first(llmprep: Any, due: None, toys: Any) -> None:
    shown = llmprep("review", "--bank", toys[1], stdin="dog\n").stdout
    assert "1/2  toys" in shown
    assert "due" in shown
    assert "2/2" in shown[shown.index("1/2") :]
    assert "llmprep drill check softmax" in shown


def test_a_drill_is_worked_on_in_the_editor_checked_and_rated(
    terminal: Any, due: None, toys: Any, events: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text(f'#!/bin/sh\ncp "{builtin_drills_dir() / "softmax" / "reference.py"}" "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.chdir(tmp_path)
    t = terminal("review", "--bank", toys[1])
    t.type("dog")
    t.see("goes on")
    t.type("")
    t.see("opens it in your editor")
    t.type("e")
    t.see("passed")
    t.see("rated")
    t.see("overrules")
    t.type("hard")
    assert "your own verdict" in t.see("overrules")
    t.type("")
    assert t.leave() == 0
    assert (tmp_path / "softmax.py").exists()
    drilled = events("drill")[-1]
    assert drilled.payload["passed"] is True
    assert [(e.payload["event"], e.payload["rating"]) for e in events("override")] == [(drilled.id, "hard")]


def test_a_drill_left_for_later_stays_due(terminal: Any, due: None, toys: Any, llmprep: Any, as_object: Any) -> None:
    t = terminal("review", "--bank", toys[1])
    t.type(":s")
    t.see("opens it in your editor")
    t.type("")
    assert t.leave() == 0
    listed = as_object(llmprep("review", "--json", "--bank", toys[1]))
    assert {i["id"] for i in listed["items"] if i["is_due"]} == {"toy-gap", "softmax"}
