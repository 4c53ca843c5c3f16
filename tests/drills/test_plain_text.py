"""Text from a stranger cannot steer a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmprep.drills.plain_text import clean


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain\ttext\nlines", "plain\ttext\nlines"),
        ("\x1b[2J\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07after", "after"),
        ("\x1b]52;c;ZWNobw==\x1b\\after", "after"),
        ("a\rb\x08c\x07", "a\nbc"),
        ("\u202eevil\u2066", "evil"),
        ("\x9b31mred", "31mred"),
        ("naïve – “quotes” 漢字 👍", "naïve – “quotes” 漢字 👍"),
    ],
)
def test_control_sequences_are_taken_out(raw, shown):
    assert clean(raw) == shown


@given(st.text())
def test_no_control_character_is_left(text):
    assert not [c for c in clean(text) if unicodedata.category(c) == "Cc" and c not in "\t\n"]
    assert "\x1b" not in clean(text)
