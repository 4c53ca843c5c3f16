"""Whether a quote that the judge gives is evidence: the answer's own words, said to the examiner, on the subject.

A judge can be wrong, lazy, or talked round by the answer. Its word counts for nothing without a quote that
survives these tests, none of which asks a model.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from llmprep.answers.effort import sift
from llmprep.answers.orders import orders_for
from llmprep.answers.rubric import first_found
from llmprep.answers.sentences import Piece, Sentence, sentences
from llmprep.answers.sentences import quote as quoted
from llmprep.answers.subject import subject
from llmprep.bank.model import Free, Point

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "−": "-", "\u00a0": " "})
_EDGES = " \t\n\"'.,;:…()[]*`_-"
NOT_IN_ANSWER = "is not in the answer"
NOT_COUNTED = "stands in a part of the answer that does not count"
OFF_TOPIC = "has nothing to do with the question"
OFF_POINT = "has nothing to do with the point"
TOO_LITTLE = "is no statement"


@dataclass(frozen=True)
class Checked:
    """One quote after the tests: the answer's words, or why they are no evidence."""

    evidence: str = ""
    objection: str = ""


@dataclass
class Answer:
    """One answer, ready to have quotes looked up in it. `remarks` say which parts of it do not count."""

    question: Free
    text: str
    remarks: tuple[str, ...] = ()
    _counted: list[Sentence] = field(default_factory=list)
    _folded: str = ""
    _places: list[int] = field(default_factory=list)
    _about: frozenset[str] = frozenset()

    @classmethod
    def of(cls, question: Free, text: str) -> Answer:
        sifted = sift(question, text)
        folded, places = _folded(text)
        rubric = [question.prompt, question.answer]
        rubric += [p.says for p in question.points] + [f"{f.says} {f.claim}" for f in question.red_flags]
        return cls(question, text, sifted.remarks, sifted.sentences, folded, places, subject(" ".join(rubric)))

    @property
    def speaks_to_judge(self) -> bool:
        """Whether the answer tells its grader what to do. Where the question is about judging, only plainly so."""
        return orders_for(self.question).search(self.text) is not None

    def check(self, quote: str, point: Point | None = None) -> Checked:
        """Look a quote up. Case, white space, kinds of quotation marks and ends of sentences do not matter.

        In an answer that speaks to its grader the quote must moreover be about the very point: who was talked
        round quotes anything.
        """
        wanted = _folded(quote)[0].strip(_EDGES)
        if not wanted:
            return Checked(objection=TOO_LITTLE)
        spans = [self._span(m.start(), m.end()) for m in re.finditer(re.escape(wanted), self._folded)]
        if not spans:
            return Checked(objection=NOT_IN_ANSWER)
        counted = [s for s in spans if self._counts(s)]
        if not counted:
            return Checked(objection=NOT_COUNTED)
        start, end = counted[0]
        evidence = quoted(self.text, ((start, end),))
        if not subject(evidence) & self._about:
            return Checked(objection=OFF_TOPIC)
        if point is not None and self.speaks_to_judge and not self.confirms(point, evidence):
            return Checked(objection=OFF_POINT)
        return Checked(evidence)

    def confirms(self, point: Point, evidence: str) -> bool:
        """Whether words of the answer are about this point, beyond what the question says already."""
        if first_found(point.match, sentences(evidence)):
            return True
        own = subject(" ".join((point.says, *point.match))) - subject(self.question.prompt)
        return bool(subject(evidence) & own)

    def _span(self, start: int, end: int) -> Piece:
        return self._places[start], self._places[end - 1] + 1

    def _counts(self, span: Piece) -> bool:
        return any(w.start < span[1] and span[0] < w.end for s in self._counted for w in s.words)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text with case, white space and typographic variants made equal, and the place of each character."""
    chars: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text.translate(_QUOTES)):
        for new in unicodedata.normalize("NFKC", char).casefold():
            if new.isspace():
                if chars and chars[-1] == " ":
                    continue
                new = " "
            chars.append(new)
            places.append(at)
    return "".join(chars), places
