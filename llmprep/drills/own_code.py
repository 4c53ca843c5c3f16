"""Loading a drill's own files (reference, cases, given, mistakes) in the parent. They are ours and trusted."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from llmprep.errors import UserError

Namespace = Mapping[str, Any]


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
