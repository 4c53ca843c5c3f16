"""Units in one spelling, and how many of one another is."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmprep.answers import units

PREFIXES = ["", "kilo", "mega", "giga", "tera", "kibi", "mebi", "gibi", "tebi"]
DATA = st.builds(str.__add__, st.sampled_from(PREFIXES), st.sampled_from(["byte", "bit"]))
TIME = st.sampled_from(["second", "millisecond", "microsecond", "nanosecond", "minute", "hour", "day"])
SIMPLE = st.one_of(DATA, TIME)


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("", ""),
        ("KiB", "kibibyte"),
        ("kib", "kibibyte"),
        ("kB", "kilobyte"),
        ("KB", "kilobyte"),
        ("MB", "megabyte"),
        ("Mb", "megabit"),
        ("mb", "megabyte"),
        ("GB/s", "gigabyte/second"),
        ("gigabytes per second", "gigabyte/second"),
        ("ms", "millisecond"),
        ("msec", "millisecond"),
        ("µs", "microsecond"),
        ("hrs", "hour"),
        ("FLOP", "flop"),
        ("FLOPs", "flop"),
        ("TFLOPS", "teraflop"),
        ("floating point operations", "flop"),
        ("FLOPs/byte", "flop/byte"),
        ("tokens/s", "token/second"),
        ("tok/sec", "token/second"),
        ("tps", "token/second"),
        ("$", "dollar"),
        ("dollars", "dollar"),
        ("%", "percent"),
        ("GPU-hours", "gpu*hour"),
        ("bananas", None),
        ("/", None),
        ("bytes/", None),
    ],
)
def test_one_unit_has_one_spelling(typed: str, canonical: str | None) -> None:
    assert units.canonical(typed) == canonical


@pytest.mark.parametrize(
    ("source", "target", "factor"),
    [
        ("MiB", "KiB", 1024.0),
        ("MB", "KB", 1000.0),
        ("MiB", "MB", 1.048576),
        ("Gb/s", "GB/s", 0.125),
        ("GB/s", "bytes/s", 1e9),
        ("hour", "s", 3600.0),
        ("ms", "us", 1000.0),
        ("token/s", "token/min", 60.0),
        ("TFLOP", "FLOP", 1e12),
        ("%", "", 0.01),
        ("kWh", "J", 3.6e6),
        ("KiB", "ms", None),
        ("token", "FLOP", None),
        ("GB", "GB/s", None),
        ("byte", "", None),
    ],
)
def test_factors(source: str, target: str, factor: float | None) -> None:
    have, want = units.canonical(source), units.canonical(target)
    assert have is not None
    assert want is not None
    assert units.factor(have, want) == (pytest.approx(factor) if factor is not None else None)


@given(source=SIMPLE, target=SIMPLE, per=st.sampled_from(["", "/second", "/token"]))
def test_the_quick_way_agrees_with_pint(source: str, target: str, per: str) -> None:
    found = units.factor(source + per, target + per)
    registry = units.registry()
    quantity = registry.Quantity(1, registry.parse_units(source))
    if not quantity.is_compatible_with(registry.parse_units(target)):
        assert found is None
    else:
        assert found == pytest.approx(quantity.to(registry.parse_units(target)).magnitude, rel=1e-12)


@given(source=DATA, target=DATA)
def test_there_and_back_is_one(source: str, target: str) -> None:
    there, back = units.factor(source, target), units.factor(target, source)
    assert there is not None
    assert back is not None
    assert there * back == pytest.approx(1.0)


@given(text=st.text(max_size=20))
def test_any_text_is_a_unit_or_none(text: str) -> None:
    found = units.canonical(text)
    assert found is None or units.canonical(found) in (found, None)


def test_bytes_and_seconds_need_no_pint() -> None:
    code = (
        "import sys; from llmprep.answers import units\n"
        "print(units.factor('mebibyte', 'kibibyte'), units.factor('gigabit/second', 'gigabyte/second'),"
        " units.factor('hour', 'second'), 'pint' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1024.0", "0.125", "3600.0", "False"]
