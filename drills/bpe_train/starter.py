"""Training byte-level BPE."""


def bpe_train(text: str, vocab_size: int) -> list[tuple[bytes, bytes]]:
    """The merges, in the order in which they are learned, that bring 256 bytes up to vocab_size tokens."""
    raise NotImplementedError
