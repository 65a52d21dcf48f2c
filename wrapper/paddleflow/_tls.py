"""Certificates: whom a client trusts, and what it shows of itself. Decided here for every transport."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from pathlib import Path


def tls_context(address: str, ca: Path | None, client_cert: Path | None) -> ssl.SSLContext:
    """Return the TLS settings for an address.

    Reading the machine's certificates takes 17 ms, and an ``http://`` address never needs them: there, an empty context
    costs nothing and, should TLS ever be tried with it, trusts nobody.

    Args:
        address: The server's base URL.
        ca: File or folder of certificates to trust besides the machine's own.
        client_cert: File with a certificate and its key, to show to servers that ask for one.
    """
    import ssl

    if not address.startswith("https:"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context = ssl.create_default_context()
    for file in certificate_files(ca):
        context.load_verify_locations(cafile=file)
    if ca is not None:
        # Python 3.13 refuses what private authorities and `openssl req -x509` leave out; 3.11 and 3.12 take it.
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    load_client_certificate(context, client_cert)
    return context


def load_client_certificate(context: ssl.SSLContext, file: Path | None) -> None:
    """Show a certificate to servers that ask for one. An empty passphrase, else OpenSSL asks on the terminal."""
    if file is not None:
        context.load_cert_chain(file, password="")


def certificate_files(ca: Path | None) -> list[Path]:
    """Return the files that a CA file or folder names."""
    if ca is None:
        return []
    return sorted(file for file in ca.iterdir() if file.suffix in (".pem", ".crt", ".cer")) if ca.is_dir() else [ca]
