"""A drill within a session: what it is and how to work on it."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from llmprep.drills.catalogue import Drill
from llmprep.practice.items import Item
from llmprep.ui.question_view import WHY, headline
from llmprep.ui.theme import LEVELS, Flowing, indented


def drill_card(drill: Drill, item: Item, number: int, total: int) -> RenderableType:
    """The drill's headline, the first paragraph of its statement and its signatures, and the commands."""
    first = next((p for p in drill.prompt.split("\n\n") if p.strip() and not p.lstrip().startswith("#")), "")
    signatures = "\n".join(drill.meta.entry)
    return Group(
        Text(),
        headline(f"{number}/{total}", drill.topic, LEVELS[drill.level], WHY[item.why], f"drill {drill.id}"),
        Text(),
        indented(Text.assemble((drill.title, "bold"), (f"   about {drill.minutes} minutes of code", "dim"))),
        Text(),
        indented(Flowing(first)),
        Text(),
        indented(Text(signatures, style="cyan")),
        Text(),
        indented(Text.assemble(("start  ", "dim"), f"llmprep drill start {drill.id}")),
        indented(Text.assemble(("check  ", "dim"), f"llmprep drill check {drill.id} {drill.id}.py")),
        Text(),
    )
