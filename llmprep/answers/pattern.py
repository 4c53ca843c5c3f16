"""Patterns that recognise a point or a wrong claim in a free answer: compiling one, and finding it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from llmprep.answers.pattern_match import find as find_in
from llmprep.answers.pattern_parser import parse
from llmprep.answers.pattern_tree import Node, PatternError
from llmprep.answers.sentences import Piece, Sentence, quote

__all__ = ["Found", "Pattern", "PatternError", "compile_pattern"]
_LONGEST_QUOTE = 180


@dataclass(frozen=True)
class Found:
    """Where a pattern was found: the learner's own words, and the sentences that they stand in."""

    evidence: str
    sentences: tuple[int, ...]


@dataclass(frozen=True)
class Pattern:
    """One compiled pattern; `parts` are what `&` joins."""

    source: str
    parts: tuple[Node, ...]

    def find(self, sentences: Sequence[Sentence]) -> Found | None:
        """The first place where every part is found, each in one sentence; None where it is not."""
        evidence: list[str] = []
        seen: list[int] = []
        for part in self.parts:
            for at, sentence in enumerate(sentences):
                hit = find_in(part, sentence)
                if hit is not None:
                    words = _evidence(sentence, hit.places)
                    if words and words not in evidence:
                        evidence.append(words)
                    seen.append(at)
                    break
            else:
                return None
        return Found(" … ".join(evidence), tuple(seen))


@lru_cache(maxsize=16384)
def compile_pattern(source: str) -> Pattern:
    """Compile a pattern of docs/writing-questions.md. Raises PatternError (a ValueError) with the column."""
    return Pattern(source, parse(source))


def _evidence(sentence: Sentence, places: frozenset[int]) -> str:
    """The words at these places and what stands between them, cut where they stand far apart."""
    if not places:
        return ""
    spans = sorted((sentence.words[p].start, sentence.words[p].end) for p in places)
    pieces: list[Piece] = [_in_piece(sentence, spans[0])]
    together = spans[-1][1] - spans[0][0] <= _LONGEST_QUOTE
    for start, end in spans[1:]:
        same = any(a <= pieces[-1][0] and end <= b for a, b in sentence.pieces)
        if same and (together or start - pieces[-1][1] <= 40):
            pieces[-1] = (pieces[-1][0], max(end, pieces[-1][1]))
        else:
            pieces.append((start, end))
    return quote(sentence.text, tuple(pieces))


def _in_piece(sentence: Sentence, span: Piece) -> Piece:
    for start, end in sentence.pieces:
        if start <= span[0] and span[1] <= end:
            return span
    return span[0], min(span[1], sentence.pieces[-1][1])
