"""The folder a worker is started from: its program, and links to just the Python and the packages that it may read.

Links rather than whole folders, because the grader's own package (with every reference) may be installed right beside
torch, and read access is granted by path.
"""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

PROGRAM = ("worker.py", "confinement.py", "execute.py", "import_torch.py", "wire.py")
ROOTS = ("torch", "numpy", "safetensors", "sandlock")
"""Packages of the worker; what they require comes along."""
NEVER = re.compile(r".*llmprep.*|__editable__.*|site-packages|dist-packages|test|idlelib|turtledemo", re.IGNORECASE)
VERSION = f"python{sys.version_info.major}.{sys.version_info.minor}"


def build(folder: Path) -> list[Path]:
    """Fill an empty folder for `start_command`; the real paths that its links lead to, for read access."""
    here = Path(__file__).parent
    for name in PROGRAM:
        shutil.copyfile(here / name, folder / name)
    stdlib = Path(sysconfig.get_path("stdlib"))
    home = folder / "py" / "lib" / VERSION
    home.parent.mkdir(parents=True)
    (folder / "site").mkdir()
    targets = _link(package_entries(ROOTS), folder / "site")
    if any(stdlib.glob("*-packages/*llmprep*")):
        home.mkdir()
        targets += _link(_entries(stdlib), home)
    else:  # far fewer paths to look through for each file that is opened
        home.symlink_to(stdlib.resolve())
        targets.append(stdlib.resolve())
    dynload = Path(sysconfig.get_config_var("DESTSHARED") or stdlib / "lib-dynload")
    if not (home / "lib-dynload").exists() and dynload.is_dir():
        targets += _link([dynload], home)
    return targets


def start_command(folder: Path) -> list[str]:
    """The command that starts the worker of a boot folder."""
    return [base_python(), "-S", "-s", "-B", str(folder / "worker.py"), str(folder)]


def base_python() -> str:
    """The interpreter behind a virtual environment: its own start-up files are not needed."""
    return os.path.realpath(getattr(sys, "_base_executable", sys.executable))


def interpreter_paths() -> list[Path]:
    """The interpreter, and shared libraries beside it."""
    python = Path(base_python())
    beside = sorted(Path(sys.base_prefix, "lib").glob("lib*.so*"))
    return [python, *beside]


def _entries(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if not NEVER.fullmatch(path.name):
            yield path


def _link(paths: Iterable[Path], into: Path) -> list[Path]:
    targets = []
    for path in paths:
        link = into / path.name
        if not link.exists():
            target = path.resolve()  # where only named paths are there, links on the way are not
            link.symlink_to(target)
            targets.append(target)
    return targets


def package_entries(roots: Iterable[str]) -> list[Path]:
    """The top-level files and folders of these distributions and of all that they require here."""
    found: dict[str, importlib.metadata.Distribution] = {}
    waiting = list(roots)
    while waiting:
        name = _normal(waiting.pop())
        if name in found:
            continue
        try:
            found[name] = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        waiting += [
            re.split(r"[^A-Za-z0-9._-]", r, maxsplit=1)[0] for r in found[name].requires or () if "extra ==" not in r
        ]
    return sorted({path for d in found.values() for path in _top_level(d)})


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _top_level(distribution: importlib.metadata.Distribution) -> Iterator[Path]:
    record = distribution.read_text("RECORD") or ""
    root = Path(str(distribution.locate_file("")))
    names = {line.split("/", 1)[0].split(",", 1)[0] for line in record.splitlines()}
    for name in names:
        path = root / name
        if name not in ("..", "", "__pycache__") and not NEVER.fullmatch(name) and path.exists():
            yield path
    if any(name.endswith(".py") for name in names) and (root / "__pycache__").is_dir():
        yield root / "__pycache__"
