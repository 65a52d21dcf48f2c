"""Passwords and tokens."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any

import bcrypt
from attrs import frozen

from paddleflow_emulator.engine.interface import Clock
from paddleflow_emulator.storage.database import Database

from .errors import ApiError

ROOT = "root"
WELL_KNOWN_PASSWORD = "paddleflow"  # noqa: S105 - root's first one in the real server
TOKEN_HEADER = "x-pf-authorization"  # noqa: S105 - a header's name

_ISSUER = "paddleflow"
_COST = 10  # the real server's
_LEAST_COST = 4
LONGEST_PASSWORD = 72  # bytes that bcrypt looks at


def may_use(user: str, owner: str) -> bool:
    """Return whether a user may see and change what belongs to another: it is the same one, or root asks."""
    return user in (ROOT, owner)


def check_owner(user: str, owner: str, resource: str, identifier: str, code: str = "AccessDenied") -> None:
    """Refuse what belongs to another user.

    Args:
        user: Who asks.
        owner: Whose it is.
        resource: What it is, for the message.
        identifier: Its name or id, for the message.
        code: Of the refusal.

    Raises:
        ApiError: `code`.
    """
    if not may_use(user, owner):
        raise ApiError(code, f"user[{user}] has no access to resource[{resource}] with ID[{identifier}]")


def check_password_rule(password: str) -> None:
    """Refuse a weak password.

    Raises:
        ApiError: UserPasswordWeak: shorter than 6 bytes, no digit or no lower-case letter.
    """
    digit = any(letter in "0123456789" for letter in password)
    lower = any("a" <= letter <= "z" for letter in password)
    if len(password.encode()) < 6 or not digit or not lower:
        raise ApiError("UserPasswordWeak")


def hash_password(password: str) -> str:
    """Hash a password with bcrypt.

    Raises:
        ApiError: InternalError: longer than 72 bytes, as in the real server.
    """
    raw = password.encode()
    if len(raw) > LONGEST_PASSWORD:
        raise ApiError("InternalError", f"the password is longer than {LONGEST_PASSWORD} bytes")
    return bcrypt.hashpw(raw, bcrypt.gensalt(_COST)).decode()


def hash_cheaply(password: str) -> str:
    """Hash a password quickly: a random one, which nobody can guess, or a published one."""
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(_LEAST_COST)).decode()


def password_fits(password: str, password_hash: str) -> bool:
    """Return whether a password is the one of the hash."""
    raw = password.encode()
    return len(raw) <= LONGEST_PASSWORD and bcrypt.checkpw(raw, password_hash.encode())


def password_hash_of(database: Database, name: str) -> str | None:
    """Return the hash of a user's password, None when there is no such user."""
    with database.read() as session:
        password_hash: str | None = session.scalar("SELECT password_hash FROM users WHERE name = ?", name)
    return password_hash


@frozen
class Tokens:
    """Makes and reads tokens: JSON Web Tokens, HS256, as the real server's are.

    A token holds a digest of the password's hash, so that a changed password ends it. (The real server puts the hash
    itself into it, for everybody to read.)

    Args:
        secret: Of this database.
        clock: The server's.
        lifetime: None for tokens that do not expire, as the real server ships.
    """

    secret: bytes
    clock: Clock
    lifetime: timedelta | None = None

    def make(self, user: str, password_hash: str) -> str:
        """Make a token."""
        claims: dict[str, Any] = {"iss": _ISSUER, "username": user, "password": _digest(password_hash)}
        if self.lifetime is not None:
            claims["exp"] = (self.clock.now() + self.lifetime).timestamp()
        signed = f"{_HEADER}.{_base64(json.dumps(claims).encode())}"
        return f"{signed}.{_signature(signed, self.secret)}"

    def read(self, token: str) -> tuple[str, str]:
        """Return the user's name and the digest of a token.

        Raises:
            ApiError: AuthInvalidToken: not a token of this server, or expired.
        """
        claims = _claims(token, self.secret)
        if "exp" in claims and self.clock.now().timestamp() >= claims["exp"]:
            raise ApiError("AuthInvalidToken")
        return claims["username"], claims["password"]

    @staticmethod
    def fits(digest: str, password_hash: str) -> bool:
        """Return whether a token was made for this password."""
        return digest == _digest(password_hash)


@lru_cache  # A client sends the same one with each request.
def _claims(token: str, secret: bytes) -> Mapping[str, Any]:
    signed, _, signature = token.rpartition(".")
    # The signature comes first: nothing else in a token is read before, not even its algorithm.
    if not hmac.compare_digest(signature.encode(), _signature(signed, secret).encode()):
        raise ApiError("AuthInvalidToken")
    claims: Mapping[str, Any] = json.loads(base64.urlsafe_b64decode(signed.partition(".")[2] + "=="))
    return claims


def _signature(signed: str, secret: bytes) -> str:
    return _base64(hmac.digest(secret, signed.encode(), hashlib.sha256))


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


_HEADER = _base64(b'{"alg":"HS256","typ":"JWT"}')


def _digest(password_hash: str) -> str:
    return hashlib.sha256(password_hash.encode()).hexdigest()
