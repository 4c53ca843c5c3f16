"""Word lists of the free-answer grader: abbreviations, small words, irregular forms, words not to confuse."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(text.split())


ABBREVIATIONS: dict[str, str] = {
    "kv": "key value", "rm": "reward model", "sft": "supervised fine tuning",
    "lm": "language model", "lms": "language model",
    "llm": "large language model", "llms": "large language model", "ffn": "feed forward",
    "ffns": "feed forward", "mlp": "feed forward", "mlps": "feed forward", "fnn": "feed forward",
    "gqa": "grouped query attention", "mqa": "multi query attention",
    "mha": "multi head attention", "mla": "multi head latent attention", "cot": "chain of thought",
    "rag": "retrieval augmented generation", "ttft": "time to first token", "tpot": "time per output token",
    "itl": "time per output token",
    "moe": "mixture of experts", "moes": "mixture of experts", "bpe": "byte pair encoding",
    "var": "variance", "std": "standard deviation", "stdev": "standard deviation",
    "stddev": "standard deviation", "sd": "standard deviation",
    "grad": "gradient", "grads": "gradient", "dim": "dimension", "dims": "dimension",
    "param": "parameter", "params": "parameter", "attn": "attention", "seq": "sequence", "seqs": "sequence",
    "prob": "probability", "probs": "probability", "emb": "embedding", "embs": "embedding",
    "lr": "learning rate", "ctx": "context", "ppl": "perplexity", "bw": "bandwidth",
    "mem": "memory", "vocab": "vocabulary", "vocabs": "vocabulary", "xent": "cross entropy",
    "nll": "negative log likelihood", "temp": "temperature", "doc": "document", "docs": "document",
    "eval": "evaluate", "evals": "evaluate", "init": "initialize", "dist": "distribution",
    "distr": "distribution", "distro": "distribution", "icl": "in context learning", "repr": "representation",
    "ptq": "post training quantization",
    "qat": "quantization aware training", "cfg": "classifier free guidance", "prefs": "preference",
    "pref": "preference", "mlm": "masked language model", "clm": "causal language model",
    "slo": "service level objective", "ntp": "next token prediction",
    "eos": "end of sequence", "bos": "begin of sequence", "ckpt": "checkpoint",
    "specdec": "speculative decoding", "esp": "especially",
    "bc": "because", "cuz": "because", "bcs": "because", "wrt": "with respect to",
    "iid": "independent identically distributed", "avg": "average",
    "info": "information", "matmul": "matrix multiply",
    "matmuls": "matrix multiply", "calib": "calibration", "conv": "convolution",
    "msg": "message", "req": "request", "reqs": "request",
}  # fmt: skip
"""Abbreviations of the trade and of hurried typing, written out."""

UPPER_ONLY = {"CE": "cross entropy", "PE": "positional encoding", "BS": "batch size", "CoW": "copy on write"}
"""Abbreviations that in small letters are something else."""

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ϵ": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "µ": "mu", "ν": "nu", "ξ": "xi",
    "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi", "ϕ": "phi", "χ": "chi", "ψ": "psi",
    "ω": "omega", "∇": "gradient", "∑": "sum", "Σ": "sigma", "∞": "infinity",
}  # fmt: skip

NUMBER_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip

SMALL_WORDS = word_set(
    "= a an the of to in on for and or is are be by with its it their at as per that this these those into "
    "from up each every any some all own very then also just so was were been being which our your my his "
    "her will would can could may might should must do does did has have had"
)
"""Words that a phrase may have between its parts."""

FUNCTION_WORDS = SMALL_WORDS | word_set(
    "but if because while when where than not no nor never without within between through during before "
    "after over under about against across along above below only both either neither such same other "
    "more most less least few fewer many much how why what who whose whom there here they them we us you "
    "i he she me one since until though although however therefore thus hence instead rather unlike like "
    "via too again once yet still even now already always often usually e g ie eg etc vs get gets got "
    "goes go let lets thats whats dont doesnt isnt cant wont"
)
"""Words that tie content words together: prose has them, a heap of keywords has not."""

COMMON_WORDS = word_set(
    "accuracy add another answer attention average back bad base batch become cache change cheap check choose code "
    "come compare compute context cost count data decide decode different distribution document embed end equal "
    "error evaluate exact example explain fail fall far find fine first fit fix follow generate give good gradient "
    "grow hard head help high hold input instruct keep key know label language large last latency layer learn length "
    "limit log long look loss low make mask match mean measure memory model move name near need new next nothing "
    "number order out output pair parameter part pass percent point position prefer pretrain price probability "
    "product prompt quality query question rate reach read reason repeat request result retrieve reward right run "
    "sample say scale score second see sequence set several share short show size small start state stay step stop "
    "take task test text time token top train tune turn use user value vector verify weight word work write wrong "
    "thing way people think always case problem idea kind big"
)
"""Words that answers of every topic use: they do not tell what an answer is about."""

VERBS = word_set(
    "add allow apply assign attend average avoid become begin blow bound break bring build cache call cap "
    "cause change choose combine compare compress compute concatenate continue convert copy cost cover "
    "cut decide decode decrease depend differ divide double draw drop encode ensure evaluate expect "
    "explode fail feed find fit fix follow force forget generate get give go grow handle happen help hide "
    "hold hurt improve increase keep know lack learn leave limit lose lower look make map mask match "
    "maximize mean measure merge minimize mix move multiply need normalize offer optimize pass pay "
    "penalize pick predict prevent produce project propose push put quadruple raise read reduce reject "
    "remove repeat replace require rerank restore retrieve return reuse rise rotate round run sample "
    "saturate say scale score see seem send serve set shard share shift show shrink shut skip slow solve "
    "sort speed split squeeze stall start stay stop store stream suffer sum swap take tell tend train "
    "treat try turn tune use vanish vary verify wait want waste weigh work write yield"
)
"""Verbs that answers of this field are made of, in the plain form."""

IRREGULAR = {
    "growth": "grow", "grew": "grow", "grown": "grow", "division": "divide", "divisions": "divide",
    "learnt": "learn", "kept": "keep", "larger": "large", "largest": "large", "bigger": "big",
    "biggest": "big", "longer": "long", "longest": "long", "faster": "fast", "fastest": "fast",
    "slower": "slow", "smaller": "small", "smallest": "small", "higher": "high", "highest": "high",
    "cheaper": "cheap", "cheapest": "cheap", "lower": "low", "lowest": "low", "lowers": "low", "lowered":
    "low", "lowering": "low", "harder": "hard",
    "sharper": "sharp", "stronger": "strong", "weaker": "weak", "closer": "close", "wider": "wide",
    "deeper": "deep", "shorter": "short", "shortest": "short", "nearer": "near", "best": "better",
    "worst": "worse",
    "chose": "choose", "chosen": "choose", "took": "take", "taken": "take", "shown": "show", "gave": "give",
    "given": "give", "lost": "lose", "became": "become", "ran": "run", "built": "build", "held": "hold",
    "saw": "see", "seen": "see", "knew": "know", "known": "know", "knows": "know", "drawn": "draw",
    "drew": "draw", "written": "write", "wrote": "write", "fed": "feed", "made": "make", "making": "make",
    "sent": "send", "spent": "spend", "thought": "think", "found": "find", "hidden": "hide",
    "forgot": "forget", "forgotten": "forget", "broke": "break", "broken": "break", "shrank": "shrink",
    "shrunk": "shrink", "rose": "rise", "risen": "rise", "fell": "fall", "fallen": "fall",
    "matrices": "matrix", "indices": "index", "indexes": "index", "vertices": "vertex",
    "multiplication": "multiply", "multiplications": "multiply", "multiplied": "multiply",
    "multiplies": "multiply", "analyses": "analysis", "hypotheses": "hypothesis", "maxima": "maximum",
    "optima": "optimum", "biases": "bias", "axes": "axis", "corpora": "corpus",
    "freed": "free", "frees": "free", "paid": "pay", "bought": "buy", "sped": "speed", "dealt": "deal",
    "understood": "understand", "begun": "begin", "began": "begin", "split": "split", "cheating": "cheat",
    "attends": "attend", "continuation": "continue", "continuations": "continue", "retention": "retain",
    "gpus": "gpu", "tpus": "tpu", "cpus": "cpu",
    "explanation": "explain", "explanations": "explain", "comparison": "compare", "comparisons": "compare",
    "choice": "choose", "choices": "choose", "proof": "prove", "reduction": "reduce",
    "reductions": "reduce", "production": "produce", "loses": "lose", "losing": "lose",
}  # fmt: skip

OWN_STEM = {
    "encoder": "encoder", "encoders": "encoder", "decoder": "decoder", "decoders": "decoder",
    "transformer": "transformer", "transformers": "transformer", "tokenizer": "tokeniz",
    "tokenizers": "tokeniz", "tokenize": "tokeniz", "tokenizes": "tokeniz", "tokenized": "tokeniz",
    "tokenizing": "tokeniz", "tokenization": "tokeniz", "tokenizations": "tokeniz", "positive": "positive",
    "positives": "positive", "negative": "negative", "negatives": "negative", "generic": "generic",
    "universal": "universal", "universe": "universe", "important": "important", "importance": "important",
    "news": "news", "policy": "policy", "policies": "policy", "normal": "normal-adj",
    "normally": "normal- adj",
    "loss": "loss", "losses": "loss", "lossless": "lossless", "organ": "organ", "general": "general",
    "generally": "general", "generalize": "generaliz", "generalizes": "generaliz",
    "generalized": "generaliz", "generalizing": "generaliz", "generalization": "generaliz",
    "experiment": "experiment", "experience": "experience", "sensible": "sensible", "sensitive": "sensitive",
    "sensitivity": "sensitive", "attended": "attend",
    "attention": "attention", "attentions": "attention", "computer": "computer", "computers": "computer",
    "relative": "relative", "relatively": "relative", "active": "active", "activation": "activation",
    "activations": "activation", "objective": "objective", "objectives": "objective", "object": "object",
    "objects": "object", "communication": "communication", "community": "community",
    "discrete": "discrete", "absolute": "absolute", "instance": "instance", "instances": "instance",
    "instant": "instant", "instantly": "instant", "serving": "serve", "server": "server", "servers": "server",
    "service": "service", "services": "service",
}  # fmt: skip
"""Words whose ordinary stem would confuse them with another word of this field."""

BRITISH = {
    "centre": "center", "centres": "center", "centred": "centered", "artefact": "artifact",
    "artefacts": "artifacts", "grey": "gray", "programme": "program", "programmes": "programs",
    "licence": "license", "catalogue": "catalog", "defence": "defense", "analyse": "analyze",
    "analysed": "analyzed", "analysing": "analyzing", "judgement": "judgment", "sceptical": "skeptical",
    "whilst": "while", "learnt": "learned", "favourite": "favorite", "optimiser": "optimizer",
}  # fmt: skip

KEEPS_ISE = word_set(
    "noise precise concise imprecise otherwise likewise wise raise rise arise promise premise revise "
    "supervise unsupervise self-supervise exercise advise disguise comprise compromise surprise praise "
    "expertise franchise enterprise devise improvise televise demise cruise poise turquoise paradise "
    "merchandise pairwise stepwise elementwise tokenwise denoise clockwise piecewise layerwise columnwise "
    "rowwise blockwise groupwise channelwise pointwise positionwise"
)

CONFUSABLE = frozenset(
    frozenset(pair)
    for pair in (
        ("exploration", "exploitation"), ("explore", "exploit"), ("maximize", "minimize"),
        ("maximum", "minimum"), ("compression", "comprehension"), ("interaction", "iteration"),
        ("internode", "intranode"), ("variance", "variants"), ("prefilling", "refilling"),
        ("expert", "export"), ("reward", "reword"), ("sparse", "sparser"), ("padding", "paging"),
        ("packing", "padding"), ("ranking", "reranking"), ("linear", "lineage"),
        ("adaptive", "additive"), ("preference", "reference"), ("conditional", "unconditional"),
        ("sequential", "sequentially"), ("symmetric", "asymmetric"), ("projection", "protection"),
        ("detection", "deletion"), ("selection", "section"), ("generate", "generative"),
        ("instruction", "intrusion"), ("correlated", "corrected"), ("relevance", "reverence"),
        ("decoding", "decoder"), ("encoding", "encoder"),
        ("completion", "competition"), ("complexity", "complicity"), ("static", "statistic"),
    )
)  # fmt: skip
"""Words one or two letters apart that are no misspelling of each other."""
