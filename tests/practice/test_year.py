"""A year of practice in seconds: real events, a turned clock, a zone that changes its clocks."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from llmprep.practice.choose import Learner
from llmprep.practice.day import Calendar
from llmprep.practice.history import history_of
from llmprep.practice.review import Done, Limits, review_items
from llmprep.practice.schedule import Card, Memory, schedule
from llmprep.practice.session import Session
from llmprep.practice.statistics import statistics
from llmprep.store.log import Log

from .toys import bank, free

BERLIN = ZoneInfo("Europe/Berlin")
BANK = bank(free(f"{t}-{n}", t, level=1 + n % 3) for t in ("towers", "boxes", "balls") for n in range(15))
LIMITS = Limits(new=1, due=4)
FIRST_DAY = date(2026, 1, 1)


def test_a_year_of_evenings_keeps_its_promises(tmp_path: Path) -> None:
    rng = random.Random(11)
    calendar = Calendar(BERLIN)
    memory = Memory()
    served: list[int] = []
    cards: dict[str, Card] = {}
    with Log.open(tmp_path / "year.db") as log:
        log._connection.execute("PRAGMA synchronous = OFF")  # only the clock is simulated, not power cuts
        for n in range(365):
            day = FIRST_DAY + timedelta(days=n)
            # past midnight now and then: still the same practice day
            hour, minute = rng.choice([(7, 30), (19, 0), (23, 50), (24, 40), (27, 15)])
            wall = datetime.combine(day, time(0)) + timedelta(hours=hour, minutes=minute)
            now = wall.replace(tzinfo=BERLIN).astimezone(UTC)
            me = Learner(cards, memory, calendar, now)
            items = review_items(BANK, [], me, rng, limits=LIMITS, done=Done())
            assert sum(i.why == "new" for i in items) <= LIMITS.new
            assert sum(i.why == "due" for i in items) <= LIMITS.due
            assert all(i.card not in cards for i in items if i.why == "new")
            assert all(cards[i.card].is_due(now, calendar) for i in items if i.why == "due")
            session = Session(f"s{n}", "review", items, log, BANK, calendar, memory, lambda now=now: now)  # type: ignore[misc]
            while item := session.current:
                text = rng.choice(["alpha beta", "alpha beta", "alpha", "beta", "nothing"])
                cards[item.card] = session.answer(item, text, 30.0).card
            served.append(len(items))
        history = history_of(log.events(), calendar)
    assert cards == schedule(history.reviews, memory), "rebuilt from the events, the schedule is the same"
    made = statistics(list(BANK), history, Learner(cards, memory, calendar, now, {}))
    practised = sum(n > 0 for n in served)
    assert len(history.reviews) == sum(served) > 400
    assert made.totals.days == practised
    assert len(cards) == len(BANK)
    assert made.retention.actual is not None
    assert 0.5 < made.retention.actual < 1
    assert sum(n for _, n in made.heat) == sum(served[-len(made.heat) :])
