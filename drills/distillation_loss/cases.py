"""What the distillation drill tries: leading shapes, temperatures, certain teachers, extreme logits."""

import torch

from llmprep.drills.cases import Suite, call, script, values

suite = Suite()


@suite.cases
def ordinary(d):
    shape = (*d.batch(), d.size(1, 5))
    logits = [d.tensor(*shape, styles=("simple", "normal", "ties"), scale=2.0) for _ in range(2)]
    temperature = d.one_of((2.0, 1.0, 0.5, 4.0))
    step = call("distillation_loss", *logits, temperature)
    q, p = (torch.softmax(x.tensor.double() / temperature, -1) for x in logits)
    # Where the two agree (by chance, or both certain of one token), loss and gradient are nothing but rounding.
    alike = shape[-1] > 1 and float((p - q).abs().max()) < 1e-3
    return script(step, grads=not alike, finite_only=alike)


@suite.example("the default temperature")
def default(dtype):
    student, teacher = torch.tensor([0.0, 1.0, -2.0], dtype=dtype), torch.tensor([3.0, -1.0, 0.5], dtype=dtype)
    return call("distillation_loss", student, teacher)


@suite.example("logits of 1e4 on both sides")
def extreme(dtype):
    teacher = torch.tensor([[1e4, 0.0, -1e4], [0.0, 1e4, 0.0]], dtype=dtype)
    return call("distillation_loss", torch.tensor([[0.0, 1.0, 0.5], [0.0, 1e4, 0.0]], dtype=dtype), teacher, 1.0)


@suite.example("many positions")
def many(dtype):
    return call(
        "distillation_loss", values((2, 3, 4), "simple", 5).to(dtype), values((2, 3, 4), "simple", 6).to(dtype), 3.0
    )
