"""The longest suffix is taken first.

Greedy from the right cuts other words than greedy from the left. WordPiece goes from left to right.
"""

def wordpiece_encode(word, vocab, unk="[UNK]"):
    pieces = []
    end = len(word)
    while end > 0:
        for start in range(end):
            piece = ("##" if start else "") + word[start:end]
            if piece in vocab:
                break
        else:
            return [unk]
        pieces.insert(0, piece)
        end = start
    return pieces
