"""Statistical checks: a right sampler passes, a few per cent of displaced mass does not."""

import numpy as np
import pytest

from llmprep.drills.cases import Counted
from llmprep.drills.statistics import fit, same_source

PROBABILITIES = np.array([0.4, 0.25, 0.2, 0.1, 0.05])


def drawn(probabilities, n=20_000, seed=0):
    return np.random.default_rng(seed).multinomial(n, probabilities)


@pytest.mark.parametrize("seed", range(20))
def test_a_right_sampler_fits(seed):
    assert fit(Counted("tokens", drawn(PROBABILITIES, seed=seed), PROBABILITIES)).fits


@pytest.mark.parametrize("seed", range(20))
def test_four_per_cent_of_displaced_mass_is_seen(seed):
    biased = PROBABILITIES + np.array([0.04, -0.04, 0, 0, 0])
    verdict = fit(Counted("tokens", drawn(biased, seed=seed), PROBABILITIES))
    assert not verdict.fits
    assert "expected about" in verdict.message


def test_one_draw_of_an_impossible_outcome_is_enough():
    verdict = fit(Counted("tokens", [9_999, 1], [1.0, 0.0]))
    assert verdict.p == 0
    assert verdict.message == "tokens: outcome 1 came up 1 times in 10,000, but its probability is 0"


def test_rare_outcomes_are_pooled_and_do_not_alarm():
    probabilities = np.r_[0.5, np.full(500, 0.001)]
    for seed in range(10):
        assert fit(Counted("tokens", drawn(probabilities, 2_000, seed), probabilities)).p > 1e-4


def test_a_single_possible_outcome_fits_trivially():
    assert fit(Counted("tokens", [10, 0], [1.0, 0.0])).fits


def test_two_histograms_of_one_source_look_alike_and_of_two_do_not():
    a, b = drawn(PROBABILITIES, seed=1), drawn(PROBABILITIES, seed=2)
    c = drawn(PROBABILITIES[::-1], seed=3)
    assert same_source(a, b) > 1e-3
    assert same_source(a, c) < 1e-12
