"""A question on the screen: where one is, what is asked, how to answer."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from llmprep.answers.asked import Asked
from llmprep.bank.model import Choice, Cloze, Free, Order
from llmprep.practice.items import Item
from llmprep.ui.theme import LEVELS, Flowing, indented

WHY = {"due": "due", "new": "new", "practice": ""}


def question_view(asked: Asked, item: Item, number: int, total: int) -> RenderableType:
    """Headline and question, options and steps aligned."""
    question = asked.question
    parts: list[RenderableType] = [
        headline(f"{number}/{total}", question.topic, LEVELS[question.level], WHY[item.why], question.id),
        Text(),
        indented(Flowing(asked.stem)),
    ]
    if asked.options:
        parts += [Text(), indented(options_view(asked))]
    return Group(Text(), *parts, Text())


def headline(place: str, topic: str, level: str, why: str, id: str) -> RenderableType:
    """One line over a rule: place, topic and level on the left, the id on the right."""
    left = Text.assemble(
        (f"{place}  ", "bold"),
        (topic, "bold cyan"),
        (f"  {level}", "dim"),
        (f"  {why}" if why else "", "yellow"),
    )
    table = Table.grid(expand=True, padding=(0, 1))
    table.add_column(overflow="ellipsis", no_wrap=True)
    table.add_column(justify="right", overflow="ellipsis", no_wrap=True)
    table.add_row(left, Text(id, style="dim"))
    return Group(table, Rule(style="dim"))


def options_view(asked: Asked) -> RenderableType:
    """Options by letter, steps by number."""
    letters = isinstance(asked.question, Choice)
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", style="bold cyan", no_wrap=True)
    table.add_column(ratio=1)
    for place, text in enumerate(asked.options):
        label = f"{chr(ord('a') + place)})" if letters else f"{place + 1})"
        table.add_row(label, Flowing(text))
    return table


def how_to_answer(asked: Asked) -> str:
    """In a few words, what an answer looks like."""
    question = asked.question
    if isinstance(question, Choice):
        several = sum(o.right for o in question.options) > 1
        return "letters of all that are right, e.g. a c" if several else "a letter"
    if isinstance(question, Order):
        return "all numbers in the right order, e.g. 2 1 3"
    if isinstance(question, Cloze):
        return "the gap's word" if len(question.gaps) == 1 else "one word a gap, separated by ;"
    if isinstance(question, Free):
        return "in your own words"
    return f"a number ({question.unit})" if question.unit else "a number"


def takes_lines(asked: Asked) -> bool:
    """Whether an answer may have several lines."""
    return isinstance(asked.question, Free)
