"""Section F: every reference against brute force, exact fractions, scipy, or numbers worked out in the papers."""

from __future__ import annotations

import hashlib
import itertools
import math
import random
from fractions import Fraction

import numpy as np
import pytest
import torch
from scipy import optimize, spatial

from llmprep.drills.truth import load_reference


def reference(drill: str, name: str | None = None):
    return load_reference(drill)[name or drill]


def randn(*shape, seed=0):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def lists(seed, n, high=9, alphabet="abc"):
    """n random token lists of up to `high` tokens."""
    rng = random.Random(seed)
    return [[rng.choice(alphabet) for _ in range(rng.randint(0, high))] for _ in range(n)]


# ---------------------------------------------------------------- retrieval


@pytest.mark.parametrize("size", [1, 2, 3, 5])
@pytest.mark.parametrize("n", range(12))
def test_chunks_cover_all_tokens_with_as_few_chunks_as_possible(n, size):
    for overlap in range(size):
        tokens, step = list(range(n)), size - overlap
        chunks = reference("chunk_tokens")(tokens, size, overlap)
        # As few as reach the end: size tokens with the first chunk, step more with each further one.
        count = 0 if n == 0 else 1 + max(0, math.ceil((n - size) / step))
        assert chunks == [[t for t in tokens if i * step <= t < i * step + size] for i in range(count)]
        assert sorted(set(itertools.chain(*chunks))) == tokens


@pytest.mark.parametrize(("size", "overlap"), [(2, 2), (2, 3), (3, -1), (0, 0)])
def test_chunks_refuse_overlaps_that_do_not_advance(size, overlap):
    with pytest.raises(ValueError, match="overlap"):
        reference("chunk_tokens")([1, 2], size, overlap)


@pytest.mark.parametrize("seed", range(20))
def test_bm25_by_counting_in_matrices(seed):
    docs = [*lists(seed, 5), ["a"]]
    (query,) = lists(seed + 100, 1, 4, "abcz")
    k1, b = [(1.5, 0.75), (0.9, 0.4), (2.0, 0.0), (0.0, 1.0)][seed % 4]
    counts = np.array([[doc.count(w) for w in "abcz"] for doc in docs], dtype=float)
    n = (counts > 0).sum(0)
    idf = np.log((len(docs) + 1) / (n + 0.5))  # 1 + (N - n + 0.5) / (n + 0.5) on one fraction
    lengths = counts.sum(1, keepdims=True)
    below = counts + k1 * (1 - b + b * lengths / lengths.mean())
    weights = np.divide(counts * (k1 + 1), below, out=np.zeros_like(counts), where=counts > 0)
    expected = (idf * weights) @ np.array([query.count(w) for w in "abcz"], dtype=float)
    assert reference("bm25", "bm25_scores")(query, docs, k1, b) == pytest.approx(expected.tolist(), rel=1e-12)


def test_bm25_without_documents_or_words():
    scores = reference("bm25", "bm25_scores")
    assert scores(["a"], []) == []
    assert scores(["a"], [[], []]) == [0.0, 0.0]


@pytest.mark.parametrize("k", [0, 1, 60])
@pytest.mark.parametrize("seed", range(8))
def test_rank_fusion_by_comparing_every_pair_exactly(seed, k):
    rng = random.Random(seed)
    rankings = [rng.sample(range(6), rng.randint(0, 6)) for _ in range(3)]
    fused = reference("reciprocal_rank_fusion", "rrf")(rankings, k)

    def score(id):
        return sum((Fraction(1, k + 1 + r.index(id)) for r in rankings if id in r), Fraction(0))

    assert set(fused) == set(itertools.chain(*rankings))
    assert len(fused) == len(set(fused))
    for first, second in itertools.pairwise(fused):
        assert score(first) > score(second) or (score(first) == score(second) and first < second)


@pytest.mark.parametrize("seed", range(6))
def test_cosine_search_by_scipys_distances(seed):
    query, docs = randn(3, 4, seed=seed), randn(7, 4, seed=seed + 50)
    distances = spatial.distance.cdist(query.numpy(), docs.numpy(), "cosine")
    values, indices = reference("cosine_top_k")(query, docs, 5)
    expected = np.argsort(distances, axis=1)[:, :5]
    assert indices.tolist() == expected.tolist()
    np.testing.assert_allclose(values.numpy(), 1 - np.take_along_axis(distances, expected, 1), rtol=1e-9)
    one, row = reference("cosine_top_k")(query[1], docs, 5)
    assert (row == indices[1]).all()
    torch.testing.assert_close(one, values[1])


