"""Encoding with BPE merges."""


def bpe_encode(text: str, merges: list[tuple[bytes, bytes]]) -> list[bytes]:
    """The tokens of the text; joined they are its UTF-8."""
    raise NotImplementedError
