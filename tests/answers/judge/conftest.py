"""A real HTTP server that speaks the chat-completions protocol, with models and misbehaviours to choose from."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from llmprep.answers.judge.endpoint import Endpoint
from llmprep.bank.model import Free

Model = Callable[[dict[str, Any]], str]
KEY = "sk-test-0123456789abcdef"


class Server:
    """What came in, and what is done with it: `behave(handler, request)` answers one request."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.behave: Callable[[Any, dict[str, Any]], None] = lambda h, r: reply(h, honest(r))
        self.paths: list[str] = []
        self.url = ""

    def speak(self, model: Model) -> None:
        """Answer every request by this model."""
        self.behave = lambda handler, request: reply(handler, model(request))

    def script(self, *behaviours: Callable[[Any, dict[str, Any]], None]) -> None:
        """Behave differently from request to request; the last goes on."""
        left = list(behaviours)
        self.behave = lambda h, r: (left.pop(0) if len(left) > 1 else left[0])(h, r)


def reply(handler: Any, content: str | None, *, finish: str = "stop", usage: bool = True, **message: Any) -> None:
    """One good answer of the protocol."""
    body: dict[str, Any] = {
        "id": "x", "object": "chat.completion", "created": 1, "model": "m",
        "choices": [
            {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content, **message}}
        ],
    }  # fmt: skip
    if usage:
        body["usage"] = {"prompt_tokens": 700, "completion_tokens": 90, "total_tokens": 790}
    send(handler, 200, json.dumps(body))


def send(handler: Any, status: int, body: str, **headers: str) -> None:
    """One answer as it is."""
    data = body.encode()
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(data)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(data)


def error(status: int, message: str = "no", **headers: str) -> Callable[[Any, dict[str, Any]], None]:
    """A behaviour: an error of the protocol."""
    return lambda h, r: send(h, status, json.dumps({"error": {"message": message}}), **headers)


def answer_in(request: dict[str, Any]) -> str:
    """The answer between the markers."""
    text = request["messages"][-1]["content"]
    found = re.search(r"^(ANSWER-[0-9a-f]+)$\n(.*?)\n^\1$", text, re.DOTALL | re.MULTILINE)
    assert found
    return found[2]


def ids_in(request: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The ids of points and wrong claims, in the order in which they were listed."""
    text = request["messages"][-1]["content"]
    points, claims = text.split("Wrong claims:")[0], text.split("Wrong claims:")[1].split("Example of")[0]
    return re.findall(r"^- ([a-z0-9-]+):", points, re.M), re.findall(r"^- ([a-z0-9-]+):", claims, re.M)


def verdicts(request: dict[str, Any], met: dict[str, str], made: dict[str, str] | None = None) -> str:
    """A reply with these quotes; everything else is not met and not made."""
    points, claims = ids_in(request)
    made = made or {}
    return json.dumps(
        {
            "points": [{"id": p, "quote": met.get(p, ""), "why": f"why {p}", "met": p in met} for p in points],
            "wrong_claims": [{"id": c, "quote": made.get(c, ""), "why": f"why {c}", "made": c in made} for c in claims],
        }
    )


QUOTES = {
    "variance-grows": r"[^.;\n]*\bvar(?:iance)?\b[^.;\n]*",
    "softmax-saturates": r"[^.;\n]*\bsoftmax\b[^.;\n]*",
    "gradient-vanishes": r"[^.;\n]*\bgrad[^.;\n]*",
}


def honest(request: dict[str, Any]) -> str:
    """A model that quotes the answer where it says something on a point."""
    text = answer_in(request)
    met = {id: m[0].strip() for id, rule in QUOTES.items() if (m := re.search(rule, text, re.IGNORECASE))}
    wrong = re.search(r"[^.;\n]*rows? sum[^.;\n]*", text, re.IGNORECASE)
    return verdicts(request, met, {"normalise-to-one": wrong[0].strip()} if wrong else {})


def gullible(request: dict[str, Any]) -> str:
    """A model that does what the answer says: everything is met, nothing is wrong, any words will do as evidence."""
    text = answer_in(request)
    if not re.search(r"full marks|ignore|award", text, re.IGNORECASE):
        return honest(request)
    sentences = [s.strip() for s in re.split(r"(?<=[.!?])\s+", text) if s.strip()]
    return verdicts(request, {id: sentences[i % len(sentences)] for i, id in enumerate(ids_in(request)[0])})


@pytest.fixture
def server() -> Iterator[Server]:
    """The server, on a free port of this machine."""
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            request = json.loads(self.rfile.read(length))
            state.requests.append(request)
            state.paths.append(self.path)
            state.keys.append(self.headers.get("Authorization", ""))
            try:
                state.behave(self, request)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            return

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            return

    http = Quiet(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{http.server_port}/v1"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield state
    http.shutdown()
    http.server_close()


@pytest.fixture
def endpoint(server: Server) -> Endpoint:
    return Endpoint(server.url, "toy", KEY, timeout_s=5.0)


@pytest.fixture
def question() -> Free:
    return Free.model_validate(
        {
            "id": "scale", "kind": "free", "topic": "attention", "level": 2,
            "prompt": "What is the 1/sqrt(d_k) factor in attention for?",
            "points": [
                {"id": "variance-grows", "weight": 3, "says": "The score variance is d_k.",
                 "match": ["variance (dk|grow)"]},
                {"id": "softmax-saturates", "weight": 3, "says": "Large scores make the softmax one-hot.",
                 "match": ["softmax (satur*|one_hot)"]},
                {"id": "gradient-vanishes", "weight": 2, "says": "Its gradient then is nearly zero.",
                 "match": ["gradient (vanish*|zero)"]},
                {"id": "restored", "weight": 2, "says": "Dividing brings the spread back to one.",
                 "match": ["spread back one"]},
            ],
            "red_flags": [
                {"id": "normalise-to-one", "claim": "the factor makes rows sum to 1", "costs": 25,
                 "says": "The softmax does that.", "match": ["factor > rows sum"]}
            ],
            "answer": "The variance of a score is d_k, so the softmax saturates, its gradient vanishes and learning "
            "stalls. Dividing brings the spread back to one.",
        }
    )  # fmt: skip


def drip(handler: Any, _: dict[str, Any]) -> None:
    """A behaviour: a byte now and then, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(1000):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)