def test_cosine_search_refuses_more_than_there_is():
    with pytest.raises(ValueError, match="larger"):
        reference("cosine_top_k")(randn(2), randn(3, 2), 4)


@pytest.mark.parametrize("m", [1, 2, 4])
def test_product_quantization_finds_what_a_tree_finds_and_measures_what_decoding_measures(m):
    width = 3
    x, books, query = randn(20, m * width), randn(m, 256, width, seed=1), randn(m * width, seed=2)
    codes = reference("product_quantization", "pq_encode")(x, books)
    assert codes.dtype == torch.uint8
    trees = [spatial.KDTree(book.numpy()) for book in books]
    expected = np.stack([t.query(x[:, i * width : (i + 1) * width].numpy())[1] for i, t in enumerate(trees)], axis=1)
    assert codes.tolist() == expected.tolist()
    decoded = np.concatenate([book.numpy()[expected[:, i]] for i, book in enumerate(books)], axis=1)
    distances = reference("product_quantization", "pq_distances")(query, codes, books)
    exact = spatial.distance.cdist(query[None].numpy(), decoded, "sqeuclidean")[0]
    np.testing.assert_allclose(distances.numpy(), exact, rtol=1e-10)


def grid_graph(n, degree, seed, width=2):
    """Random directed edges between random points, and a query."""
    rng = random.Random(seed)
    return randn(n, width, seed=seed), [rng.sample(range(n), degree) for _ in range(n)], randn(width, seed=seed + 999)


@pytest.mark.parametrize("seed", range(5))
def test_search_with_room_for_everything_ranks_all_that_is_in_reach(seed):
    vectors, neighbors, query = grid_graph(12, 2, seed)
    reached, frontier = {0}, [0]
    while frontier:
        new = {e for node in frontier for e in neighbors[node]} - reached
        reached |= new
        frontier = list(new)
    found = reference("hnsw_search", "search_layer")(vectors, neighbors, 0, query, 12)
    exact = torch.cdist(vectors, query[None])[:, 0].argsort().tolist()
    assert found == [i for i in exact if i in reached]


@pytest.mark.parametrize("seed", range(5))
def test_search_for_one_is_steepest_descent(seed):
    vectors, neighbors, query = grid_graph(30, 4, seed)
    distance = torch.cdist(vectors, query[None])[:, 0].tolist()
    node = 7
    while (best := min(neighbors[node], key=distance.__getitem__)) and distance[best] < distance[node]:
        node = best
    assert reference("hnsw_search", "search_layer")(vectors, neighbors, 7, query, 1) == [node]


@pytest.mark.parametrize("ef", [2, 3, 5])
def test_results_of_a_search_are_closed_and_sorted(ef):
    vectors, neighbors, query = grid_graph(40, 3, ef)
    distance = torch.cdist(vectors, query[None])[:, 0].tolist()
    found = reference("hnsw_search", "search_layer")(vectors, neighbors, 0, query, ef)
    assert len(found) == ef
    assert found == sorted(found, key=distance.__getitem__)
    # Every result was expanded before the end, so no neighbour of one is nearer than the farthest without being one.
    assert all(e in found or distance[e] > distance[found[-1]] for node in found for e in neighbors[node])


# ---------------------------------------------------------------- text metrics


@pytest.mark.parametrize(
    ("prediction", "gold", "f1"),
    [
        ("the cat sat", "A cat sat, sat!", 0.8),
        ("Denver Broncos", "The Denver Broncos!", 1.0),
        ("state-of-the-art", "stateoftheart", 1.0),
        ("", "the", 1.0),
        ("a", "word", 0.0),
        ("sat sat sat", "sat", 0.5),
        ("in 1066, by William", "1066", 0.4),
        ("theory", "ory", 0.0),
    ],
)
def test_token_f1_of_worked_answers(prediction, gold, f1):
    assert reference("token_f1")(prediction, gold) == pytest.approx(f1, rel=1e-12)
    assert reference("token_f1")(gold, prediction) == pytest.approx(f1, rel=1e-12)


