"""Sentences of an answer that tell the grader what to do, which are no part of what it says about the question."""

from __future__ import annotations

import re
from functools import lru_cache

from llmprep.bank.model import Free

NOT_FOLLOWED = "What the answer tells its grader to do was not followed."
_PLAINLY = (
    r"\b(?:full|maximum) (?:marks?|credit|points)\b|\b100 (?:marks|points)\b|\bscore of 100\b"
    r"|\b(?:award|grant|give|assign)\b.{0,30}\b(?:marks?|credit)\b"
    r"|\b(?:mark|set|count|treat)\b (?:every|all|each)\b.{0,30}\b(?:met|true|covered|correct|satisfied)\b"
    r"|\b(?:every|each|all) (?:of the )?(?:points?|criteri(?:on|a))\b.{0,20}\b(?:met|true|covered|satisfied)\b"
)
_BROADLY = (
    r"|\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}"
    r"\b(?:rubric|instructions?|grading|everything above|the above)\b"
    r"|\b(?:grader|rubric|examiner|judge)\b.{0,60}\b(?:must|should|are to|will|has to|please)\b"
    r"|\byou are (?:now )?(?:an? )?(?:grader|judge|assistant|ai)\b|\bsystem (?:message|override|note)\b"
    r"|\bas an? (?:ai|grader|judge)\b"
    r"|\b(?:this|the|my) answer (?:is|was|has been) (?:complete|perfect|verified|graded|approved)\b"
)
_SURELY = re.compile(_PLAINLY, re.IGNORECASE | re.DOTALL)
_ORDERS = re.compile(_PLAINLY + _BROADLY, re.IGNORECASE | re.DOTALL)
_ABOUT_JUDGING = re.compile(
    r"\b(?:judges?|rubrics?|graders?|examiners?|injection|injected|jailbreak\w*|system prompt|instructions?)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def orders_for(question: Free) -> re.Pattern[str]:
    """What is an order to the grader in an answer to this question.

    Where the question itself is about judging or about instructions, only what is plainly one.
    """
    parts = [question.prompt, question.answer, *(p.says for p in question.points)]
    parts += [f"{f.says} {f.claim}" for f in question.red_flags]
    return _SURELY if _ABOUT_JUDGING.search(" ".join(parts)) else _ORDERS
