"""A full shared block is copied.

A full block is never written again, so it may stay shared. Copying it when the next token needs a new block anyway costs a block and a copy for every fork, and undoes the sharing of prompts. Copy only a block that the token is written into.
"""

class BlockManager:
    def __init__(self, n_blocks, block_size):
        if block_size < 1:
            raise ValueError("block_size must be at least 1")
        self.block_size = block_size
        self.unused = list(range(n_blocks))
        self.holders = [0] * n_blocks
        self.tables = {}
        self.lengths = {}

    @property
    def n_free(self):
        return len(self.unused)

    def take(self):
        if not self.unused:
            raise MemoryError("no free block")
        block = self.unused.pop()
        self.holders[block] = 1
        return block

    def drop(self, block):
        self.holders[block] -= 1
        if self.holders[block] == 0:
            self.unused.append(block)

    def allocate(self, seq, n_tokens):
        if seq in self.tables:
            raise ValueError("known sequence")
        need = -(-n_tokens // self.block_size)
        if need > self.n_free:
            raise MemoryError("too few free blocks")
        self.tables[seq] = [self.take() for _ in range(need)]
        self.lengths[seq] = n_tokens

    def append(self, seq):
        table = self.tables[seq]
        offset = self.lengths[seq] % self.block_size
        if table and self.holders[table[-1]] > 1:
            block = self.take()
            self.drop(table[-1])
            table[-1] = block
        if offset == 0:
            table.append(self.take())
        self.lengths[seq] += 1
        return table[-1], offset

    def fork(self, parent, child):
        table = self.tables[parent]
        if child in self.tables:
            raise ValueError("known sequence")
        for block in table:
            self.holders[block] += 1
        self.tables[child] = list(table)
        self.lengths[child] = self.lengths[parent]

    def free(self, seq):
        for block in self.tables.pop(seq):
            self.drop(block)
        del self.lengths[seq]

    def table(self, seq):
        return list(self.tables[seq])