PAPER_1 = "It is a guide to action which ensures that the military always obeys the commands of the party"
PAPER_2 = "It is to insure the troops forever hearing the activity guidebook that party direct"
PAPER_REFERENCES = [
    "It is a guide to action that ensures that the military will forever heed Party commands",
    "It is the guiding principle which guarantees the military forces always being under the command of the Party",
    "It is the practical guide for the army always to heed the directions of the party",
]


def words(text):
    return text.lower().split()


@pytest.mark.parametrize(
    ("candidate", "order", "precisions"),
    [
        (PAPER_1, 1, [Fraction(17, 18)]),
        (PAPER_1, 2, [Fraction(17, 18), Fraction(10, 17)]),
        (PAPER_2, 1, [Fraction(8, 14)]),
        (PAPER_2, 2, [Fraction(8, 14), Fraction(1, 13)]),
    ],
)
def test_bleu_has_the_precisions_of_its_paper(candidate, order, precisions):
    # Papineni et al., sections 2.1 and 2.1.1: 17/18 and 8/14 for words, 10/17 and 1/13 for pairs; lengths 16, 18, 16.
    brevity = 1.0 if len(candidate.split()) == 18 else math.exp(1 - 16 / 14)
    expected = brevity * float(math.prod(precisions)) ** (1 / order)
    assert reference("bleu")(words(candidate), [words(r) for r in PAPER_REFERENCES], order) == pytest.approx(expected)


def test_bleu_clips_as_in_its_paper():
    # "the the the the the the the": 2/7, and the references are 7 and 6 long, so that there is no penalty.
    references = [words("The cat is on the mat"), words("There is a cat on the mat")]
    assert reference("bleu")(["the"] * 7, references, 1) == pytest.approx(2 / 7)


@pytest.mark.parametrize("seed", range(30))
def test_bleu_by_striking_out_matches_one_by_one(seed):
    candidate, *references = lists(seed, 3)
    if not candidate:
        assert reference("bleu")(candidate, references, 2) == 0
        return
    product = 1.0
    for n in (1, 2):
        grams = [tuple(candidate[i : i + n]) for i in range(len(candidate) - n + 1)]
        matched = 0
        for gram in set(grams):
            most = max(sum(tuple(r[i : i + n]) == gram for i in range(len(r) - n + 1)) for r in references)
            matched += min(grams.count(gram), most)
        product *= matched / len(grams) if grams else 0
    nearest = sorted(references, key=lambda r: (abs(len(r) - len(candidate)), len(r)))[0]
    expected = product**0.5 * min(1.0, math.exp(1 - len(nearest) / len(candidate)))
    assert reference("bleu")(candidate, references, 2) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("seed", range(30))
def test_rouge_l_by_trying_every_subsequence(seed):
    a, b = lists(seed, 2, 7)

    def subsequences(tokens):
        return {s for n in range(len(tokens) + 1) for s in itertools.combinations(tokens, n)}

    longest = max(map(len, subsequences(a) & subsequences(b)))
    expected = 2 * longest / (len(a) + len(b)) if a and b else 0.0
    assert reference("rouge_l")(a, b) == pytest.approx(expected, rel=1e-12)


def test_rouge_l_of_its_papers_sentences():
    # Lin 2004, section 3.1: "police killed the gunman" scores 3/4 with "police kill the gunman", 2/4 with "the gunman kill police".
    gold = ["police", "killed", "the", "gunman"]
    assert reference("rouge_l")(["police", "kill", "the", "gunman"], gold) == pytest.approx(3 / 4)
    assert reference("rouge_l")(["the", "gunman", "kill", "police"], gold) == pytest.approx(2 / 4)


@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.parametrize("seed", range(10))
def test_contamination_by_searching_in_text(seed, n):
    train, tests = lists(seed, 3, alphabet="abcd"), lists(seed + 70, 6, 5, alphabet="abcd")
    text = "|".join("".join(t) for t in train)  # no n-gram contains the bar between documents
    expected = {
        i for i, test in enumerate(tests) if any("".join(test[j : j + n]) in text for j in range(len(test) - n + 1))
    }
    assert reference("ngram_contamination", "contaminated")(train, tests, n) == expected


# ---------------------------------------------------------------- sketches and raters


