"""All questions that were read, found by id and chosen by topic, level and kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from llmprep.bank.model import KINDS, TOPICS, Question
from llmprep.errors import UserError, unknown


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

    def select(
        self, topics: Iterable[str] = (), levels: Iterable[int] = (), kinds: Iterable[str] = ()
    ) -> list[Question]:
        """The questions that fit every given filter, in file order; an empty filter lets all through.

        Raises UserError for topics, levels and kinds that cannot be.
        """
        wanted_topics, wanted_levels, wanted_kinds = set(topics), set(levels), set(kinds)
        for topic in sorted(wanted_topics - set(self.topics) - set(TOPICS)):
            raise unknown(
                "topic", topic, dict.fromkeys((*self.topics, *TOPICS)), see="llmprep bank list --topics"
            )
        for kind in sorted(wanted_kinds - set(KINDS)):
            raise UserError(
                f"no kind of question is called {kind!r}", lines=[f"the kinds are {', '.join(KINDS)}"]
            )
        for level in sorted(wanted_levels - set(range(1, 6))):
            raise UserError(
                f"there is no level {level}", lines=["levels go from 1 (recall) to 5 (research depth)"]
            )
        return [
            q for q in self
            if (not wanted_topics or q.topic in wanted_topics)
            and (not wanted_levels or q.level in wanted_levels)
            and (not wanted_kinds or q.kind in wanted_kinds)
        ]  # fmt: skip
