"""Users: added, logged in, their passwords changed, deleted; and what they may do."""

from .any_client import User, refusal
from .conftest import Target
from .names import unique

PASSWORD = "abc12345"


def test_a_user_is_added_listed_shown_and_deleted(root: User) -> None:
    name = unique("user")
    assert root.add_user(name, PASSWORD) == (True, None)
    assert name in [user.name for user in root.list_user(1000).unwrap()]
    shown = root.show_user(name).unwrap()
    assert (shown.name, shown.create_datetime.tzinfo is not None) == (name, True)
    assert root.del_user(name) == (True, None)
    assert name not in [user.name for user in root.iter_users()]


def test_users_come_page_by_page(root: User) -> None:
    names = [unique("page") for _ in range(3)]
    for name in names:
        root.add_user(name, PASSWORD).unwrap()
    ret, page = root.list_user(maxsize=2)
    assert ret
    assert (len(page), page.truncated) == (2, True)
    ret, following = root.list_user(maxsize=2, marker=page.next_marker)
    assert ret
    assert not {user.name for user in page} & {user.name for user in following}
    listed = [user.name for user in root.iter_users(maxsize=2)]
    assert [name for name in listed if name in names] == names
    for name in names:
        root.del_user(name).unwrap()


def test_a_changed_password_ends_the_old_login(root: User) -> None:
    name = unique("user")
    root.add_user(name, PASSWORD).unwrap()
    user = root.login_as(name, PASSWORD)
    assert user.update_password(name, "changed456") == (True, None)
    assert refusal(user.list_run()) == "AuthFailed"
    assert user.login(name, "changed456") == (True, None)
    assert user.list_run().ok
    root.del_user(name).unwrap()


def test_root_sets_the_password_of_another_user(root: User) -> None:
    name = unique("user")
    root.add_user(name, PASSWORD).unwrap()
    assert root.update_password(name, "changed456") == (True, None)
    assert refusal(root.new(root.address, name, PASSWORD).login()) == "AuthFailed"
    assert root.new(root.address, name, "changed456").login() == (True, None)
    root.del_user(name).unwrap()


def test_names_and_passwords_have_rules(root: User) -> None:
    assert refusal(root.add_user("a b", PASSWORD)) == "InvalidNamePattern"
    assert refusal(root.add_user(unique("user"), "weak")) == "UserPasswordWeak"


def test_a_failed_login_leaves_the_one_before_in_force(root: User, target: Target) -> None:
    ours = root.login_as(target.user, target.password)
    assert refusal(ours.login(target.user, "wrong1234")) == "AuthFailed"
    assert refusal(ours.login(unique("ghost"), PASSWORD)) == "UserNotExist"
    assert ours.list_user().ok


def test_calls_without_a_login_are_refused(root: User, target: Target) -> None:
    stranger = root.new(target.address)
    assert refusal(stranger.pre_check()) == "InvalidOperator"
    assert refusal(stranger.list_run()) == "InvalidOperator"
    assert root.pre_check() == (True, None)
    assert refusal(root.new(target.address, token="made up").list_run()) == "AuthInvalidToken"


def test_only_root_manages_users(root: User, alice: User) -> None:
    other = unique("other")
    root.add_user(other, PASSWORD).unwrap()
    assert refusal(alice.add_user(unique("user"), PASSWORD)) == "AuthIllegalUser"
    assert refusal(alice.list_user()) == "AccessDenied"
    assert refusal(alice.del_user(other)) == "AccessDenied"
    assert refusal(alice.update_password(other, "changed456")) == "AccessDenied"
    root.del_user(other).unwrap()


def test_only_root_names_another_user(root: User, alice: User) -> None:
    assert refusal(alice.create_run(username="root", run_yaml_raw="name: a")) == "AuthIllegalUser"
    assert refusal(alice.add_fs(unique("fs"), "local://a", username="root")) == "AuthIllegalUser"
    # In a query the server does not look at the name: these are still the caller's own.
    assert alice.list_fs(username="root").unwrap() == []
