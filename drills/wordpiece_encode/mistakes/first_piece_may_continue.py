"""Pieces without ## are accepted inside a word.

If the piece with ## is missing, the one without is taken. The two are different tokens; a word-initial piece inside a word is out of place.
"""

def wordpiece_encode(word, vocab, unk="[UNK]"):
    pieces = []
    start = 0
    while start < len(word):
        prefix = "##" if start else ""
        for end in range(len(word), start, -1):
            if prefix + word[start:end] in vocab:
                break
            if word[start:end] in vocab:
                prefix = ""
                break
        else:
            return [unk]
        pieces.append(prefix + word[start:end])
        start = end
    return pieces
