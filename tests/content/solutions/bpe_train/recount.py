"""The slow obvious way: count everything again for every merge."""

import re


def bpe_train(text, vocab_size):
    if vocab_size < 256:
        raise ValueError
    pieces = [[bytes([b]) for b in m.group().encode("utf-8")] for m in re.finditer(r"\s+\S*|\S+", text)]
    merges = []
    for _ in range(vocab_size - 256):
        counts = {}
        for piece in pieces:
            for i in range(len(piece) - 1):
                pair = (piece[i], piece[i + 1])
                counts[pair] = counts.get(pair, 0) + 1
        if not counts:
            return merges
        most = max(counts.values())
        if most < 2:
            return merges
        best = min(pair for pair, count in counts.items() if count == most)
        merges.append(best)
        for k, piece in enumerate(pieces):
            new = []
            for token in piece:
                # A token that was just joined must not be joined again in this pass.
                if new and new[-1] == [best[0]] and token == best[1]:
                    new[-1] = [best[0], best[1]]
                else:
                    new.append([token])
            pieces[k] = [b"".join(parts) for parts in new]
    return merges
