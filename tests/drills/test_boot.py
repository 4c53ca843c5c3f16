"""A worker can read Python, torch and its own program, and no reference."""

from __future__ import annotations

import os
from pathlib import Path

from llmprep.drills import boot


def test_the_boot_folder_holds_the_program_and_links_to_what_it_needs(tmp_path):
    targets = boot.build(tmp_path)
    assert {p.name for p in tmp_path.glob("*.py")} == {
        "worker.py",
        "confinement.py",
        "execute.py",
        "import_torch.py",
        "wire.py",
    }
    linked = {p.name for p in (tmp_path / "site").iterdir()}
    assert {"torch", "numpy", "safetensors"} <= linked
    assert not {n for n in linked if "llmprep" in n or n in ("tiktoken", "scipy", "hypothesis", "openai")}
    assert all(t.exists() for t in targets)


def test_nothing_readable_contains_this_package(tmp_path):
    package = Path(boot.__file__).resolve().parent.parent
    for target in [*boot.build(tmp_path), *boot.interpreter_paths()]:
        assert not package.is_relative_to(target), target


def test_requirements_come_along_and_extras_do_not():
    names = {p.name for p in boot.package_entries(["torch"])}
    assert {"torch", "sympy", "jinja2"} <= names
    assert "pytest" not in names


def test_the_command_starts_the_plain_interpreter(tmp_path):
    command = boot.start_command(tmp_path)
    assert os.access(command[0], os.X_OK)
    assert command[-1] == str(tmp_path)
    assert "-S" in command
