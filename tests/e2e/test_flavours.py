"""Flavours: named sizes of jobs."""

from .any_client import User, refusal
from .names import unique


def test_a_flavour_is_added_changed_listed_and_deleted(root: User) -> None:
    name = unique("flavour")
    assert root.add_flavour(name, "2", "4Gi", {"nvidia.com/gpu": "1"}) == (True, None)
    assert refusal(root.add_flavour(name, "2", "4Gi")) == "DuplicatedName"
    assert root.update_flavour(name, cpu="3") == (True, name)
    shown = root.show_flavour(name).unwrap()
    assert (shown.name, shown.cpu, shown.mem, shown.scalar_resources) == (name, "3", "4Gi", {"nvidia.com/gpu": "1"})
    assert [flavour.name for flavour in root.list_flavour(key=name[3:]).unwrap()] == [name]
    assert name in [flavour.name for flavour in root.iter_flavours(maxsize=2)]
    assert root.del_flavour(name) == (True, None)
    assert refusal(root.show_flavour(name)) == "FlavourNotFound"


def test_a_flavour_needs_amounts(root: User) -> None:
    assert refusal(root.add_flavour(unique("flavour"), "none", "4Gi")) == "FlavourInvalidField"


def test_others_than_root_add_flavours_and_do_not_change_them(root: User, alice: User) -> None:
    name = unique("flavour")
    assert alice.add_flavour(name, "1", "1Gi") == (True, None)
    assert alice.show_flavour(name).ok
    assert refusal(alice.update_flavour(name, cpu="2")) == "ActionNotAllowed"
    assert refusal(alice.del_flavour(name)) == "ActionNotAllowed"
    assert root.del_flavour(name) == (True, None)
