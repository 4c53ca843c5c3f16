"""Mechanical mutants of a Python source: one small change each, by the usual operators."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

SWAPPED_COMPARISONS = {
    cst.LessThan: cst.LessThanEqual, cst.LessThanEqual: cst.LessThan, cst.GreaterThan: cst.GreaterThanEqual,
    cst.GreaterThanEqual: cst.GreaterThan, cst.Equal: cst.NotEqual, cst.NotEqual: cst.Equal, cst.In: cst.NotIn,
    cst.NotIn: cst.In,
}  # fmt: skip
SWAPPED_OPERATORS = {
    cst.Add: cst.Subtract, cst.Subtract: cst.Add, cst.Multiply: cst.Divide, cst.Divide: cst.Multiply,
    cst.Power: cst.Multiply, cst.FloorDivide: cst.Divide, cst.Modulo: cst.Multiply, cst.BitAnd: cst.BitOr,
    cst.BitOr: cst.BitAnd,
}  # fmt: skip
SWAPPED_ASSIGNMENTS = {
    cst.AddAssign: cst.SubtractAssign, cst.SubtractAssign: cst.AddAssign, cst.MultiplyAssign: cst.DivideAssign,
    cst.DivideAssign: cst.MultiplyAssign,
}  # fmt: skip
DROPPED_CALLS = frozenset({"detach", "clone", "float", "double", "to", "contiguous", "abs", "flip", "strip", "lower"})


@dataclass(frozen=True)
class Mutant:
    """One changed source: where, what was there and what is there now."""

    line: int
    before: str
    after: str
    source: str
    text: str = ""
    """The line of the original in which the change begins."""
    nth: int = 1
    """Which one it is of the changes with the same words in lines with the same text."""

    @property
    def drops_a_cast(self) -> bool:
        """Whether all that changed is a cast that is gone: `x.double()`, `x.float()` or `x.to(...)` became `x`."""
        rest = self.before.removeprefix(self.after)
        return rest != self.before and re.fullmatch(r"\.(double|float|to)\(.*\)", rest, re.DOTALL) is not None

    @property
    def change(self) -> str:
        """What was there and what is there now, in one line."""
        return f"{' '.join(self.before.split())} => {' '.join(self.after.split())}"


def mutants(source: str) -> Iterator[Mutant]:
    """All mutants of a source, in its order."""
    wrapper = MetadataWrapper(cst.parse_module(source), unsafe_skip_copy=True)
    positions = wrapper.resolve(PositionProvider)
    module = wrapper.module
    finder = _Sites()
    module.visit(finder)
    lines = source.splitlines()
    seen: Counter[tuple[str, str]] = Counter()
    for node, replacement in finder.found:
        changed = module.deep_replace(node, replacement)
        code = changed.code
        if code != source:
            line = positions[node].start.line
            before, after = _text(module, node), _text(module, replacement)
            made = Mutant(line, before, after, code, lines[line - 1].strip())
            seen[made.text, made.change] += 1
            yield replace(made, nth=seen[made.text, made.change])


def _text(module: cst.Module, node: cst.CSTNode) -> str:
    return module.code_for_node(node) if not isinstance(node, cst.RemovalSentinel) else ""


class _Sites(cst.CSTVisitor):
    """Collects (node, what it becomes); skips annotations, docstrings, imports and messages."""

    def __init__(self) -> None:
        self.found: list[tuple[cst.CSTNode, cst.CSTNode]] = []

    def visit_Annotation(self, node: cst.Annotation) -> bool:
        return False

    def visit_Import(self, node: cst.Import) -> bool:
        return False

    def visit_ImportFrom(self, node: cst.ImportFrom) -> bool:
        return False

    def visit_Raise(self, node: cst.Raise) -> bool:
        return False

    def visit_FormattedString(self, node: cst.FormattedString) -> bool:
        return False

    def visit_Decorator(self, node: cst.Decorator) -> bool:
        return False

    def visit_ComparisonTarget(self, node: cst.ComparisonTarget) -> None:
        swapped = SWAPPED_COMPARISONS.get(type(node.operator))
        if swapped:
            spaces = {
                name: getattr(node.operator, name)
                for name in ("whitespace_before", "whitespace_after")
                if hasattr(node.operator, name)
            }
            self.found.append((node, node.with_changes(operator=swapped(**spaces))))

    def visit_BinaryOperation(self, node: cst.BinaryOperation) -> None:
        swapped = SWAPPED_OPERATORS.get(type(node.operator))
        if swapped:
            self.found.append((node, node.with_changes(operator=swapped())))
        if isinstance(node.operator, cst.Add | cst.Subtract | cst.Multiply):
            self.found.append((node, _bracketed(node.left)))
        if isinstance(node.operator, cst.Add | cst.Multiply):
            self.found.append((node, _bracketed(node.right)))

    def visit_AugAssign(self, node: cst.AugAssign) -> None:
        swapped = SWAPPED_ASSIGNMENTS.get(type(node.operator))
        if swapped:
            self.found.append((node, node.with_changes(operator=swapped())))

    def visit_BooleanOperation(self, node: cst.BooleanOperation) -> None:
        swapped = cst.Or() if isinstance(node.operator, cst.And) else cst.And()
        self.found.append((node, node.with_changes(operator=swapped)))

    def visit_UnaryOperation(self, node: cst.UnaryOperation) -> None:
        if isinstance(node.operator, cst.Minus | cst.Not | cst.BitInvert):
            self.found.append((node, _bracketed(node.expression)))

    def visit_Integer(self, node: cst.Integer) -> None:
        if node.value.isdigit():
            for value in (int(node.value) + 1, int(node.value) - 1):
                self.found.append((node, cst.parse_expression(f"({value})" if value < 0 else str(value))))

    def visit_Float(self, node: cst.Float) -> None:
        value = float(node.value)
        self.found.append((node, cst.Float(repr(value * 2 if value else 1.0))))

    def visit_Name(self, node: cst.Name) -> None:
        if node.value in ("True", "False"):
            self.found.append((node, cst.Name("False" if node.value == "True" else "True")))

    def visit_If(self, node: cst.If) -> None:
        negated = cst.UnaryOperation(cst.Not(), _bracketed(node.test))
        self.found.append((node.test, _bracketed(negated)))

    def visit_IfExp(self, node: cst.IfExp) -> None:
        self.found.append((node, node.with_changes(body=node.orelse, orelse=node.body)))

    def visit_Call(self, node: cst.Call) -> None:
        if isinstance(node.func, cst.Attribute) and node.func.attr.value in DROPPED_CALLS:
            self.found.append((node, node.func.value))

    def visit_Break(self, node: cst.Break) -> None:
        self.found.append((node, cst.Continue()))


def _bracketed(node: cst.BaseExpression) -> cst.BaseExpression:
    return node.with_changes(lpar=[cst.LeftParen(), *node.lpar], rpar=[*node.rpar, cst.RightParen()])
