"""The worker: a process that has imported torch, knows no answers, and forks a fresh child for each submission.

This file stands alone (standard library, torch, safetensors, and copies of the files that boot.py names beside it): the
grader copies them into a folder of their own, and nothing else of llmprep can be read from here. It is started as

    python -S -s worker.py BOOT_FOLDER [sandlock DEVICE]

(inside a sandbox already, or to go on in one that sandlock makes once all is imported) and reads one JSON object a line from
stdin. {"open": folder, "device": ..., "limits": {...}, "confine": how} forks a child, which opens the two pipes in the folder;
the answer is {"pid": n}. {"status": pid} is answered with how that child ended. All else passes between grader and child through
these pipes (see `Child`). Nothing that this process or its children say is a verdict.
"""

import json
import os
import sys

BOOT = sys.argv[1]
sys.path[:] = [*(p for p in sys.path if p and os.path.isdir(p)), os.path.join(BOOT, "site"), BOOT]

import ast  # noqa: E402
import contextlib  # noqa: E402
import ctypes  # noqa: E402
import gc  # noqa: E402
import linecache  # noqa: E402
import signal  # noqa: E402
import time  # noqa: E402
import types  # noqa: E402

from import_torch import import_torch  # noqa: E402

import_torch()

import confinement  # noqa: E402
import execute  # noqa: E402
import torch  # noqa: E402
import wire  # noqa: E402
from torch.overrides import TorchFunctionMode  # noqa: E402

SUBMISSION = "submission"
STRANGERS_EXIT = 71
ERRORS = (Exception, SystemExit, KeyboardInterrupt)
"""What a submission may raise for its answer: nobody presses Ctrl-C here."""


# ---------------------------------------------------------------- the parent of all children


def answer(message):
    os.write(1, (json.dumps(message) + "\n").encode())


def lines(fd):
    """Lines read from a descriptor, without a buffer that a fork would copy."""
    kept = b""
    while True:
        part = os.read(fd, 65536)
        if not part:
            return
        *whole, kept = (kept + part).split(b"\n")
        yield from whole


ended: dict[int, int] = {}
"""How children ended: exit status, or the negative number of the signal."""


def reap():
    """Take note of children that have ended, stragglers that were handed to us included."""
    try:
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            ended[pid] = os.waitstatus_to_exitcode(status)
    except ChildProcessError:
        return


def status_of(pid, tries=200):
    """How a child ended, waiting a moment for it to do so."""
    for _ in range(tries):
        reap()
        if pid in ended:
            return ended[pid]
        time.sleep(0.005)
    return None


REHEARSAL = """
import torch
def square(x):
    return torch.where(x > 0, x, -x).exp().sum(-1, keepdim=True) * torch.softmax(x, -1) @ x.mT
"""


def rehearse():
    """Do once what every child does, so that imports and first-time set-up happen here and not in each child."""
    with contextlib.suppress(ImportError):
        import sandlock  # noqa: F401
    namespace = {}
    exec(compile(ast.parse(REHEARSAL), "rehearsal.py", "exec"), namespace)
    step = {
        "do": "call",
        "name": "square",
        "args": [{"T": "t0", "layout": "transposed", "grad": True}],
        "kwargs": {},
    }
    for dtype in (torch.float32, torch.float64, torch.bfloat16):
        script = {"steps": [step, {**step, "name": "missing"}], "grads": True, "seed": 1}
        frame = wire.pack(script, {"t0": torch.ones(2, 3, dtype=dtype)})
        cut = wire.HEADER.unpack_from(frame)[0] + wire.HEADER.size
        script, tensors = wire.unpack(frame[wire.HEADER.size : cut], frame[cut:])
        execute.run_script(script, tensors, namespace)
        with Watch(["relu"]):
            wire.pack(*execute.run_script(script, tensors, namespace))
    names_used(REHEARSAL)


def main():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    torch.set_num_threads(1)
    rehearse()
    gc.collect()
    gc.freeze()
    if sys.argv[2:3] == ["sandlock"]:
        confinement.go_on_confined(serve, device=sys.argv[3])
    serve()


def serve():
    """Fork a child for each order that comes in, until there are no more."""
    # Stragglers of a submission become our children, where the grader finds and ends them.
    confinement.prctl(confinement.PR_SET_CHILD_SUBREAPER, 1)
    answer({"ready": os.getpid()})
    for line in lines(0):
        order = json.loads(line)
        reap()
        if "status" in order:
            answer({"status": status_of(order["status"])})
            ended.clear()
            continue
        pid = os.fork()
        if pid == 0:
            child_main(order)
        answer({"pid": pid})
    end_children()


