"""Scores first, by Viterbi; then every segmentation that reaches the best score at each of its cuts, and the rule."""


def unigram_encode(text, logp):
    top = {0: 0.0}
    back = {}
    for end in range(1, len(text) + 1):
        options = {
            start: top[start] + logp[text[start:end]]
            for start in range(end)
            if start in top and text[start:end] in logp
        }
        if options:
            top[end] = max(options.values())
            back[end] = [start for start, value in options.items() if value == top[end]]
    if len(text) not in top:
        raise ValueError(text)
    ways = {0: [[]]}
    for end in sorted(back):
        found = [[*way, text[start:end]] for start in back[end] for way in ways[start]]
        fewest = min(map(len, found))
        ways[end] = sorted((w for w in found if len(w) == fewest), key=lambda w: [-len(p) for p in w])[:1]
    return ways[len(text)][0]
