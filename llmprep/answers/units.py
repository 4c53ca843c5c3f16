"""Units as people type them, and converting between them (by pint, loaded only when needed)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pint

_DEFINITIONS = [
    "milli- = 1e-3", "micro- = 1e-6", "nano- = 1e-9", "kilo- = 1e3", "mega- = 1e6", "giga- = 1e9",
    "tera- = 1e12",
    "peta- = 1e15", "exa- = 1e18", "zetta- = 1e21", "yotta- = 1e24",
    "kibi- = 2**10", "mebi- = 2**20", "gibi- = 2**30", "tebi- = 2**40", "pebi- = 2**50",
    "bit = [information]", "byte = 8 * bit", "second = [time]", "minute = 60 * second",
    "hour = 3600 * second",
    "day = 86400 * second", "week = 7 * day", "month = 365.25 / 12 * day", "year = 365.25 * day",
    "flop = [operation]", "token = [token]", "dollar = [currency]", "cent = 0.01 * dollar",
    "parameter = [parameter]", "gpu = [gpu]", "request = [request]", "sample = [sample]", "step = [step]",
    "joule = [energy]", "watt = joule / second", "hertz = 1 / second", "percent = 0.01",
]  # fmt: skip
_PREFIXES = {
    "k": "kilo",
    "K": "kilo",
    "M": "mega",
    "G": "giga",
    "T": "tera",
    "P": "peta",
    "E": "exa",
    "Z": "zetta",
}
_BINARY = {"ki": "kibi", "mi": "mebi", "gi": "gibi", "ti": "tebi", "pi": "pebi"}
_LONG = ("milli", "micro", "nano", "kilo", "mega", "giga", "tera", "peta", "exa", "zetta", "yotta",
         "kibi", "mebi", "gibi", "tebi", "pebi")  # fmt: skip
_WORDS = {
    "s": "second", "sec": "second", "secs": "second", "ms": "millisecond", "msec": "millisecond",
    "us": "microsecond", "µs": "microsecond", "μs": "microsecond", "usec": "microsecond", "ns": "nanosecond",
    "min": "minute", "mins": "minute", "h": "hour", "hr": "hour", "hrs": "hour", "d": "day", "wk": "week",
    "yr": "year", "yrs": "year", "tok": "token", "toks": "token", "tk": "token", "tkn": "token",
    "$": "dollar",
    "usd": "dollar", "¢": "cent", "%": "percent", "pct": "percent", "param": "parameter",
    "params": "parameter",
    "req": "request", "reqs": "request", "op": "flop", "ops": "flop", "operation": "flop",
    "operations": "flop",
    "w": "watt", "j": "joule", "hz": "hertz", "kwh": "kilowatt*hour", "mwh": "megawatt*hour",
    "kw": "kilowatt",
    "kj": "kilojoule", "mj": "megajoule",
    "tps": "token/second", "rps": "request/second", "qps": "request/second", "query": "request",
    "queries": "request",
    "accelerator": "gpu", "gigabyte": "gigabyte",
}  # fmt: skip
_SIZES = {"": 1.0, "milli": 1e-3, "micro": 1e-6, "nano": 1e-9} | {
    prefix: float(base**power)
    for base, prefixes in ((1000, _LONG[3:9]), (1024, _LONG[11:]))
    for power, prefix in enumerate(prefixes, 1)
}
_QUICK = {
    "byte": ("data", 8.0), "bit": ("data", 1.0), "second": ("time", 1.0), "minute": ("time", 60.0),
    "hour": ("time", 3600.0), "day": ("time", 86400.0),
}  # fmt: skip
_BASES = {line.split(" =")[0] for line in _DEFINITIONS if "- =" not in line}
_ATOM = re.compile(r"[^\s*/·×^]+|\^-?\d+|[*/·×]")


@lru_cache(maxsize=512)
def canonical(text: str) -> str | None:
    """A unit in one spelling (`GB/s` and `gigabytes per second` alike), or None for what is no unit.

    An empty text is the plain number, as an empty unit.
    """
    text = re.sub(r"\bper\b", "/", text.strip().strip("."), flags=re.IGNORECASE).replace("**", "^")
    text = re.sub(r"[Gg][Pp][Uu]s?[-_ ]?(?=(hour|hr|h|day|second|minute|year)s?\b)", "gpu*", text)
    text = re.sub(r"(?<=[A-Za-z])-(?=[A-Za-z])", "*", text)
    text = re.sub(r"(?i)\bfl(?:oating)?[- ]point\b[- *]operations?\b|\bfloating\*point operations?", "flop", text)
    out: list[str] = []
    for piece in _ATOM.findall(text):
        if piece in "*·×":
            out.append("*")
        elif piece == "/" or (piece[0] == "^" and out):
            out.append("/" if piece == "/" else piece.replace("^", "**"))
        else:
            atom = _atom(piece)
            if atom is None:
                return None
            if out and out[-1] not in "*/":
                out.append("*")
            out.append(atom)
    return "".join(out) if not out or out[-1] not in "*/" else None


def _atom(word: str) -> str | None:
    word = word.strip("().,")
    if word == "1":
        return "1"
    if word in ("ms", "us", "ns", "µs", "μs"):
        return _WORDS[word]
    data = re.fullmatch(r"([kKMGTPEmgtp]?)(i?)(B|b|bytes?|bits?|Bytes?|Bits?)", word)
    if data:
        prefix, binary, base = data.groups()
        # `gb` is how people type GB; only `Gb` and `Mb`, written so on purpose, are bits
        bits = base.lower().startswith("bit") or (base == "b" and not binary and prefix in ("K", "M", "G", "T", "P"))
        if base == "b" and not prefix:
            bits = True
        unit = "bit" if bits else "byte"
        if binary:
            return _BINARY[prefix.lower() + "i"] + unit if prefix.lower() + "i" in _BINARY else None
        return (_PREFIXES["k" if prefix in "kK" else prefix.upper()] if prefix else "") + unit
    speed = re.fullmatch(r"([kKMGTPEZ]?)(?:(flops|FLOPs|FLOP|flop|Flops|Flop)|(FLOPS))", word)
    if speed:
        return (_PREFIXES[speed[1]] if speed[1] else "") + "flop"
    scaled = re.fullmatch(r"([kKMGT])(W|Wh|J|Hz|tok|tokens?)", word)
    if scaled:
        inner = {"Wh": "watt*hour"}.get(scaled[2]) or _atom(scaled[2])
        return _PREFIXES[scaled[1]] + str(inner)
    low = word.casefold()
    for form in (low, low[:-1] if low.endswith("s") else low):
        if form in _WORDS:
            return _WORDS[form]
        if form in _BASES:
            return form
        for prefix in _LONG:
            if form.startswith(prefix) and form[len(prefix) :] in _BASES:
                return form
    return None


def _quick(unit: str) -> tuple[str, float] | None:
    """(what it measures, how much of it) for amounts of data and time, without loading pint, which takes a while."""
    for base, (measured, size) in _QUICK.items():
        if unit.endswith(base) and (prefix := unit[: -len(base)]) in _SIZES:
            return measured, size * _SIZES[prefix]
    return None


@lru_cache(maxsize=1)
def registry() -> pint.UnitRegistry:
    """A pint registry of just these units: bits are not plain numbers here, as they are in pint's own."""
    import pint

    made: pint.UnitRegistry = pint.UnitRegistry(None)
    for line in _DEFINITIONS:
        made.define(line)
    return made


@lru_cache(maxsize=512)
def factor(source: str, target: str) -> float | None:
    """How many of the canonical unit `target` one `source` is; None where they measure different things."""
    if source == target:
        return 1.0
    have_head, _, have_per = source.partition("/")
    want_head, _, want_per = target.partition("/")
    if have_per == want_per and (quick := _quick(have_head)) and (wanted := _quick(want_head)):
        return quick[1] / wanted[1] if quick[0] == wanted[0] else None
    units = registry()
    have = units.Quantity(1, units.parse_units(source)) if source else units.Quantity(1)
    want = units.parse_units(target) if target else units.dimensionless
    if have.is_compatible_with(want):
        return float(have.to(want).magnitude)
    return None


def measures_data(unit: str) -> bool:
    """Whether a canonical unit is of bits and bytes, or a rate of them."""
    return bool(re.search(r"byte|bit", unit))
