"""One call to a real server: what is sent, what comes back, and every way in which it fails."""

from __future__ import annotations

import json
import socket
import time
from dataclasses import replace
from typing import Any

import pytest

from llmprep.answers.judge.client import LARGEST_REPLY, complete
from llmprep.answers.judge.dialect import Dialect, dialect_from
from llmprep.answers.judge.endpoint import Endpoint, endpoint_from
from llmprep.answers.judge.faults import JudgeFault, redacted
from llmprep.answers.judge.reply_body import Completion
from llmprep.answers.judge.schema import json_schema

from .conftest import KEY, Server, drip, error, reply, send

ASK = [{"role": "user", "content": "hi"}]


def call(endpoint: Endpoint, dialect: Dialect | None = None) -> Completion:
    return complete(endpoint, ASK, dialect=dialect or Dialect(), schema=json_schema())


def fault(endpoint: Endpoint) -> JudgeFault:
    with pytest.raises(JudgeFault) as caught:
        call(endpoint)
    whole = f"{caught.value.line()} {caught.value!r} {caught.value.__cause__!r}"
    assert KEY not in whole
    assert "\n" not in caught.value.line()
    return caught.value


def test_structured_output_is_asked_for_at_temperature_0_with_a_seed(server: Server, endpoint: Endpoint) -> None:
    server.behave = lambda h, r: reply(h, "fine")
    done = call(endpoint)
    [sent] = server.requests
    assert (sent["model"], sent["temperature"], isinstance(sent["seed"], int)) == ("toy", 0, True)
    assert sent["response_format"]["type"] == "json_schema"
    assert sent["response_format"]["json_schema"]["strict"] is True
    assert server.paths == ["/v1/chat/completions"]
    assert server.keys == [f"Bearer {KEY}"]
    assert (done.content, done.prompt_tokens, done.completion_tokens, done.dialect) == ("fine", 700, 90, Dialect())


def test_the_schema_is_closed_and_without_references() -> None:
    text = json.dumps(json_schema())
    assert "$ref" not in text
    assert text.count('"additionalProperties": false') == 3
    assert json_schema()["required"] == ["points", "wrong_claims"]


def refusing(*words: str) -> Any:
    """A server that refuses requests with these fields, as real ones do."""

    def behave(handler: Any, request: dict[str, Any]) -> None:
        for word in words:
            kind = request.get("response_format", {}).get("type")
            if word in request or word == kind:
                error(400, f"Unsupported value: '{word}' is not supported with this model.")(handler, request)
                return
        reply(handler, "fine")

    return behave


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("json_schema",), Dialect("json")),
        (("json_schema", "json_object"), Dialect("plain")),
        (("temperature",), Dialect("schema", temperature=False)),
        (("seed", "json_schema"), Dialect("json", seed=False)),
        (("temperature", "seed", "json_schema", "json_object"), Dialect("plain", False, False)),
    ],
)
def test_what_a_server_does_not_understand_is_left_out(
    server: Server, endpoint: Endpoint, words: tuple[str, ...], found: Dialect
) -> None:
    server.behave = refusing(*words)
    done = call(endpoint)
    assert done.dialect == found
    before = len(server.requests)
    call(endpoint, found)
    assert len(server.requests) == before + 1
    assert dialect_from(found.as_json()) == found


def test_a_request_that_is_refused_in_any_form_is_a_fault(server: Server, endpoint: Endpoint) -> None:
    server.behave = error(400, "context length exceeded")
    found = fault(endpoint)
    assert found.kind == "bad-request"
    assert "context length exceeded" in found.says


def test_a_wrong_key(server: Server, endpoint: Endpoint) -> None:
    server.behave = error(401, f"Incorrect API key provided: {KEY}")
    found = fault(endpoint)
    assert (found.kind, found.lasting) == ("wrong-key", True)
    assert "does not accept the key (401); check OPENAI_API_KEY" in found.line()


def test_a_missing_key_where_one_is_wanted(server: Server, endpoint: Endpoint) -> None:
    server.behave = error(401)
    assert "wants a key" in fault(replace(endpoint, key=None)).says


