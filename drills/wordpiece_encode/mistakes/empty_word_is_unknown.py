"""The empty word becomes [UNK].

There is nothing in it that is unknown; it has no pieces. Return [].
"""

def wordpiece_encode(word, vocab, unk="[UNK]"):
    pieces = []
    start = 0
    while start < len(word):
        prefix = "##" if start else ""
        for end in range(len(word), start, -1):
            if prefix + word[start:end] in vocab:
                break
        else:
            return [unk]
        pieces.append(prefix + word[start:end])
        start = end
    return pieces or [unk]
