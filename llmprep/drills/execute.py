"""Run an encoded script of calls against a namespace: in the parent (reference, mistakes) and in the worker.

This file stands alone (standard library and torch): its source text is handed to the worker, which may not read
llmprep. A script is plain data: JSON plus a table of tensors. Results are plain data again; nothing that a
submission returns is ever kept as a live object by the parent.

Encoded values: null, true, 3, "s" stand for themselves; {"f": "0x1.8p+1"} a float; {"l": [...]} a list, {"t": [...]}
a tuple, {"s": [...]} a set, {"d": [[key, value], ...]} a dict, {"b": "hex"} bytes; {"T": name, ...} a tensor of the
table; {"g": seed} a fresh torch.Generator; {"fn": name, "a": [...]} a callable made by the drill's given.py;
{"r": name} an object that an earlier step made. In results, {"?": "type"} is something that cannot be data.
"""

import torch

MAX_ITEMS = 200_000
MAX_DEPTH = 20
MAX_TEXT = 100_000
MAX_TENSOR_BYTES = 256 * 2**20
STRIDED_STEP = 2


class Refused(Exception):
    """A result that cannot be returned as data, said for people."""


# ---------------------------------------------------------------- inputs


def with_layout(tensor, layout):
    """The same values in another memory layout: `plain`, `transposed`, `strided` or `offset`."""
    if layout == "transposed" and tensor.dim() >= 2:
        return tensor.transpose(-1, -2).clone(memory_format=torch.contiguous_format).transpose(-1, -2)
    if layout == "strided" and tensor.dim() >= 1:
        roomy = tensor.new_zeros((*tensor.shape[:-1], tensor.shape[-1] * STRIDED_STEP))
        roomy[..., ::STRIDED_STEP] = tensor
        return roomy[..., ::STRIDED_STEP]
    if layout == "offset" and tensor.dim() >= 1:
        roomy = tensor.new_zeros((tensor.shape[0] + 1, *tensor.shape[1:]))
        roomy[1:] = tensor
        return roomy[1:]
    return tensor.clone()


class Inputs:
    """Builds fresh arguments from encoded values and remembers the tensors among them."""

    def __init__(self, tensors, namespace, given, device, upcast, grads):
        self.tensors, self.namespace, self.given = tensors, namespace, given
        self.device, self.upcast, self.grads = device, upcast, grads
        self.objects = {}
        self.leaves = []  # (name, leaf that gradients flow to or None, tensor as passed)

    def tensor(self, code):
        value = self.tensors[code["T"]]
        if self.upcast and value.is_floating_point():
            value = value.to(torch.float64)
        if self.device != "cpu":
            value = value.to(self.device)
        leaf = None
        if self.grads and code.get("grad", True) and value.is_floating_point():
            # The submission gets a copy of the leaf, so that changing it in place is seen as that and not as an
            # error of autograd.
            leaf = value = value.detach().clone().requires_grad_(True)
        passed = with_layout(value, code.get("layout", "plain"))
        self.leaves.append((code["T"], leaf, passed))
        return passed

    def value(self, code):
        if not isinstance(code, dict):
            return code
        (key,) = (k for k in ("f", "l", "t", "s", "d", "b", "T", "g", "fn", "r") if k in code)
        body = code[key]
        if key == "f":
            return float.fromhex(body) if body not in ("nan", "inf", "-inf") else float(body)
        if key == "l":
            return [self.value(v) for v in body]
        if key == "t":
            return tuple(self.value(v) for v in body)
        if key == "s":
            return {self.value(v) for v in body}
        if key == "d":
            return {self.value(k): self.value(v) for k, v in body}
        if key == "b":
            return bytes.fromhex(body)
        if key == "T":
            return self.tensor(code)
        if key == "g":
            return torch.Generator(device=self.device).manual_seed(body)
        if key == "fn":
            return self.given[body](*[self.value(v) for v in code["a"]])
        return self.objects[body]


# ---------------------------------------------------------------- results


class Results:
    """Encodes what came back; refuses what is too large, too deep or not data."""

    def __init__(self):
        self.tensors = {}
        self.items = 0

    def tensor(self, value):
        if value.layout is not torch.strided:
            return {"?": f"a tensor with layout {value.layout}"}
        if value.device.type == "meta":
            return {"?": "a tensor on the meta device, which has no values"}
        if value.is_quantized or value.is_complex():
            return {"?": f"a tensor of {value.dtype}"}
        shape = list(value.shape)
        size = value.element_size()
        for n in shape:
            size *= n
        if size > MAX_TENSOR_BYTES:
            return {"?": f"a tensor of shape {tuple(shape)}, {size / 2**30:.1f} GiB, too large to be an answer"}
        name = f"r{len(self.tensors)}"
        requires = bool(value.requires_grad)
        device = value.device.type
        data = value.detach().to("cpu").resolve_conj().resolve_neg().contiguous()
        self.tensors[name] = data.clone() if data.data_ptr() == value.data_ptr() else data
        return {"T": name, "requires_grad": requires, "device": device}

    def encode(self, value, depth=0):
        self.items += 1
        if self.items > MAX_ITEMS or depth > MAX_DEPTH:
            raise Refused("the result is nested too deeply or has too many items")
        kind = type(value)
        if value is None or kind is bool or kind is int:
            return value
        if kind is str:
            if len(value) > MAX_TEXT:
                raise Refused(f"the result holds a text of {len(value):,} characters")
            return value
        if kind is float:
            return {"f": value.hex() if value == value and abs(value) != float("inf") else repr(value)}
        if kind is torch.Tensor or kind is torch.nn.Parameter:
            return self.tensor(value)
        if kind is list:
            return {"l": [self.encode(v, depth + 1) for v in value]}
        if kind is tuple:
            return {"t": [self.encode(v, depth + 1) for v in value]}
        if kind in (set, frozenset):
            return {"s": [self.encode(v, depth + 1) for v in value]}
        if kind is dict:
            return {"d": [[self.encode(k, depth + 1), self.encode(v, depth + 1)] for k, v in value.items()]}
        if kind in (bytes, bytearray):
            return {"b": bytes(value).hex()}
        if isinstance(value, tuple) and hasattr(kind, "_fields"):
            return {"t": [self.encode(v, depth + 1) for v in tuple.__iter__(value)]}
        return {"?": f"a {kind.__module__}.{kind.__qualname__}"[:200].replace("a builtins.", "a ")}


