"""Finished beams give up their places.

They are put aside in a list of their own, so that beam_width live beams go on beside them. Many libraries do that; it is another search, and with length_penalty another result. Here finished beams compete for the same places.
"""

def beam_search(step, bos, eos, beam_width, max_len, length_penalty=0.0):
    live, done = [([bos], 0.0)], []

    def score(beam):
        return beam[1] / (len(beam[0]) - 1) ** length_penalty

    while live:
        top = max(done, key=score, default=None)
        if top and score(top) >= max(b[1] / n**length_penalty for b in live for n in range(len(b[0]), max_len + 1)):
            break
        rows = step([b[0] for b in live]).tolist()
        pool = [([*t, i], s + p) for (t, s), row in zip(live, rows) for i, p in enumerate(row)]
        pool.sort(key=score, reverse=True)
        ended = [b for b in pool[:beam_width] if b[0][-1] == eos or len(b[0]) - 1 == max_len]
        done += ended
        live = [b for b in pool if b not in ended and b[0][-1] != eos and len(b[0]) - 1 < max_len][:beam_width]
    best = max(done, key=score)
    return best[0], score(best)
