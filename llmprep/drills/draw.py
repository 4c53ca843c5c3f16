"""Drawing inputs: the hand that a drill's `cases.py` is given.

A `Draw` turns one hypothesis draw into tensors, masks, sizes and tokens. Everything shrinks towards the readable:
sizes to their minimum, values to small halves, layouts to plain, flags to False.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import torch
from hypothesis import strategies as st

from llmprep.drills.script import Laid, Seeded

T = TypeVar("T")
LAYOUTS = ("plain", "transposed", "strided", "offset")
SEEDS = st.integers(0, 2**31 - 1)
STYLES = ("simple", "normal")


def values(shape: Sequence[int], style: str, seed: int, scale: float = 1.0) -> torch.Tensor:
    """Float64 values of a shape in a named style, times `scale`.

    simple: halves from -2 to 2; normal: standard normal; ties: few distinct values; equal: all the same;
    zeros; positive: uniform in (0, 1]; large: normal times 30; spiky: normal with one entry of 40 in a row.
    """
    shape = tuple(shape)
    g = torch.Generator().manual_seed(seed)
    if style == "simple":
        made = torch.randint(-4, 5, shape, generator=g).double() / 2
    elif style == "normal":
        made = torch.randn(shape, generator=g, dtype=torch.float64)
    elif style == "ties":
        made = torch.randint(0, 3, shape, generator=g).double()
    elif style == "equal":
        made = torch.full(shape, float(torch.randint(-2, 3, (1,), generator=g)), dtype=torch.float64)
    elif style == "zeros":
        made = torch.zeros(shape, dtype=torch.float64)
    elif style == "positive":
        made = 1.0 - torch.rand(shape, generator=g, dtype=torch.float64)
    elif style == "large":
        made = 30 * torch.randn(shape, generator=g, dtype=torch.float64)
    elif style == "spiky":
        made = torch.randn(shape, generator=g, dtype=torch.float64)
        if made.dim() and made.shape[-1] and made.numel():
            made[..., int(torch.randint(0, made.shape[-1], (1,), generator=g))] += 40
    else:
        raise ValueError(f"no style is called {style!r}")
    return made * scale


class Draw:
    """One case in the making. `dtype` is the float dtype of this case."""

    def __init__(self, draw: Any, dtype: torch.dtype) -> None:
        self._draw = draw
        self.dtype = dtype

    def any(self, strategy: st.SearchStrategy[T]) -> T:
        """Draw from any hypothesis strategy."""
        return self._draw(strategy)

    def size(self, low: int, high: int) -> int:
        """An integer from low to high, both included; shrinks to low."""
        return self.any(st.integers(low, high))

    integer = size

    def number(self, low: float, high: float, step: float = 0.05) -> float:
        """A float from low to high on a grid of `step`, rounded to 6 digits; shrinks to low."""
        return round(low + step * self.size(0, round((high - low) / step)), 6)

    def flag(self) -> bool:
        return self.any(st.booleans())

    def one_of(self, options: Sequence[T]) -> T:
        """One of the options; shrinks to the first."""
        return self.any(st.sampled_from(list(options)))

    def maybe(self, value: T) -> T | None:
        """The value or None; shrinks to None."""
        return value if self.flag() else None

    def batch(self, max_dims: int = 2, max_size: int = 3) -> tuple[int, ...]:
        """Leading batch dimensions, also none; shrinks to ()."""
        return tuple(self.size(1, max_size) for _ in range(self.size(0, max_dims)))

    def seed(self) -> int:
        return self.any(SEEDS)

    def generator(self) -> Seeded:
        """A fresh torch.Generator, made where the call runs."""
        return Seeded(self.seed())

    def tensor(
        self,
        *shape: int,
        styles: Sequence[str] = STYLES,
        scale: float = 1.0,
        dtype: torch.dtype | None = None,
        layouts: Sequence[str] = LAYOUTS,
        grad: bool = True,
    ) -> Laid:
        """A float tensor in one of the styles and memory layouts (see `values`)."""
        made = values(shape, self.one_of(styles), self.seed(), scale).to(dtype or self.dtype)
        return Laid(made, self.one_of(layouts), grad)

    def ints(self, *shape: int, low: int, high: int, layouts: Sequence[str] = LAYOUTS) -> Laid:
        """An int64 tensor with entries from low to high, both included."""
        g = torch.Generator().manual_seed(self.seed())
        made = torch.randint(low, high + 1, shape, generator=g)
        return Laid(made, self.one_of(layouts))

    def mask(self, *shape: int, layouts: Sequence[str] = ("plain", "transposed")) -> Laid:
        """A boolean tensor: everything, half, few or nothing is True."""
        share = self.one_of((1.0, 0.5, 0.8, 0.2, 0.0))
        g = torch.Generator().manual_seed(self.seed())
        return Laid(torch.rand(shape, generator=g) < share, self.one_of(layouts))

    def tokens(self, low: int, high: int, vocab: int) -> list[int]:
        """A list of low to high token ids below vocab."""
        return self.any(st.lists(st.integers(0, vocab - 1), min_size=low, max_size=high))

    def text(self, alphabet: str, low: int = 0, high: int = 30) -> str:
        return self.any(st.text(alphabet=alphabet, min_size=low, max_size=high))

    def words(self, vocabulary: Sequence[str], low: int = 0, high: int = 12) -> list[str]:
        return self.any(st.lists(st.sampled_from(list(vocabulary)), min_size=low, max_size=high))
