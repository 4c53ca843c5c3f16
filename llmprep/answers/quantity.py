"""Quantities as people type them: `0.5 MiB`, `1,024`, `2^20`, `1.5 * 10^9`, `~3 GB`, `3.2 million`, `1/8`."""

from __future__ import annotations

import math
import re
import unicodedata

from llmprep.answers import formula, units
from llmprep.answers.asked import UnreadableAnswer
from llmprep.answers.formula import FormulaError, Number

LARGEST = 1e300
_ABOUT = re.compile(
    r"^(?:(?:the )?answer(?: is)?|it is|it's|about|around|approximately|approx|roughly|circa|ca|"
    r"nearly|almost|some|"
    r"[A-Za-z_]+ ?=|~|≈|≃|=|:)\s*",
    re.IGNORECASE,
)
_SUPERSCRIPT = re.compile(r"[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}([,  '_’])\d{3}(?:\1\d{3})*(?![\d,])")
_NUMBER = r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?"
_SCALES = {
    "hundred": 100, "thousand": 10**3, "million": 10**6, "millions": 10**6, "mio": 10**6, "mn": 10**6,
    "billion": 10**9, "billions": 10**9, "bn": 10**9, "trillion": 10**12, "trillions": 10**12, "tn": 10**12,
    "quadrillion": 10**15,
}  # fmt: skip
_SUFFIXES = {"k": 10**3, "K": 10**3, "M": 10**6, "m": 10**6, "B": 10**9, "b": 10**9, "G": 10**9, "T": 10**12}
_COUNTED = re.compile(
    r"\s*(?:/|\bper\b)\s*(?:token|tok|gpu|request|layer|head|sequence|sample|step|parameter|param|expert|user|image|"
    r"device|replica|node|query)s?$",
    re.IGNORECASE,
)
_NO_NOUNS = {"or", "to", "and", "not", "maybe", "x", "times", "minus", "plus", "between"}


def parse(text: str) -> tuple[Number, str]:
    """The number at the start of what was typed, and the rest (its unit, as typed).

    Raises UnreadableAnswer where there is no number.
    """
    typed = _normal(text)
    dollars = typed.startswith("$")
    head, rest = _head(typed[1:].lstrip() if dollars else typed)
    if not head:
        raise UnreadableAnswer(f"cannot read {text.strip()[:60]!r} as a number; for example `512 KiB` or `5.2e5`")
    span = re.fullmatch(rf"({_NUMBER}) - ({_NUMBER})", head)
    if span and float(span[1]) < float(span[2]):
        raise UnreadableAnswer(f"{head.replace(' ', '')!r} reads as a range; give one number")
    try:
        value = formula.evaluate(head, {})
    except FormulaError as error:
        raise UnreadableAnswer(f"{text.strip()[:60]!r} {error}") from None
    scale = re.match(r"([A-Za-z]+)\b", rest)
    if scale and scale[1].lower() in _SCALES:
        value = exact(value * _SCALES[scale[1].lower()])
        rest = rest[scale.end() :].strip()
    if abs(value) > LARGEST:
        raise UnreadableAnswer("that number is too large to be meant")
    rest = rest.strip()
    return value, f"dollar{' ' + rest if rest.startswith(('/', 'per')) else rest}" if dollars else rest


