"""Which questions a quiz asks: half forgotten and new ones, at the learner's depth, topics mixed."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from llmprep.bank.model import Question
from llmprep.practice.day import Calendar
from llmprep.practice.history import question_card
from llmprep.practice.items import Item, interleave, question_item
from llmprep.practice.schedule import Card, Memory

SOLID_SCORE = 70.0
"""A topic's next level opens when the answers on the level below average this."""
TOO_DEEP = 0.3
"""Weight of a new question for each level beyond the one the learner has reached."""
ALREADY_TODAY = 0.02
SURE = 0.05
SEED_BELOW = 2**31


@dataclass(frozen=True)
class Learner:
    """What choosing needs to know of a learner at one moment."""

    cards: Mapping[str, Card]
    memory: Memory
    calendar: Calendar
    now: datetime
    flagged: Collection[str] = ()


def reached_levels(questions: Sequence[Question], cards: Mapping[str, Card]) -> dict[str, int]:
    """For each topic the level that is open to new questions: 2 at first, then one above what is solid."""
    scores: dict[tuple[str, int], list[float]] = {}
    for question in questions:
        card = cards.get(question_card(question.id))
        if card:
            scores.setdefault((question.topic, question.level), []).append(card.last_score)
    reached: dict[str, int] = {}
    for (topic, level), own in scores.items():
        if sum(own) / len(own) >= SOLID_SCORE:
            reached[topic] = max(reached.get(topic, 2), level + 1)
    return reached


def weight(question: Question, learner: Learner, reached: Mapping[str, int]) -> float:
    """How much a quiz wants to ask this question now; relative to the others."""
    card = learner.cards.get(question_card(question.id))
    if card is None:
        return float(TOO_DEEP ** max(0, question.level - reached.get(question.topic, 2)))
    if learner.calendar.day_of(card.last_review) == learner.calendar.day_of(learner.now):
        return ALREADY_TODAY if card.last_rating != "again" else 10 * ALREADY_TODAY
    return SURE + 2.0 * (1.0 - learner.memory.recall(card, learner.now))


def quiz_items(questions: Sequence[Question], learner: Learner, rng: random.Random, count: int) -> list[Item]:
    """Up to `count` questions drawn by weight without replacement, easier ones first, topics interleaved.

    The same for the same arguments and random state. Flagged questions are never asked.
    """
    reached = reached_levels(questions, learner.cards)
    # Efraimidis and Spirakis 2006: the largest u**(1/w) are a weighted sample without replacement
    keyed = [
        (rng.random() ** (1.0 / weight(q, learner, reached)), rng.randrange(SEED_BELOW), q)
        for q in questions
        if q.id not in learner.flagged
    ]
    keyed.sort(key=lambda k: -k[0])
    drawn = sorted(keyed[:count], key=lambda k: k[2].level)
    return interleave([question_item(q.id, q.topic, seed) for _, seed, q in drawn])


def exam_items(questions: Sequence[Question], learner: Learner, rng: random.Random, count: int) -> list[Item]:
    """An exam draws evenly, whatever the learner knows already, and in no order of difficulty."""
    pool = [q for q in questions if q.id not in learner.flagged]
    drawn = rng.sample(pool, min(count, len(pool)))
    return interleave([question_item(q.id, q.topic, rng.randrange(SEED_BELOW)) for q in drawn])
