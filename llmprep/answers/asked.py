"""A question as it was put to the learner, and the error for an answer that cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from llmprep.bank.model import Question


class UnreadableAnswer(Exception):
    """The answer is of the wrong form, so it is neither right nor wrong: ask again. The message says how."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Asked:
    """One asking of a question, fixed by the question and the seed.

    prompt: all that is shown; stem: the same without lettered options or numbered steps; options: the
    options or steps in the order shown; shuffle: for each shown place, the index in the question;
    values: drawn and derived values of a calculation; answer: the worked answer for these values.
    """

    question: Question
    seed: int
    prompt: str
    stem: str
    options: tuple[str, ...] = ()
    shuffle: tuple[int, ...] = ()
    values: Mapping[str, int | float | str] = field(default_factory=dict)
    answer: str = ""