def read(text: str, unit: str) -> tuple[Number, tuple[str, ...]]:
    """What was typed as a number of `unit`, with remarks on how it was read.

    A missing unit means the one asked for. Raises UnreadableAnswer for what is no quantity, for an
    unknown unit, and for one that measures something else.
    """
    value, typed = parse(text)
    if not unit and re.fullmatch(r"[xX]|times|-?fold", typed):
        typed = ""
    asked = units.canonical(unit)
    if asked is None:  # a noun of the author's own, such as `images`: only itself will do
        return _read_noun(value, typed, unit)
    if not typed:
        return value, (f"No unit given: read as {unit}.",) if unit else ()
    suffix = re.match(r"([kKMmGTBb])(?![A-Za-z/])\s*", typed)
    is_data = units.measures_data(asked)
    given = units.canonical(typed)
    if (
        suffix
        and not (suffix[1] in "Bb" and is_data)
        and not (suffix[1] == "m" and re.search("second|minute|hour|day", asked))
    ):
        after = typed[suffix.end() :].strip()
        if is_data and not after:
            raise UnreadableAnswer(f"{typed!r} leaves the unit open; write it in full, such as KB or KiB, GB or GiB")
        value, typed = exact(value * _SUFFIXES[suffix[1]]), after
        if not typed:
            return value, (f"No unit given: read as {shown(value)} {unit}.",) if unit else ()
        given = units.canonical(typed)
    remarks: tuple[str, ...] = ()
    if given is None and asked and _COUNTED.search(typed):  # `128 KiB per layer` where KiB were asked for
        typed = _COUNTED.sub("", typed)
        given = units.canonical(typed)
    if given is None:
        if asked == "" and _is_noun(typed):
            return value, ()
        raise UnreadableAnswer(f"{typed[:40]!r} is no unit known here{f'; answer in {unit}' if unit else ''}")
    if is_data and re.fullmatch(r"[kmgtp]b(/s|ps)?", typed):
        remarks = (f"Read {typed} as {typed[0].upper()}B (bytes, powers of 1000).",)
    if given == asked:
        return value, remarks
    ratio = _ratio(given, asked, typed, unit)
    if ratio is None and asked == "" and not units.measures_data(given) and units.factor(given, "second") is None:
        return value, ()  # a count of something, named: `8 GPUs`, `32 tokens`
    if ratio is None:
        wanted = f"in {unit}" if unit else "as a plain number"
        raise UnreadableAnswer(f"the answer is wanted {wanted}; {typed} measures something else")
    return exact(value * ratio), remarks


def _ratio(given: str, asked: str, typed: str, unit: str) -> float | None:
    """How many asked units one given unit is, allowing for FLOPS and a one-sided `per token`."""
    ratio = units.factor(given, asked)
    if ratio is None and "FLOPS" in typed:  # capital S: per second
        ratio = units.factor(f"{given}/second", asked)
    if ratio is None and "FLOPS" in unit:
        ratio = units.factor(given, f"{asked}/second")
    if ratio is None and _COUNTED.search(typed) and not _COUNTED.search(unit):
        bare = units.canonical(_COUNTED.sub("", typed))
        return units.factor(bare, asked) if bare and asked else None
    if ratio is None and _COUNTED.search(unit) and not _COUNTED.search(typed):
        bare = units.canonical(_COUNTED.sub("", unit))
        return units.factor(given, bare) if bare else None
    return ratio


def _read_noun(value: Number, typed: str, unit: str) -> tuple[Number, tuple[str, ...]]:
    bare, wanted = typed.casefold().rstrip("s."), unit.casefold().rstrip("s.")
    if not bare:
        return value, (f"No unit given: read as {unit}.",)
    if bare != wanted:
        raise UnreadableAnswer(f"the answer is wanted in {unit}, not in {typed[:40]}")
    return value, ()


def _is_noun(text: str) -> bool:
    words = re.findall(r"[a-z]+", text.casefold())
    return (
        re.fullmatch(r"[A-Za-z][A-Za-z \-/]*\.?", text) is not None and not _NO_NOUNS & set(words) and len(words) <= 3
    )


