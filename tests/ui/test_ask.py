"""Commands and texts, told apart."""

from __future__ import annotations

import io

import pytest

from llmprep.ui.ask import LONGEST, LineReader, Reply, parse


@pytest.mark.parametrize(
    ("typed", "reply"),
    [
        (":s", Reply("", "skip")),
        (" :Quit ", Reply("", "quit")),
        (":f the unit is wrong", Reply("the unit is wrong", "flag")),
        (":?", Reply("", "help")),
        (":e a draft", Reply("a draft", "edit")),
        (":x", Reply(":x")),
        (":", Reply(":")),
        (": colon first", Reply(": colon first")),
        (":s\nand more", Reply(":s\nand more")),
        ("  an answer \n", Reply("an answer")),
        ("s", Reply("s")),
        ("", Reply("")),
    ],
)
def test_only_a_whole_line_with_a_known_word_is_a_command(typed: str, reply: Reply) -> None:
    assert parse(typed) == reply


def test_lines_are_read_one_by_one_until_the_end() -> None:
    reader = LineReader(io.StringIO("first\n\n:q\nlast"))
    assert [reader.read() for _ in range(4)] == [Reply("first"), Reply(""), Reply("", "quit"), Reply("last")]
    with pytest.raises(EOFError):
        reader.read()


def test_an_endless_line_is_cut() -> None:
    assert len(LineReader(io.StringIO("x" * 3_000_000)).read().text) == LONGEST
