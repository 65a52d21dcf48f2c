"""Certificates: whom a client trusts, and what it shows of itself. Decided here for every transport."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paddleflow._text import shown
from paddleflow.errors import InvalidArgument

if TYPE_CHECKING:
    import ssl


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
    _load(context, ca, client_cert)
    if ca is not None:
        # Python 3.13 refuses what private authorities and `openssl req -x509` leave out; 3.11 and 3.12 take it.
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context


def certificate_path(name: str, value: Any) -> Path | None:
    """Return the file or folder that a setting names.

    Raises:
        InvalidArgument: There is none.
    """
    if value is None:
        return None
    try:
        path = Path(os.path.expanduser(value))  # noqa: PTH111 - never raises
        path.stat()
    except (OSError, TypeError, ValueError) as error:
        missing = isinstance(error, FileNotFoundError | NotADirectoryError)
        what = f"there is no {value}" if missing else f"{shown(value)} cannot be read: {type(error).__name__}"
        raise _unusable(name, what) from None
    return path


def check_certificates(ca: Path | None, client_cert: Path | None) -> None:
    """Refuse files that TLS cannot use.

    Raises:
        InvalidArgument: It says which, and why.
    """
    import ssl

    _load(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), ca, client_cert)


def _load(context: ssl.SSLContext, ca: Path | None, client_cert: Path | None) -> None:
    files = [ca] if ca else []
    if ca and ca.is_dir():
        files = sorted(file for file in ca.iterdir() if file.suffix in (".pem", ".crt", ".cer"))
        if not files:
            raise _unusable("ca", f"{ca} has no file named .pem, .crt or .cer")
    for file in files:
        try:
            context.load_verify_locations(file)
        except OSError:
            raise _unusable("ca", f"{file} holds no certificates in PEM form that can be read") from None
    try:
        if client_cert:
            context.load_cert_chain(client_cert, password="")  # without one, OpenSSL asks on the terminal
    except OSError:
        what = f"{client_cert} must hold a certificate and its key, in PEM form and without a passphrase"
        raise _unusable("client_cert", what) from None


def _unusable(name: str, what: str) -> InvalidArgument:
    return InvalidArgument("InvalidPath", f"{name} (PADDLEFLOW_{name.upper()}): {what}.")
