"""Where a learner stands today, and the one command that is best next."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from llmprep.bank.model import Question
from llmprep.practice.choose import Learner
from llmprep.practice.day import Calendar, streak
from llmprep.practice.doings import unfinished_session
from llmprep.practice.history import History, question_card
from llmprep.practice.interview import cut_off
from llmprep.practice.review import Done, DrillInfo, Limits, done_today, due_cards
from llmprep.practice.schedule import Card
from llmprep.store.log import Event

if TYPE_CHECKING:
    from llmprep.practice.plan import DayPlan

FEW_ANSWERS = 3
"""A topic is called weak only after as many answers."""
WEAK = 0.75


@dataclass(frozen=True)
class TopicState:
    """A topic: questions it has and seen ones, mean recall now (0 to 1), mean last score (0 to 100)."""

    topic: str
    questions: int
    seen: int
    recall: float
    score: float
    due: int = 0

    @property
    def strength(self) -> float:
        """Expected share of what was asked that is known now, 0 to 1."""
        return self.recall * self.score / 100

    @property
    def mastery(self) -> float:
        """The same over all of the topic's questions: those never seen count as not known."""
        return self.strength * self.seen / self.questions if self.questions else 0.0


@dataclass(frozen=True)
class NextStep:
    """One command, and why it is the best one now."""

    command: str
    why: str


@dataclass(frozen=True)
class Home:
    """Today at a glance."""

    day: date
    due_questions: int
    due_drills: int
    new_left: int
    answered_today: int
    streak: int
    days_practised: int
    weakest: tuple[TopicState, ...]
    leeches: tuple[str, ...]
    next_command: str
    why: str
    goal_date: date | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "day": self.day.isoformat(),
            "due": {"questions": self.due_questions, "drills": self.due_drills},
            "new_left": self.new_left,
            "answered_today": self.answered_today,
            "streak": self.streak,
            "days_practised": self.days_practised,
            "weakest": [
                {"topic": t.topic, "recall": round(t.recall, 3), "score": round(t.score, 1), "seen": t.seen}
                for t in self.weakest
            ],
            "leeches": list(self.leeches),
            "next": {"command": self.next_command, "why": self.why},
            "interview": self.goal_date.isoformat() if self.goal_date else None,
        }


def topic_states(questions: Sequence[Question], learner: Learner, drills: Sequence[DrillInfo] = ()) -> list[TopicState]:
    """Each topic's state, in the order in which the topics come."""
    grouped: dict[str, list[Question]] = {}
    for question in questions:
        grouped.setdefault(question.topic, []).append(question)
    return [_topic(topic, own, learner) for topic, own in grouped.items()]


def _topic(topic: str, questions: Sequence[Question], learner: Learner) -> TopicState:
    cards: list[Card] = [
        c for q in questions if (c := learner.cards.get(question_card(q.id))) and q.id not in learner.flagged
    ]
    if not cards:
        return TopicState(topic, len(questions), 0, 0.0, 0.0)
    recall = sum(learner.memory.recall(c, learner.now) for c in cards) / len(cards)
    score = sum(c.last_score for c in cards) / len(cards)
    due = sum(c.is_due(learner.now, learner.calendar) for c in cards)
    return TopicState(topic, len(questions), len(cards), recall, score, due)


def home_state(
    questions: Sequence[Question],
    drills: Sequence[DrillInfo],
    history: History,
    learner: Learner,
    limits: Limits,
    *,
    resume: NextStep | None = None,
    plan: DayPlan | None = None,
) -> Home:
    """Everything the home screen says. `resume`: what was cut off today; `plan`: today's, where there is a goal."""
    calendar, now = learner.calendar, learner.now
    known: Mapping[str, object] = {q.id: q for q in questions}
    known_drills = {d.id for d in drills}
    due = [c for c in due_cards(learner) if c.item in (known_drills if c.is_drill else known)]
    days = history.days(calendar)
    today = calendar.day_of(now)
    done: Done = done_today(history.reviews, now, calendar)
    unseen = sum(question_card(q.id) not in learner.cards and q.id not in learner.flagged for q in questions)
    new_left = min(unseen, max(0, limits.new - done.new))
    states = [t for t in topic_states(questions, learner) if t.seen]
    weak = [t for t in states if t.seen >= FEW_ANSWERS] or states
    weakest = tuple(sorted(weak, key=lambda t: t.strength)[:3])
    due_drills = sum(c.is_drill for c in due)
    due_questions = len(due) - due_drills
    goal = history.goal
    next_up = resume or (_planned(plan) if plan and history.reviews else None)
    next_up = next_up or _next(
        bool(history.reviews), due_questions, due_drills, new_left, weakest, len(days.get(today, ()))
    )
    return Home(
        day=today,
        due_questions=due_questions,
        due_drills=due_drills,
        new_left=new_left,
        answered_today=len(days.get(today, ())),
        streak=streak(days, today),
        days_practised=len(days),
        weakest=weakest,
        leeches=tuple(sorted(c.item for c in learner.cards.values() if c.is_leech and c.item in known)),
        next_command=next_up.command,
        why=next_up.why,
        goal_date=date.fromisoformat(str(goal["date"])) if goal else None,
    )


def interrupted(
    events: Sequence[Event], now: datetime, calendar: Calendar, running: Collection[str] = ()
) -> NextStep | None:
    """How to go on with what was cut off today, if something was; sessions that are `running` were not."""
    if cut_off(events, now, calendar, running):
        return NextStep("llmprep interview", "your interview was interrupted; it goes on where it stopped")
    session = unfinished_session(events, now, calendar, running=running)
    if session:
        return NextStep(f"llmprep {session.command}", f"you were interrupted; {session.left} to go")
    return None


def _planned(plan: DayPlan) -> NextStep | None:
    questions = len(plan.reviews) + len(plan.new)
    if questions:
        return NextStep(
            "llmprep review", f"today's plan: {questions} questions, about {plan.minutes:.0f} minutes in all"
        )
    if plan.drill:
        return NextStep(f"llmprep drill start {plan.drill}", "today's plan has a drill")
    if plan.interview_minutes:
        return NextStep(f"llmprep interview --minutes {plan.interview_minutes}", "today's plan has a mock interview")
    return None


def _next(
    practised: bool,
    due_questions: int,
    due_drills: int,
    new_left: int,
    weakest: Sequence[TopicState],
    today: int,
) -> NextStep:
    if not practised:
        return NextStep("llmprep quiz", "a first round of questions shows where you stand")
    if due_questions + due_drills:
        return NextStep("llmprep review", "answer these just before you would forget them")
    if new_left and not today:
        return NextStep("llmprep review", f"nothing is due; {new_left} new questions are waiting")
    if weakest and weakest[0].strength < WEAK:
        return NextStep(f"llmprep quiz --topic {weakest[0].topic}", "your weakest topic")
    return NextStep("llmprep drill list", "all is fresh in your mind; write some code")
