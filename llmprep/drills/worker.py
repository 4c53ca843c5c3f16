"""The worker: a process that has imported torch and forks a fresh, confined child for each submission.

This file's source text is run in a new interpreter (see pool.py); it knows nothing of references, expected values or
verdicts. The first process (the zygote) never runs a line of a submission: it forks, and reaps. The child talks with
the grader over a socket of its own.
"""

import array
import ast
import gc
import json
import linecache
import os
import select
import signal
import socket
import sys
import types

import _llmprep_confine as confine
import _llmprep_execute as execute
import _llmprep_framing as framing
import torch
from torch.overrides import TorchFunctionMode

SUBMISSION = "submission.py"
MAX_NAMES = 20_000


def main(control):
    """Serve the grader until it closes the control socket. Messages are JSON lines; `open` brings two descriptors."""
    torch.set_num_threads(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the grader, who then closes the socket
    gc.collect()
    gc.freeze()
    state = {"confine": "", "settings": None}
    while True:
        line, fds = receive_control(control)
        if line is None:
            os._exit(0)
        ask = json.loads(line)
        if ask["do"] == "settings":
            state["settings"] = ask
            reply = {"ready": True, "files": probe(ask) if ask["files"] else "not asked for"}
        elif ask["do"] == "open":
            reply = {"pid": fork_child(control, fds, ask, state["settings"])}
        else:
            reply = reap(ask["pid"])
        control.sendall(json.dumps(reply).encode() + b"\n")


def receive_control(control):
    data, ancillary, _, _ = control.recvmsg(65536, socket.CMSG_SPACE(2 * array.array("i").itemsize))
    fds = array.array("i")
    for level, kind, body in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            fds.frombytes(body[: len(body) - len(body) % fds.itemsize])
    while data and not data.endswith(b"\n"):
        data += control.recv(65536)
    return (data or None), list(fds)


def reap(pid):
    """Wait for a child that has ended or is about to: the grader has killed it, or seen its socket close."""
    try:
        _, status, usage = os.wait4(pid, 0)
    except ChildProcessError:
        return {"status": None}
    return {"status": os.waitstatus_to_exitcode(status), "cpu_s": usage.ru_utime + usage.ru_stime}


def probe(settings):
    """Can children be confined to their files? Tried in a child; the reason when not, else nothing."""
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            confine.restrict_files(settings["readable"], [settings["home"]])
            try:
                os.listdir("/")
                said = "the kernel accepted the confinement but did not enforce it"
            except PermissionError:
                said = "ok"
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(write_end, said.encode()[:1000])
        os._exit(0)
    os.close(write_end)
    ready, _, _ = select.select([read_end], [], [], 10)
    said = os.read(read_end, 1000).decode() if ready else "the probe hung"
    os.close(read_end)
    if not ready:
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return "" if said == "ok" else said or "the probe died"


def fork_child(control, fds, ask, settings):
    pid = os.fork()
    if pid:
        for fd in fds:
            os.close(fd)
        return pid
    try:
        confine.die_with_parent()
        control.close()
        become_child(fds, ask, settings)
    except BaseException as error:
        os.write(2, f"worker: {type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(70)


def become_child(fds, ask, settings):
    """Give up everything, then serve one submission."""
    talk_fd, output_fd = fds
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(output_fd, 1)
    os.dup2(output_fd, 2)
    os.dup2(talk_fd, 3) if talk_fd != 3 else None
    os.closerange(4, 1024)
    os.set_inheritable(3, False)
    home = ask["home"]
    os.chdir(home)
    os.environ.update({"HOME": home, "TMPDIR": home})
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sock = socket.socket(fileno=3)
    confine.set_limits(settings["memory_bytes"], settings["cpu_s"], settings["file_bytes"], settings["open_files"])
    if ask["files"]:
        confine.restrict_files(settings["readable"], [*settings["writable"], home])
    confine.filter_system_calls(unix_sockets=settings["device"] != "cpu")
    try:
        Child(sock, settings["device"]).serve()
    except framing.Closed:
        os._exit(0)


class Watching(TorchFunctionMode):
    """Notes which of some torch functions are called, under whatever name they were imported."""

    def __init__(self, names):
        super().__init__()
        self.names, self.seen = names, set()

    def __torch_function__(self, func, types, args=(), kwargs=None):
        name = getattr(func, "__name__", "")
        if name in self.names:
            self.seen.add(name)
        return func(*args, **(kwargs or {}))


class Child:
    """One submission's process: loads it, runs scripts, reports plain data."""

    def __init__(self, sock, device):
        self.sock, self.device = sock, device
        self.namespace, self.given = {}, {}

    def serve(self):
        while True:
            ask, tensors = framing.receive(self.sock)
            answer, results = getattr(self, ask["do"])(ask, tensors)
            framing.send(self.sock, answer, results)

    def load(self, ask, tensors):
        """Run the submission's text as a module and see that it defines what is to be called."""
        given = types.ModuleType("given")
        exec(compile(ask["given"], "given.py", "exec"), vars(given))
        self.given = vars(given)
        source = ask["source"]
        module = types.ModuleType("submission")
        module.__file__ = SUBMISSION
        sys.modules["submission"] = module  # dataclasses and pickling look modules up by name
        linecache.cache[SUBMISSION] = (len(source), None, source.splitlines(keepends=True), SUBMISSION)
        try:
            exec(compile(source, SUBMISSION, "exec"), vars(module))
        except SyntaxError as error:
            at = f"line {error.lineno}: " if error.filename == SUBMISSION else ""
            return {"ok": False, "message": f"{type(error).__name__}: {at}{error.msg}"}, {}
        except SystemExit:
            return {"ok": False, "message": "exits while it is loaded (it calls exit); define functions only"}, {}
        except BaseException as error:
            told = execute.describe_error(error)
            return {
                "ok": False,
                "message": f"{told['types'][0]} while it is loaded{line_of(error)}: {told['message'] or 'no message'}",
            }, {}
        self.namespace = vars(module)
        missing = [e for e in ask["entries"] if not callable(self.namespace.get(e))]
        if missing:
            return {"ok": False, "message": f"defines no {' and no '.join(missing)}"}, {}
        return {"ok": True, "message": ""}, {}

    def run(self, ask, tensors):
        """Run scripts, each in fresh inputs, twice where that is asked for."""
        replies, results = [], {}
        watch = frozenset(ask["watch"])
        for i, script in enumerate(ask["scripts"]):
            table = {n.partition("/")[2]: t for n, t in tensors.items() if n.partition("/")[0] == str(i)}
            called = set()
            reply = {}
            for which in ("first", "again") if ask["repeat"] else ("first",):
                if watch:
                    with Watching(watch) as mode:
                        got, made = self.script(script, table)
                    called |= mode.seen
                else:
                    got, made = self.script(script, table)
                reply[which] = got
                results.update({f"{i}{which}/{n}": t for n, t in made.items()})
            reply["called"] = sorted(called)
            replies.append(reply)
        return {"replies": replies}, results

    def script(self, script, tensors):
        return execute.run_script(script, tensors, self.namespace, self.given, self.device)

    def prepare(self, ask, tensors):
        """Build the inputs of one call ahead, so that measuring it measures the call alone."""
        self.prepared = (ask["script"], tensors)
        return {}, {}

    def go(self, ask, tensors):
        """Run the prepared script once without autograd; its results are dropped."""
        script, table = self.prepared
        inputs = execute.Inputs(table, self.namespace, self.given, self.device, False, False)
        raised = None
        with torch.no_grad():
            for step in script["steps"]:
                try:
                    execute.perform(step, inputs, self.namespace)
                except Exception as error:
                    raised = execute.describe_error(error)
            if self.device != "cpu":
                torch.cuda.synchronize()
        return {"raised": raised}, {}

    def scan(self, ask, tensors):
        """The names that a text uses, without running it."""
        try:
            tree = ast.parse(ask["source"])
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return {"used": []}, {}
        used = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                used.add(node.attr)
            elif isinstance(node, ast.ImportFrom):
                used |= {a.name for a in node.names}
            elif isinstance(node, ast.Import):
                used |= {part for a in node.names for part in a.name.split(".")}
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
                used.add(node.value)
        return {"used": sorted(used)[:MAX_NAMES]}, {}


def line_of(error):
    """` (line N)` for the innermost line of the submission in a traceback."""
    line = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == SUBMISSION:
            line = trace.tb_lineno
        trace = trace.tb_next
    return f" (line {line})" if line else ""


