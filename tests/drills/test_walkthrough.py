"""A walkthrough gives every line of a reference its reason, and says where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmprep.drills.catalogue import load_drills
from llmprep.drills.walkthrough import Reason, parts, read_walkthrough
from llmprep.errors import UserError

SOURCE = '''"""Module."""

import math

SCALE = 2.0


class Thing:
    """Doc."""

    def grow(self, x: float) -> float:
        """Doc."""
        # Twice, because.
        y = SCALE * x
        if y > 1:
            y = 1.0
        return math.sqrt(y)
'''
HERE = Path("walkthrough.yaml")


def cut(*starts: str):
    return list(parts(SOURCE, [Reason(at=s, why=f"a reason for {s} of twenty letters") for s in starts], HERE))


def test_the_parts_are_the_whole_reference_in_order():
    found = cut("SCALE", "y = SCALE", "return")
    assert "\n".join(p.code for p in found).split() == SOURCE.split()
    assert [bool(p.why) for p in found] == [False, True, False, False, True, True]


def test_a_comment_belongs_to_the_line_below_it():
    assert "# Twice" in next(p.code for p in cut("SCALE", "y = SCALE", "return") if "y = SCALE" in p.code)


@pytest.mark.parametrize(
    ("starts", "says"),
    [
        (("SCALE", "return"), "line 14 of the reference has no reason: `y = SCALE * x`"),
        (("SCALE", "y = scale"), "entry 1: no line after line 5 of the reference begins `y = scale`"),
        (("SCALE", "return", "y = SCALE"), "entry 2: no line after line 17"),
    ],
)
def test_a_fault_is_named_with_its_place(starts, says):
    with pytest.raises(UserError) as error:
        cut(*starts)
    assert says in error.value.message


def test_one_reason_cannot_cover_a_whole_function():
    source = "def f():\n" + "".join(f"    a{i} = {i}\n" for i in range(12))
    with pytest.raises(UserError, match="one reason for 12 lines"):
        list(parts(source, [Reason(at="a0 =", why="far too much in one go for anybody")], HERE))


@pytest.mark.parametrize("drill", load_drills().drills.values(), ids=lambda d: d.id)
def test_every_line_of_every_reference_has_its_reason(drill):
    assert any(p.why for p in read_walkthrough(drill)), f"{drill.id} has no walkthrough.yaml"


def test_a_drill_without_a_walkthrough_is_no_error(tmp_path):
    drill = load_drills().get("relu")
    assert read_walkthrough(type(drill)(drill.meta, tmp_path)) == ()
