"""heapq.nlargest over a generator of candidates; logarithms of single steps are kept and summed anew."""

import heapq


def beam_search(step, bos, eos, beam_width, max_len, length_penalty=0.0):
    def scored(logps):
        return sum(logps) / len(logps) ** length_penalty

    def done(beam):
        return len(beam[0]) > 1 and (beam[0][-1] == eos or len(beam[1]) == max_len)

    beams = [([bos], [])]
    while not all(map(done, beams)):
        ready = [scored(logps) for tokens, logps in beams if done((tokens, logps))]
        growing = [beam for beam in beams if not done(beam)]
        hopes = [sum(lps) / n**length_penalty for _, lps in growing for n in range(len(lps) + 1, max_len + 1)]
        if ready and max(ready) >= max(hopes):
            break

        def candidates(beams=beams, growing=growing):
            yield from filter(done, beams)
            for (tokens, logps), row in zip(growing, step([tokens for tokens, _ in growing])):
                for token in range(len(row)):
                    yield [*tokens, token], [*logps, row[token].item()]

        beams = heapq.nlargest(beam_width, candidates(), key=lambda beam: scored(beam[1]))
    tokens, logps = max(filter(done, beams), key=lambda beam: scored(beam[1]))
    return tokens, scored(logps)
