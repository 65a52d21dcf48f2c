"""Users: the rules of names and passwords, and the order in which they are looked at."""

import re

import pytest

from ..support.api import PASSWORD, Api


@pytest.fixture(scope="module")
def alice(root: Api) -> Api:
    return root.add_user("alice")


@pytest.mark.parametrize("name", ["abc", "a" * 17, "with-dash", "with space", "böse", "line\n", ""])
def test_a_name_has_4_to_16_letters_or_digits(root: Api, name: str) -> None:
    assert root.post("/user", username=name, password=PASSWORD).code == "InvalidNamePattern"


@pytest.mark.parametrize("password", ["", "abc12", "abcdef", "123456", "ABC123", "äöü123"])
def test_a_password_has_6_bytes_a_digit_and_a_lower_case_letter(root: Api, password: str) -> None:
    assert root.post("/user", username="david", password=password).code == "UserPasswordWeak"
    assert root.put("/user/alice", password=password).code == "UserPasswordWeak"


def test_a_password_above_72_bytes_is_an_internal_error(root: Api) -> None:
    assert root.post("/user", username="david", password="a1" * 37).code == "InternalError"
    assert root.post("/user", username="david72", password="a1" * 36).status == 200
    assert root.post("/login", username="david72", password="a1" * 37).code == "AuthFailed"


def test_name_then_password_then_root_are_checked(alice: Api) -> None:
    # A name in the body of another user is stopped before, so alice names herself.
    assert alice.post("/user", username="alice", password="weak").code == "UserPasswordWeak"
    assert alice.post("/user", username="alice", password=PASSWORD).code == "OnlyRootAllowed"


def test_a_taken_name_is_an_internal_error(root: Api, alice: Api) -> None:
    assert root.post("/user", username="alice", password=PASSWORD).code == "InternalError"


def test_a_user_named_root_in_capitals_is_not_root(root: Api) -> None:
    impostor = root.add_user("Root")
    assert impostor.get("/user").code == "AccessDenied"


def test_one_user_is_shown_by_name(root: Api, alice: Api) -> None:
    shown = root.get("/user", user="alice").ok
    assert shown["name"] == "alice"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", shown["createTime"])


def test_a_request_that_crashes_the_real_server_is_refused(root: Api, alice: Api) -> None:
    assert root.get("/user", user="ghost").code == "UserNotExist"
    assert alice.get("/user", user="alice").code == "AccessDenied"


def test_others_than_root_change_their_own_password_only(root: Api) -> None:
    erika, _ = root.add_user("erika"), root.add_user("erikas")
    assert erika.put("/user/erikas", password="newer678").code == "AccessDenied"
    assert erika.put("/user/erika", password="newer678").ok == ""


def test_only_root_deletes_users(root: Api, alice: Api) -> None:
    assert alice.delete("/user/alice").code == "AccessDenied"
    assert root.delete("/user/root").code == "AccessDenied"
    assert root.delete("/user/ghost").code == "UserNotExist"


def test_a_deleted_name_can_be_taken_again(root: Api) -> None:
    first = root.add_user("frank")
    root.delete("/user/frank")
    second = root.add_user("frank")
    assert first.get("/run").code == "AuthFailed"  # Another hash of the same password.
    assert second.get("/run").status == 200
