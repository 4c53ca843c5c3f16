"""Does a sampler follow its distribution? An exact-probability G-test that hardly ever errs.

A check fails when the probability of counts at least this far off, for a right sampler, is below ALARM. With 20,000
draws that still sees about 3 % of the mass in the wrong place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from llmprep.drills.cases import Counted

ALARM = 1e-8
"""False-alarm probability of one comparison; a check makes at most a few tens of them."""
POOL_BELOW = 20.0
"""Cells with a smaller expected count are pooled, so that the chi-square tail is accurate."""


@dataclass(frozen=True)
class Fit:
    """How well counts follow probabilities: G statistic, degrees of freedom, p-value, and a sentence."""

    g: float
    dof: int
    p: float
    message: str

    @property
    def fits(self) -> bool:
        return self.p >= ALARM


def pooled(counts: np.ndarray, expected: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Merge the cells of small expectation into one (and that into the smallest big one where it is still small)."""
    small = expected < POOL_BELOW
    big_counts, big_expected = counts[~small], expected[~small]
    if small.any():
        rest_counts, rest_expected = counts[small].sum(), expected[small].sum()
        if rest_expected >= POOL_BELOW or not len(big_expected):
            big_counts, big_expected = (
                np.append(big_counts, rest_counts),
                np.append(big_expected, rest_expected),
            )
        else:
            at = int(big_expected.argmin())
            big_counts, big_expected = big_counts.copy(), big_expected.copy()
            big_counts[at] += rest_counts
            big_expected[at] += rest_expected
    return big_counts, big_expected


def g_statistic(observed: np.ndarray, expected: np.ndarray) -> float:
    """2 * sum O ln(O/E), over cells with something in them."""
    seen = observed > 0
    return float(2 * np.sum(observed[seen] * np.log(observed[seen] / expected[seen])))


def fit(counted: Counted) -> Fit:
    """Test counts against exact probabilities. An outcome of probability 0 that was seen fails at once."""
    from scipy.stats import chi2

    counts = np.asarray(counted.counts, dtype=np.float64)
    probabilities = np.asarray(counted.probabilities, dtype=np.float64)
    n = counts.sum()
    impossible = np.nonzero((probabilities <= 0) & (counts > 0))[0]
    if len(impossible):
        i = int(impossible[0])
        text = f"{counted.what}: {counted.outcome(i)} came up {int(counts[i])} times in {int(n):,}, but its probability is 0"
        return Fit(float("inf"), 0, 0.0, text)
    expected = probabilities / probabilities.sum() * n
    possible = probabilities > 0
    observed, wanted = pooled(counts[possible], expected[possible])
    if len(wanted) < 2:
        return Fit(0.0, 0, 1.0, f"{counted.what}: a single outcome")
    g = g_statistic(observed, wanted)
    p = float(chi2.sf(g, len(wanted) - 1))
    worst = int(np.argmax(np.abs(counts - expected) / np.sqrt(np.maximum(expected, 1.0))))
    text = (
        f"{counted.what}: {counted.outcome(worst)} came up {int(counts[worst]):,} times in {int(n):,}, "
        f"expected about {expected[worst]:,.0f} (G = {g:.1f}, p {f'= {p:.1g}' if p else '< 1e-300'})"
    )
    return Fit(g, len(wanted) - 1, p, text)


def same_source(a: Sequence[float], b: Sequence[float]) -> float:
    """p-value of two histograms over the same outcomes coming from one distribution (G-test of homogeneity)."""
    from scipy.stats import chi2

    x, y = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if x.shape != y.shape or not x.sum() or not y.sum():
        return 0.0
    share = x.sum() / (x.sum() + y.sum())
    both = x + y
    keep = both * min(share, 1 - share) >= 5
    table_x, table_y = np.append(x[keep], x[~keep].sum()), np.append(y[keep], y[~keep].sum())
    both = table_x + table_y
    table_x, table_y, both = table_x[both > 0], table_y[both > 0], both[both > 0]
    if len(both) < 2:
        return 1.0
    g = g_statistic(table_x, both * share) + g_statistic(table_y, both * (1 - share))
    return float(chi2.sf(g, len(both) - 1))
