"""The name of the unknown token is fixed.

unk is an argument because models name it differently; "[UNK]" is only its default.
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
            return ["[UNK]"]
        pieces.append(prefix + word[start:end])
        start = end
    return pieces
