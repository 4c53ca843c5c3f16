"""Distinct words as latin-1 strings with a character that is no byte between tokens, merged by a regex."""

import itertools
import re
from collections import Counter

SEP = "\u2502"


def bpe_train(text, vocab_size):
    if vocab_size < 256:
        raise ValueError("vocab_size < 256")
    words = Counter(SEP.join(w.encode().decode("latin-1")) for w in re.findall(r"\s+\S*|\S+", text))
    merges = []
    while len(merges) < vocab_size - 256:
        counts = Counter()
        for word, n in words.items():
            tokens = word.split(SEP)
            for pair in itertools.pairwise(tokens):
                counts[pair] += n
        ranked = [(-n, pair) for pair, n in counts.items() if n >= 2]
        if not ranked:
            break
        a, b = min(ranked)[1]
        merges.append((a.encode("latin-1"), b.encode("latin-1")))
        there = re.compile(f"(?<![^{SEP}]){re.escape(a)}{SEP}{re.escape(b)}(?![^{SEP}])", re.DOTALL)
        joined = Counter()
        for word, n in words.items():
            joined[there.sub(lambda m: m.group().replace(SEP, ""), word)] += n
        words = joined
    return merges