def test_a_server_without_keys_gets_none_of_ours(server: Server, endpoint: Endpoint) -> None:
    server.behave = lambda h, r: reply(h, "fine")
    call(replace(endpoint, key=None))
    assert server.keys == ["Bearer none"]


def test_a_wrong_address(server: Server, endpoint: Endpoint) -> None:
    server.behave = error(404, "model 'toy' not found, try pulling it first")
    found = fault(endpoint)
    assert found.kind == "not-found"
    assert "try pulling it first" in found.says


def test_a_web_page_instead_of_an_api(server: Server, endpoint: Endpoint) -> None:
    server.behave = lambda h, r: send(h, 200, "<html>hello</html>")
    assert fault(endpoint).kind == "not-chat"


def test_nothing_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    begin = time.monotonic()
    found = fault(Endpoint(f"http://127.0.0.1:{port}/v1", "toy", KEY, 5.0))
    assert found.kind == "refused"
    assert f"nothing listens at 127.0.0.1:{port}" in found.line()
    assert time.monotonic() - begin < 2


def test_an_unknown_host() -> None:
    found = fault(Endpoint("http://no-such-host.invalid/v1", "toy", KEY, 20.0))
    assert found.kind == "unknown-host"
    assert "no host is called no-such-host.invalid" in found.line()


def test_a_server_that_never_answers(server: Server, endpoint: Endpoint) -> None:
    server.behave = lambda h, r: time.sleep(3)
    begin = time.monotonic()
    found = fault(replace(endpoint, timeout_s=0.5))
    assert found.kind == "timeout"
    assert "within 0.5 s" in found.says
    assert time.monotonic() - begin < 1.5


def test_a_server_that_drips(server: Server, endpoint: Endpoint) -> None:
    server.behave = drip
    begin = time.monotonic()
    assert fault(replace(endpoint, timeout_s=0.8)).kind == "timeout"
    assert time.monotonic() - begin < 2


def test_a_server_that_drips_its_header(server: Server, endpoint: Endpoint) -> None:
    def slowly(handler: Any, _: dict[str, Any]) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(1000):
            handler.wfile.write(b"X")
            handler.wfile.flush()
            time.sleep(0.1)

    server.behave = slowly
    begin = time.monotonic()
    assert fault(replace(endpoint, timeout_s=0.8)).kind == "timeout"
    assert time.monotonic() - begin < 2


def test_429_is_waited_out_as_the_server_says(server: Server, endpoint: Endpoint) -> None:
    server.script(error(429, "slow down", Retry_After="0.3"), lambda h, r: reply(h, "fine"))
    begin = time.monotonic()
    assert call(endpoint).content == "fine"
    assert time.monotonic() - begin >= 0.3
    assert len(server.requests) == 2


def test_429_for_longer_than_there_is_time(server: Server, endpoint: Endpoint) -> None:
    server.behave = error(429, "quota", Retry_After="3600")
    begin = time.monotonic()
    found = fault(endpoint)
    assert (found.kind, found.lasting) == ("rate-limited", False)
    assert "try again in 3600 s (quota)" in found.says
    assert time.monotonic() - begin < 1


def test_a_hiccup_is_tried_again(server: Server, endpoint: Endpoint) -> None:
    server.script(error(503, "busy"), lambda h, r: reply(h, "fine"))
    assert call(endpoint).content == "fine"


def test_a_server_that_keeps_failing(server: Server, endpoint: Endpoint) -> None:
    server.behave = error(500, "boom")
    found = fault(endpoint)
    assert (found.kind, len(server.requests)) == ("server-error", 3)
    assert "fails with status 500 (boom)" in found.says


@pytest.mark.parametrize("body", ['{"choices": []}', '{"choices": [{}]}', '{"choices": [null]}', '{"choices": null}'])
def test_no_choice(server: Server, endpoint: Endpoint, body: str) -> None:
    server.behave = lambda h, r: send(h, 200, body)
    assert fault(endpoint).kind == "empty"


