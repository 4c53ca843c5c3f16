"""What grading an answer yields, whatever the kind of question and whoever judges."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Rating = Literal["again", "hard", "good", "easy"]
Judge = Literal["exact", "rubric", "llm", "self"]

AGAIN_BELOW, HARD_BELOW, EASY_FROM = 40.0, 75.0, 95.0


@dataclass(frozen=True)
class PointVerdict:
    """Whether one point of the rubric was met, and by which words of the answer."""

    id: str
    says: str
    weight: int
    met: bool
    evidence: str = ""


@dataclass(frozen=True)
class FlagVerdict:
    """A wrong claim that the answer makes, with its words and the correction."""

    id: str
    says: str
    costs: float
    evidence: str


@dataclass(frozen=True)
class Grade:
    """The verdict on one answer.

    score is 0 to 100. `remarks` are sentences for the learner (which mistake was made, which unit was
    missing); `expected` is the right answer in short where there is one.
    """

    score: float
    judge: Judge
    rating: Rating
    points: tuple[PointVerdict, ...] = ()
    red_flags: tuple[FlagVerdict, ...] = ()
    remarks: tuple[str, ...] = ()
    expected: str = ""
    mistake: str | None = None
    extra: dict[str, object] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        return self.rating != "again" and self.score >= HARD_BELOW


def rating_for(score: float, *, recognition: bool = False, hinted: bool = False) -> Rating:
    """The review rating that a score earns.

    Recognising the right option is weaker evidence than producing it, and so is an answer after a hint:
    neither earns `easy`, and a hinted answer earns at most `hard`.
    """
    if score < AGAIN_BELOW:
        return "again"
    if score < HARD_BELOW or hinted:
        return "hard"
    return "easy" if score >= EASY_FROM and not recognition else "good"
