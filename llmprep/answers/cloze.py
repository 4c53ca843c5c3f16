"""Cloze: comparing what was filled into each gap with what the gap accepts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from llmprep.answers.asked import Asked, UnreadableAnswer
from llmprep.answers.grade import Grade, rating_for
from llmprep.bank.model import Cloze, Gap

_ARTICLES = frozenset({"a", "an", "the"})
TYPO_FROM, TWO_TYPOS_FROM = 6, 12


@dataclass(frozen=True)
class Filling:
    """What was filled into one gap, whether it is right, and what a known mistake reveals."""

    gap: str
    given: str
    right: bool
    mistake: str | None = None
    remark: str = ""


def split(text: str, count: int) -> list[str]:
    """The answer as one part a gap: separated by `;`, else one a line, else (if that fits) by commas.

    Raises UnreadableAnswer where the number of parts is not `count`. Empty parts are unfilled gaps.
    """
    body = text.strip("\n\r\t ")
    if not body:
        raise UnreadableAnswer(f"fill in {count} gaps, separated by `;`" if count > 1 else "fill in the gap")
    if count == 1:
        return [_unnumbered(" ".join(body.split()).rstrip(";").strip(), 1)]
    parts = body.split(";")
    if len(parts) == count + 1 and not parts[-1].strip():
        parts.pop()
    if len(parts) != count:
        for separator in ("\n", ",", r"\s+"):
            tried = [p for p in re.split(separator, body) if p.strip()]
            if ";" not in body and len(tried) == count:
                parts = tried
                break
        else:
            found = "1 answer" if len(parts) == 1 else f"{len(parts)} answers"
            raise UnreadableAnswer(f"there are {count} gaps, and {found} here; separate them with `;`")
    return [_unnumbered(p.strip(), n) for n, p in enumerate(parts, 1)]


def _unnumbered(part: str, number: int) -> str:
    return re.sub(rf"^\(?{number}(?:\)|[.:](?=\s))\s*", "", part)


def fill(name: str, gap: Gap, given: str) -> Filling:
    """Judge one gap.

    Exact forms come before stems, stems before typos, and at each of these a listed mistake is looked
    for too, so that a mistake that looks like the right word is not taken for a typo of it.
    """
    if not _words(given):
        return Filling(name, given, False)
    for same in (_same, _same_stems):
        if any(same(given, form) for form in gap.accepts):
            return Filling(name, given, True)
        for wrong, reveals in gap.mistakes.items():
            if same(given, wrong):
                return Filling(name, given, False, wrong, reveals)
    if any(_typo(given, form) for form in gap.accepts) and not any(_typo(given, w) for w in gap.mistakes):
        return Filling(name, given, True, remark=f"Taken as “{gap.accepts[0]}”: mind the spelling.")
    return Filling(name, given, False)


def grade_cloze(asked: Asked, text: str, *, hinted: bool = False) -> Grade:
    """Each gap weighs the same. Raises UnreadableAnswer unless there is one answer a gap."""
    question = asked.question
    assert isinstance(question, Cloze)
    names = list(dict.fromkeys(re.findall(r"\[\[([a-z0-9_-]+)\]\]", question.prompt)))
    parts = split(text, len(names))
    fillings = [fill(name, question.gaps[name], part) for name, part in zip(names, parts, strict=True)]
    score = round(100 * sum(f.right for f in fillings) / len(fillings), 1)
    numbered = len(names) > 1
    remarks = [f"({n}) {f.remark}" if numbered else f.remark for n, f in enumerate(fillings, 1) if f.remark]
    mistakes = [f"{f.gap}:{f.mistake}" for f in fillings if f.mistake is not None]
    return Grade(
        score=score,
        judge="exact",
        rating=rating_for(score, hinted=hinted),
        remarks=tuple(remarks),
        expected="; ".join(question.gaps[name].accepts[0] for name in names),
        mistake=mistakes[0] if len(mistakes) == 1 else None,
        extra={"gaps": {f.gap: f.right for f in fillings}},
    )


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    """The words of a filling: no case, articles, quotes, inner hyphens; signs of arithmetic stay."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("−", "-").replace("‐", "-").replace("‑", "-")
    folded = re.sub(r"[`\"“”‘’?!$\\{}]|'s\b|'", "", folded).replace("_", "")
    folded = re.sub(r"(?<=[^\W\d])[-–](?=\w)|(?<=\w)[-–](?=[^\W\d])", " ", folded)
    folded = re.sub(r"(?<=\d),(?=\d{3}\b)", "", folded)
    folded = re.sub(r"\s*([-+*/^=<>()])\s*", r" \1 ", folded)
    words = [w.strip(".,:") if not re.fullmatch(r"\.\d+", w) else w for w in folded.split()]
    kept = [_number(w) for w in words if w]
    bare = [w for w in kept if w not in _ARTICLES]
    return tuple(bare or kept)


def _number(word: str) -> str:
    return f"{float(word):g}" if re.fullmatch(r"\d*\.?\d+", word) and len(word) < 7 else word


def _same(given: str, form: str) -> bool:
    return _words(given) == _words(form) or "".join(_words(given)) == "".join(_words(form))


@lru_cache(maxsize=4096)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(_stemmer()(w) for w in _words(text))


@lru_cache(maxsize=1)
def _stemmer() -> Callable[[str], str]:
    import snowballstemmer

    stem: Callable[[str], str] = snowballstemmer.stemmer("english").stemWord
    return stem


def _same_stems(given: str, form: str) -> bool:
    return _stems(given) == _stems(form)


def _typo(given: str, form: str) -> bool:
    """Whether a slip of the fingers explains the difference.

    Word by word; only in long words of letters, and never in the first letter: `symmetric` and
    `asymmetric`, `top-k` and `top-p`, `bf16` and `fp16` are different answers.
    """
    from rapidfuzz.distance import OSA

    ours, theirs = _words(given), _words(form)
    if len(ours) != len(theirs):
        return False
    for a, b in zip(ours, theirs):
        if a == b:
            continue
        shorter = min(len(a), len(b))
        if shorter < TYPO_FROM or a[0] != b[0] or not (a.isalpha() and b.isalpha()):
            return False
        if OSA.distance(a, b) > (2 if shorter >= TWO_TYPOS_FROM else 1):
            return False
    return True
