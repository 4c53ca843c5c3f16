"""An answer as sentences: prose, bullets, bare lines and wrapped lines, each with its words marked up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from llmprep.answers.denial import mark_denials
from llmprep.answers.lexicon import SMALL_WORDS
from llmprep.answers.normalize import Stretch, Word, read_words
from llmprep.answers.squeeze import squeezed
from llmprep.answers.stems import american, stem

_BULLET = re.compile(r"\s*(?:[-*•–+]|\(?\d{1,2}[.)]|\(?[a-h]\)|#+)\s+")
_END = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bvs)(?<!\bcf)(?<!\bal)(?<!\bapprox)(?<!\bresp)(?<!\bFig)(?<!\bEq)"
    r"[.!?]+[\"')\]]*(?=\s|$)"
)
_NARROWEST, _LONG_LINE = 40, 60
_HEADING = 9  # words: a short line ending in a colon belongs to each line below it
LONGEST = 20_000
Piece = tuple[int, int]


@dataclass
class Sentence:
    """One sentence of a text, ready to be searched."""

    text: str
    pieces: tuple[Piece, ...]
    words: list[Word]
    relations: int
    places: dict[str, list[tuple[int, ...]]] = field(default_factory=dict)
    _squeezed: tuple[str, list[int]] | None = None

    def __post_init__(self) -> None:
        places: dict[str, list[tuple[int, ...]]] = defaultdict(list)
        for at, word in enumerate(self.words):
            places[word.stem].append((at,))
            if word.alias and word.alias != word.stem:
                places[word.alias].append((at,))
            if at and not word.number and not self.words[at - 1].number:
                left = self.words[at - 1].form
                if left.isalpha() and word.form.isalpha() and len(left) + len(word.form) > 5:
                    places[stem(american(left + word.form))].append((at - 1, at))
        self.places = dict(places)

    @property
    def question(self) -> bool:
        return self.text[: self.pieces[-1][1]].rstrip().endswith("?")

    def squeezed(self) -> tuple[str, list[int]]:
        """The text that `/regex/` patterns see, and the place of each of its characters."""
        if self._squeezed is None:
            parts = [squeezed(self.text, *piece) for piece in self.pieces]
            self._squeezed = "".join(p[0] for p in parts), [i for p in parts for i in p[1]]
        return self._squeezed

    def quote(self) -> str:
        return quote(self.text, self.pieces)


def quote(text: str, pieces: tuple[Piece, ...]) -> str:
    """The stretches of the text as they were typed, white space apart."""
    return " … ".join(" ".join(text[a : b + _bracket_open(text[a:b], text[b : b + 1])].split()) for a, b in pieces)


def _bracket_open(inside: str, following: str) -> bool:
    """Whether the stretch opens a bracket that the very next character closes."""
    return following == ")" and inside.count("(") > inside.count(")")


def sentences(text: str) -> list[Sentence]:
    """The sentences of an answer, in order. Only the first 20,000 characters are read."""
    text = text[:LONGEST]
    found = []
    for pieces in _split(text):
        whole = Stretch()
        for number, (start, end) in enumerate(pieces):
            stretch = read_words(text, start, end)
            if number:
                whole.breaks.append(":")
            shift = len(whole.breaks)
            for word in stretch.words:
                word.clause += shift
            whole.words += stretch.words
            whole.breaks += stretch.breaks
            whole.relations += stretch.relations
        if whole.words:
            mark_denials(whole)
            found.append(Sentence(text, pieces, whole.words, whole.relations))
    return found


def _split(text: str) -> list[tuple[Piece, ...]]:
    out: list[tuple[Piece, ...]] = []
    heading: Piece | None = None
    for start, end, blank in _blocks(text):
        if blank:
            heading = None
        bullet = _BULLET.match(text, start, end)
        if bullet and bullet.end() < end:
            start = bullet.end()
        line = text[start:end].strip(" \t*_#")
        if line.endswith(":") and len(line.split()) <= _HEADING:
            heading = (start, end)
            out.append((heading,))
            continue
        at = start
        first = True
        for stop in [*(m.end() for m in _END.finditer(text, start, end)), end]:
            if text[at:stop].strip():
                out.append((heading, (at, stop)) if heading and first else ((at, stop),))
                first = False
            at = stop
    return out


def _blocks(text: str) -> list[tuple[int, int, bool]]:
    """Lines, with the lines of wrapped prose joined: (start, end, whether an empty line comes before)."""
    out: list[tuple[int, int, bool]] = []
    group: list[Piece] = []
    at, blank = 0, False

    def close() -> None:
        nonlocal blank
        for start, end in _joined(text, group):
            out.append((start, end, blank))
            blank = False
        group.clear()

    for line in text.splitlines(keepends=True):
        piece = at, at + len(line.rstrip("\r\n"))
        bare = line.strip()
        if not bare:
            close()
            blank = True
        else:
            if _BULLET.match(line):
                close()
            group.append(piece)
            if bare.endswith(":"):
                close()
        at += len(line)
    close()
    return out


def _joined(text: str, lines: Sequence[Piece]) -> Iterator[Piece]:
    """The lines of one paragraph or bullet: as one piece where a machine or an editor wrapped them."""
    lengths = [len(text[a:b].rstrip()) for a, b in lines]
    words = [len(text[a:b].split()[0]) for a, b in lines]
    width = max(lengths, default=0)
    # in wrapped prose no line would have had room for the first word of the next
    full = [lengths[i] + 1 + words[i + 1] > width for i in range(len(lines) - 1)]
    wrapped = len(lines) > 2 and all(full) and width >= _NARROWEST
    start = 0
    for i in range(len(lines)):
        last = i + 1 == len(lines)
        line = text[lines[i][0] : lines[i][1]].rstrip()
        long = lengths[i] >= _LONG_LINE and line[-1] not in ".!?;"
        hanging = line.split()[-1].lower() in SMALL_WORDS
        if last or not (wrapped or long or hanging):
            yield lines[start][0], lines[i][1]
            start = i + 1
