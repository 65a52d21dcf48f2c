"""Every name of the manual and of the official SDK binds, in every position, in both clients."""

import inspect
from typing import Any

import pytest

import clients
import paddleflow
from paddleflow import AsyncClient, Client

from ...support.any_client import AnyClient
from ...support.cases import with_each
from ...support.operations import operations
from .signatures import Described, Signature, described, methods

CASES = [
    (name, signature)
    for name, entry in described().items()
    if name != "__init__"
    for signature in entry.signatures.values()
]
# Where the official SDK's order is another than the manual's, the manual's holds: its position and ours of a name.
REORDERED = {
    "list_fs": {"username": (0, 1), "maxsize": (1, 0)},
    "create_pipeline": {"desc": (2, 3), "username": (3, 4), "yaml_raw": (4, 2)},
    "update_pipeline": {"username": (3, 5), "yaml_raw": (5, 3)},
    "mount": {"mountOptions": (2, 3), "username": (3, 2)},
    "create_cluster": {
        "source": (5, 6),
        "setting": (6, 7),
        "status": (7, 8),
        "namespacelist": (8, 9),
        "version": (9, 10),
    },
    "list_cluster": {"maxkeys": (0, 2), "marker": (1, 3), "clustername": (2, 1), "clusterstatus": (3, 0)},
    "update_cluster": {
        "credential": (2, 3),
        "clustertype": (3, 2),
        "source": (5, 6),
        "setting": (6, 7),
        "status": (7, 8),
        "namespacelist": (8, 9),
        "version": (9, 10),
    },
    "get_statistics_detail": {"start": (1, 2), "end": (2, 3), "step": (3, 4), "runid": (4, 1)},
}
# Where the manual's default is the server's own, nothing is sent.
SERVER_DEFAULTS = {("create_cluster", "status"), ("update_cluster", "status")}
# Where the manual has no default for an optional name, and the client says what that means.
OWN_DEFAULTS = {("stop_run", "force"): False}


@pytest.fixture
def offline(any_clients: AnyClient) -> AnyClient:
    """A client of either kind that has no server and no login: what is tried here is refused before either matters."""
    return any_clients.new("127.0.0.1", paddleflow_server_port=9)


def names_of(name: str) -> list[str]:
    return [each for each in inspect.signature(getattr(Client, name)).parameters if each != "self"]


def canonical(name: str, given: str) -> str:
    return clients.aliases(operations()[name]).get(given, given) if name in operations() else given


def test_the_data_has_55_sections_of_the_manual_and_21_other_methods() -> None:
    documented = [entry for entry in described().values() if entry.section]
    assert (len(documented), len(described()) - len(documented)) == (55, 21)


@pytest.mark.parametrize("kind", [Client, AsyncClient])
@with_each("name", [name for name in described() if name != "__init__"])
def test_both_clients_have_the_method(kind: type, name: str) -> None:
    assert inspect.isfunction(getattr(kind, name))


def test_both_clients_have_the_same_methods_with_the_same_signatures() -> None:
    def parameters(kind: type) -> dict[str, list[str]]:
        return {
            name: [str(each) for each in inspect.signature(method).parameters.values()]
            for name, method in inspect.getmembers(kind, inspect.isfunction)
            if not name.startswith("_") and name != "close"
        }

    assert parameters(AsyncClient) == parameters(Client)


@with_each("name, signature", CASES)
def test_every_name_binds_in_every_position(offline: AnyClient, name: str, signature: Signature) -> None:
    method = getattr(offline, name)
    nothing = object()  # binds, and is refused as a value: nothing is sent
    moved = REORDERED.get(name, {}) if signature is described()[name].present else {}
    for positional in range(len(signature.names) + 1):
        if any(positional > min(places) for places in moved.values()) and positional < len(signature.names):
            continue  # some by position and the rest by name: what stands before is another name's place
        by_name = dict.fromkeys(signature.names[positional:], nothing)
        ret, message = method(*[nothing] * positional, **by_name)
        assert isinstance(ret, bool), message


