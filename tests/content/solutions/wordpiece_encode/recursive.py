"""Head and tail: the longest head, then the tail with ## in front of it."""


def wordpiece_encode(word, vocab, unk="[UNK]"):
    def cut(rest, mark):
        if not rest:
            return []
        heads = [rest[:n] for n in range(1, len(rest) + 1) if mark + rest[:n] in vocab]
        if not heads:
            raise ValueError
        return [mark + heads[-1], *cut(rest[len(heads[-1]) :], "##")]

    try:
        return cut(word, "")
    except ValueError:
        return [unk]
