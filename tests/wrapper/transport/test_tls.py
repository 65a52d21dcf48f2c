"""https:// addresses: whom a client trusts, and what it shows."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from paddleflow import ConnectionFailed

from ...support.any_client import AnyClient, mostly_auto
from ...support.clock import Clock
from ...support.failures import failed
from ...support.recorded_server import Request, Server, from_recordings
from .networks import Certificates, Secure

pytestmark = mostly_auto


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def secure(certificates: Certificates) -> Iterator[Secure]:
    with Secure(certificates) as running:
        yield running


@pytest.fixture
def mutual(certificates: Certificates) -> Iterator[Secure]:
    # The client of TLS 1.3 learns only with its first answer that its certificate is not liked.
    with Secure(certificates, mutual=True, version=ssl.TLSVersion.TLSv1_2) as running:
        yield running


def client(any_clients: AnyClient, server: Server, **settings: Any) -> AnyClient:
    return any_clients.new(server.address, **{"token": "T", "attempts": 1, **settings})


def test_an_authority_in_a_file(any_clients: AnyClient, secure: Secure, certificates: Certificates) -> None:
    any_client = client(any_clients, secure, ca=str(certificates.ca))
    assert any_client.list_run().ok
    assert any_client.list_run().ok
    assert len(secure.connections) == 1


def test_authorities_in_one_file(
    any_clients: AnyClient, secure: Secure, certificates: Certificates, tmp_path: Path
) -> None:
    bundle = tmp_path / "bundle"
    bundle.write_bytes(certificates.other_ca.read_bytes() + b"\n# the lab's\n" + certificates.ca.read_bytes())
    assert client(any_clients, secure, ca=str(bundle)).list_run().ok


def test_authorities_in_a_folder(
    any_clients: AnyClient, secure: Secure, certificates: Certificates, tmp_path: Path
) -> None:
    (tmp_path / "one.pem").write_bytes(certificates.other_ca.read_bytes())
    (tmp_path / "two.crt").write_bytes(certificates.ca.read_bytes())
    (tmp_path / "README").write_text("no certificate")
    assert client(any_clients, secure, ca=str(tmp_path)).list_run().ok


def test_an_authority_named_by_the_environment(
    any_clients: AnyClient, secure: Secure, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PADDLEFLOW_CA", str(certificates.ca))
    assert client(any_clients, secure).list_run().ok


@pytest.mark.parametrize("other", [False, True], ids=["no authority", "another authority"])
def test_a_server_that_cannot_be_trusted_gets_nothing(
    any_clients: AnyClient, secure: Secure, certificates: Certificates, other: bool
) -> None:
    any_client = client(any_clients, secure, ca=str(certificates.other_ca) if other else None)
    message = failed(any_client.create_run(run_yaml_raw=b"x"), ConnectionFailed)
    assert message.startswith(f"create_run: cannot connect to {secure.address}: ")
    assert "certificate" in message.lower()
    assert "Client(ca=...) or PADDLEFLOW_CA" in message
    assert secure.requests == []


def test_a_server_that_goes_by_another_name_gets_nothing(
    any_clients: AnyClient, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Secure, "host", "127.0.0.2")
    with Secure(certificates) as secure:
        any_client = any_clients.new(secure.address, token="T", attempts=1, ca=str(certificates.ca))
        message = failed(any_client.list_run(), ConnectionFailed)
        assert secure.requests == []
    assert "cannot connect to https://127.0.0.2" in message


def test_a_server_without_tls(any_clients: AnyClient, server: Server, certificates: Certificates) -> None:
    any_client = any_clients.new(f"https://127.0.0.1:{server.port}", token="T", attempts=1, ca=str(certificates.ca))
    failed(any_client.list_run(), ConnectionFailed)
    assert server.requests == []


def test_an_address_with_a_path_prefix_works_over_tls(
    any_clients: AnyClient, secure: Secure, certificates: Certificates
) -> None:
    def without_prefix(request: Request) -> Any:
        assert request.target.startswith("/team/flow/api/paddleflow/v1/")
        return from_recordings(Request(request.method, request.target[10:], request.headers, request.body, 0))

    secure.respond = without_prefix
    any_client = any_clients.new(
        f"{secure.address}/team/flow/", "root", "paddleflow", attempts=1, ca=str(certificates.ca)
    )
    assert any_client.login().ok
    assert any_client.list_run().ok


def test_a_client_shows_its_certificate(any_clients: AnyClient, mutual: Secure, certificates: Certificates) -> None:
    assert client(any_clients, mutual, ca=str(certificates.ca), client_cert=str(certificates.client)).list_run().ok


@pytest.mark.parametrize("forged", [False, True], ids=["none", "of somebody else"])
def test_a_certificate_that_the_server_does_not_like(
    any_clients: AnyClient, mutual: Secure, certificates: Certificates, forged: bool
) -> None:
    shown = str(certificates.forged) if forged else None
    any_client = client(any_clients, mutual, ca=str(certificates.ca), client_cert=shown)
    failed(any_client.list_run(), ConnectionFailed)
    assert mutual.requests == []


def test_a_write_is_sent_again_when_there_was_no_handshake(
    any_clients: AnyClient, secure: Secure, certificates: Certificates
) -> None:
    any_client = client(any_clients, secure, ca=str(certificates.other_ca), attempts=3)
    clock = Clock().in_(any_client.client)
    failed(any_client.create_run(run_yaml_raw=b"x"), ConnectionFailed)
    assert len(clock.pauses) == 2


def test_raw_access_trusts_the_same(any_clients: AnyClient, secure: Secure, certificates: Certificates) -> None:
    from paddleflow_api.api.run import list_run

    any_client = client(any_clients, secure, ca=str(certificates.ca))
    if any_clients.kind == "blocking":
        assert list_run.sync(client=any_client.client.api) is not None
    else:
        assert any_client.loop.run(list_run.asyncio(client=any_client.client.api)) is not None
    assert secure.requests[0].headers["x-pf-authorization"] == "T"


def self_signed(folder: Path, *, authority: bool) -> Path:
    """A certificate as `openssl req -x509` makes it, or one that is not an authority, followed by its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(1), now + timedelta(9))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    form, secret = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file = folder / "self-signed.pem"
    file.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, form, secret)
    )
    return file


@pytest.mark.parametrize("authority", [True, False])
def test_a_self_signed_certificate_given_as_ca(
    any_clients: AnyClient, certificates: Certificates, tmp_path: Path, authority: bool
) -> None:
    file = self_signed(tmp_path, authority=authority)
    with Secure(certificates, own=file) as secure:
        any_client = client(any_clients, secure, ca=str(file))
        assert any_client.list_run().ok
        failed(client(any_clients, secure).list_run(), ConnectionFailed)
