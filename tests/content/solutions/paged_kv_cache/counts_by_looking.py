"""No counters at all: whatever no table mentions is free."""


class BlockManager:
    def __init__(self, n_blocks, block_size):
        if block_size <= 0:
            raise ValueError("block_size must be positive")
        self.all = list(range(100, 100 + n_blocks))
        self.size = block_size
        self.seqs = {}

    def _free(self):
        held = {b for table, _ in self.seqs.values() for b in table}
        return [b for b in self.all if b not in held]

    @property
    def n_free(self):
        return len(self._free())

    def _new(self):
        free = self._free()
        if not free:
            raise MemoryError
        return free[0]

    def allocate(self, seq, n_tokens):
        if seq in self.seqs:
            raise ValueError(seq)
        n = (n_tokens + self.size - 1) // self.size
        free = self._free()
        if len(free) < n:
            raise MemoryError
        self.seqs[seq] = (free[:n], n_tokens)

    def append(self, seq):
        table, n = self.seqs[seq]
        if n == len(table) * self.size:
            table = [*table, self._new()]
        elif sum(table[-1] in other for other, _ in self.seqs.values()) > 1:
            table = [*table[:-1], self._new()]
        self.seqs[seq] = (table, n + 1)
        return table[-1], n % self.size

    def fork(self, parent, child):
        table, n = self.seqs[parent]
        if child in self.seqs:
            raise ValueError(child)
        self.seqs[child] = (list(table), n)

    def free(self, seq):
        del self.seqs[seq]

    def table(self, seq):
        return [*self.seqs[seq][0]]
