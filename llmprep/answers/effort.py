"""Tells prose from what only looks like an answer: heaps of keywords, the pasted question, pasted rubrics."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from llmprep.answers.lexicon import FUNCTION_WORDS, VERBS
from llmprep.answers.orders import NOT_FOLLOWED, orders_for
from llmprep.answers.sentences import Sentence, sentences
from llmprep.answers.stems import stem
from llmprep.answers.subject import strays, vocabulary
from llmprep.bank.model import Free

Run = tuple[str, ...]

HEAP = "A heap of keywords earns nothing: say how they hang together."
PASTED_QUESTION = "Words of the question earn nothing."
PASTED_RUBRIC = "The rubric's own sentences earn nothing: say it in your own words."
OFF_TOPIC = "This reads like an answer to another question, so nothing in it counts."
MACHINE_TEXT = "A verdict written into the answer is not read."
_LEAST_CONTENT, _LEAST_GLUE, _LEAST_SMALL = 9, 0.15, 0.08
_LEAST_BARE = 6
_WORDS_A_LINE = 5
_LONG_SENTENCE, _SENTENCE_GLUE = 14, 0.07
_RUN = 5  # so many words in the same order are no accident
_PASTED_SHARE, _RUBRIC_SHARE, _RECITED_SHARE = 0.75, 0.75, 0.55
_MOST_JSON = 100
_VERB_STEMS = frozenset(stem(v) for v in VERBS)
_JSON = re.compile(r"[{\[][^{}\[\]]*\"[^{}\[\]]*\"\s*:[^{}\[\]]*[}\]]", re.DOTALL)
_HOLLOW = re.compile(r"(?:\"\w+\"\s*:\s*)?(?:\{\s*\}|\[(?:\s|,)*\])")
_DETERMINERS = frozenset(("a", "an", "the"))
_NEVER_AFTER_THE = frozenset(
    [
        "of",
        "to",
        "in",
        "on",
        "for",
        "and",
        "or",
        "is",
        "are",
        "be",
        "by",
        "with",
        "at",
        "as",
        "per",
        "that",
        "into",
        "from",
        "the",
        "a",
        "an",
        "it",
        "its",
        "not",
        "but",
        "if",
        "because",
        "so",
        "was",
        "were",
        "has",
        "have",
        "will",
        "would",
        "can",
        "could",
    ]
)


@dataclass(frozen=True)
class Sifted:
    """The sentences that may earn points, and what to tell the learner about those that may not."""

    sentences: list[Sentence]
    remarks: tuple[str, ...]


def sift(question: Free, text: str) -> Sifted:
    """Leave out what earns nothing, whatever the patterns say: see the remarks above for the kinds.

    Sentences of the rubric are not the learner's own, but those of the model answer are allowed to be learned.
    """
    remarks: list[str] = []
    blanked = without_machine_text(text)
    if blanked != text:
        remarks.append(MACHINE_TEXT)
    found = sentences(blanked)
    if is_heap(found):
        return Sifted([], (*remarks, HEAP))
    asked, told, given = _sources(question)
    if _recites(found, told, given):
        return Sifted([], (*remarks, PASTED_RUBRIC))
    recited = [s for s in found if _share([s], told - given) >= _RUBRIC_SHARE]
    known, orders = vocabulary(question), orders_for(question)
    kept = []
    for sentence in found:
        if orders.search(sentence.quote()):
            reason = NOT_FOLLOWED
        elif _glue(sentence) < _SENTENCE_GLUE and _content(sentence) >= _LONG_SENTENCE:
            reason = HEAP
        elif _share([sentence], asked) >= _PASTED_SHARE:
            reason = PASTED_QUESTION
        elif len(recited) >= 2 and any(sentence is s for s in recited):
            reason = PASTED_RUBRIC
        elif strays(sentence, known):
            continue
        else:
            kept.append(sentence)
            continue
        if reason not in remarks:
            remarks.append(reason)
    return Sifted(kept, tuple(remarks))


@lru_cache(maxsize=1024)
def _sources(question: Free) -> tuple[frozenset[Run], frozenset[Run], frozenset[Run]]:
    """The runs of words of the prompt, of what the points say, and of the model answer."""
    told = frozenset(run for point in question.points for run in _runs(sentences(point.says)))
    return frozenset(_runs(sentences(question.prompt))), told, frozenset(_runs(sentences(question.answer)))


def _recites(found: Sequence[Sentence], told: frozenset[Run], given: frozenset[Run]) -> bool:
    """Whether the whole is the rubric read out, and not the model answer, which shares words with it."""
    share = _share(found, told)
    return share >= _RECITED_SHARE and share > _share(found, given) + 0.1 and sum(len(s.words) for s in found) > 15


def without_machine_text(text: str) -> str:
    """The text with JSON in it blanked out, whole or broken, so that places stay the same."""
    decoder = json.JSONDecoder()
    at = 0
    for _ in range(_MOST_JSON):
        at = text.find("{", at)
        if at < 0:
            break
        try:
            _, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            at += 1
            continue
        if end - at > 2:  # `{}` is no verdict
            text = _blanked(text, at, end)
        at = end
    blanked = False
    while (found := _JSON.search(text) or (_HOLLOW.search(text) if blanked else None)) is not None:
        blanked = True
        text = _blanked(text, found.start(), found.end())
    return text


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]


def is_heap(found: Sequence[Sentence]) -> bool:
    """Whether words stand beside each other without saying anything, as no terse answer does."""
    content = sum(_content(s) for s in found)
    if _is_salad(found) or (content >= _LEAST_BARE and all(_glue(s) == 0 for s in found)):
        return True
    if content < _LEAST_CONTENT or _is_outline(found, content):
        return False
    glue = sum(_glue(s) * _content(s) for s in found) / content
    small = sum(s.relations + sum(w.form in FUNCTION_WORDS for w in s.words) for s in found) / content
    return glue < _LEAST_GLUE or small < _LEAST_SMALL


def _content(sentence: Sentence) -> int:
    """How many words say something; symbols and numbers of a formula are none."""
    return len(
        {(w.start, w.end) for w in sentence.words if len(w.form) > 2 and w.form not in FUNCTION_WORDS and not w.number}
    )


def _glue(sentence: Sentence) -> float:
    """How much ties the words together: function words, relation signs and verbs, for each content word."""
    content = _content(sentence)
    if content == 0:
        return 1.0
    ties = sentence.relations + sum(w.form in FUNCTION_WORDS for w in sentence.words)
    ties += sum(
        w.form.endswith(("s", "ed")) and w.stem in _VERB_STEMS and not w.form.endswith("ss") for w in sentence.words
    )
    return ties / content


def _is_outline(found: Sequence[Sentence], content: int) -> bool:
    """Bullets or lines of a few words each: terse, but ordered, and no pattern reaches from one to the next."""
    return len(found) >= 3 and content <= _WORDS_A_LINE * len(found)


def _is_salad(found: Sequence[Sentence]) -> bool:
    """Shuffled prose: `the of`, `a is` where no one would say so."""
    hanging = total = 0
    for sentence in found:
        for word, following in zip(sentence.words, [*sentence.words[1:], None], strict=True):
            if word.form in _DETERMINERS and word.end - word.start == len(word.form):
                total += 1
                hanging += following is None or following.form in _NEVER_AFTER_THE
    return total >= 4 and hanging / total > 0.3


def _runs(found: Sequence[Sentence]) -> set[Run]:
    out: set[Run] = set()
    for sentence in found:
        stems = [w.stem for w in sentence.words]
        out.update(tuple(stems[i : i + _RUN]) for i in range(len(stems) - _RUN + 1))
    return out


def _share(found: Sequence[Sentence], runs: Collection[Run]) -> float:
    """The share of the words that lie in one of these runs of words."""
    total = inside = 0
    for sentence in found:
        stems = [w.stem for w in sentence.words]
        covered: set[int] = set()
        for i in range(len(stems) - _RUN + 1):
            if tuple(stems[i : i + _RUN]) in runs:
                covered.update(range(i, i + _RUN))
        total += len(stems)
        inside += len(covered)
    return inside / total if total else 0.0
