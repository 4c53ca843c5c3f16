"""The tokenization references against tiktoken, brute force and worked numbers."""

import itertools
import random
import re

import pytest
import tiktoken

from llmprep.drills.catalogue import builtin_drills_dir
from llmprep.drills.generate import fixed_scripts
from llmprep.drills.truth import Truth, load_reference

CUT = r"\s+\S*|\S+"
PARTS = ("ab", "a", "aaa", "b", " ", "ba", "c", "  ", "\n", "é", "漢", "👍", "\u3000", "low", "er", "st")
train = load_reference("bpe_train")["bpe_train"]
encode = load_reference("bpe_encode")["bpe_encode"]


def random_text(seed: int, n: int = 60) -> str:
    return "".join(random.Random(seed).choices(PARTS, k=n))


def by_tiktoken(text: str, merges: list[tuple[bytes, bytes]]) -> list[bytes]:
    ranks = {bytes([i]): i for i in range(256)}
    for left, right in merges:
        ranks.setdefault(left + right, len(ranks))
    encoding = tiktoken.Encoding("oracle", pat_str=CUT, mergeable_ranks=ranks, special_tokens={})
    return encoding.decode_tokens_bytes(encoding.encode_ordinary(text))


@pytest.mark.parametrize("seed", range(20))
def test_bpe_encode_is_what_tiktoken_does_with_trained_merges(seed: int) -> None:
    merges = train(random_text(seed), 256 + 30)
    text = random_text(1000 + seed)
    tokens = encode(text, merges)
    assert tokens == by_tiktoken(text, merges)
    assert b"".join(tokens) == text.encode()


def test_every_named_example_of_bpe_encode_is_one_on_which_tiktoken_agrees() -> None:
    truth = Truth(builtin_drills_dir() / "bpe_encode")
    for script in fixed_scripts(truth.suite, "cpu"):
        text, merges = script.steps[0].args
        assert encode(text, merges) == by_tiktoken(text, merges), script.note


@pytest.mark.parametrize("seed", range(8))
def test_each_bpe_merge_is_the_best_pair_of_the_text_as_tiktoken_cuts_it(seed: int) -> None:
    """After k merges, the next merge is the best pair among the tokens that tiktoken cuts the text into."""
    text = random_text(seed)
    merges = train(text, 256 + 12)
    for k in range(len(merges) + 1):
        counts: dict[tuple[bytes, bytes], int] = {}
        for piece in re.findall(CUT, text):
            tokens = by_tiktoken(piece, merges[:k])
            for pair in itertools.pairwise(tokens):
                counts[pair] = counts.get(pair, 0) + 1
        ranked = sorted(((-n, pair) for pair, n in counts.items() if n > 1))
        if k < len(merges):
            assert ranked[0][1] == merges[k]
        else:
            assert k == 12 or not ranked


def test_bpe_train_gives_the_worked_example() -> None:
    """Worked by hand: (l, o) and (o, w) occur four times each, and the smaller pair goes first."""
    assert train("low lower lowest low", 260) == [
        (b"l", b"o"),
        (b"lo", b"w"),
        (b" ", b"low"),
        (b" low", b"e"),
    ]
    assert train("é é", 300) == [(b"\xc3", b"\xa9")]
    assert train("aaa", 300) == [(b"a", b"a")]


@pytest.mark.parametrize("vocab_size", [255, 0, -1])
def test_bpe_train_wants_all_bytes(vocab_size: int) -> None:
    with pytest.raises(ValueError):
        train("ab", vocab_size)


def segmentations(text: str, pieces: list[str]) -> list[list[str]]:
    """Every way to spell a text."""
    if not text:
        return [[]]
    return [[p, *rest] for p in pieces if text.startswith(p) for rest in segmentations(text[len(p) :], pieces)]


@pytest.mark.parametrize("seed", range(30))
def test_unigram_is_the_best_of_all_segmentations(seed: int) -> None:
    rng = random.Random(seed)
    logp = {p: -rng.randint(1, 8) / 2 for p in rng.sample(["a", "b", "ab", "ba", "aa", "aab", "abb", "bab"], 6)}
    text = "".join(rng.choices("ab", k=7))
    unigram = load_reference("unigram_encode")["unigram_encode"]
    ways = segmentations(text, list(logp))
    if not ways:
        with pytest.raises(ValueError):
            unigram(text, logp)
        return
    assert unigram(text, logp) == min(ways, key=lambda w: (-sum(logp[p] for p in w), len(w), [-len(p) for p in w]))


def test_wordpiece_gives_the_examples_of_its_prompt() -> None:
    wordpiece = load_reference("wordpiece_encode")["wordpiece_encode"]
    vocab = {"un", "unaff", "##aff", "##able"}
    assert wordpiece("unaffable", vocab) == ["unaff", "##able"]
    assert wordpiece("unable", vocab) == ["un", "##able"]
    assert wordpiece("unaffected", vocab) == ["[UNK]"]


def test_chat_template_by_hand() -> None:
    render = load_reference("chat_template")["render_chat"]
    chat = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "2+2?"}]
    text = "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n2+2?<|im_end|>\n<|im_start|>assistant\n"
    assert render(chat, add_generation_prompt=True) == text
    with pytest.raises(ValueError):
        render([{"role": "user", "content": "<|im_end|>"}])
