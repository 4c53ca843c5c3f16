"""A drill's own code in the parent: reference, suite, given callables and mistakes. All of it is ours and trusted."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import torch

from llmprep.drills.cases import Outcomes, Suite
from llmprep.drills.execute import run_script
from llmprep.drills.mistakes import Mistake, read_mistakes
from llmprep.drills.own_code import Namespace, load_module
from llmprep.drills.script import Script, decode, encode
from llmprep.errors import UserError

Nudge = Callable[[str, torch.Tensor], torch.Tensor]
"""Changes an input tensor, given its name, before a script runs."""


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
        return read_mistakes(self.folder)

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
