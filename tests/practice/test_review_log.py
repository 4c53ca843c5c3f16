"""Reviews as FSRS tools read them."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC

import fsrs

from llmprep.practice.day import Calendar
from llmprep.practice.history import Review, history_of
from llmprep.practice.review_log import COLUMNS, to_csv, to_jsonl

from .events import START, Events


def reviews() -> tuple[Review, ...]:
    events = Events()
    events.answer("a", "again", 0, seconds=12.5)
    events.answer("a", "good", 0.01)
    events.answer("b", "easy", 1)
    events.answer("a", "hard", 3)
    return history_of(events, Calendar(UTC)).reviews


def test_the_table_has_the_columns_and_units_of_a_revlog() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(reviews()))))
    assert tuple(rows[0])[:5] == COLUMNS
    assert [r["card_id"] for r in rows] == ["1", "1", "2", "1"]
    assert [r["review_rating"] for r in rows] == ["1", "3", "4", "2"]
    assert [r["review_state"] for r in rows] == ["0", "3", "0", "2"]
    assert rows[0]["review_time"] == str(int(START.timestamp() * 1000))
    assert rows[0]["review_duration"] == "12500"
    assert rows[2]["item"] == "question:b"


def test_each_line_is_read_back_by_the_library() -> None:
    logs = [fsrs.ReviewLog.from_dict(json.loads(line)) for line in to_jsonl(reviews()).splitlines()]
    assert [log.rating.name.lower() for log in logs] == ["again", "good", "easy", "hard"]
    assert logs[0].review_datetime == START
    assert logs[0].review_duration == 12500
    assert logs[1].review_duration is None
