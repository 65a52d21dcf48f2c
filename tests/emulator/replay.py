"""Send recorded requests, in order, to a server, and tell how its answers differ in shape from the recorded ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from ..support.api import FINAL, Api, Response, wait_for
from ..support.contract import Exchange

NO_ANSWER = 0
_LEARNED_KEY = re.compile(r"(ID|Id|^id|nextMarker)$")
_SHORTEST_INSIDE = 6  # a shorter text is only replaced when it is the whole value
_MAPS = frozenset(
    ["env", "parameters", "properties", "labels", "runtime", "postProcess", "entryPoints", "scalarResources"]
) | {"metricsInfo", "input", "output", "annotations"}
"""Keys whose values have free keys, so that only common ones are compared."""


@dataclass
class Replay:
    """A server that is sent recordings: learns ids, markers and tokens from its answers for later requests."""

    api: Api
    learned: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def send(self, exchange: Exchange) -> Response:
        """Send one request; a run or job is looked at again until it has the recorded final state."""
        expected = exchange.response["body"]
        answer = self._send(exchange)
        state = expected.get("status") if isinstance(expected, dict) else None
        if state in FINAL and exchange.request["method"] == "GET":
            answer = wait_for(lambda: self._send(exchange), lambda seen: _is_in(state, seen))
        if exchange.name in ("login", "login alice"):
            self.tokens[_user(exchange)] = answer.ok["authorization"]
        self._learn(expected, answer.body)
        return answer

    def _send(self, exchange: Exchange) -> Response:
        request = exchange.request
        query = {name: self._known(value) for name, value in request["query"].items() if value is not None}
        body = {} if request["body"] is None else {"json": self._known(request["body"])}
        path = quote(self._known(request["path"]))
        headers = {"x-pf-authorization": self._token(exchange)} if request["authorized"] else {}
        return self.api.send(request["method"], path, params=query, headers=headers, checked=False, **body)

    def _token(self, exchange: Exchange) -> str:
        return "nonsense" if exchange.name == "bad token" else self.tokens[_user(exchange)]

    def _known(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._known(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self._known(item) for item in value]
        if not isinstance(value, str) or value in self.learned:
            return self.learned.get(value, value) if isinstance(value, str) else value
        for old in sorted(self.learned, key=len, reverse=True):
            if len(old) > _SHORTEST_INSIDE:
                value = value.replace(old, self.learned[old])
        return value

    def _learn(self, expected: Any, actual: Any, key: str = "") -> None:
        if isinstance(expected, dict) and isinstance(actual, dict):
            for name in expected.keys() & actual.keys():
                self._learn(expected[name], actual[name], name)
        elif isinstance(expected, list) and isinstance(actual, list):
            for old, new in zip(expected, actual, strict=False):
                self._learn(old, new, key)
        elif isinstance(expected, str) and isinstance(actual, str) and _is_learned(key, expected, actual):
            self.learned[expected] = actual


def _is_in(state: str, answer: Response) -> bool:
    return answer.status >= 400 or answer.body.get("status") == state


def _is_learned(key: str, expected: str, actual: str) -> bool:
    return bool(expected and actual and key != "requestID" and _LEARNED_KEY.search(key))


def _user(exchange: Exchange) -> str:
    return "alice" if re.search(r"alice$|not root$", exchange.name) else "root"


def differences(exchange: Exchange, answer: Response) -> list[str]:
    """How an answer differs from the recorded one: status, code, state, fields, JSON types."""
    status, body = exchange.status, exchange.response["body"]
    if status == NO_ANSWER:
        return [] if answer.status in (400, 404) else [f"no answer -> {answer.status}"]
    found = [] if status == answer.status else [f"status {status} -> {answer.status}"]
    for name in ("code", "status"):
        if isinstance(body, dict) and isinstance(answer.body, dict) and name in body:
            expected, actual = body[name], answer.body.get(name)
            if expected != actual and (name == "code" or expected in FINAL):
                found.append(f"{name} {expected} -> {actual}")
    return found + list(_shape(body, answer.body))


def _kind(value: Any) -> str:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return "null" if value is None else "number" if number else type(value).__name__


def _shape(expected: Any, actual: Any, path: str = "") -> Iterator[str]:
    if _kind(expected) != _kind(actual):
        yield f"{path or '/'}: {_kind(expected)} -> {_kind(actual)}"
    elif isinstance(expected, dict):
        if path.rpartition("/")[2] not in _MAPS:
            yield from (f"{path}/{name}: missing" for name in expected.keys() - actual.keys())
            yield from (f"{path}/{name}: extra" for name in actual.keys() - expected.keys())
        for name in sorted(expected.keys() & actual.keys()):
            yield from _shape(expected[name], actual[name], f"{path}/{name}")
    elif isinstance(expected, list) and expected:
        yield from _shape(expected[0], actual[0], path + "[]") if actual else [f"{path}: empty list"]
