"""Tokens: who needs one, what ends one, who may act for whom."""

import threading
from datetime import datetime, timedelta

import bcrypt
import jwt
import pytest

from paddleflow_emulator.http.auth import Tokens, hash_password
from paddleflow_emulator.http.errors import ApiError

from ..support.api import PASSWORD, Api, encoded, pipeline_yaml
from ..support.clock import HandClock
from .conftest import Serving


@pytest.fixture(scope="module")
def alice(root: Api) -> Api:
    return root.add_user("alice")


def test_a_token_is_needed_for_the_version_too(anyone: Api) -> None:
    assert anyone.get("/version").code == "AuthWithoutToken"


def test_a_token_is_needed_for_unknown_paths_of_the_api(anyone: Api, root: Api) -> None:
    assert anyone.get("/nothing").code == "AuthWithoutToken"
    assert root.get("/nothing").code == "PathNotFound"


def test_a_path_outside_of_the_api_is_not_found_without_a_token(anyone: Api) -> None:
    response = anyone.http.get(anyone.address + "/elsewhere")
    assert (response.status_code, response.json()["code"]) == (404, "PathNotFound")


def test_a_path_that_ends_in_login_needs_a_token(anyone: Api) -> None:
    assert anyone.get("/flavour/mylogin").code == "AuthWithoutToken"
    assert anyone.get("/login").code == "AuthWithoutToken"


@pytest.mark.parametrize("host", ["x?", "x#", "x/y?", "a@b?"])
def test_the_host_header_does_not_bypass_authentication(anyone: Api, host: str) -> None:
    assert anyone.send("GET", "/queue", headers={"host": host}, checked=False).code == "AccessDenied"


@pytest.mark.parametrize("token", ["nonsense", "a.b.c", "Bearer x", "\xff"])
def test_a_made_up_token_is_invalid(anyone: Api, token: str) -> None:
    answer = anyone.send("GET", "/user", headers={"x-pf-authorization": token.encode("latin-1")})
    assert answer.code == "AuthInvalidToken"


def test_a_token_signed_with_another_secret_is_invalid(anyone: Api) -> None:
    for algorithm, key in (("HS256", "k" * 32), ("none", "")):
        token = jwt.encode({"iss": "paddleflow", "username": "root", "password": "x"}, key, algorithm=algorithm)
        assert anyone.send("GET", "/user", headers={"x-pf-authorization": token}).code == "AuthInvalidToken"


def test_a_token_of_another_server_is_invalid(anyone: Api, serving: Serving) -> None:
    with serving() as other:
        foreign = other.login().http.headers["x-pf-authorization"]
    assert anyone.send("GET", "/user", headers={"x-pf-authorization": foreign}).code == "AuthInvalidToken"


def test_a_token_does_not_hold_the_password_or_its_hash(root: Api) -> None:
    claims = jwt.decode(root.http.headers["x-pf-authorization"], options={"verify_signature": False})
    assert "$2b$" not in str(claims)
    assert "exp" not in claims


def test_tokens_are_standard_jwts() -> None:
    secret, clock = b"k" * 32, HandClock(datetime.fromisoformat("2026-01-31 12:00:00"))
    tokens = Tokens(secret, clock, timedelta(hours=1))
    token = tokens.make("root", "a hash")
    claims = jwt.decode(token, secret, algorithms=["HS256"], issuer="paddleflow", options={"verify_exp": False})
    assert claims["exp"] == (clock.now() + timedelta(hours=1)).timestamp()
    assert tokens.read(jwt.encode(claims, secret, algorithm="HS256")) == (claims["username"], claims["password"])
    head, body, signature = token.split(".")
    for changed in (f"{head}.{body}A.{signature}", f"{head}.{body}.", f"{body}.{signature}", f"{token}.", f"{token}="):
        with pytest.raises(ApiError, match="AuthInvalidToken"):
            tokens.read(changed)


def test_a_password_is_hashed_as_slowly_as_by_the_real_server(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, quick = list[int](), bcrypt.gensalt
    monkeypatch.setattr(bcrypt, "gensalt", lambda rounds: asked.append(rounds) or quick(rounds))
    assert hash_password("abc12345").startswith("$2b$")
    assert asked == [10]


def test_a_token_ends_after_its_lifetime(serving: Serving) -> None:
    clock = HandClock(datetime.fromisoformat("2026-01-31 12:00:00"))
    with serving(clock=clock, token_lifetime=timedelta(hours=1)) as api:
        root = api.login()
        clock.moment += timedelta(minutes=59)
        assert root.get("/version").status == 200
        clock.moment += timedelta(minutes=1)
        assert root.get("/version").code == "AuthInvalidToken"


def test_a_new_password_ends_the_tokens_of_the_old_one(root: Api) -> None:
    bob = root.add_user("bobby")
    assert bob.put("/user/bobby", password="newer678").ok == ""
    assert bob.get("/run").code == "AuthFailed"
    assert root.post("/login", username="bobby", password=PASSWORD).code == "AuthFailed"
    assert root.login("bobby", "newer678").get("/run").status == 200


def test_a_token_of_a_deleted_user_is_refused(root: Api) -> None:
    carol = root.add_user("carol")
    assert root.delete("/user/carol").ok == ""
    assert carol.get("/run").code == "UserNotExist"


def test_only_root_may_name_another_user_in_a_body(alice: Api) -> None:
    raw = encoded(pipeline_yaml())
    for key in ("username", "userName", "USERNAME"):
        assert alice.send("POST", "/run", json={"runYamlRaw": raw, key: "root"}).code == "AuthIllegalUser"
    assert alice.post("/run", runYamlRaw=raw, username="alice").status == 201


def test_a_body_that_is_not_json_is_refused(alice: Api) -> None:
    assert alice.send("POST", "/run", content=b"{").code == "MalformedJSON"
    assert alice.send("POST", "/run", content=b"[]").code == "MalformedJSON"


def test_only_root_may_name_another_user_in_a_query(alice: Api, root: Api) -> None:
    assert alice.get("/run", userName="root").code == "AuthIllegalUser"
    assert root.get("/run", userName="alice").status == 200


def test_the_request_id_is_echoed(root: Api) -> None:
    answer = root.send("GET", "/run/ghost", headers={"x-pf-request-id": "mine"})
    assert (answer.headers["x-pf-request-id"], answer.body["requestID"]) == ("mine", "mine")


def test_a_request_without_id_gets_one(root: Api) -> None:
    first, second = (root.get("/run/ghost") for _ in range(2))
    assert first.headers["x-pf-request-id"] == first.body["requestID"] != second.body["requestID"]
    assert root.get("/run").headers["x-pf-request-id"]


def test_logins_at_once_all_get_in(anyone: Api) -> None:
    answers: list[int] = []
    threads = [
        threading.Thread(
            target=lambda: answers.append(anyone.post("/login", username="root", password="paddleflow").status)
        )
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 6
