"""Order: reading a permutation, and how near it is to the right one (Kendall's pairs)."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

from llmprep.answers.asked import Asked, UnreadableAnswer
from llmprep.answers.grade import Grade, rating_for
from llmprep.bank.model import Order

ALMOST = 90.0


def sequence(text: str, count: int) -> list[int]:
    """The places (0-based, as shown) in the order given: `3 1 2`, `c, a, b`, `3 > 1 > 2` or `312`.

    Raises UnreadableAnswer unless each of the `count` steps is named exactly once.
    """
    said = text.strip().casefold()
    marks = re.findall(r"\d+|[a-z]+", re.sub(r"\b(?:then|and|order|answer|steps?)\b", " ", said))
    if len(marks) == 1 and len(marks[0]) == count and count <= 9:
        marks = list(marks[0])
    if marks and all(m.isdigit() for m in marks):
        places = [int(m) - 1 for m in marks]
    elif marks and all(len(m) == 1 and m.isalpha() for m in marks):
        places = [ord(m) - ord("a") for m in marks]
    else:
        places = []
    if sorted(places) != list(range(count)):
        example = " ".join(str(n) for n in [2, 1, *range(3, count + 1)])
        raise UnreadableAnswer(f"name each of the {count} steps once, in order; for example `{example}`")
    return places


def kendall(order: list[int]) -> float:
    """The share of pairs that are in the right order: 1 for 0, 1, 2, ...; 0 for the reverse."""
    pairs = list(combinations(order, 2))
    return sum(a < b for a, b in pairs) / len(pairs)


def score_of(order: list[int]) -> float:
    """100 only for the exact order; otherwise Kendall's tau in percent, at least 0 and at most `ALMOST`.

    Half the pairs right is what guessing gives, and scores 0.
    """
    if order == sorted(order):
        return 100.0
    return round(min(ALMOST, max(0.0, 100 * (2 * kendall(order) - 1))), 1)


def grade_order(asked: Asked, text: str, *, hinted: bool = False) -> Grade:
    """Grade a sequence of the shown numbers. Raises UnreadableAnswer for what is no sequence of all steps."""
    question = asked.question
    assert isinstance(question, Order)
    given = [asked.shuffle[place] for place in sequence(text, len(question.steps))]
    score = score_of(given)
    remarks: list[str] = []
    if score < 100:
        late, early = next((a, b) for a, b in pairwise(given) if a > b)
        remarks.append(f"“{question.steps[early]}” comes before “{question.steps[late]}”.")
        if question.why:
            remarks.append(question.why)
    right = [asked.shuffle.index(i) + 1 for i in range(len(question.steps))]
    return Grade(
        score=score,
        judge="exact",
        rating=rating_for(score, hinted=hinted),
        remarks=tuple(remarks),
        expected=" ".join(str(n) for n in right),
        extra={"order": given, "pairs_right": kendall(given)},
    )
