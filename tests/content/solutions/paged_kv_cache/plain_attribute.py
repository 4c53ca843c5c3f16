"""n_free as a plain attribute, and a queue of free blocks."""

from collections import Counter, deque


class BlockManager:
    def __init__(self, n_blocks, block_size):
        if block_size < 1:
            raise ValueError("block_size must be at least 1")
        self.b = block_size
        self.queue = deque(range(n_blocks))
        self.refs = Counter()
        self.tab, self.n = {}, {}
        self.n_free = n_blocks

    def _pop(self):
        if self.n_free == 0:
            raise MemoryError("out of blocks")
        self.n_free -= 1
        x = self.queue.popleft()
        self.refs[x] += 1
        return x

    def _push(self, x):
        self.refs[x] -= 1
        if not self.refs[x]:
            self.queue.append(x)
            self.n_free += 1

    def allocate(self, seq, n_tokens):
        if seq in self.tab:
            raise ValueError("exists")
        need = (n_tokens + self.b - 1) // self.b
        if self.n_free < need:
            raise MemoryError("out of blocks")
        self.tab[seq] = tuple(self._pop() for _ in range(need))
        self.n[seq] = n_tokens

    def append(self, seq):
        t, n = self.tab[seq], self.n[seq]
        if n % self.b == 0:
            t += (self._pop(),)
        elif self.refs[t[-1]] != 1:
            x = self._pop()
            self._push(t[-1])
            t = (*t[:-1], x)
        self.tab[seq], self.n[seq] = t, n + 1
        return t[-1], n % self.b

    def fork(self, parent, child):
        if parent not in self.tab:
            raise KeyError(parent)
        if child in self.tab:
            raise ValueError("exists")
        self.refs.update(self.tab[parent])
        self.tab[child], self.n[child] = self.tab[parent], self.n[parent]

    def free(self, seq):
        del self.n[seq]
        for x in self.tab.pop(seq):
            self._push(x)

    def table(self, seq):
        return list(self.tab[seq])