@with_each("name, signature", CASES)
def test_every_name_stands_in_its_position(name: str, signature: Signature) -> None:
    ours = names_of(name)
    moved = {
        each: (position, ours.index(canonical(name, each)))
        for position, each in enumerate(signature.names)
        if ours.index(canonical(name, each)) != position
    }
    assert moved == (REORDERED.get(name, {}) if moved else {})
    assert not moved or signature is described()[name].present


@with_each("name", REORDERED)
def test_the_manuals_order_wins_where_the_two_differ(name: str) -> None:
    entry = described()[name]
    assert entry.manual is not None
    assert names_of(name)[: len(entry.manual.names)] == list(entry.manual.names)


@with_each("entry", [entry for entry in described().values() if entry.manual and entry.name != "__init__"])
def test_names_and_defaults_are_the_manuals(entry: Described) -> None:
    assert entry.manual is not None
    ours = inspect.signature(methods()[entry.name]).parameters
    assert set(entry.manual.names) <= set(ours)
    for name in entry.manual.names:
        default = OWN_DEFAULTS.get((entry.name, name), entry.manual.defaults.get(name, inspect.Parameter.empty))
        if (entry.name, name) in SERVER_DEFAULTS:
            default = None
        if (entry.name, name) not in OPTIONAL_HERE:
            assert ours[name].default == default, name


# The manual's example of link列表 calls show_link with a file system alone; login takes what the client was made with.
OPTIONAL_HERE = {("show_link", "fspath"), ("login", "user_name"), ("login", "password")}

WITH_ALIASES = [name for name, each in operations().items() if clients.aliases(each)]


@with_each("name", WITH_ALIASES)
def test_giving_both_names_is_a_type_error(offline: AnyClient, name: str) -> None:
    for alias, first in clients.aliases(operations()[name]).items():
        for given in ({alias: "a", first: "b"}, {first: "b", alias: "a"}):
            with pytest.raises(TypeError, match=rf"{name}\(\) got multiple values for argument '{first}'"):
                getattr(offline, name)(**given)


@with_each("name", WITH_ALIASES)
def test_giving_an_alias_after_its_position_is_a_type_error(offline: AnyClient, name: str) -> None:
    for alias, first in clients.aliases(operations()[name]).items():
        before = names_of(name).index(first)
        with pytest.raises(TypeError, match=f"multiple values for argument '{first}'"):
            getattr(offline, name)(*["x"] * (before + 1), **{alias: "y"})


@with_each("name", WITH_ALIASES)
def test_an_alias_names_a_parameter_and_is_not_one(name: str) -> None:
    for alias, first in clients.aliases(operations()[name]).items():
        assert first in names_of(name)
        assert alias not in names_of(name)


@with_each("name", operations())
def test_an_unknown_name_is_a_type_error(offline: AnyClient, name: str) -> None:
    parameters = inspect.signature(getattr(Client, name)).parameters.values()
    required = {each.name: "x" for each in parameters if each.default is each.empty and each.name != "self"}
    with pytest.raises(TypeError, match="unexpected keyword argument 'ghost'"):
        getattr(offline, name)(**required, ghost=1)


@pytest.mark.parametrize("kind", [Client, AsyncClient])
@pytest.mark.parametrize("source", ["manual", "present"])
def test_a_client_is_made_with_the_names_of_both(kind: Any, source: str) -> None:
    signature = described()["__init__"].signatures[source]
    values = {
        "paddleflow_server_host": "127.0.0.1",
        "username": "root",
        "password": "secret",
        "paddleflow_server_port": "8999",
    }
    made = kind(**{name: values[name] for name in signature.names})
    assert repr(made).startswith(f"<{kind.__name__} http://127.0.0.1:8999 ")


def test_a_client_is_made_with_the_positions_of_the_manuals_example() -> None:
    client = paddleflow.Client("127.0.0.1", "your-username", "your-password", "8999")
    assert repr(client) == "<Client http://127.0.0.1:8999 user='your-username'>"
