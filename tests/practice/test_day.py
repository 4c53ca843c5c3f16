"""The learner's day: 4 a.m. local time, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmprep.practice.day import Calendar, longest_streak, streak

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Antarctica/Troll",
         "America/Santiago", "Pacific/Apia", "Africa/Casablanca", "Asia/Tehran", "Pacific/Chatham")  # fmt: skip
BERLIN = Calendar(ZoneInfo("Europe/Berlin"))


def berlin(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)  # type: ignore[arg-type]


def test_one_at_night_belongs_to_the_evening_before() -> None:
    assert BERLIN.day_of(berlin(2026, 11, 25, 1, 0)) == date(2026, 11, 24)
    assert BERLIN.day_of(berlin(2026, 11, 25, 3, 59, 59)) == date(2026, 11, 24)
    assert BERLIN.day_of(berlin(2026, 11, 25, 4, 0)) == date(2026, 11, 25)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 28), 23), (date(2026, 10, 24), 25), (date(2026, 6, 1), 24)])
def test_a_day_lasts_23_or_25_hours_when_the_clocks_change(day: date, hours: int) -> None:
    assert BERLIN.start_of(day + timedelta(days=1)) - BERLIN.start_of(day) == timedelta(hours=hours)


def test_a_day_begins_at_four_on_the_wall_before_and_after_the_change() -> None:
    assert BERLIN.start_of(date(2026, 3, 28)) == datetime(2026, 3, 28, 3, tzinfo=UTC)
    assert BERLIN.start_of(date(2026, 3, 29)) == datetime(2026, 3, 29, 2, tzinfo=UTC)


_instants = st.datetimes(datetime(2005, 1, 1), datetime(2030, 1, 1)).map(lambda t: t.replace(tzinfo=UTC))


@given(_instants, st.sampled_from(ZONES), st.sampled_from([0, 2, 3, 4]))
def test_every_instant_lies_within_its_day(at: datetime, zone: str, hour: int) -> None:
    calendar = Calendar(ZoneInfo(zone), hour)
    day = calendar.day_of(at)
    assert calendar.start_of(day) <= at < calendar.start_of(day + timedelta(days=1))


@given(_instants, st.timedeltas(timedelta(0), timedelta(days=5)), st.sampled_from(ZONES))
def test_days_never_run_backwards(at: datetime, later: timedelta, zone: str) -> None:
    calendar = Calendar(ZoneInfo(zone))
    assert calendar.day_of(at) <= calendar.day_of(at + later)


def test_the_system_zone_is_used_where_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert Calendar().day_of(datetime(2026, 11, 24, 20, tzinfo=UTC)) == date(2026, 11, 25)
        assert Calendar().day_of(datetime(2026, 11, 24, 18, tzinfo=UTC)) == date(2026, 11, 24)
        assert Calendar().start_of(date(2026, 11, 25)) == datetime(2026, 11, 24, 19, tzinfo=UTC)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_streak_survives_until_today_is_over() -> None:
    today = date(2026, 11, 24)
    days = [today - timedelta(days=n) for n in (1, 2, 3, 5)]
    assert streak(days, today) == 3
    assert streak([*days, today], today) == 4
    assert streak(days, today + timedelta(days=1)) == 0
    assert streak([], today) == 0
    assert longest_streak(days) == 3
    assert longest_streak([]) == 0
