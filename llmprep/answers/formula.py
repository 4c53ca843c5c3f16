"""Formulas of numeric questions, evaluated safely: a bank is data from strangers."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache

from simpleeval import InvalidExpression, SimpleEval

Number = int | float
LONGEST, MOST_BITS, LARGEST_COMB = 1000, 8192, 10_000

CONSTANTS: dict[str, Number] = {
    "pi": math.pi, "e": math.e,
    "KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "TiB": 2**40,
    "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12,
}  # fmt: skip


class FormulaError(ValueError):
    """A formula that cannot be read or has no finite value; the message says why."""


def _number(value: object) -> Number:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FormulaError(f"calculates with {value!r}, which is no number")
    if isinstance(value, int) and value.bit_length() > MOST_BITS:
        raise FormulaError(f"gives a value of more than {MOST_BITS} binary digits")
    return value


def _arithmetic(function: Callable[[Number, Number], Number]) -> Callable[[object, object], Number]:
    def apply(left: object, right: object) -> Number:
        return _number(function(_number(left), _number(right)))

    return apply


def _power(base: Number, exponent: Number) -> Number:
    if isinstance(base, int) and isinstance(exponent, int) and exponent >= 0:
        if max(base.bit_length(), 1) * exponent > MOST_BITS and abs(base) > 1:
            raise FormulaError(f"calculates {base} ** {exponent}, which is too large")
        return base**exponent
    result = float(base) ** float(exponent)
    if isinstance(result, complex):
        raise FormulaError(f"calculates {base} ** {exponent}, which is no real number")
    return result


def _comb(n: Number, k: Number) -> int:
    if not (isinstance(n, int) and isinstance(k, int)) or n > LARGEST_COMB or n < 0 or k < 0:
        raise FormulaError(f"calls comb, which takes whole numbers from 0 to {LARGEST_COMB}, not {n!r} and {k!r}")
    return math.comb(n, k)


def _round(value: object, digits: object = 0) -> Number:
    if not isinstance(digits, int) or abs(digits) > 300:
        raise FormulaError(f"calls round, which takes a small whole number of digits, not {digits!r}")
    return round(_number(value), digits) if digits else round(_number(value))


def _plain(function: Callable[..., Number]) -> Callable[..., Number]:
    def apply(*arguments: object) -> Number:
        return _number(function(*(_number(a) for a in arguments)))

    return apply


FUNCTIONS: dict[str, Callable[..., Number]] = {
    "sqrt": _plain(math.sqrt), "exp": _plain(math.exp), "log": _plain(math.log), "log2": _plain(math.log2),
    "log10": _plain(math.log10), "ceil": _plain(math.ceil), "floor": _plain(math.floor), "round": _round,
    "min": _plain(min), "max": _plain(max), "abs": _plain(abs), "comb": _plain(_comb),
}  # fmt: skip
_OPERATORS: dict[type[ast.AST], Callable[..., object]] = {
    ast.Add: _arithmetic(operator.add), ast.Sub: _arithmetic(operator.sub),
    ast.Mult: _arithmetic(operator.mul),
    ast.Div: _arithmetic(operator.truediv), ast.FloorDiv: _arithmetic(operator.floordiv),
    ast.Mod: _arithmetic(operator.mod), ast.Pow: _arithmetic(_power),
    ast.USub: lambda value: -_number(value), ast.UAdd: _number, ast.Not: operator.not_,
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Gt: operator.gt, ast.GtE: operator.ge,
}  # fmt: skip
_ALLOWED = (
    ast.Expr, ast.BinOp, ast.UnaryOp, ast.Compare, ast.IfExp, ast.BoolOp, ast.And, ast.Or, ast.Call, ast.Name,
    ast.Load, ast.Constant, *_OPERATORS,
)  # fmt: skip


@lru_cache(maxsize=4096)
def _parsed(formula: str) -> ast.Expr:
    if len(formula) > LONGEST:
        raise FormulaError(f"is longer than {LONGEST} characters")
    try:
        tree = SimpleEval.parse(formula.strip().replace("\n", " "))
    except (InvalidExpression, SyntaxError, ValueError, RecursionError, MemoryError) as error:
        text = getattr(error, "msg", "") or str(error)
        raise FormulaError(f"cannot be read: {text}") from None
    if not isinstance(tree, ast.Expr):
        raise FormulaError("must be one expression, without assignments")
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitXor):
            raise FormulaError("uses `^`, which is no power here; write `**`")
        if not isinstance(node, _ALLOWED):
            raise FormulaError(f"uses {type(node).__name__}, which is not allowed in a formula")
        if isinstance(node, ast.Constant) and (
            isinstance(node.value, bool) or not isinstance(node.value, int | float | str)
        ):
            raise FormulaError(f"uses {node.value!r}, which is not allowed in a formula")
        if isinstance(node, ast.Call):
            if not isinstance(node.func, ast.Name) or node.func.id not in FUNCTIONS:
                name = ast.unparse(node.func)
                raise FormulaError(f"calls {name}, which is no function here; formulas know {' '.join(FUNCTIONS)}")
            if node.keywords:
                raise FormulaError("gives a function a named argument; they take none")
    return tree


def names_in(formula: str) -> frozenset[str]:
    """The drawn or derived names that a formula uses. Raises FormulaError where it cannot be read."""
    tree = _parsed(formula)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in called}
    return frozenset(names - CONSTANTS.keys())


def check(formula: str, names: Collection[str]) -> None:
    """Raise FormulaError unless the formula can be read and uses only known names and functions."""
    stray = sorted(names_in(formula) - set(names))
    if stray:
        raise FormulaError(f"uses {', '.join(stray)}, which nothing gives; known here: {', '.join(names) or 'nothing'}")


def evaluate(formula: str, values: Mapping[str, Number | str]) -> Number:
    """The formula's value: ints stay exact ints, `/` gives floats.

    Raises FormulaError for unreadable formulas, unknown names, division by zero, values that are not
    finite real numbers, and powers beyond `MOST_BITS` binary digits.
    """
    tree = _parsed(formula)
    check(formula, values.keys())
    evaluator = SimpleEval(operators=_OPERATORS, functions=FUNCTIONS, names={**CONSTANTS, **values})
    try:
        result = evaluator.eval(formula, previously_parsed=tree)
    except FormulaError:
        raise
    except ZeroDivisionError:
        raise FormulaError("divides by zero") from None
    except (InvalidExpression, ArithmeticError, ValueError, TypeError, RecursionError) as error:
        raise FormulaError(f"has no value: {error}") from None
    number = _number(result)
    if isinstance(number, float) and not math.isfinite(number):
        raise FormulaError(f"is {number}, which is no finite number")
    return number
