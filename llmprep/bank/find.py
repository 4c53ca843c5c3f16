"""Finding questions: by topic, level, kind and tag, and by words that may be misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from llmprep.bank.bank import Bank
from llmprep.bank.model import KINDS, TOPICS, Free, Question
from llmprep.errors import UserError, unknown

Value = TypeVar("Value", str, int)
_TYPO_FROM = 4
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "by",
        "do",
        "does",
        "for",
        "how",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "that",
        "the",
        "to",
        "what",
        "when",
        "why",
        "with",
    ]
)


def select(
    bank: Bank,
    *,
    topic: str | Iterable[str] | None = None,
    level: int | Iterable[int] | None = None,
    kind: str | Iterable[str] | None = None,
    tag: str | Iterable[str] | None = None,
) -> list[Question]:
    """The questions that fit every given filter, in file order; one value or several, none lets all through.

    Raises UserError, with the nearest names, for topics, levels, kinds and tags that there are not.
    """
    topics = {topic_named(bank, name) for name in _several(topic)}
    levels, kinds, tags = set(_several(level)), set(_several(kind)), set(_several(tag))
    for name in sorted(kinds - set(KINDS)):
        raise UserError(f"no kind of question is called {name!r}", lines=[f"the kinds are {', '.join(KINDS)}"])
    for number in sorted(levels - set(range(1, 6))):
        raise UserError(f"there is no level {number}", lines=["levels go from 1 (recall) to 5 (research depth)"])
    known_tags = {t for q in bank for t in q.tags}
    for name in sorted(tags - known_tags):
        raise unknown("tag", name, sorted(known_tags))
    return [
        q for q in bank
        if (not topics or q.topic in topics)
        and (not levels or q.level in levels)
        and (not kinds or q.kind in kinds)
        and (not tags or tags & set(q.tags))
    ]  # fmt: skip


def _several(given: Value | Iterable[Value] | None) -> list[Value]:
    if given is None:
        return []
    return [given] if isinstance(given, str | int) else list(given)


def topic_named(bank: Bank, name: str) -> str:
    """The topic of this name, `KV Cache` and `kv_cache` being `kv-cache`; UserError where there is none."""
    known = dict.fromkeys((*bank.topics, *TOPICS))
    plain = "-".join(re.split(r"[\s_-]+", name.strip().casefold()))
    if plain not in known:
        raise unknown("topic", name, known, see="llmprep bank list --topics")
    return plain


@dataclass(frozen=True)
class Hit:
    """A question that a search found, and how well it fits (0 to 100)."""

    question: Question
    score: float


def search(bank: Bank, words: str, *, limit: int = 20) -> list[Hit]:
    """The questions that fit these words best, best first; typos in longer words are forgiven.

    Where a word is found decides its worth: in the id or a tag more than in the prompt, there more than in points
    and options, there more than in the model answer. Where no question has all of the words, those that have at
    least half of them are given.
    """
    wanted = [w for w in _words(words) if w not in _SMALL] or _words(words)
    if not wanted:
        return []
    whole: list[Hit] = []
    partly: list[Hit] = []
    for question in bank:
        fields = [(weight, _words(text)) for weight, text in _fields(question)]
        best = [max(weight * _nearness(word, found) for weight, found in fields) for word in wanted]
        hit = Hit(question, round(sum(best) / len(best), 1))
        if all(best):
            whole.append(hit)
        elif 2 * sum(map(bool, best)) >= len(best):
            partly.append(hit)
    return sorted(whole or partly, key=lambda hit: -hit.score)[:limit]


def _fields(question: Question) -> list[tuple[float, str]]:
    inner = ""
    if isinstance(question, Free):
        inner = " ".join(p.says for p in question.points)
    elif question.kind == "choice":
        inner = " ".join(o.says for o in question.options)
    elif question.kind == "order":
        inner = " ".join(question.steps)
    elif question.kind == "cloze":
        inner = " ".join(a for g in question.gaps.values() for a in g.accepts)
    heading = f"{question.id} {' '.join(question.tags)}"
    return [
        (1.0, heading),
        (0.9, f"{question.prompt} {question.topic}"),
        (0.7, inner),
        (0.5, question.answer),
    ]


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.casefold().replace("_", ""))


def _nearness(word: str, found: list[str]) -> float:
    """How well the nearest of these words fits: 100 the same, 92 begins so, less for a typo, 0 for no fit."""
    if word in found:
        return 100.0
    if len(word) >= 3 and any(f.startswith(word) for f in found):
        return 92.0
    if len(word) < _TYPO_FROM or not found:
        return 0.0
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    mistyped = process.extractOne(
        word, found, scorer=OSA.distance, processor=None, score_cutoff=1 if len(word) < 8 else 2
    )
    return 88.0 - 8.0 * mistyped[1] if mistyped else 0.0
