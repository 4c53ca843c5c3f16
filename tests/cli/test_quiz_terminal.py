"""A session at a real terminal: long answers, hints, skips, undo, overruling, flags, Ctrl-C, and going on later."""

from __future__ import annotations

from typing import Any

QUIT = 0
INTERRUPTED = 130


def test_a_long_answer_ends_with_an_empty_line_and_shows_what_earned_its_points(
    terminal: Any, toys: Any, events: Any
) -> None:
    t = terminal("quiz", *toys, "--kind", "free")
    assert "Enter twice sends it" in t.see("more")
    t.type("Its centre of gravity leaves the base.")
    t.press("The wind blows it over.\r\r")
    graded = t.see("goes on")
    assert "✓ Its centre of gravity leaves the base." in graded
    assert "○ Each brick adds a little wobble." in graded
    assert "✗" in graded
    assert "It falls in still air, too." in graded
    assert "Model answer" in graded
    assert "Next review" in graded
    t.press("\r")
    assert t.leave() == QUIT
    (answer,) = events("answer")
    assert answer.payload["text"] == "Its centre of gravity leaves the base.\nThe wind blows it over."
    assert answer.payload["score"] == 55.0


def test_a_verdict_can_be_overruled_and_the_answer_stays_as_it_was(terminal: Any, toys: Any, events: Any) -> None:
    t = terminal("quiz", *toys, "--kind", "free")
    t.type("Gravity pulls harder up there, the wind does blow")
    t.press("\r")
    t.see("goes on")
    t.type("o")
    assert "f1" in t.see("leaves it")
    t.type("1 f1")
    assert "your own verdict" in t.see("goes on")
    t.type("")
    assert t.leave() == QUIT
    (answer,), (override,) = events("answer"), events("override")
    assert answer.payload["score"] == 0.0
    assert override.payload["event"] == answer.id
    assert (override.payload["score"], override.payload["rating"]) == (75.0, "good")


def test_hint_undo_skip_flag_and_help(terminal: Any, toys: Any, events: Any) -> None:
    t = terminal("quiz", *toys, "--kind", "choice", "--kind", "cloze", "-n", "2", "--seed", "1")
    t.type(":?")
    t.see("skip this one")
    t.type(":h")
    t.see("hint|tomato")
    t.type(":u")
    t.see("nothing to undo")
    t.type("a")
    t.see("goes on")
    t.type("u")
    t.see("taken back")
    t.see("1/2")
    t.type(":s")
    t.see("2/2")
    t.type(":u")
    t.see("taken back")
    t.type(":flag too easy")
    t.see("Flagged")
    t.type("   ")
    t.see("Nothing typed")
    t.type(":q")
    assert t.leave() == QUIT
    kinds = [e.kind for e in events()]
    assert kinds.count("answer") == 1
    assert kinds.count("undo") == 2
    (flag,) = events("flag")
    assert flag.payload["reason"] == "too easy"
    t = terminal("quiz", *toys, "--kind", "choice", "--kind", "cloze", "-n", "2")
    assert "1/1" in t.see("toys")


def test_what_cannot_be_read_is_asked_again_and_not_recorded(terminal: Any, toys: Any, events: Any) -> None:
    t = terminal("quiz", *toys, "--kind", "numeric")
    t.type("lots")
    t.see("as a number")
    t.press("\x15" + "0 bricks\r")
    t.see("goes on")
    t.type("")
    assert t.leave() == QUIT
    assert [e.payload["text"] for e in events("answer")] == ["0 bricks"]


def test_ctrl_c_keeps_what_was_answered_and_the_next_quiz_goes_on(terminal: Any, toys: Any, events: Any) -> None:
    t = terminal("quiz", *toys, "-n", "3", "--kind", "choice", "--kind", "cloze", "--kind", "free")
    t.type(":s")
    t.see("2/3")
    t.see("›")
    t.press("\x03")
    assert t.leave() == INTERRUPTED
    assert "Interrupted; what you answered is kept." in t.seen
    assert events("session-end") == []
    again = terminal("quiz", *toys, "-n", "3", "--kind", "choice", "--kind", "cloze", "--kind", "free")
    again.see("Going on where you stopped; 2 to go.")
    again.see("2/3")
    again.type(":q")
    assert again.leave() == QUIT
    assert len(events("session-start")) == 1


def test_ctrl_d_ends_friendly(terminal: Any, toys: Any) -> None:
    t = terminal("quiz", *toys)
    t.see("›")
    t.press("\x04")
    assert t.leave() == QUIT
    assert "Until next time." in t.seen


def test_the_editor_writes_the_answer(terminal: Any, toys: Any, events: Any, tmp_path: Any, monkeypatch: Any) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\necho "the dog" > "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    t = terminal("quiz", *toys, "--kind", "cloze")
    t.type(":e")
    t.see("goes on")
    t.type("")
    assert t.leave() == QUIT
    assert [(e.payload["text"], e.payload["score"]) for e in events("answer")] == [("the dog", 100.0)]


def test_an_editor_that_fails_costs_nothing(terminal: Any, toys: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("EDITOR", "/nowhere/editor")
    t = terminal("quiz", *toys, "--kind", "cloze")
    t.type(":e")
    t.see("cannot be started")
    t.type(":q")
    assert t.leave() == QUIT


def test_judging_oneself_shows_the_points_to_tick(terminal: Any, toys: Any, events: Any) -> None:
    t = terminal("quiz", *toys, "--kind", "free", "--judge", "self")
    t.type("It wiggles a bit at each brick and tips over")
    t.press("\r")
    t.see("leaves it")
    t.type("1 2")
    t.see("your own verdict")
    t.type("")
    assert t.leave() == QUIT
    assert events("override")[0].payload["score"] == 100.0


def test_a_narrow_terminal_cuts_nothing_off(terminal: Any, toys: Any) -> None:
    t = terminal("quiz", *toys, "--kind", "choice")
    t.see("›")
    assert all(len(line) <= 90 for line in t.seen.splitlines())


def test_a_quiz_in_another_terminal_is_not_taken_for_a_cut_off_one(terminal: Any, toys: Any, events: Any) -> None:
    first = terminal("quiz", *toys)
    first.see("›")
    second = terminal("quiz", *toys)
    assert "Going on" not in second.see("1/5")
    second.type(":q")
    assert second.leave() == QUIT
    first.press(":q\r")
    assert first.leave() == QUIT
    assert len(events("session-start")) == len(events("session-end")) == 2
