"""What a submission is asked to do, as plain data: scripts of calls, their encoding and their decoded outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from llmprep.drills.plain_text import clean

if TYPE_CHECKING:
    import torch

Encoded = dict[str, Any]


@dataclass(frozen=True)
class Seeded:
    """A fresh `torch.Generator` with this seed, made where the call runs."""

    seed: int


@dataclass(frozen=True)
class GivenFn:
    """A callable made by the drill's `given.py`: `name(*args)` is called there and its result passed.

    The rest is for people, who do not see given.py: `names` are what to call the arguments, `says` is what the callable
    does, and `shown` is Python that comes to the same, with {name} for each argument: statements, then, in the last
    line, the expression that is passed.
    """

    name: str
    args: tuple[Any, ...] = ()
    names: tuple[str, ...] = ()
    says: str = ""
    shown: str = ""


@dataclass(frozen=True)
class Ref:
    """What an earlier step made or returned under this name, as a live object."""

    name: str


@dataclass(frozen=True)
class Laid:
    """A tensor in a given memory layout, and whether its gradient is judged."""

    tensor: torch.Tensor
    layout: str = "plain"
    grad: bool = True


@dataclass(frozen=True)
class Step:
    """One thing to do: `call` a function, `make` an object, `use` a method, `read` an attribute.

    looks: it changes nothing, so that a long history can be told without it.
    """

    do: str
    name: str
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    of: str = ""
    bound: str = ""
    looks: bool = False

    def looking(self) -> Step:
        """The same step, which changes nothing."""
        return replace(self, looks=True)

    def named(self, name: str) -> Step:
        """The same step, whose live result later steps can pass as `Ref(name)`."""
        return replace(self, bound=name)


@dataclass(frozen=True)
class Script:
    """Steps in order.

    `note` describes the case for people; `grads=False` leaves gradients unjudged; `finite_only` judges values for NaN
    and infinity alone (where rounding drowns the rest); `data` is for the suite's own judges and properties.
    """

    steps: tuple[Step, ...]
    note: str = ""
    grads: bool = True
    finite_only: bool = False
    data: Any = None


def call(name: str, /, *args: Any, **kwargs: Any) -> Step:
    """Call the function `name` of the submission."""
    return Step("call", name, args, kwargs)


def make(bound: str, cls: str, /, *args: Any, **kwargs: Any) -> Step:
    """Make an object of class `cls` and remember it as `bound`."""
    return Step("make", cls, args, kwargs, bound=bound)


def use(of: str, method: str, /, *args: Any, **kwargs: Any) -> Step:
    """Call a method of an object that was made; `"__call__"` calls the object."""
    return Step("use", method, args, kwargs, of=of)


def read(of: str, attribute: str) -> Step:
    """Read an attribute of an object that was made."""
    return Step("read", attribute, of=of, looks=True)


def script(*steps: Step, note: str = "", grads: bool = True, finite_only: bool = False, data: Any = None) -> Script:
    """Several steps as one case (see `Script`)."""
    return Script(tuple(steps), note, grads, finite_only, data)


# ---------------------------------------------------------------- encoding


class Encoder:
    """Turns arguments into JSON-able codes and a table of tensors."""

    def __init__(self) -> None:
        self.tensors: dict[str, torch.Tensor] = {}

    def value(self, value: Any) -> Any:
        import torch

        if value is None or isinstance(value, bool | int | str):
            return value
        if isinstance(value, float):
            finite = value == value and value not in (float("inf"), float("-inf"))
            return {"f": value.hex() if finite else repr(value)}
        if isinstance(value, torch.Tensor):
            return self.tensor(Laid(value))
        if isinstance(value, Laid):
            return self.tensor(value)
        if isinstance(value, Seeded):
            return {"g": value.seed}
        if isinstance(value, GivenFn):
            return {"fn": value.name, "a": [self.value(v) for v in value.args]}
        if isinstance(value, Ref):
            return {"r": value.name}
        if isinstance(value, list):
            return {"l": [self.value(v) for v in value]}
        if isinstance(value, tuple):
            return {"t": [self.value(v) for v in value]}
        if isinstance(value, set | frozenset):
            return {"s": [self.value(v) for v in sorted(value)]}
        if isinstance(value, dict):
            return {"d": [[self.value(k), self.value(v)] for k, v in value.items()]}
        if isinstance(value, bytes):
            return {"b": value.hex()}
        raise TypeError(f"a case may not pass a {type(value).__name__}")

    def tensor(self, laid: Laid) -> Encoded:
        import torch

        name = f"t{len(self.tensors)}"
        # A copy, so that the same tensor may be passed twice: safetensors refuses shared memory.
        self.tensors[name] = laid.tensor.detach().clone(memory_format=torch.contiguous_format)
        return {"T": name, "layout": laid.layout, "grad": laid.grad}


def encode(script: Script, *, grads: bool, seed: int) -> tuple[Encoded, dict[str, torch.Tensor]]:
    """A script as JSON-able data and its tensors."""
    encoder = Encoder()
    steps = [
        {
            "do": s.do,
            "name": s.name,
            "args": [encoder.value(a) for a in s.args],
            "kwargs": {k: encoder.value(v) for k, v in s.kwargs.items()},
            "of": s.of,
            "as": s.bound,
        }
        for s in script.steps
    ]
    return {"steps": steps, "grads": grads and script.grads, "seed": seed}, encoder.tensors


# ---------------------------------------------------------------- outcomes


@dataclass(frozen=True)
class Raised:
    """An exception, as the names of its classes (most derived first) and its message."""

    types: tuple[str, ...]
    message: str

    @property
    def name(self) -> str:
        return self.types[0] if self.types else "Exception"


@dataclass(frozen=True)
class Strange:
    """A result that is not plain data; `what` says what it is."""

    what: str


@dataclass(frozen=True)
class TensorInfo:
    """What a tensor was besides its values."""

    requires_grad: bool
    device: str


@dataclass(frozen=True)
class Outcome:
    """What one step gave: a value (or what it raised), the inputs it changed, gradients by input name.

    `info` tells, for each tensor in the value (by id), whether it required a gradient and where it lived.
    """

    value: Any = None
    raised: Raised | None = None
    changed: tuple[str, ...] = ()
    grads: Mapping[str, torch.Tensor | None] | None = None
    grad_error: Raised | None = None
    info: Mapping[int, TensorInfo] = field(default_factory=dict)


class MalformedReply(Exception):
    """A reply that is not an encoded result: the submission tampered with its own process."""


class Decoder:
    """Turns codes of a reply into plain values; whatever does not fit the format is refused."""

    def __init__(self, tensors: Mapping[str, torch.Tensor]) -> None:
        self.tensors = tensors
        self.info: dict[int, TensorInfo] = {}

    def value(self, code: Any, depth: int = 0) -> Any:
        if depth > 24:
            raise MalformedReply("nested too deeply")
        if code is None or isinstance(code, bool | int | str):
            return code
        if not isinstance(code, dict):
            raise MalformedReply(f"a bare {type(code).__name__}")
        if "T" in code:
            return self.tensor(code)
        if "?" in code:
            return Strange(clean(str(code["?"]))[:300])
        if len(code) != 1:
            raise MalformedReply("an unknown code")
        ((key, body),) = code.items()
        try:
            return self._container(key, body, depth)
        except (TypeError, ValueError) as error:
            raise MalformedReply(f"a broken {key!r} code") from error

    def _container(self, key: str, body: Any, depth: int) -> Any:
        if key == "f":
            return float(body) if body in ("nan", "inf", "-inf") else float.fromhex(body)
        if key == "b":
            return bytes.fromhex(body)
        if key == "d":
            return {self.value(k, depth + 1): self.value(v, depth + 1) for k, v in body}
        items = [self.value(v, depth + 1) for v in body] if isinstance(body, list) else None
        if items is None:
            raise MalformedReply(f"a broken {key!r} code")
        if key == "l":
            return items
        if key == "t":
            return tuple(items)
        if key == "s":
            return set(items)
        raise MalformedReply("an unknown code")

    def tensor(self, code: Encoded) -> torch.Tensor:
        name = code["T"]
        if not isinstance(name, str) or name not in self.tensors:
            raise MalformedReply("a tensor that was not sent")
        tensor = self.tensors[name]
        self.info[id(tensor)] = TensorInfo(bool(code.get("requires_grad")), str(code.get("device", "cpu"))[:20])
        return tensor


def _raised(code: Any) -> Raised:
    if not isinstance(code, dict) or not isinstance(code.get("types"), list):
        raise MalformedReply("a broken exception")
    return Raised(tuple(clean(str(t))[:100] for t in code["types"][:8]), clean(str(code.get("message", "")))[:500])


def decode(reply: Any, tensors: Mapping[str, torch.Tensor], n_steps: int) -> tuple[Outcome, ...]:
    """The outcomes of all steps. Raises MalformedReply when the reply is anything else than n_steps results."""
    steps = reply.get("steps") if isinstance(reply, dict) else None
    if not isinstance(steps, list) or len(steps) != n_steps or not all(isinstance(s, dict) for s in steps):
        raise MalformedReply(f"not a result for each of {n_steps} steps")
    return tuple(_outcome(step, tensors) for step in steps)


def _outcome(step: Encoded, tensors: Mapping[str, torch.Tensor]) -> Outcome:
    decoder = Decoder(tensors)
    changed = tuple(str(n)[:40] for n in _strings(step.get("changed", [])))
    if "raised" in step:
        return Outcome(raised=_raised(step["raised"]), changed=changed)
    value = decoder.value(step.get("value"))
    grads = step.get("grads")
    if grads is not None and not isinstance(grads, dict):
        raise MalformedReply("broken gradients")
    return Outcome(
        value=value,
        changed=changed,
        grads=None if grads is None else {n: _gradient(g, decoder) for n, g in grads.items()},
        grad_error=_raised(step["grad_error"]) if "grad_error" in step else None,
        info=decoder.info,
    )


def _gradient(code: Any, decoder: Decoder) -> torch.Tensor | None:
    value = decoder.value(code)
    if isinstance(value, Strange):
        raise MalformedReply(f"a gradient that is {value.what}")
    return value


def _strings(value: Any) -> Iterable[str]:
    if not isinstance(value, list):
        raise MalformedReply("broken list")
    return (str(v) for v in value[:100])