def slips(unit: str) -> list[tuple[float, str]]:
    """Factors by which an answer in this unit is off when only a prefix or bits and bytes were confused."""
    asked = units.canonical(unit)
    if asked == "percent":
        return [(0.01, "That is the fraction; asked for was the percentage (100 times as much).")]
    data = asked is not None and units.measures_data(asked)
    out: list[tuple[float, str]] = []
    bases = (1024, 1000) if data else (1000,)
    for power in (1, 2, 3, 4):
        for base in bases:
            times = str(base) if power == 1 else f"{base}^{power}"
            out.append((float(base**power), f"The digits are right, but {times} times too large: check the prefix."))
            out.append((1 / base**power, f"The digits are right, but {times} times too small: check the prefix."))
    if data:
        out.append((8.0, "Exactly 8 times too large: bits are not bytes."))
        out.append((1 / 8, "Exactly 8 times too small: bits are not bytes."))
        for power in (1, 2, 3, 4):
            for ratio in ((1024 / 1000) ** power, (1000 / 1024) ** power):
                out.append((ratio, "Powers of 1000 and powers of 1024 were mixed up (MB is not MiB)."))
    return out


def exact(value: Number) -> Number:
    """A product of an int and a factor, as an int again where it is a whole number."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def shown(value: Number | str) -> str:
    """A number as it is shown: whole ones in full with commas, others to four digits, extremes as 6.3e23."""
    if isinstance(value, str):
        return value
    value = exact(value)
    if isinstance(value, int):
        return f"{value:,}" if abs(value) < 10**13 else f"{value:.4g}".replace("e+", "e")
    size = abs(value)
    if size >= 1e13 or size < 1e-4:
        mantissa, _, exponent = f"{value:.3e}".partition("e")
        mantissa = mantissa.rstrip("0").rstrip(".")
        return f"{mantissa}e{int(exponent)}"
    digits = max(0, 3 - math.floor(math.log10(size)))
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _normal(text: str) -> str:
    text = _SUPERSCRIPT.sub(lambda m: "^" + unicodedata.normalize("NFKC", m[0]).replace("−", "-"), text.strip())
    text = re.sub(r"\s*×$", "x", text)  # `4×` is a factor of 4, not a product cut short
    for old, new in (
        ("×", "*"),
        ("·", "*"),
        ("⋅", "*"),
        ("−", "-"),
        ("–", "-"),
        ("÷", "/"),
        ("µ", "u"),
        ("μ", "u"),
    ):
        text = text.replace(old, new)
    text = text.replace("½", "1/2").replace("¼", "1/4").replace("¾", "3/4").replace("√", "sqrt")
    while (stripped := _ABOUT.sub("", text)) != text:
        text = stripped
    text = re.sub(r"(?<=[\d)])\s*[xX]\s*(?=[\d(])", "*", text)
    text = _GROUPED.sub(lambda m: re.sub(r"\D", "", m[0]) if m[0][0] != "0" else m[0], text)
    text = re.sub(r"(?<![\d.,])(\d+),(\d+)(?![\d,.])", r"\1.\2", text)  # a decimal comma: 2,77 and 0,512
    return text.rstrip(" .;!?").strip()


def _head(text: str) -> tuple[str, str]:
    """The longest arithmetic at the start of the text, as a formula, and what follows it."""
    token = re.compile(rf"\s*(?:({_NUMBER})|(\*\*|[-+*/^()]))")
    at, good, depth, wants_number = 0, 0, 0, True
    pieces: list[str] = []
    kept = 0
    while found := token.match(text, at):
        number, sign = found.groups()
        if number is not None:
            if not wants_number:
                break
            pieces.append(number)
            wants_number = False
        elif sign == "(":
            if not wants_number:
                break
            pieces.append(sign)
            depth += 1
        elif sign == ")":
            if wants_number or depth == 0:
                break
            pieces.append(sign)
            depth -= 1
        elif wants_number and sign not in "+-":
            break
        else:
            pieces.append("**" if sign == "^" else sign)
            wants_number = True
        at = found.end()
        if not wants_number and depth == 0:
            good, kept = at, len(pieces)
    head = re.sub(r"(?<![\d.])0+(?=\d)", "", " ".join(pieces[:kept]))  # Python refuses `007`
    return head, text[good:].strip()
