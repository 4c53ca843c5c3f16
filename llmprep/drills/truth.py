"""A drill's own code in the parent: reference, suite, given callables and mistakes. All of it is ours and trusted."""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import torch

from llmprep.drills.cases import Outcomes, Suite
from llmprep.drills.execute import run_script
from llmprep.drills.script import Script, decode, encode
from llmprep.errors import UserError

Namespace = Mapping[str, Any]
Nudge = Callable[[str, torch.Tensor], torch.Tensor]
"""Changes an input tensor, given its name, before a script runs."""


def load_module(path: Path) -> ModuleType:
    """Import one of a drill's files under a name of its own. Raises UserError when the file is broken."""
    name = f"llmprep_drill_{path.parent.parent.name}_{path.parent.name}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise UserError(f"{path}: this file of the drill is missing")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise UserError(f"{path}: {type(error).__name__}: {error}") from error
    return module


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
        if isinstance(node, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id == "FAILS" for t in node.targets
        ):
            fails = str(ast.literal_eval(node.value))
    return Mistake(path.stem, path, title.strip(), rest.strip() or title.strip(), fails)


def run_trusted(
    namespace: Namespace,
    script: Script,
    *,
    given: Namespace,
    grads: bool,
    seed: int,
    upcast: bool = False,
    device: str = "cpu",
    nudge: Nudge | None = None,
) -> Outcomes:
    """Run a script against our own code, in this process; `nudge` changes its tensors first."""
    encoded, tensors = encode(script, grads=grads, seed=seed)
    if nudge:
        tensors = {name: nudge(name, tensor) for name, tensor in tensors.items()}
    reply, results = run_script(encoded, tensors, namespace, given, device, upcast)
    return decode(reply, results, len(script.steps))


class Truth:
    """What a drill holds to be right; loads each part once, when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def suite(self) -> Suite:
        suite = getattr(load_module(self.folder / "cases.py"), "suite", None)
        if not isinstance(suite, Suite):
            raise UserError(f"{self.folder / 'cases.py'}: defines no `suite = Suite(...)`")
        return suite

    @cached_property
    def reference(self) -> Namespace:
        return vars(load_module(self.folder / "reference.py"))

    @cached_property
    def given(self) -> Namespace:
        path = self.folder / "given.py"
        return vars(load_module(path)) if path.is_file() else {}

    @property
    def given_source(self) -> str:
        path = self.folder / "given.py"
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    @cached_property
    def mistakes(self) -> tuple[Mistake, ...]:
        return tuple(read_mistake(p) for p in sorted((self.folder / "mistakes").glob("*.py")))

    def run(
        self, script: Script, *, grads: bool, seed: int, upcast: bool, device: str, nudge: Nudge | None = None
    ) -> Outcomes:
        """The reference's outcomes; with `upcast` in float64, which is the truth."""
        return run_trusted(
            self.reference,
            script,
            given=self.given,
            grads=grads,
            seed=seed,
            upcast=upcast,
            device=device,
            nudge=nudge,
        )


def load_reference(drill_id: str) -> Namespace:
    """The names that a built-in drill's reference defines."""
    from llmprep.drills.catalogue import builtin_drills_dir

    return Truth(builtin_drills_dir() / drill_id).reference
