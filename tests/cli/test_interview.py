"""`llmprep interview`: down the ladder until the candidate flinches, and a debrief that quotes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from llmprep.drills.catalogue import builtin_drills_dir

LADDERS = ("--bank", str(Path(__file__).parent / "ladders"), "--topic", "ladders", "--topic", "ropes")
FLINCH = "That is only a custom among painters, I believe"


def climb(t: Any) -> None:
    """Good answers up to level 2, then a flinch at level 3; whichever topic comes first, the other is passed."""
    while True:
        t.child.expect(r"ladder\?|rope\?|lean\?|best angle\?|each half\?|is all|Debrief")
        asked = str(t.child.after)
        if asked == "is all":
            return
        if asked == "ladder?":
            t.type("Two rails with rungs between")
            t.press("\r")
        elif asked == "lean?":
            t.type("Upright it would topple over backwards")
            t.press("\r")
        elif asked == "best angle?":
            t.type(FLINCH)
            t.press("\r")
        elif asked == "rope?":
            t.type(":s")
        else:
            t.type("7 m")


def test_a_flinch_at_level_three_ends_the_ladder_and_is_quoted(terminal: Any, events: Any) -> None:
    t = terminal("interview", *LADDERS, "--no-drill", "--seed", "2")
    climb(t)
    assert t.leave() == 0
    debrief = t.seen[t.seen.index("Debrief") :]
    (row,) = [line for line in debrief.splitlines() if line.strip().startswith("ladders")]
    assert "■■□□□" in row
    assert "depth 2" in row
    assert "flinched at 3, apply" in row
    assert f"“{FLINCH}”" in debrief
    assert "It follows from friction; no custom is involved." in debrief
    assert "“Upright it would topple over backwards”" in debrief
    assert "Calculation" in debrief
    assert "llmprep quiz --topic ropes --level 1" in debrief
    assert "/ 100" not in t.seen
    assert [e.payload["text"] for e in events("answer") if e.item == "ladder-angle"] == [FLINCH]
    (saved,) = events("interview")
    assert {d["topic"]: d["depth"] for d in saved.payload["topics"]} == {"ladders": 2, "ropes": 0}


def test_the_clock_is_on_the_screen_and_the_grade_only_when_asked(terminal: Any) -> None:
    t = terminal("interview", "--bank", LADDERS[1], "--topic", "ladders", "--no-drill", "--minutes", "5")
    t.see("4:5[0-9] left")
    t.type("Two rails with rungs between")
    t.press("\r")
    t.see("lean")
    assert "/ 100" not in t.seen
    t.type(":g")
    t.see("Model answer")
    t.type(":q")
    assert t.leave() == 0
    assert "Debrief" in t.seen


def test_an_interview_cut_off_goes_on_with_the_same_question(terminal: Any, events: Any) -> None:
    arguments = ("interview", "--bank", LADDERS[1], "--topic", "ladders", "--no-drill")
    t = terminal(*arguments)
    t.type("Two rails with rungs between")
    t.press("\r")
    t.see("lean")
    t.see("›")
    t.press("\x03")
    assert t.leave() == 130
    assert "goes on from here" in t.seen
    again = terminal(*arguments)
    again.see("Going on with your interview; 1 asked")
    again.see("Why must a ladder lean")
    again.type(":q")
    assert again.leave() == 0
    assert len(events("session-start")) == len(events("session-end")) == 1
    assert events("interview")[0].payload["questions"] == 1


def test_interviews_are_kept_and_compared(llmprep: Any, as_object: Any) -> None:
    options = ("interview", "--bank", LADDERS[1], "--topic", "ladders")
    first = as_object(llmprep(*options, "--json", stdin="Two rails with rungs\n\n"))
    assert (first["depth"], first["questions"], first["passed_over"]) == (1.0, 2, 1)
    second = llmprep(*options, stdin="rungs hold the two rails\nit would topple over\n\n")
    assert "last time: depth 1.0" in second.stdout
    assert "last time 1" in second.stdout
    listed = as_object(llmprep("interview", "--list", "--json"))
    assert [i["depth"] for i in listed["interviews"]] == [1.0, 2.0]
    assert "ladders" in llmprep("interview", "--list").stdout


def test_a_coding_drill_is_written_in_the_editor_and_graded(
    terminal: Any, events: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor.sh"
    reference = builtin_drills_dir() / "softmax" / "reference.py"
    editor.write_text(f'#!/bin/sh\ncp "{reference}" "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    t = terminal(
        "interview", "--bank", LADDERS[1], "--topic", "ladders", "--topic", "ropes", "--seed", "2", "--minutes", "45"
    )
    drilled = False
    for _ in range(12):
        t.child.expect(r"ladder\?|rope\?|lean\?|best angle\?|climbs\?|each half\?|opens your editor|is all")
        asked = str(t.child.after)
        if asked == "is all":
            break
        if asked == "opens your editor":
            drilled = True
            t.type("")
            t.see("Noted")
            continue
        t.type({"ladder?": "rungs", "lean?": "it would topple", "best angle?": "its foot would slide, for want of friction",
                "climbs?": "I do not know", "rope?": "strands", "each half?": "5 m"}[asked])  # fmt: skip
        if asked != "each half?":
            t.press("\r")
    assert t.leave() == 0
    assert drilled
    (result,) = events("interview-drill")
    assert result.item
    assert "Coding" in t.seen


@pytest.mark.parametrize(
    ("args", "message"),
    [(("--role", "plumber"), "no role"), (("--topic", "ladder"), "no topic"), (("--minutes", "0"), "minutes")],
)
def test_what_cannot_be_is_refused(llmprep: Any, args: Any, message: str) -> None:
    done = llmprep("interview", "--bank", LADDERS[1], *args)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
