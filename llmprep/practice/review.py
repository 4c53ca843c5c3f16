"""What is due: most urgent first, within the day's limits, with new things mixed in."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from llmprep.bank.bank import Bank
from llmprep.bank.model import Question
from llmprep.practice.choose import SEED_BELOW, TOO_DEEP, Learner, reached_levels
from llmprep.practice.day import Calendar
from llmprep.practice.history import Review, drill_card, question_card
from llmprep.practice.items import Item, drill_item, interleave, question_item
from llmprep.practice.schedule import Card

if TYPE_CHECKING:
    from llmprep.practice.plan import DayPlan

LOOK_AHEAD = 8
"""How far an urgent item may be passed over so that topics alternate."""
DRILL_EVERY_DAY = 1
"""New drills offered a day."""


@dataclass(frozen=True)
class DrillInfo:
    """What scheduling needs to know of a drill."""

    id: str
    topic: str
    level: int
    minutes: int


@dataclass(frozen=True)
class Limits:
    """The most of each a day."""

    new: int = 10
    due: int = 100


@dataclass(frozen=True)
class Done:
    """What was done already on this practice day."""

    new: int = 0
    due: int = 0
    new_drills: int = 0


def done_today(reviews: Iterable[Review], now: datetime, calendar: Calendar) -> Done:
    """First reviews of a card count as new, later ones as due; a card counts once a day."""
    today = calendar.day_of(now)
    seen: set[str] = set()
    new: set[str] = set()
    due: set[str] = set()
    for review in reviews:
        if calendar.day_of(review.at) == today:
            (due if review.card in seen and review.card not in new else new).add(review.card)
        seen.add(review.card)
    drills = {c for c in new if c.startswith("drill:")}
    return Done(len(new - drills), len(due), len(drills))


def due_cards(learner: Learner) -> list[Card]:
    """The cards that are due now, the least likely to be recalled first; flagged ones are left out."""
    due = [
        c for c in learner.cards.values()
        if c.is_due(learner.now, learner.calendar) and c.item not in learner.flagged
    ]  # fmt: skip
    return sorted(due, key=lambda c: (learner.memory.recall(c, learner.now), c.due, c.key))


def new_questions(bank: Iterable[Question], learner: Learner, rng: random.Random) -> list[Question]:
    """Unseen questions, those at the learner's depth first; shuffled within."""
    questions = list(bank)
    reached = reached_levels(questions, learner.cards)
    unseen = [
        q for q in questions
        if question_card(q.id) not in learner.cards and q.id not in learner.flagged
    ]  # fmt: skip
    order = {q.id: rng.random() * TOO_DEEP ** max(0, q.level - reached.get(q.topic, 2)) for q in unseen}
    return sorted(unseen, key=lambda q: -order[q.id])


def review_items(
    bank: Bank,
    drills: Sequence[DrillInfo],
    learner: Learner,
    rng: random.Random,
    *,
    limits: Limits,
    done: Done,
    topics: Sequence[str] = (),
) -> list[Item]:
    """Today's queue: due cards by urgency with topics alternating, new ones spread among them.

    Cards whose question or drill is no longer there are passed over; their history stays. New drills come
    in the order given (the learning path).
    """
    by_id = {d.id: d for d in drills}
    due: list[Item] = []
    for card in due_cards(learner):
        if card.is_drill and card.item in by_id:
            due.append(drill_item(card.item, by_id[card.item].topic, "due"))
        elif not card.is_drill and card.item in bank:
            topic = bank.questions[card.item].topic
            due.append(question_item(card.item, topic, rng.randrange(SEED_BELOW), "due"))
    due = [i for i in due if not topics or i.topic in topics][: max(0, limits.due - done.due)]
    fresh = [
        question_item(q.id, q.topic, rng.randrange(SEED_BELOW), "new")
        for q in new_questions(bank, learner, rng)
        if not topics or q.topic in topics
    ][: max(0, limits.new - done.new)]
    if limits.new and done.new_drills < DRILL_EVERY_DAY:
        unseen = (d for d in drills if drill_card(d.id) not in learner.cards and d.id not in learner.flagged)
        next_drill = next((d for d in unseen if not topics or d.topic in topics), None)
        if next_drill:
            fresh.append(drill_item(next_drill.id, next_drill.topic, "new"))
    return spread(interleave(due, look_ahead=LOOK_AHEAD), interleave(fresh))


def planned_items(
    plan: DayPlan, bank: Bank, drills: Sequence[DrillInfo], rng: random.Random, topics: Sequence[str] = ()
) -> list[Item]:
    """The queue of a day that was planned: known questions with new ones spread among them, then the drill."""

    def items(ids: Sequence[str], why: str) -> list[Item]:
        own = [bank.questions[id] for id in ids if id in bank]
        chosen = [q for q in own if not topics or q.topic in topics]
        return interleave([question_item(q.id, q.topic, rng.randrange(SEED_BELOW), why) for q in chosen])

    queue = spread(items(plan.reviews, "due"), items(plan.new, "new"))
    drill = next((d for d in drills if d.id == plan.drill and (not topics or d.topic in topics)), None)
    return [*queue, drill_item(drill.id, drill.topic, "due")] if drill else queue


def spread(due: Sequence[Item], fresh: Sequence[Item]) -> list[Item]:
    """New items evenly among the due ones, a due one first."""
    if not due or not fresh:
        return [*due, *fresh]
    mixed: list[Item] = []
    placed = 0
    for n, item in enumerate(due, 1):
        mixed.append(item)
        upto = n * len(fresh) // len(due)
        mixed += fresh[placed:upto]
        placed = max(placed, upto)
    return mixed


def listing(learner: Learner, bank: Mapping[str, Question], drills: Mapping[str, DrillInfo]) -> list[dict[str, Any]]:
    """Every scheduled item with its due date and recall now, due first; for `review --json`."""
    rows = []
    for card in learner.cards.values():
        known = drills.get(card.item) if card.is_drill else bank.get(card.item)
        if known is None:
            continue
        rows.append(
            {
                "kind": "drill" if card.is_drill else "question",
                "id": card.item,
                "topic": known.topic,
                "level": known.level,
                "due": card.due.isoformat(timespec="seconds"),
                "due_day": learner.calendar.day_of(card.due).isoformat(),
                "is_due": card.is_due(learner.now, learner.calendar) and card.item not in learner.flagged,
                "recall": round(learner.memory.recall(card, learner.now), 4),
                "stability_days": round(card.stability_days, 3),
                "difficulty": round(card.difficulty, 3),
                "last_rating": card.last_rating,
                "last_score": card.last_score,
                "last_review": card.last_review.isoformat(timespec="seconds"),
                "reviews": card.reviews,
                "lapses": card.lapses,
                "leech": card.is_leech,
                "flagged": card.item in learner.flagged,
            }
        )
    return sorted(rows, key=lambda r: (not r["is_due"], r["recall"] if r["is_due"] else 0.0, r["due"], r["id"]))
