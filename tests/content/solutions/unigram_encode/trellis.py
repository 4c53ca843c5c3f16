"""Forward arrays of score, count and the cuts so far; a strict comparison written out."""


def unigram_encode(text, logp):
    n = len(text)
    score, cuts = [None] * (n + 1), [None] * (n + 1)
    score[0], cuts[0] = 0, [0]
    for i in range(n):
        if score[i] is None:
            continue
        for j in range(i + 1, n + 1):
            piece = text[i:j]
            if piece not in logp:
                continue
            total, way = score[i] + logp[piece], cuts[i] + [j]
            if score[j] is None or total > score[j]:
                better = True
            elif total < score[j]:
                better = False
            elif len(way) != len(cuts[j]):
                better = len(way) < len(cuts[j])
            else:
                better = way > cuts[j]  # a longer piece in front means a later cut
            if better:
                score[j], cuts[j] = total, way
    if score[n] is None:
        raise ValueError("cannot be spelt")
    return [text[a:b] for a, b in zip(cuts[n], cuts[n][1:])]
