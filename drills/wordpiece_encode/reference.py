"""WordPiece encoding."""

from collections.abc import Container


def wordpiece_encode(word: str, vocab: Container[str], unk: str = "[UNK]") -> list[str]:
    """Greedy longest-match-first segmentation, as in BERT (arXiv:1810.04805; described in arXiv:2012.15524).

    word: one word, without white space. vocab: anything that answers `piece in vocab`; pieces behind the first carry
    `##`. Where no piece fits the whole word becomes [unk]. The empty word gives [].
    """
    pieces = []
    start = 0
    while start < len(word):
        prefix = "##" if start else ""
        for end in range(len(word), start, -1):
            if prefix + word[start:end] in vocab:
                break
        else:
            # A dead end. An earlier choice may be to blame, but WordPiece never takes one back.
            return [unk]
        pieces.append(prefix + word[start:end])
        start = end
    return pieces
