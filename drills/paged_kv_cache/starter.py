"""Paged KV cache with copy on write."""


class BlockManager:
    """Keeps the books of a KV cache of n_blocks blocks of block_size tokens each."""

    def __init__(self, n_blocks: int, block_size: int) -> None:
        raise NotImplementedError

    @property
    def n_free(self) -> int:
        """Blocks that no sequence holds."""
        raise NotImplementedError

    def allocate(self, seq: int, n_tokens: int) -> None:
        """A new sequence of n_tokens tokens."""
        raise NotImplementedError

    def append(self, seq: int) -> tuple[int, int]:
        """One more token; the block and the offset at which it is written."""
        raise NotImplementedError

    def fork(self, parent: int, child: int) -> None:
        """A new sequence that shares all blocks of its parent."""
        raise NotImplementedError

    def free(self, seq: int) -> None:
        """Forget a sequence."""
        raise NotImplementedError

    def table(self, seq: int) -> list[int]:
        """The block ids of a sequence, in order."""
        raise NotImplementedError
