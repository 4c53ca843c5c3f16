"""Blocks that know their holders."""

from dataclasses import dataclass, field


@dataclass(eq=False)
class Block:
    id: int
    holders: set = field(default_factory=set)


class BlockManager:
    def __init__(self, n_blocks, block_size):
        if block_size < 1:
            raise ValueError("block_size")
        self.block_size = block_size
        self.blocks = [Block(i) for i in range(n_blocks)]
        self.sequences = {}

    @property
    def n_free(self):
        return sum(not b.holders for b in self.blocks)

    def _claim(self, seq, n=1):
        free = [b for b in reversed(self.blocks) if not b.holders][:n]
        if len(free) < n:
            raise MemoryError("full")
        for b in free:
            b.holders.add(seq)
        return free

    def allocate(self, seq, n_tokens):
        if seq in self.sequences:
            raise ValueError("exists")
        full, rest = divmod(n_tokens, self.block_size)
        self.sequences[seq] = [self._claim(seq, full + (rest > 0)), n_tokens]

    def append(self, seq):
        blocks, n = self.sequences[seq]
        place = n % self.block_size
        if place == 0:
            blocks += self._claim(seq)
        elif blocks[-1].holders != {seq}:
            (fresh,) = self._claim(seq)
            blocks[-1].holders.discard(seq)
            blocks[-1] = fresh
        self.sequences[seq][1] = n + 1
        return blocks[-1].id, place

    def fork(self, parent, child):
        blocks, n = self.sequences[parent]
        if child in self.sequences:
            raise ValueError("exists")
        for b in blocks:
            b.holders.add(child)
        self.sequences[child] = [blocks.copy(), n]

    def free(self, seq):
        for b in self.sequences.pop(seq)[0]:
            b.holders.remove(seq)

    def table(self, seq):
        return [b.id for b in self.sequences[seq][0]]
