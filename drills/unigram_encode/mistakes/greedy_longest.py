"""The longest piece is taken first.

Greedy longest match is WordPiece. It ignores the probabilities, and it can run into a dead end where a segmentation exists. Search all cuts with dynamic programming.
"""

def unigram_encode(text, logp):
    pieces, start = [], 0
    while start < len(text):
        for end in range(len(text), start, -1):
            if text[start:end] in logp:
                break
        else:
            raise ValueError("the pieces cannot spell the text")
        pieces.append(text[start:end])
        start = end
    return pieces
