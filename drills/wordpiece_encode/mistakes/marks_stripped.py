"""The ## is dropped from the result.

The pieces are looked up with their marks but returned without, so their ids can no longer be found, and words cannot be put together again. Return them as they stand in the vocabulary.
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
        pieces.append(word[start:end])
        start = end
    return pieces
