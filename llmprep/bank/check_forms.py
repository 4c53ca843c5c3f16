"""What `bank check` looks for in choice, order and cloze questions, and in the length of spoken answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from llmprep.bank.model import Choice, Cloze, Free, Order

Finding = tuple[str, str]
"""("error" | "warning", sentence)."""

SPOKEN_WORDS, SLACK_WORDS = (60, 150), 5
GIVEAWAY = 1.5
"""The right option may be this much longer than the longest wrong one (or shorter than the shortest)."""
SHORT_OPTION = 25
"""Characters below which an option is a word or a number: length gives nothing away."""
LONGEST_SHARE, ENOUGH_CHOICES = 0.5, 20
_CATCH_ALL = re.compile(r"^(all|none|both|neither|any|more than one) of (the |these|them|those)|^(all|none)\W*$", re.I)
_NUMBERED = re.compile(
    r"^\s*(\(?\d+[.):](?!\d)|step \d|(first|second|third|last)[,:]|(firstly|secondly|thirdly|finally|lastly)\b)", re.I
)


def bare(text: str) -> str:
    """Text without case and punctuation, to see whether two texts read the same."""
    return " ".join(re.sub(r"[^\w\s+\-*/^<>=.]|\.(?!\d)", " ", text.casefold()).split())


def check_choice(question: Choice) -> Iterator[Finding]:
    """Options that read the same, say "all of the above", or give themselves away by length."""
    if len({bare(o.says) for o in question.options}) < len(question.options):
        yield "error", "two options read the same"
    for option in question.options:
        if _CATCH_ALL.match(option.says):
            yield (
                "error",
                f"the option {option.says!r} refers to the others; they are shuffled, so let it stand alone",
            )
    right = [len(o.says) for o in question.options if o.right]
    wrong = [len(o.says) for o in question.options if not o.right]
    if max(*right, *wrong) < SHORT_OPTION:
        return
    if min(right) > GIVEAWAY * max(wrong):
        yield (
            "error",
            f"the right option gives itself away: {min(right)} characters, longest wrong one {max(wrong)}",
        )
    if max(right) * GIVEAWAY < min(wrong):
        yield (
            "error",
            f"the right option gives itself away: {max(right)} characters, shortest wrong one {min(wrong)}",
        )


def longest_is_right(questions: Iterable[Choice]) -> Iterator[str]:
    """Says when guessing the longest option would pay over many questions with one right option."""
    single = [q for q in questions if sum(o.right for o in q.options) == 1]
    hits = [q for q in single if max(q.options, key=lambda o: len(o.says)).right]
    if len(single) >= ENOUGH_CHOICES and len(hits) > LONGEST_SHARE * len(single):
        some = ", ".join(q.id for q in hits[:5])
        yield (
            f"in {len(hits)} of {len(single)} choice questions the longest option is right, so guessing "
            f"pays; lengthen wrong options of {some}{', ...' if len(hits) > 5 else ''}"
        )


def check_order(question: Order) -> Iterator[Finding]:
    """Steps that read the same or carry their own number, and an order that is not explained."""
    if len({bare(s) for s in question.steps}) < len(question.steps):
        yield "error", "two steps read the same, so that no one can tell them apart"
    for step in question.steps:
        if found := _NUMBERED.match(step):
            yield "error", f"the step {step!r} gives its place away by {found[0].strip()!r}"
    if not question.why and not question.answer:
        yield "warning", "no `why`; say what fixes the order"


def check_cloze(question: Cloze) -> Iterator[Finding]:
    """Gaps that refuse their own forms, accept their own mistakes, or stand in the prompt."""
    from llmprep.answers.cloze import fill

    shown = " ".join(re.sub(r"\[\[[^\]]*\]\]", " ", question.prompt).casefold().split())
    for name, gap in question.gaps.items():
        for wrong in gap.mistakes:
            if fill(name, gap, wrong).right:
                yield "error", f"gap {name!r} accepts {wrong!r}, which it also lists as a mistake"
        for form in gap.accepts:
            if not fill(name, gap, form).right:
                yield "error", f"gap {name!r} does not accept its own form {form!r}"
            elif len(form) > 3 and re.search(rf"\b{re.escape(form.casefold())}\b", shown):
                yield "warning", f"the prompt gives away {form!r}, which gap {name!r} asks for"


def check_length(question: Free) -> Iterator[Finding]:
    """A model answer that nobody would speak: far too short or too long."""
    words = sum(any(c.isalnum() for c in word) for word in question.answer.split())
    low, high = SPOKEN_WORDS
    if words and not low - SLACK_WORDS <= words <= high + SLACK_WORDS:
        yield "warning", f"the answer has {words} words; a strong candidate speaks {low} to {high}"
