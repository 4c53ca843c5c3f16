"""Numbers in prose, and when a typed one agrees with the one meant: by rounding, units and scale words."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

SCALES = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "mio": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9,
    "billion": 1e9, "g": 1e9, "t": 1e12, "tn": 1e12, "trillion": 1e12, "quadrillion": 1e15,
}  # fmt: skip
_PREFIX = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4, "p": 5}
_BYTES = re.compile(r"(?:([kmgtp])(i?)b|(kilo|mega|giga|tera|kibi|mebi|gibi|tebi)?bytes?|(gig|meg)s?)$")
_LONG = {"kilo": 1000, "mega": 1000**2, "giga": 1000**3, "tera": 1000**4}
_LONG |= {"kibi": 1024, "mebi": 1024**2, "gibi": 1024**3, "tebi": 1024**4}
_SAME_UNIT = {
    "percent": "%", "pct": "%", "times": "x", "fold": "x", "sec": "s", "second": "s", "seconds": "s",
    "secs": "s", "millisecond": "ms", "milliseconds": "ms", "msec": "ms", "microseconds": "us",
    "minutes": "min", "minute": "min", "mins": "min", "hours": "h", "hour": "h", "hr": "h", "hrs": "h",
    "days": "day", "dollars": "$", "dollar": "$", "usd": "$", "tokens": "token", "tok": "token",
    "toks": "token", "bits": "bit", "gpus": "gpu", "layers": "layer", "heads": "head", "flops": "flop",
    "years": "year", "requests": "request", "parameters": "parameter", "params": "parameter",
}  # fmt: skip
WHOLE = 15


@dataclass(frozen=True)
class Reading:
    """One way to read a typed number.

    digits: how many significant digits were typed; whole: a plain whole number, meant exactly.
    """

    value: float
    digits: int
    whole: bool
    unit: str = ""


def read(typed: str) -> Reading | None:
    """A number as typed (`1,024`, `2,77`, `10^12`, `1.5x10^9`, `1e12`, `7B`, `128k`); None for no number."""
    text = typed.strip().lower().replace("−", "-").replace("**", "^")
    scale = 1.0
    found = re.search(r"(?<=[\d.])\s*([a-z]+)$", text)
    if found:
        if found[1] not in SCALES:
            return None
        scale, text = SCALES[found[1]], text[: found.start()]
    text = re.sub(r"(?<=\d)[,'’  ](?=\d{3}(?!\d))", "", text)
    text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    power = re.fullmatch(r"(?:([\d.]+)\s*[*x×·]\s*)?(\d+)\^\(?(-?\d+)\)?", text)
    try:
        if power:
            exponent = int(power[3])
            if abs(exponent) > 300:
                return None
            value = float(power[1] or 1) * float(power[2]) ** exponent * scale
            digits = _digits(power[1]) if power[1] else (1 if power[2] == "10" else WHOLE)
            return Reading(value, digits, False)
        value = float(text) * scale
    except (ValueError, OverflowError):
        return None
    if not math.isfinite(value):
        return None
    mantissa = text.partition("e")[0]
    whole = scale == 1 and "e" not in text and "." not in text
    return Reading(value, _digits(mantissa), whole)


def _digits(mantissa: str) -> int:
    digits = mantissa.replace(".", "").lstrip("0")
    return max(1, len(digits if "." in mantissa else digits.rstrip("0")))


def unit_of(word: str) -> str:
    """A unit word in one spelling: `seconds` as `s`, `%` as it is, bytes in small letters."""
    low = word.strip().lower().rstrip(".")
    return _SAME_UNIT.get(low, low)


def bytes_in(unit: str) -> float | None:
    """How many bytes a unit of data is (`gib`, `mb`, `bytes`); None for other units. A bare `b` is a byte."""
    if unit == "b":
        return 1.0
    found = _BYTES.fullmatch(unit)
    if not found:
        return None
    if found[1]:
        return float((1024 if found[2] else 1000) ** _PREFIX[found[1]])
    if found[4]:
        return 1000.0**3 if found[4] == "gig" else 1000.0**2
    return float(_LONG.get(found[3] or "", 1))


def agree(meant: Reading, typed: Reading, unit: str) -> bool:
    """Whether a typed number, with the unit that stands by it, is the one meant.

    They are compared at the coarser precision of the two, which must be two digits at least unless they
    are equal; a plain whole number that is meant is met by a rounder one, not by a finer one.
    """
    value, digits, converted = meant.value, WHOLE if meant.whole else meant.digits, False
    if meant.unit:
        own, other = bytes_in(meant.unit), bytes_in(unit)
        if own is not None and other is not None:
            converted = own != other
            value = value * own / other
        elif meant.unit != unit:
            return False
    if math.isclose(value, typed.value, rel_tol=1e-9):
        return True
    if converted:
        digits = max(digits, 4)
    common = min(digits, typed.digits)
    if common < 2 or value == 0 or typed.value == 0 or (value < 0) != (typed.value < 0):
        return False
    size = math.floor(math.log10(abs(value)) + 1e-12)
    return abs(value - typed.value) <= 0.5 * 10.0 ** (size - common + 1) * (1 + 1e-9)


def canonical(value: float) -> str:
    """The number as a word to compare by: 2.0 and 2 alike."""
    return f"#{value:.12g}"