def test_minhash_is_the_smallest_digest_as_bytes():
    shingles, seeds = {"the cat", "cat sat", "naïve", ""}, [0, 3, -1, 12345]
    # Big-endian numbers of one length are ordered like their bytes.
    digests = [min(hashlib.blake2b(f"{k}:{s}".encode(), digest_size=8).digest() for s in shingles) for k in seeds]
    assert [x.to_bytes(8, "big") for x in reference("minhash", "minhash_signature")(shingles, seeds)] == digests
    assert reference("minhash", "minhash_signature")(set(), seeds) == [2**64 - 1] * 4


@pytest.mark.parametrize("shared", [0, 10, 30, 50])
def test_minhash_estimates_the_jaccard_similarity(shared):
    sign, estimate = reference("minhash", "minhash_signature"), reference("minhash", "estimated_jaccard")
    a = {f"s{i}" for i in range(50)}
    b = {f"s{i}" for i in range(50 - shared, 100 - shared)}
    jaccard, n = len(a & b) / len(a | b), 400
    deviation = math.sqrt(jaccard * (1 - jaccard) / n)
    assert abs(estimate(sign(a, list(range(n))), sign(b, list(range(n)))) - jaccard) <= 4.5 * deviation


def test_minhash_of_a_union_is_the_smaller_of_the_two():
    sign, seeds = reference("minhash", "minhash_signature"), list(range(9))
    a, b = {"x", "y"}, {"z", "y", "w"}
    assert sign(a | b, seeds) == [min(pair) for pair in zip(sign(a, seeds), sign(b, seeds))]


@pytest.mark.parametrize("seed", range(20))
def test_kappa_is_the_concordance_of_the_labels(seed):
    # Quadratic kappa equals 2 cov / (var a + var b + (mean a - mean b)^2) (Fleiss and Cohen 1973).
    rng = np.random.default_rng(seed)
    a, b = rng.integers(0, 5, 12), np.clip(rng.integers(0, 5, 12) + seed % 2, 0, 5)
    expected = 2 * np.cov(a, b, bias=True)[0, 1] / (a.var() + b.var() + (a.mean() - b.mean()) ** 2)
    assert reference("quadratic_kappa")(a.tolist(), b.tolist(), 6) == pytest.approx(expected, abs=1e-12)


def test_kappa_of_a_random_pairing_is_zero_on_average():
    a, b = [0, 1, 1, 3], [2, 0, 3, 3]
    kappas = [reference("quadratic_kappa")(a, list(order), 4) for order in itertools.permutations(b)]
    assert sum(kappas) / len(kappas) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(("a", "b", "kappa"), [([1, 1], [1, 1], 1.0), ([1, 1], [0, 0], 0.0), ([0, 2], [2, 0], -1.0)])
def test_kappa_at_the_ends(a, b, kappa):
    assert reference("quadratic_kappa")(a, b, 3) == kappa


def likelihood(s, wins):
    return -sum(wins[i][j] * np.logaddexp(0, s[j] - s[i]) for i in range(len(s)) for j in range(len(s)) if i != j)


@pytest.mark.parametrize("seed", range(6))
def test_bradley_terry_by_a_general_optimiser(seed):
    rng = np.random.default_rng(seed)
    n = 3 + seed % 3
    wins = rng.integers(0, 8, (n, n)) + np.roll(np.eye(n, dtype=int), 1, axis=1)
    best = optimize.minimize(lambda s: -likelihood(s, wins), np.zeros(n), method="BFGS", options={"gtol": 1e-7}).x
    mine = reference("bradley_terry")(torch.tensor(wins)).numpy()
    np.testing.assert_allclose(mine, best - best.mean(), atol=1e-5)
    assert mine.sum() == pytest.approx(0, abs=1e-12)
    # At the maximum the expected number of wins of every player is the real one.
    np.fill_diagonal(wins, 0)
    expected = ((wins + wins.T) / (1 + np.exp(mine[None, :] - mine[:, None]))).sum(1)
    np.testing.assert_allclose(expected, wins.sum(1), rtol=1e-9)


def test_bradley_terry_of_pairs_and_chains_in_closed_form():
    pair = reference("bradley_terry")(torch.tensor([[0, 3], [1, 0]]))
    assert pair.tolist() == pytest.approx([math.log(3) / 2, -math.log(3) / 2])
    # In a chain every edge is fitted exactly: the log-odds add up.
    chain = reference("bradley_terry")(torch.tensor([[0, 5, 0], [2, 0, 1], [0, 7, 0]]))
    assert float(chain[0] - chain[2]) == pytest.approx(math.log(5 / 2) + math.log(1 / 7))
