"""What a text is about, by its content words; and whether an answer is about the question at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from llmprep.answers.lexicon import COMMON_WORDS, FUNCTION_WORDS
from llmprep.answers.normalize import Word, read_words
from llmprep.answers.sentences import Sentence
from llmprep.answers.stems import stem
from llmprep.bank.model import Free

_FEW_WORDS = 3
_LEAST_OF_A_SENTENCE, _LEAST_OF_AN_ANSWER = 0.15, 0.27
_COMMON = frozenset(stem(word) for word in COMMON_WORDS)


def subject(text: str) -> frozenset[str]:
    """The content words of a text, by stem."""
    return _content(read_words(text).words)


@lru_cache(maxsize=1024)
def vocabulary(question: Free) -> frozenset[str]:
    """What an answer to this question can be expected to talk of: its words, its rubric's, its patterns'."""
    parts = [question.prompt, question.answer]
    for point in question.points:
        parts += [point.says, *point.match]
    for flag in question.red_flags:
        parts += [flag.says, flag.claim, *flag.match]
    return subject("\n".join(parts))


def strays(sentence: Sentence, known: frozenset[str]) -> bool:
    """Whether a sentence is about something else: hardly any of its content words belong to the subject."""
    content = _telling(sentence.words)
    return len(content) >= _FEW_WORDS and len(content & known) < _LEAST_OF_A_SENTENCE * len(content)


def off_topic(sentences: Sequence[Sentence], known: frozenset[str]) -> bool:
    """Whether these sentences together are about something else, as an answer to another question is."""
    content = _telling(word for sentence in sentences for word in sentence.words)
    return len(content) > _FEW_WORDS and len(content & known) < _LEAST_OF_AN_ANSWER * len(content)


def _telling(words: Iterable[Word]) -> frozenset[str]:
    """The words by which one topic is told from another."""
    return frozenset(s for s in _content(words) - _COMMON if not s.startswith("#"))


def _content(words: Iterable[Word]) -> frozenset[str]:
    found = set()
    for word in words:
        if word.form not in FUNCTION_WORDS and (len(word.form) > 1 or word.number):
            found.add(word.stem)
            if word.alias:
                found.add(word.alias)
    return frozenset(found)
