"""What the training-memory drill tries: every optimizer, precision and stage, GPUs that do not divide, unknown names."""

from llmprep.drills.cases import Suite, call

suite = Suite(dtypes=("float64",), gradients=False, examples=100, rtol={"float64": 1e-12})


@suite.cases
def known(d):
    optimizer, precision = d.one_of(("adamw", "sgd")), d.one_of(("mixed", "fp32"))
    n_params = d.one_of((1, 7, 1001, 7 * 10**9, 405 * 10**9))
    return call("training_memory_bytes", n_params, optimizer, precision, d.size(0, 3), d.one_of((1, 2, 3, 8, 64)))


@suite.cases
def unknown(d):
    arguments = {"optimizer": "adamw", "precision": "fp32", "zero_stage": 1}
    name = d.one_of(list(arguments))
    arguments[name] = d.one_of(("no such thing", "adam", "fp16", "")) if name != "zero_stage" else d.one_of((-1, 4, 3))
    return call("training_memory_bytes", 5, n_gpus=2, **arguments)


@suite.example("the defaults")
def defaults():
    return call("training_memory_bytes", 7 * 10**9)


@suite.example("unknown names are refused")
def names():
    return call("training_memory_bytes", 7, "no such optimizer")


@suite.example("unknown precisions are refused")
def precisions():
    return call("training_memory_bytes", 7, "adamw", "no such precision")


@suite.example("stage 1 over three GPUs")
def thirds():
    return call("training_memory_bytes", 10, zero_stage=1, n_gpus=3)


@suite.example("one GPU by default")
def one_gpu():
    return call("training_memory_bytes", 10, zero_stage=3)


@suite.example("many GPUs without ZeRO")
def copies():
    return call("training_memory_bytes", 10, n_gpus=8)