@pytest.mark.parametrize("content", [None, "", "  \n"])
def test_an_empty_reply(server: Server, endpoint: Endpoint, content: str | None) -> None:
    server.behave = lambda h, r: reply(h, content)
    assert fault(endpoint).kind == "empty"


def test_a_body_that_breaks_off(server: Server, endpoint: Endpoint) -> None:
    server.behave = lambda h, r: send(h, 200, '{"choices": [{"message": {"content": "half')
    assert fault(endpoint).kind == "truncated"


def test_a_reply_cut_off_by_its_length(server: Server, endpoint: Endpoint) -> None:
    server.behave = lambda h, r: reply(h, '{"points": [', finish="length")
    assert fault(endpoint).kind == "truncated"


def test_a_refusal(server: Server, endpoint: Endpoint) -> None:
    server.behave = lambda h, r: reply(h, None, refusal="I cannot help with that.")
    found = fault(endpoint)
    assert found.kind == "refusal"
    assert "I cannot help with that." in found.says


def test_the_content_filter(server: Server, endpoint: Endpoint) -> None:
    server.behave = lambda h, r: reply(h, None, finish="content_filter")
    assert fault(endpoint).kind == "content-filter"


def test_a_reply_of_ten_megabytes(server: Server, endpoint: Endpoint) -> None:
    server.behave = lambda h, r: reply(h, "x" * 10_000_000)
    found = fault(endpoint)
    assert found.kind == "too-large"
    assert f"{LARGEST_REPLY:,}" in found.says


def test_a_redirect_is_not_followed(server: Server, endpoint: Endpoint) -> None:
    server.behave = lambda h, r: send(h, 307, "", Location="http://elsewhere.example/v1/chat/completions")
    found = fault(endpoint)
    assert found.kind == "redirect"
    assert "redirects to http://elsewhere.example" in found.says
    assert len(server.requests) == 1


def test_a_connection_that_breaks(server: Server, endpoint: Endpoint) -> None:
    def hang_up(handler: Any, _: dict[str, Any]) -> None:
        handler.connection.shutdown(socket.SHUT_RDWR)
        handler.close_connection = True

    server.behave = hang_up
    assert fault(endpoint).kind == "connection"


def test_an_error_with_status_200(server: Server, endpoint: Endpoint) -> None:
    server.behave = lambda h, r: send(h, 200, json.dumps({"error": {"message": f"bad {KEY}"}}))
    assert "reports an error: bad ***" in fault(endpoint).says


@pytest.mark.parametrize(
    ("model", "url", "key", "kind"),
    [
        (None, None, KEY, "no-model"),
        ("m", None, None, "no-key"),
        ("m", "api.example.com/v1", KEY, "bad-url"),
        ("m", "ftp://example.com", KEY, "bad-url"),
        ("m", "http://[broken", KEY, "bad-url"),
        ("m", "http://host:99999", KEY, "bad-url"),
    ],
)
def test_settings_that_cannot_work(model: str | None, url: str | None, key: str | None, kind: str) -> None:
    with pytest.raises(JudgeFault) as caught:
        endpoint_from(model, url, {"OPENAI_API_KEY": key} if key else {}, timeout_s=1)
    assert caught.value.kind == kind


def test_a_local_server_needs_no_key_and_a_folder_cannot_direct_the_key() -> None:
    local = endpoint_from("m", "http://localhost:11434/v1/", {}, timeout_s=1)
    assert (local.key, local.url, local.host) == (None, "http://localhost:11434/v1", "localhost:11434")
    told = endpoint_from("m", "http://stranger.example/v1", {"OPENAI_API_KEY": KEY}, timeout_s=1, key_may_go=False)
    assert told.key is None
    assert KEY not in repr(endpoint_from("m", None, {"OPENAI_API_KEY": KEY}, timeout_s=1))


def test_nothing_like_a_key_survives_in_a_message() -> None:
    assert redacted("bad sk-abcdefgh1234 and Bearer tok3n!\nnext", None) == "bad *** and Bearer *** next"
    assert redacted("the secret opensesame", "opensesame") == "the secret ***"
    assert len(redacted("x" * 999, None)) == 200
