"""Shrinks the candidate from its end until it is known."""


def wordpiece_encode(word, vocab, unk="[UNK]"):
    tokens, rest = [], word
    while rest:
        candidate = rest if not tokens else "##" + rest
        taken = len(rest)
        while taken and candidate not in vocab:
            candidate = candidate[:-1]
            taken -= 1
        if not taken:
            return [unk]
        tokens.append(candidate)
        rest = rest[taken:]
    return tokens
