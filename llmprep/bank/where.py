"""YAML read so that every value knows its line: faults can point at what they are about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import yaml

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Loc = Sequence[str | int]
MOST_VALUES, DEEPEST = 200_000, 40
EXPONENT = re.compile(r"[-+]?\d+(\.\d*)?[eE][-+]?\d+")


class BrokenYaml(Exception):
    """The file is no YAML that a bank can be; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line, self.message = line, message


@dataclass(frozen=True)
class Document:
    """A parsed file: its data, the lines of its nodes, and keys that were given twice (line, key)."""

    data: object
    root: yaml.Node | None
    doubled: tuple[tuple[int, str], ...]

    def line(self, loc: Loc) -> int:
        """The line of the deepest node on the way of `loc`; of a mapping's entry, the line of its key."""
        node, line = self.root, 1
        if node is not None:
            line = node.start_mark.line + 1
        for step in loc:
            if isinstance(node, yaml.MappingNode):
                found = [(k, v) for k, v in node.value if isinstance(k, yaml.ScalarNode) and k.value == str(step)]
                if not found:
                    return line
                line, node = found[-1][0].start_mark.line + 1, found[-1][1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = node.start_mark.line + 1
            else:
                return line
        return line


def parse(text: str) -> Document:
    """Parse one YAML document into plain data (dicts, lists, scalars).

    Differs from plain YAML 1.1 where that surprises authors: `1e12` is a number and `1:30` is text; a
    key given twice is reported, not swallowed. Raises BrokenYaml, also for tags, endless aliases and
    documents that unfold to more than a bank can need.
    """
    loader = _open(text)
    doubled: list[tuple[int, str]] = []
    try:
        root = loader.get_single_node()
        data = None if root is None else _plain(root, loader, doubled)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise BrokenYaml(line, _syntax_message(error)) from None
    except yaml.YAMLError as error:
        raise BrokenYaml(1, f"not valid YAML: {error}") from None
    except (RecursionError, ValueError, OverflowError) as error:
        raise BrokenYaml(1, f"not valid YAML: {error}") from None
    finally:
        loader.dispose()
    return Document(data, root, tuple(doubled))


def _open(text: str) -> yaml.SafeLoader:
    depth = deepest = 0
    for char in text:  # the C parser recurses once a bracket and would overflow the stack
        if char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}" and depth:
            depth -= 1
    if deepest > 500:
        raise BrokenYaml(1, f"brackets are nested more than 500 deep ({deepest})")
    try:
        return Loader(text)
    except yaml.YAMLError as error:
        raise BrokenYaml(1, f"not valid YAML: {error}") from None


def _syntax_message(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or "cannot be read"
    hint = ""
    if "mapping values are not allowed" in problem:
        hint = "; text that contains `: ` needs quotes or a `|` block"
    elif "found character '\\t'" in problem or "tab" in problem:
        hint = "; indent with spaces, not tabs"
    elif "alias" in problem or "anchor" in problem or "expected alphabetic" in problem:
        hint = "; text that begins with `*` or `&` needs quotes"
    elif "could not find expected ':'" in problem or "block end" in problem or "block mapping" in problem:
        hint = "; look at the quotes and the indentation here and on the line above"
    return f"not valid YAML: {problem}{hint}"


def _plain(root: yaml.Node, loader: yaml.SafeLoader, doubled: list[tuple[int, str]]) -> object:
    left = MOST_VALUES

    def build(node: yaml.Node, depth: int) -> object:
        nonlocal left
        left -= 1
        line = node.start_mark.line + 1
        if left < 0 or depth > DEEPEST:
            raise BrokenYaml(line, "unfolds to more than a bank can hold (aliases inside aliases?)")
        if isinstance(node, yaml.SequenceNode):
            return [build(child, depth + 1) for child in node.value]
        if isinstance(node, yaml.MappingNode):
            return _mapping(node, lambda child: build(child, depth + 1), doubled)
        assert isinstance(node, yaml.ScalarNode)
        return _scalar(node, loader)

    return build(root, 0)


def _mapping(
    node: yaml.MappingNode, build: Callable[[yaml.Node], object], doubled: list[tuple[int, str]]
) -> dict[object, object]:
    out: dict[object, object] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise BrokenYaml(line, "a key must be a word, not a list or mapping; `{` or `[` in text needs quotes")
        if key_node.tag == "tag:yaml.org,2002:merge":
            raise BrokenYaml(line, "merge keys (`<<`) are not understood here; write the fields out")
        key = key_node.value
        if key in out and (line, key) not in doubled:  # a node may be built twice, through an alias
            doubled.append((line, key))
        out[key] = build(value_node)
    return out


def _scalar(node: yaml.ScalarNode, loader: yaml.SafeLoader) -> object:
    kind = node.tag.rpartition(":")[2]
    text = node.value
    if kind == "str":
        plain = node.style is None or node.style == ""
        return float(text) if plain and EXPONENT.fullmatch(text) else text
    if kind in ("int", "float") and ":" in text:
        return text
    if kind == "timestamp":
        return text
    if kind in ("int", "float", "bool", "null"):
        return loader.construct_object(node)
    raise BrokenYaml(node.start_mark.line + 1, f"tags such as {node.tag!r} are not allowed in a bank")
