"""Unigram segmentation."""

from collections.abc import Mapping


def unigram_encode(text: str, logp: Mapping[str, float]) -> list[str]:
    """The segmentation of the text into pieces of logp with the highest total log-probability."""
    raise NotImplementedError
