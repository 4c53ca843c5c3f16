"""All questions that were read, found by id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from llmprep.bank.model import TOPICS, Question
from llmprep.errors import unknown


@dataclass(frozen=True)
class Bank:
    """Questions by id, in the order of their files."""

    questions: Mapping[str, Question] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.questions)

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions.values())

    def __contains__(self, id: object) -> bool:
        return id in self.questions

    def get(self, id: str) -> Question:
        """The question with this id; UserError with the nearest ids where there is none."""
        try:
            return self.questions[id]
        except KeyError:
            raise unknown("question", id, self.questions, see="llmprep bank list") from None

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """The topics that have questions: the built-in ones in learning order, then others as they came."""
        present = dict.fromkeys(q.topic for q in self)
        return tuple([t for t in TOPICS if t in present] + [t for t in present if t not in TOPICS])