def tensors_in(value, depth=0):
    """The floating tensors in a live result that gradients can flow from, in order."""
    if type(value) in (torch.Tensor, torch.nn.Parameter):
        return [value] if value.requires_grad and value.is_floating_point() else []
    if depth < MAX_DEPTH and type(value) in (list, tuple):
        return [t for v in value for t in tensors_in(v, depth + 1)]
    if depth < MAX_DEPTH and type(value) is dict:
        return [t for v in value.values() for t in tensors_in(v, depth + 1)]
    return []


def upstream(shape, seed, dtype, device):
    """A random upstream gradient that is the same number in every dtype (it is exact in bfloat16)."""
    generator = torch.Generator().manual_seed(seed)
    noise = torch.randn(tuple(shape), generator=generator, dtype=torch.float64)
    return noise.to(torch.bfloat16).to(dtype).to(device)


def gradients(result, leaves, seed, results):
    """Gradients of sum(result * upstream) into every leaf, encoded by tensor name; None where there is none."""
    outputs = tensors_in(result)
    wanted = [(name, leaf) for name, leaf, _ in leaves if leaf is not None]
    if not outputs or not wanted:
        return {name: None for name, _ in wanted}
    # One sum rather than grad_outputs: for these, autograd imports sympy, which takes as long as half of torch.
    total = sum((o * upstream(o.shape, seed + i, o.dtype, o.device)).sum() for i, o in enumerate(outputs))
    grads = torch.autograd.grad(total, [leaf for _, leaf in wanted], allow_unused=True, retain_graph=True)
    return {name: None if g is None else results.tensor(g) for (name, _), g in zip(wanted, grads, strict=True)}


def describe_error(error):
    """An exception as type names and a short message; nothing of the object itself."""
    names = [t.__name__ for t in type(error).__mro__ if t is not object][:8]
    try:
        message = str(error)
    except Exception:
        message = "(its message cannot be shown)"
    return {"types": [str(n)[:100] for n in names], "message": message[:500]}


def invoke(step, args, kwargs, inputs):
    """Do one step with arguments that are built already; its live result."""
    kind = step["do"]
    if kind == "read":
        return getattr(inputs.objects[step["of"]], step["name"])
    if kind == "use":
        target = inputs.objects[step["of"]]
        return target(*args, **kwargs) if step["name"] == "__call__" else getattr(target, step["name"])(*args, **kwargs)
    return inputs.namespace[step["name"]](*args, **kwargs)


def perform(step, inputs):
    """Do one step on fresh inputs; its live result."""
    args = [inputs.value(a) for a in step.get("args", [])]
    kwargs = {k: inputs.value(v) for k, v in step.get("kwargs", {}).items()}
    live = invoke(step, args, kwargs, inputs)
    if step.get("as"):
        inputs.objects[step["as"]] = live
    return live


def run_step(step, inputs, results):
    """Run one step; its encoded value and its live result."""
    live = perform(step, inputs)
    return {"value": None if step["do"] == "make" else results.encode(live)}, live


def run_script(script, tensors, namespace, given=None, device="cpu", upcast=False, errors=Exception):
    """Run every step of a script; what a step raises of `errors` is its answer, and the next one goes on.

    script is {"steps": [...], "grads": bool, "seed": int}; returns ({"steps": [...]}, tensors by name). Each step gives
    {"value": ...} or {"raised": ...}, "changed" (names of input tensors whose values are no longer what was passed) and,
    with grads, "grads".
    """
    grads = script.get("grads", False)
    inputs = Inputs(tensors, namespace, given or {}, device, upcast, grads)
    results = Results()
    made = []
    answers = []
    for index, step in enumerate(script["steps"]):
        inputs.leaves = []
        live = None
        try:
            answer, live = run_step(step, inputs, results)
        except Refused as error:
            answer = {"value": {"?": str(error)}}
        except errors as error:
            answer = {"raised": describe_error(error)}
        answer["changed"] = changed(inputs)
        if step["do"] == "make":
            made += inputs.leaves
        elif grads and "value" in answer:
            try:
                answer["grads"] = gradients(live, inputs.leaves + made, script.get("seed", 0) + 1000 * index, results)
            except Exception as error:
                answer["grad_error"] = describe_error(error)
        answers.append(answer)
    return {"steps": answers}, results.tensors


def changed(inputs):
    """Names of tensors passed to the last step that no longer hold what was passed."""
    names = []
    for name, _, passed in inputs.leaves:
        was = inputs.tensors[name].to(device=passed.device, dtype=passed.dtype)
        now = passed.detach()
        if now.shape != was.shape or not torch.equal(torch.nan_to_num(now), torch.nan_to_num(was)):
            names.append(name)
    return names
