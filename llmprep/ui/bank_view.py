"""The bank on the screen: lists of questions, counts, one question with everything its author wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from llmprep.answers.asked import Asked
from llmprep.bank.model import Choice, Cloze, Free, Numeric, Order, Question
from llmprep.bank.report import counted, first_line
from llmprep.ui.theme import Flowing

if TYPE_CHECKING:
    from llmprep.bank.check import Checked

INDENT = (0, 0, 0, 2)
GAP, LEAST_PROMPT = 2, 24


def question_table(questions: Sequence[Question], width: int) -> Table:
    """A line a question: id, level, kind, topic and the beginning of its prompt, as far as the window reaches.

    Ids are never cut; in a narrow window the topic goes first, then the prompt.
    """
    ids = max((len(q.id) for q in questions), default=0)
    topics = max((len(q.topic) for q in questions), default=0)
    left = width - max(ids, len("question")) - len("level") - len("numeric") - 3 * GAP
    with_topic = left - topics - GAP >= LEAST_PROMPT
    left -= topics + GAP if with_topic else 0
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, GAP, 0, 0))
    table.add_column("question", style="bold", no_wrap=True)
    table.add_column("level", justify="right", no_wrap=True)
    table.add_column("kind", no_wrap=True, min_width=len("numeric"))
    if with_topic:
        table.add_column("topic", no_wrap=True, style="cyan")
    if left >= LEAST_PROMPT:
        table.add_column("asks", no_wrap=True)
    for q in questions:
        asks = first_line(q.prompt)
        asks = asks if len(asks) <= left else asks[: left - 1] + "…"
        cells: list[Text | str] = [Text(q.id), str(q.level), q.kind]
        cells += [Text(q.topic)] if with_topic else []
        cells += [Text(asks)] if left >= LEAST_PROMPT else []
        table.add_row(*cells)
    return table


def print_faults(console: Console, checked: Checked) -> None:
    """One fault a line, as long as it is, so that editors and grep can follow it; then how many there are."""
    for name, faults, style in (("error", checked.errors, "bold red"), ("warning", checked.warnings, "yellow")):
        for fault in faults:
            console.print(Text.assemble((name, style), f" {fault}"), soft_wrap=True)
    parts = (
        counted(checked.questions, "question"),
        counted(len(checked.errors), "error"),
        counted(len(checked.warnings), "warning"),
    )
    style = "bold red" if checked.errors else "yellow" if checked.warnings else "green"
    console.print(Text(", ".join(parts), style=style))


def counts_table(heading: str, counts: Mapping[str, int]) -> Table:
    """Names and how many questions each has."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column(heading, no_wrap=True)
    table.add_column("questions", justify="right")
    for name, count in counts.items():
        table.add_row(Text(name), str(count))
    return table


def whole_question(asked: Asked) -> RenderableType:
    """Everything about a question, for its author: as asked, what is graded, the answer, its sources."""
    question = asked.question
    head = Text.assemble(
        (question.id, "bold"),
        f"   {question.kind} · level {question.level} · {question.topic}",
        (f"   {question.where}", "dim"),
    )
    parts: list[RenderableType] = [head, Text(), Flowing(asked.prompt), Text()]
    parts += list(_graded(question, asked))
    if question.hint:
        parts += _section("Hint", Flowing(question.hint))
    if asked.answer:
        parts += _section("Model answer", Flowing(asked.answer))
    for title, items in (
        ("Follow-ups", question.follow_ups),
        ("Probes", question.probes),
        ("Sources", question.sources),
    ):
        if items:
            parts += _section(title, *(Text(f"· {item}") for item in items))
    facts = [f"drill {question.drill}"] if question.drill else []
    facts += [f"facts as of {question.as_of}"] if question.as_of else []
    facts += [f"tags {', '.join(question.tags)}"] if question.tags else []
    if facts:
        parts.append(Text(" · ".join(facts), style="dim"))
    return Group(*parts)


def _section(title: str, *body: RenderableType) -> list[RenderableType]:
    return [Text(title, style="bold"), *(Padding(item, INDENT) for item in body), Text()]


def _graded(question: Question, asked: Asked) -> Iterable[RenderableType]:
    if isinstance(question, Free):
        for point in question.points:
            yield Text.assemble((f"· {point.id}", "green"), f" (weight {point.weight}): {point.says}")
            yield Padding(Text("\n".join(point.match), style="dim"), (0, 0, 0, 4))
        for flag in question.red_flags:
            claim = f" [{flag.claim}]" if flag.claim else ""
            yield Text.assemble((f"· {flag.id}", "red"), f" (costs {flag.costs}){claim}: {flag.says}")
            yield Padding(Text("\n".join(flag.match), style="dim"), (0, 0, 0, 4))
    elif isinstance(question, Choice):
        for place, index in enumerate(asked.shuffle):
            option = question.options[index]
            mark = ("✓", "green") if option.right else ("✗", "red")
            yield Text.assemble(
                mark, f" {chr(ord('a') + place)}) ", (option.why or "right", "" if option.why else "green")
            )
    elif isinstance(question, Order):
        yield Text(
            "In order: " + " ".join(str(asked.shuffle.index(i) + 1) for i in range(len(question.steps))),
            style="green",
        )
        if question.why:
            yield Text(question.why)
    elif isinstance(question, Cloze):
        for number, (name, gap) in enumerate(question.gaps.items(), 1):
            yield Text.assemble((f"({number}) {name}: ", "bold"), (" | ".join(gap.accepts), "green"))
            for wrong, reveals in gap.mistakes.items():
                yield Padding(Text.assemble((f"✗ {wrong}: ", "red"), reveals), (0, 0, 0, 4))
    else:
        yield from _calculation(question, asked)
    yield Text()


def _calculation(question: Numeric, asked: Asked) -> Iterable[RenderableType]:
    from llmprep.answers.numeric import draw
    from llmprep.answers.quantity import shown

    drawn = draw(question, asked.seed)
    values = ", ".join(f"{name} = {shown(value)}" for name, value in drawn.values.items())
    yield Text.assemble(("With ", "bold"), values)
    yield Text.assemble(
        (f"= {shown(drawn.result)} {question.unit}".rstrip(), "green"),
        f"   within {question.tolerance:.2%}   {question.formula}",
    )
    for mistake, value in drawn.wrong:
        yield Text.assemble((f"✗ {shown(value)} {question.unit}".rstrip(), "red"), f"  {mistake.id}: {mistake.says}")
