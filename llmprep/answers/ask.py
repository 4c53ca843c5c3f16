"""Putting a question to a learner, and grading what comes back: one entry for every kind of question."""

from __future__ import annotations

import random
import re

from llmprep.answers.asked import Asked, UnreadableAnswer
from llmprep.answers.grade import Grade
from llmprep.bank.model import Choice, Cloze, Free, Numeric, Order, Question

__all__ = ["Asked", "UnreadableAnswer", "ask", "grade_answer"]
_LAST = re.compile(r"(all|none|both|neither|any|more than one) of |none$|all$", re.IGNORECASE)
GAP = re.compile(r"\[\[([a-z0-9_-]+)\]\]")


def ask(question: Question, seed: int) -> Asked:
    """The question as shown: values drawn, options and steps shuffled. The same for the same seed, always.

    Raises FormulaError for a calculation that no draw gives a value to (`bank check` finds those).
    """
    rng = random.Random(f"{question.id}:{seed}")
    if isinstance(question, Numeric):
        from llmprep.answers.numeric import filled

        prompt, answer, values = filled(question, seed)
        return Asked(question, seed, prompt, prompt, values=values, answer=answer)
    if isinstance(question, Choice):
        order = list(range(len(question.options)))
        rng.shuffle(order)
        order.sort(key=lambda i: bool(_LAST.match(question.options[i].says)))
        shown = tuple(question.options[i].says for i in order)
        several = sum(o.right for o in question.options) > 1
        stem = question.prompt + ("\n\nChoose all that are right." if several else "")
        labels = [f"{chr(ord('a') + n)})" for n in range(len(shown))]
        return _listed(question, seed, stem, shown, tuple(order), labels)
    if isinstance(question, Order):
        order = list(range(len(question.steps)))
        while order == sorted(order):
            rng.shuffle(order)
        shown = tuple(question.steps[i] for i in order)
        return _listed(question, seed, question.prompt, shown, tuple(order), [f"({n + 1})" for n in range(len(shown))])
    prompt = question.prompt
    if isinstance(question, Cloze):
        numbers = {name: n for n, name in enumerate(dict.fromkeys(GAP.findall(prompt)), 1)}
        prompt = GAP.sub(lambda m: f"({numbers[m[1]]}) ____", prompt)
    return Asked(question, seed, prompt, prompt, answer=question.answer)


def _listed(
    question: Question,
    seed: int,
    stem: str,
    shown: tuple[str, ...],
    shuffle: tuple[int, ...],
    labels: list[str],
) -> Asked:
    lines = "\n".join(f"- {label} {' '.join(text.split())}" for label, text in zip(labels, shown, strict=True))
    return Asked(question, seed, f"{stem}\n\n{lines}", stem, shown, shuffle, answer=question.answer)


def grade_answer(asked: Asked, text: str, *, hinted: bool = False) -> Grade:
    """Grade one answer offline.

    Raises UnreadableAnswer where the text is of the wrong form (no letter, no number, too few steps):
    nothing is to be recorded then, and the learner asked again.
    """
    question = asked.question
    if isinstance(question, Free):
        from llmprep.answers.rubric import grade_free

        return grade_free(question, text, hinted=hinted)
    if isinstance(question, Numeric):
        from llmprep.answers.numeric import grade_numeric

        return grade_numeric(asked, text, hinted=hinted)
    if isinstance(question, Choice):
        from llmprep.answers.choice import grade_choice

        return grade_choice(asked, text, hinted=hinted)
    if isinstance(question, Order):
        from llmprep.answers.order import grade_order

        return grade_order(asked, text, hinted=hinted)
    from llmprep.answers.cloze import grade_cloze

    return grade_cloze(asked, text, hinted=hinted)
