"""The mistakes that a drill ships: wrong submissions, each with a sentence for the learner. Read without torch."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from llmprep.drills.own_code import Namespace, load_module
from llmprep.errors import UserError


@dataclass(frozen=True)
class Mistake:
    """A wrong submission that the drill ships: its name, what it tells the learner, what kind of check sees it."""

    name: str
    path: Path
    title: str
    says: str
    fails: str

    @cached_property
    def namespace(self) -> Namespace:
        return vars(load_module(self.path))


def read_mistake(path: Path) -> Mistake:
    """A mistake's sentence and `FAILS`, read without running the file."""
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    doc = ast.get_docstring(tree)
    if not doc:
        raise UserError(f"{path}: a mistake needs a docstring that tells the learner what went wrong")
    title, _, rest = doc.partition("\n")
    fails = "values"
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "FAILS" for t in node.targets):
            fails = str(ast.literal_eval(node.value))
    return Mistake(path.stem, path, title.strip(), rest.strip() or title.strip(), fails)


def read_mistakes(folder: Path) -> tuple[Mistake, ...]:
    """All mistakes of a drill's folder, by name."""
    return tuple(read_mistake(p) for p in sorted((folder / "mistakes").glob("*.py")))
