"""No ## on later pieces.

"##able" and "able" are different tokens with different embeddings: one continues a word, the other begins one. Put ## in front of every piece but the first before you look it up.
"""

def wordpiece_encode(word, vocab, unk="[UNK]"):
    pieces = []
    start = 0
    while start < len(word):
        prefix = ""
        for end in range(len(word), start, -1):
            if prefix + word[start:end] in vocab:
                break
        else:
            return [unk]
        pieces.append(prefix + word[start:end])
        start = end
    return pieces
