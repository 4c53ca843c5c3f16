"""What a session is made of: questions and drills, each with its seed; and mixing their topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from llmprep.practice.history import drill_card, question_card


class HasTopic(Protocol):
    """Anything that belongs to a topic."""

    @property
    def topic(self) -> str: ...


T = TypeVar("T", bound=HasTopic)


@dataclass(frozen=True)
class Item:
    """One thing to practise. `why` is `due`, `new` or `practice`."""

    card: str
    topic: str
    seed: int = 0
    why: str = "practice"

    @property
    def id(self) -> str:
        return self.card.partition(":")[2]

    @property
    def is_drill(self) -> bool:
        return self.card.startswith("drill:")

    def as_json(self) -> dict[str, Any]:
        return {"card": self.card, "topic": self.topic, "seed": self.seed, "why": self.why}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Item:
        return cls(data["card"], data["topic"], int(data["seed"]), data["why"])


def question_item(id: str, topic: str, seed: int, why: str = "practice") -> Item:
    """The item of a question."""
    return Item(question_card(id), topic, seed, why)


def drill_item(id: str, topic: str, why: str = "practice") -> Item:
    """The item of a drill."""
    return Item(drill_card(id), topic, 0, why)


def interleave(items: Sequence[T], *, look_ahead: int | None = None) -> list[T]:
    """The same items so that, where it can be had, no topic follows itself.

    Order is kept otherwise: each place goes to the first remaining item of another topic, unless one
    topic has so many left that it must come now. `look_ahead` limits how far down the list to reach, so
    that urgent things stay in front.
    """
    rest, mixed = list(items), []  # type: tuple[list[T], list[T]]
    left: dict[str, int] = {}
    for item in rest:
        left[item.topic] = left.get(item.topic, 0) + 1
    while rest:
        last = mixed[-1].topic if mixed else None
        window = rest[:look_ahead]
        crowded = max(left, key=lambda topic: left[topic])
        must = crowded if left[crowded] > len(rest) // 2 else None
        pick = next((i for i, item in enumerate(window) if item.topic == must != last), None)
        if pick is None:
            pick = next((i for i, item in enumerate(window) if item.topic != last), 0)
        item = rest.pop(pick)
        left[item.topic] -= 1
        mixed.append(item)
    return mixed
