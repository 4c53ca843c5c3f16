"""What the batch-norm drill tries: 2 to 4 dimensions, both modes, momentum and eps, running values apart from the batch's."""

import torch

from llmprep.drills.cases import Laid, Ref, Suite, call, script, use, values

suite = Suite()


def running(d, c):
    mean = d.tensor(c, styles=("normal",), grad=False)
    var = values((c,), "positive", d.seed()).to(d.dtype) + 0.5
    return mean, Laid(var, grad=False)


@suite.cases
def training(d):
    n, c = d.size(2, 4), d.size(1, 3)
    rest = [d.size(1, 3) for _ in range(d.size(0, 2))]
    x = d.tensor(n, c, *rest, styles=("normal", "simple"))
    mean, var = running(d, c)
    return call(
        "batch_norm", x, d.tensor(c), d.tensor(c), mean, var, True, d.one_of((0.1, 0.5, 0.9)), d.one_of((1e-5, 0.1))
    )


@suite.cases
def not_training(d):
    n, c = d.size(1, 4), d.size(1, 3)
    rest = [d.size(1, 3) for _ in range(d.size(0, 2))]
    mean, var = running(d, c)
    return call("batch_norm", d.tensor(n, c, *rest), d.tensor(c), d.tensor(c), mean, var, False, 0.3)


@suite.example("the default momentum and eps")
def defaults(dtype):
    x = values((3, 2, 2), "normal", 1, scale=0.01).to(dtype)
    ones, zeros = torch.ones(2, dtype=dtype), torch.zeros(2, dtype=dtype)
    return call("batch_norm", x, ones, zeros, Laid(zeros + 0.5, grad=False), Laid(ones * 2, grad=False), training=True)


@suite.example("channels with means far apart")
def apart(dtype):
    x = values((4, 2, 3), "simple", 2).to(dtype) + torch.tensor([8.0, -8.0], dtype=dtype).view(1, 2, 1)
    w, b = torch.tensor([2.0, -1.0], dtype=dtype), torch.tensor([0.5, 1.0], dtype=dtype)
    return call("batch_norm", x, w, b, Laid(b * 0, grad=False), Laid(w * 0 + 1, grad=False), True, 0.25)


@suite.example("running values that are kept, then results that are overwritten")
def overwritten(dtype):
    x, ones, zeros = values((3, 2), "normal", 3).to(dtype), torch.ones(2, dtype=dtype), torch.zeros(2, dtype=dtype)
    return script(
        call("batch_norm", x, ones, zeros, Laid(zeros, grad=False), Laid(ones, grad=False), True).named("state"),
        use("state", "__getitem__", 1).named("mean"),
        use("state", "__getitem__", 2).named("var"),
        call("batch_norm", x, ones, zeros, Ref("mean"), Ref("var"), False).named("result"),
        use("result", "__getitem__", 1).named("new_mean"),
        use("result", "__getitem__", 2).named("new_var"),
        use("new_mean", "zero_"),
        use("new_var", "zero_"),
        use("mean", "clone"),
        use("var", "clone"),
        grads=False,
    )
