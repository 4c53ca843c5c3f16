"""The most probable piece is taken at each position.

The best start need not be part of the best whole: what follows it may be expensive. Compare sums over the whole text.
"""

def unigram_encode(text, logp):
    pieces, start = [], 0
    while start < len(text):
        ends = [e for e in range(len(text), start, -1) if text[start:e] in logp]
        if not ends:
            raise ValueError("the pieces cannot spell the text")
        end = max(ends, key=lambda e: logp[text[start:e]])
        pieces.append(text[start:end])
        start = end
    return pieces
