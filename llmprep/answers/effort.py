"""Tells prose from what only looks like an answer: heaps of keywords, the pasted question, pasted rubrics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from llmprep.answers.lexicon import FUNCTION_WORDS, VERBS
from llmprep.answers.sentences import Sentence, sentences
from llmprep.answers.stems import stem

HEAP = "A heap of keywords earns nothing: say how they hang together."
PASTED_QUESTION = "Words of the question earn nothing."
PASTED_RUBRIC = "The rubric's own sentences earn nothing: say it in your own words."
MACHINE_TEXT = "A verdict written into the answer is not read."
_LEAST_CONTENT, _LEAST_GLUE, _LEAST_SMALL = 9, 0.15, 0.08
_LEAST_BARE = 6
_LONG_SENTENCE, _SENTENCE_GLUE = 14, 0.07
_RUN, _PASTED_SHARE = 5, 0.75
_RUBRIC_RUN, _RUBRIC_SHARE = 8, 0.9
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


def sift(text: str, prompt: str, rubric: Iterable[str] = (), model_answer: str = "") -> Sifted:
    """Leave out what earns nothing whoever wrote the patterns.

    rubric: sentences that the learner has not written, such as what each point says; they count where the
    model answer has them word for word.
    """
    remarks: list[str] = []
    blanked = without_machine_text(text)
    if blanked != text:
        remarks.append(MACHINE_TEXT)
    found = sentences(blanked)
    if is_heap(found):
        return Sifted([], (*remarks, HEAP))
    asked = _runs(sentences(prompt), _RUN)
    given = _runs(sentences(model_answer), _RUBRIC_RUN)
    told = {run for says in rubric for run in _runs(sentences(says), _RUBRIC_RUN)} - given
    kept = []
    recited = [s for s in found if told and _share(s, told, _RUBRIC_RUN) >= _RUBRIC_SHARE]
    for sentence in found:
        if _glue(sentence) < _SENTENCE_GLUE and _content(sentence) >= _LONG_SENTENCE:
            reason = HEAP
        elif _share(sentence, asked, _RUN) >= _PASTED_SHARE:
            reason = PASTED_QUESTION
        elif len(recited) >= 2 and any(sentence is s for s in recited):
            reason = PASTED_RUBRIC
        else:
            kept.append(sentence)
            continue
        if reason not in remarks:
            remarks.append(reason)
    return Sifted(kept, tuple(remarks))


def without_machine_text(text: str) -> str:
    """The text with JSON-like stretches blanked out, so that places stay the same."""
    blanked = False
    while (found := _JSON.search(text) or (_HOLLOW.search(text) if blanked else None)) is not None:
        blanked = True
        text = text[: found.start()] + " " * (found.end() - found.start()) + text[found.end() :]
    return text


def is_heap(found: Sequence[Sentence]) -> bool:
    """Whether words stand beside each other without saying anything, as no terse answer does."""
    content = sum(_content(s) for s in found)
    if _is_salad(found) or (content >= _LEAST_BARE and all(_glue(s) == 0 for s in found)):
        return True
    if content < _LEAST_CONTENT:
        return False
    glue = sum(_glue(s) * _content(s) for s in found) / content
    small = sum(s.relations + sum(w.form in FUNCTION_WORDS for w in s.words) for s in found) / content
    return glue < _LEAST_GLUE or small < _LEAST_SMALL


def _content(sentence: Sentence) -> int:
    return len({(w.start, w.end) for w in sentence.words if w.form not in FUNCTION_WORDS})


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


def _is_salad(found: Sequence[Sentence]) -> bool:
    """Shuffled prose: `the of`, `a is` where no one would say so."""
    hanging = total = 0
    for sentence in found:
        for word, following in zip(sentence.words, [*sentence.words[1:], None], strict=True):
            if word.form in _DETERMINERS and word.end - word.start == len(word.form):
                total += 1
                hanging += following is None or following.form in _NEVER_AFTER_THE
    return total >= 4 and hanging / total > 0.3


def _runs(found: Sequence[Sentence], length: int) -> set[tuple[str, ...]]:
    out: set[tuple[str, ...]] = set()
    for sentence in found:
        stems = [w.stem for w in sentence.words]
        out.update(tuple(stems[i : i + length]) for i in range(len(stems) - length + 1))
    return out


def _share(sentence: Sentence, runs: set[tuple[str, ...]], length: int) -> float:
    """The share of a sentence's words that lie in one of these runs of words."""
    stems = [w.stem for w in sentence.words]
    inside: set[int] = set()
    for i in range(len(stems) - length + 1):
        if tuple(stems[i : i + length]) in runs:
            inside.update(range(i, i + length))
    return len(inside) / len(stems) if stems else 0.0
