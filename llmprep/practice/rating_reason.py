"""Why an answer got its rating, in a few words for the learner."""

from __future__ import annotations

from llmprep.answers.grade import AGAIN_BELOW, EASY_FROM, HARD_BELOW, Grade, Rating


def rating_reason(grade: Grade, *, hinted: bool = False, recognition: bool = False) -> str:
    """For example `81 points, no hint`; says what held the rating down."""
    points = f"{grade.score:.0f} points"
    if grade.rating == "again":
        return f"{points}, below {AGAIN_BELOW:.0f}"
    if hinted and grade.score >= HARD_BELOW:
        return f"{points}, but with a hint"
    if grade.rating == "good" and recognition and grade.score >= EASY_FROM:
        return f"{points}; choosing from a list counts as good at most"
    return points if hinted else f"{points}, no hint"


SAYS: dict[Rating, str] = {
    "again": "not yet known",
    "hard": "known in part",
    "good": "known",
    "easy": "known cold",
}
"""What each rating says about the learner's memory."""
