"""Regenerating is a way in: an endpoint added to the spec is callable, with its answer as a model."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import httpx
import pytest
import yaml

GREETING = {
    "get": {
        "operationId": "greet",
        "tags": ["greeting"],
        "parameters": [
            {"name": "who", "in": "path", "required": True, "schema": {"type": "string"}},
            {"name": "times", "in": "query", "schema": {"type": "integer"}},
        ],
        "responses": {
            "200": {
                "description": "The greeting.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Greeting"}}},
            }
        },
    }
}
MODEL = {
    "type": "object",
    "required": ["text"],
    "properties": {
        "text": {"type": "string"},
        "asked": {"type": "object", "properties": {"path": {"type": "string"}, "token": {"type": "string"}}},
    },
}


class Greeter(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        asked = {"path": self.path, "token": self.headers["x-pf-authorization"]}
        body = json.dumps({"text": "你好", "asked": asked}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def greeter() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Greeter) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/base"
        server.shutdown()
        thread.join()


def test_an_endpoint_added_to_the_spec_is_callable(
    tiny_spec: Path,
    generate: Callable[..., CompletedProcess[str]],
    greeter: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document = yaml.safe_load(tiny_spec.read_text(encoding="utf-8"))
    components = document["components"]
    schemas = {**components["schemas"], "Greeting": MODEL}
    grown = {
        **document,
        "paths": {**document["paths"], "/greeting/{who}": GREETING},
        "components": {**components, "schemas": schemas},
    }
    spec = tmp_path / "grown.yaml"
    spec.write_text(json.dumps(grown, ensure_ascii=False), encoding="utf-8")

    done = generate("--spec", spec, "--output", tmp_path / "grown_api")
    assert done.returncode == 0, done.stderr
    monkeypatch.syspath_prepend(str(tmp_path))
    grown_api = import_module("grown_api")
    greet = import_module("grown_api.api").greeting.greet

    def client() -> Any:
        arguments: dict[str, Any] = {"prefix": "", "auth_header_name": "x-pf-authorization"}
        return grown_api.AuthenticatedClient(greeter, token="tok", timeout=httpx.Timeout(10), **arguments)

    async def call() -> Any:
        async with client() as asynchronous:
            return await greet.asyncio("a/b", client=asynchronous, times=2)

    with client() as blocking:
        answer = greet.sync("a/b", client=blocking, times=2)

    assert answer == asyncio.run(call())
    assert isinstance(answer, grown_api.models.Greeting)
    assert answer.text == "你好"
    assert answer.asked.path == "/base/greeting/a%2Fb?times=2"
    assert answer.asked.token == "tok"
