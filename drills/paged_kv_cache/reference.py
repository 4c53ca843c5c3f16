"""Paged KV cache with copy on write."""


class BlockManager:
    """Keeps the books of a KV cache of n_blocks blocks of block_size tokens each.

    Every error leaves the state as it was: MemoryError where too few blocks are free, KeyError for an unknown sequence,
    ValueError for a sequence that exists already or a block_size below 1. Source: arXiv:2309.06180 section 4.
    """

    def __init__(self, n_blocks: int, block_size: int) -> None:
        if block_size < 1:
            raise ValueError(f"block_size must be at least 1, not {block_size}")
        self.block_size = block_size
        self._free_blocks = list(range(n_blocks))
        self._holders: dict[int, int] = {}  # block in use -> how many sequences hold it
        self._tables: dict[int, list[int]] = {}
        self._lengths: dict[int, int] = {}

    @property
    def n_free(self) -> int:
        """Blocks that no sequence holds."""
        return len(self._free_blocks)

    def allocate(self, seq: int, n_tokens: int) -> None:
        """A new sequence of n_tokens tokens, in ceil(n_tokens / block_size) blocks."""
        self._require_new(seq)
        need = -(-n_tokens // self.block_size)
        # Look before taking: a failure halfway would leak the blocks taken so far.
        if need > self.n_free:
            raise MemoryError(f"{need} blocks needed, {self.n_free} free")
        self._tables[seq] = [self._take() for _ in range(need)]
        self._lengths[seq] = n_tokens

    def append(self, seq: int) -> tuple[int, int]:
        """One more token; the block and the offset at which it is written."""
        table = self._tables[seq]
        offset = self._lengths[seq] % self.block_size
        if offset == 0:
            # The last block is full, and full blocks are never written again: they may stay shared.
            table.append(self._take())
        elif self._holders[table[-1]] > 1:
            copy = self._take()
            self._release(table[-1])
            table[-1] = copy
        self._lengths[seq] += 1
        return table[-1], offset

    def fork(self, parent: int, child: int) -> None:
        """A new sequence that shares all blocks of its parent."""
        table = self._tables[parent]
        self._require_new(child)
        for block in table:
            self._holders[block] += 1
        self._tables[child] = list(table)
        self._lengths[child] = self._lengths[parent]

    def free(self, seq: int) -> None:
        """Forget a sequence; its blocks are free again where nobody else holds them."""
        for block in self._tables.pop(seq):
            self._release(block)
        del self._lengths[seq]

    def table(self, seq: int) -> list[int]:
        """The block ids of a sequence, in order (a copy)."""
        return list(self._tables[seq])

    def _require_new(self, seq: int) -> None:
        if seq in self._tables:
            raise ValueError(f"sequence {seq} exists already")

    def _take(self) -> int:
        if not self._free_blocks:
            raise MemoryError("no free block")
        block = self._free_blocks.pop()
        self._holders[block] = 1
        return block

    def _release(self, block: int) -> None:
        self._holders[block] -= 1
        if self._holders[block] == 0:
            del self._holders[block]
            self._free_blocks.append(block)
