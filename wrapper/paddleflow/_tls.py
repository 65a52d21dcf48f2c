"""Certificates: whom a client trusts, and what it shows of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from pathlib import Path

    from paddleflow.config import Config


def tls_context(config: Config) -> ssl.SSLContext:
    """The TLS settings of an httpx client.

    Reading the machine's certificates takes 17 ms, and an http:// address never needs them: there, an empty context
    costs nothing and, should TLS ever be tried with it, trusts nobody.
    """
    import ssl

    if not config.address.startswith("https:"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context = ssl.create_default_context()
    for file in certificate_files(config.ca):
        context.load_verify_locations(cafile=file)
    load_client_certificate(context, config.client_cert)
    return context


def load_client_certificate(context: ssl.SSLContext, file: Path | None) -> None:
    """Show a certificate to servers that ask for one. An empty passphrase, else OpenSSL asks on the terminal."""
    if file is not None:
        context.load_cert_chain(file, password="")


def certificate_files(ca: Path | None) -> list[Path]:
    """The files that a CA file or folder names."""
    if ca is None:
        return []
    return sorted(file for file in ca.iterdir() if file.suffix in (".pem", ".crt", ".cer")) if ca.is_dir() else [ca]
