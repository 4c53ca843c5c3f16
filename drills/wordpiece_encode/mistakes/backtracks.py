"""Dead ends are backed out of.

The search finds a segmentation wherever one exists, but WordPiece is greedy: the model was trained on [UNK] for such words, and on other pieces for many more. Never take a choice back.
"""

def wordpiece_encode(word, vocab, unk="[UNK]"):
    def rest(start):
        if start == len(word):
            return []
        prefix = "##" if start else ""
        for end in range(len(word), start, -1):
            if prefix + word[start:end] in vocab:
                behind = rest(end)
                if behind is not None:
                    return [prefix + word[start:end], *behind]
        return None

    found = rest(0)
    return [unk] if found is None else found
