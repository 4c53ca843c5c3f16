"""What the kv_cache_size drill tries: small sizes, sizes beyond 2^53, memory that just fits, bad arguments."""

from llmprep.drills.cases import Suite, call

suite = Suite(dtypes=("float64",), gradients=False, examples=60)
WIDTHS = (2, 1, 4, 0.5)
KV = (32, 8, 128, 4096, 32, 2)
FIT = (80 * 10**9, 16 * 10**9, 32, 8, 128, 1000, 2, 16)


@suite.cases
def sizes(d):
    shape = [d.size(1, 7) for _ in range(4)]
    if d.flag():
        return call("kv_cache_bytes", *shape)
    return call("kv_cache_bytes", *shape, batch_size=d.size(1, 5), bytes_per_element=d.one_of(WIDTHS))


@suite.cases
def fits(d):
    layers, heads, dim, tokens = (d.size(1, 5) for _ in range(4))
    width, block = d.one_of(WIDTHS), d.size(1, 6)
    one = int(2 * layers * heads * dim * (-(-tokens // block) * block) * width)
    # Memory that holds n sequences to the byte, or one byte less or more.
    free = d.size(0, 5) * one + d.one_of((0, -1, 1))
    weights = d.one_of((0, 1, 10, 1000))
    memory = max(1, weights + free)
    return call("max_concurrent_sequences", memory, weights, layers, heads, dim, tokens, width, block_size=block)


@suite.cases
def bad_arguments(d):
    name, arguments = d.one_of((("kv_cache_bytes", KV), ("max_concurrent_sequences", FIT)))
    changed = list(arguments)
    changed[d.integer(0, len(changed) - 1)] = d.one_of((0, -1, 1))
    return call(name, *changed)


@suite.example("Llama-3-8B, 4,096 tokens, 32 sequences")
def llama():
    return call("kv_cache_bytes", 32, 8, 128, 4096, 32)


@suite.example("Llama-3-8B on 80 GB")
def concurrent():
    return call("max_concurrent_sequences", 80 * 10**9, 16_060_522_496, 32, 8, 128, 8192)


@suite.example("the weights do not fit")
def too_small():
    return call("max_concurrent_sequences", 10 * 10**9, 16 * 10**9, 32, 8, 128, 4096)


@suite.example("the weights fill the memory to the byte")
def full():
    return call("max_concurrent_sequences", 1000, 1000, 1, 1, 1, 1, 0.5)


@suite.example("one byte is left, and a sequence takes one byte")
def one_byte():
    return call("max_concurrent_sequences", 1001, 1000, 1, 1, 1, 1, 0.5)


@suite.example("an odd number of half bytes beyond 2^53")
def large_size():
    return call("kv_cache_bytes", 1, 1, 1, 2**53 + 1, bytes_per_element=0.5)


@suite.example("more sequences than a float can count")
def large_count():
    return call("max_concurrent_sequences", 3 * (2**60 + 1), 0, 1, 1, 3, 1, 0.5)


@suite.example("bytes a sequence beyond 2^53")
def large_sequence():
    return call("max_concurrent_sequences", 2 * (2**53 + 1) * 2 - 1, 0, 1, 1, 1, 2**53 + 1, 1)


@suite.example("weights of 0 are fine, below 0 they are not")
def negative_weights():
    return call("max_concurrent_sequences", 1000, -1, 1, 1, 1, 1)


@suite.example("bad arguments are refused even where the weights do not fit")
def refused_anyway():
    return call("max_concurrent_sequences", 10, 1000, 1, 0, 1, 1)
