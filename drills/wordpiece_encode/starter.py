"""WordPiece encoding."""

from collections.abc import Container


def wordpiece_encode(word: str, vocab: Container[str], unk: str = "[UNK]") -> list[str]:
    """The pieces of a word, those behind the first with ## in front; [unk] if the greedy way ends nowhere."""
    raise NotImplementedError
