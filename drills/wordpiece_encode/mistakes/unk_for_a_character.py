"""One unknown for each character that does not fit.

The scan goes on behind the dead end. That is what byte fallback does in other tokenizers; WordPiece gives up on the whole word.
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
            end = start + 1
            pieces.append(unk)
            start = end
            continue
        pieces.append(prefix + word[start:end])
        start = end
    return pieces
