"""The bank on the screen: lists of questions, counts, one question with everything its author wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.markdown import Markdown
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from llmprep.answers.asked import Asked
from llmprep.bank.model import Choice, Cloze, Free, Numeric, Order, Question
from llmprep.bank.report import first_line

INDENT = (0, 0, 0, 2)


def question_table(questions: Iterable[Question], scores: Sequence[float] = ()) -> Table:
    """A line a question: id, level, kind, topic and the beginning of its prompt."""
    table = Table(box=None, pad_edge=False, header_style="dim", expand=True)
    table.add_column("question", style="bold", no_wrap=True, overflow="ellipsis", ratio=4)
    table.add_column("level", justify="right", no_wrap=True, min_width=5)
    table.add_column("kind", no_wrap=True, min_width=7)
    table.add_column("topic", no_wrap=True, overflow="ellipsis", style="cyan", ratio=2)
    table.add_column("asks", no_wrap=True, overflow="ellipsis", ratio=8)
    for question in questions:
        asks = Text(first_line(question.prompt))
        table.add_row(Text(question.id), str(question.level), question.kind, Text(question.topic), asks)
    return table


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
    parts: list[RenderableType] = [head, Text(), Markdown(asked.prompt), Text()]
    parts += list(_graded(question, asked))
    if question.hint:
        parts += _section("Hint", Markdown(question.hint))
    if asked.answer:
        parts += _section("Model answer", Markdown(asked.answer))
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
            yield Padding(Text("   ".join(point.match), style="dim"), (0, 0, 0, 4))
        for flag in question.red_flags:
            claim = f" [{flag.claim}]" if flag.claim else ""
            yield Text.assemble((f"· {flag.id}", "red"), f" (costs {flag.costs}){claim}: {flag.says}")
            yield Padding(Text("   ".join(flag.match), style="dim"), (0, 0, 0, 4))
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