def end_children():
    """End every child and every straggler that was handed to us: the grader is gone, and nobody else will."""
    deadline = time.monotonic() + 5
    with contextlib.suppress(OSError):  # no Linux, or not to be seen from in here
        while time.monotonic() < deadline:
            reap()
            with open(f"/proc/self/task/{os.getpid()}/children") as file:
                left = [int(pid) for pid in file.read().split()]
            if not left:
                return
            for pid in left:
                os.kill(pid, signal.SIGKILL)
            time.sleep(0.005)


# ---------------------------------------------------------------- one child


def child_main(order):
    """Set up a child for one submission and serve it; never returns."""
    status = STRANGERS_EXIT
    try:
        folder = order["open"]
        to_us = os.open(os.path.join(folder, "in"), os.O_RDONLY)
        from_us = os.open(os.path.join(folder, "out"), os.O_WRONLY)
        said = os.open(os.path.join(folder, "said"), os.O_WRONLY | os.O_APPEND)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for fd, onto in ((nothing, 0), (said, 1), (said, 2)):
            os.dup2(fd, onto)
        os.close(nothing)
        os.close(said)
        os.setsid()
        confinement.prctl(confinement.PR_SET_PDEATHSIG, signal.SIGKILL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        home = os.path.join(folder, "home")
        os.chdir(home)
        os.environ["HOME"] = os.environ["TMPDIR"] = home
        device = order.get("device", "cpu")
        confinement.confine_child(order.get("confine"), home, device)
        confinement.set_limits(order["limits"])
        Child(to_us, from_us, device).serve()
        status = 0
    except wire.Closed:
        status = 0
    except BaseException as error:
        os.write(2, f"worker: {type(error).__name__}: {error}\n".encode()[:500])
    finally:
        os._exit(status)


class Child:
    """Serves one submission: first a frame that loads it, then frames that run scripts or measure one.

    {"load": {"source", "entries", "given"}} -> {"ok": bool, "message": str}
    {"run": [script, ...], "repeat": [bool, ...], "watch": [names]} -> {"replies": [{"first", "again", "called"}, ...]}
        with "each": true an answer for every script as soon as it has run
    {"measure": script, "repeats": n} -> {"begin": i} ... {"done": i} around each repeat: the grader reads its own clocks
    {"scan": source} -> {"used": [names]}
    """

    def __init__(self, to_us, from_us, device):
        self.to_us, self.from_us, self.device = to_us, from_us, device
        self.namespace, self.given = {}, {}

    def serve(self):
        self.say({"hello": 1})
        while True:
            message, tensors = wire.receive(self.to_us)
            if "load" in message:
                self.say(self.load(message["load"]))
            elif "run" in message:
                self.run(message, tensors)
            elif "measure" in message:
                self.measure(message, tensors)
            elif "scan" in message:
                self.say({"used": sorted(names_used(message["scan"]))})

    def say(self, message, tensors=None):
        for stream in (sys.stdout, sys.stderr):  # whatever the submission has made of them
            with contextlib.suppress(Exception):
                stream.flush()
        wire.send(self.from_us, wire.pack(message, tensors))

    def load(self, order):
        """Import the submission as module `submission`; say what is wrong with it."""
        source = order["source"]
        path = os.path.join(os.getcwd(), SUBMISSION + ".py")
        with open(path, "w", encoding="utf-8") as file:
            file.write(source)
        try:
            code = compile(source, path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
            return {"ok": False, "message": syntax_message(error)}
        linecache.cache[path] = (len(source), None, source.splitlines(keepends=True), path)
        if order.get("given"):
            given = types.ModuleType("given")
            sys.modules["given"] = given
            exec(compile(order["given"], "given.py", "exec"), vars(given))
            self.given = vars(given)
        module = types.ModuleType(SUBMISSION)
        module.__file__ = path
        # Honest code with dataclasses or pickles looks its own module up.
        sys.modules[SUBMISSION] = module
        try:
            exec(code, vars(module))
        except ERRORS as error:
            return {"ok": False, "message": "stops while it is loaded: " + one_line(error)}
        missing = [name for name in order["entries"] if name not in vars(module)]
        if missing:
            return {"ok": False, "message": f"defines no {' and no '.join(missing)}"}
        bad = [name for name in order["entries"] if not callable(vars(module)[name])]
        if bad:
            return {"ok": False, "message": f"{bad[0]} is no function or class"}
        self.namespace = vars(module)
        return {"ok": True, "message": ""}

    def run(self, order, tensors):
        replies, sent = [], {}
        watch, each = order.get("watch"), order.get("each")
        repeat = order.get("repeat") or [False] * len(order["run"])
        for index, script in enumerate(order["run"]):
            # Tensors of each script come under "index/name"; each run gets fresh copies.
            mine = {n.split("/", 1)[1]: t for n, t in tensors.items() if n.split("/", 1)[0] == str(index)}
            reply, place = {"called": []}, 0 if each else index
            for turn in ("first", "again") if repeat[index] else ("first",):
                if watch:
                    with Watch(watch) as seen:
                        result, made = self.once(script, mine)
                    reply["called"] = sorted(seen.called)
                else:
                    result, made = self.once(script, mine)
                reply[turn] = result
                sent.update({f"{place}/{turn}/{name}": tensor for name, tensor in made.items()})
            replies.append(reply)
            if each:
                self.say({"replies": replies}, sent)
                replies, sent = [], {}
        if not each:
            self.say({"replies": replies}, sent)

    def once(self, script, tensors):
        return execute.run_script(script, tensors, self.namespace, self.given, self.device, errors=ERRORS)

    def measure(self, order, tensors):
        script = order["measure"]
        if order.get("of") == "memory":
            give_memory_back()
        for index in range(order.get("repeats", 1)):
            gc.collect()
            # On the processor whatever the device: how a cost grows is the same there, and the grader can read it from
            # outside, where a GPU's memory is known to nobody but the process that it is to be read from.
            inputs = execute.Inputs(tensors, self.namespace, self.given, "cpu", False, False)
            steps = script["steps"]
            with torch.no_grad():
                prepared = [prepare(step, inputs) for step in steps]
                self.say({"begin": index})
                wire.receive(self.to_us)
                try:
                    kept = [act() for act in prepared]
                except ERRORS as error:
                    self.say({"failed": one_line(error)})
                    return
                self.say({"done": index})
                wire.receive(self.to_us)
            del kept, prepared


def give_memory_back():
    """Have the allocator return every tensor's memory at once, so that peaks are those of live tensors."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(-3, 64 * 1024)  # M_MMAP_THRESHOLD; setting it also stops it from growing


def prepare(step, inputs):
    """A step whose arguments are built already, so that building them is not measured."""
    args = [inputs.value(a) for a in step.get("args", [])]
    kwargs = {k: inputs.value(v) for k, v in step.get("kwargs", {}).items()}

    def act():
        live = execute.invoke(step, args, kwargs, inputs)
        if step.get("as"):
            inputs.objects[step["as"]] = live
        return live

    return act


# ---------------------------------------------------------------- what a submission uses


class Watch(TorchFunctionMode):
    """Notes which of the watched functions of torch are called."""

    def __init__(self, names):
        super().__init__()
        self.names, self.called = frozenset(names), set()

    def __torch_function__(self, func, types_, args=(), kwargs=None):
        # Operators of torch.ops come by as `_softmax` or `softmax.int`, those of torch.special as `special_softmax`.
        bare = getattr(func, "__name__", "").partition(".")[0].removeprefix("special_").strip("_")
        self.called.update(name for name in self.names if name.strip("_") == bare)
        return func(*args, **(kwargs or {}))


def names_used(source):
    """Every name, attribute, import and keyword of a source text, without running it."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    used = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            used.add(node.id)
        elif isinstance(node, ast.Attribute) and not of_self(node):
            used.add(node.attr)
        elif isinstance(node, ast.alias):
            used.update(node.name.split("."))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            used.add(node.value)
    defined = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
    # A function may well be called what it builds: defining `softmax` is no use of torch's, and `softmax(x)` is its own.
    attributes = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute) and not of_self(n)}
    imported = {a.asname or a.name for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names}
    arguments = {
        a.arg for n in ast.walk(tree) if isinstance(n, ast.arguments) for a in (*n.args, *n.kwonlyargs, *n.posonlyargs)
    }
    assigned = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return used - ((defined | arguments | assigned) - attributes - imported)


def of_self(node):
    """Whether an attribute is one of the submission's own object."""
    return isinstance(node.value, ast.Name) and node.value.id == "self"


def syntax_message(error):
    if isinstance(error, SyntaxError) and error.lineno:
        return f"has a syntax error in line {error.lineno}: {error.msg}"
    return f"is no Python: {one_line(error)}"


def one_line(error):
    described = execute.describe_error(error)
    first = described["message"].strip().splitlines()
    return f"{described['types'][0]}: {first[0]}" if first else described["types"][0]


if __name__ == "__main__":
    main()
