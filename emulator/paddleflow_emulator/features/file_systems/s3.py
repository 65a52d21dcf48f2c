"""`s3://` file systems: buckets of any S3 server, copied to this machine around each job that mounts them."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache, lru_cache
from ipaddress import ip_address
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from attrs import define, evolve, field, frozen

from paddleflow.pipeline._rules.spec import Mount
from paddleflow_emulator.engine.interface import Volume

if TYPE_CHECKING:
    from boto3.session import Session
    from types_boto3_s3 import S3Client

S3 = "s3"
SECRET_KEY = "secretKey"  # noqa: S105 - its name
MISSING = "s3:// file systems need the extra s3: pip install 'paddleflow-client[emulator,s3]'"

_AT_ONCE = 8  # objects that a copy asks for at a time
_CHUNK = 1024 * 1024
_DEFAULT_REGION = "us-east-1"
_NEEDED = ("accessKey", SECRET_KEY, "endpoint")
_EPOCH = datetime.fromtimestamp(0, UTC)
_making = Lock()  # Sessions make one client at a time.


class StorageError(OSError):
    """What the storage, or the way to it, had to say."""


class MissingError(StorageError):
    """The object is not there."""


class ExistsError(StorageError):
    """The object is there already."""


_ERRORS = {
    **dict.fromkeys(("404", "NoSuchKey", "NotFound"), MissingError),
    **dict.fromkeys(("412", "PreconditionFailed", "ConditionalRequestConflict"), ExistsError),
}
"""By the code of the storage."""


@frozen
class Found:
    """An object that is there, by its whole key."""

    key: str
    changed: datetime
    etag: str


@frozen
class Bucket:
    """A part of a bucket: all that a url and its properties say of it.

    Args:
        name: The bucket's.
        prefix: What every key in it begins with: empty, or with a slash at its end.
        endpoint: Address of the S3 server, with or without `http://`.
        access_key: Whose it is.
        secret_key: Never shown.
        region: Where it is.
        path_style: Whether the bucket's name goes into the path, and not before the host.
        verify: Whether a certificate must be a trusted one.
    """

    name: str
    prefix: str
    endpoint: str
    access_key: str
    secret_key: str = field(repr=False)
    region: str = _DEFAULT_REGION
    path_style: bool = False
    verify: bool = True

    @classmethod
    def of(cls, sub_path: str, properties: Mapping[str, str]) -> Bucket:
        """Make it of what is stored of a file system or a link."""
        endpoint = properties["endpoint"].rstrip("/")
        folder = "/".join(_parts(sub_path))
        return cls(
            name=properties["bucket"],
            prefix=f"{folder}/" if folder else "",
            endpoint=endpoint if "://" in endpoint else f"http://{endpoint}",
            access_key=properties["accessKey"],
            secret_key=properties[SECRET_KEY],
            region=properties.get("region") or _DEFAULT_REGION,
            path_style=properties.get("s3ForcePathStyle") == "true",
            verify=properties.get("insecureSkipVerify") != "true",
        )

    def check(self) -> None:
        """Ask for one key, as the real server does; raise StorageError when there is no answer or a refusal."""
        with _in_words():
            self._client.list_objects_v2(Bucket=self.name, Prefix=self.prefix, MaxKeys=1)

    def find(self, path: str) -> Found | None:
        """Return what is known of one object, None when it is not there."""
        try:
            with _in_words():
                found = self._client.head_object(Bucket=self.name, Key=self.prefix + path)
        except MissingError:
            return None
        return Found(self.prefix + path, found["LastModified"], found["ETag"])

    def below(self, path: str) -> Iterator[Found]:
        """Return what is known of all objects in a folder, and of the folder's own mark."""
        prefix = self.prefix + (f"{path}/" if path else "")
        with _in_words():
            for page in self._client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=prefix):
                for found in page.get("Contents", ()):
                    yield Found(found.get("Key", ""), found.get("LastModified", _EPOCH), found.get("ETag", ""))

    def read(self, path: str, limit: int) -> bytes | None:
        """Return an object's content, None when it is not there or too large."""
        try:
            with _in_words():
                found = self._client.get_object(Bucket=self.name, Key=self.prefix + path)
                with closing(found["Body"]) as body:
                    return body.read() if found["ContentLength"] < limit else None
        except MissingError:
            return None

    def download(self, key: str, file: Path, stopped: Callable[[], bool]) -> None:
        """Copy an object into a file, in pieces; `key` is the whole one. The file gets the object's time."""
        with _in_words():
            found = self._client.get_object(Bucket=self.name, Key=key)
            with closing(found["Body"]) as body, file.open("xb") as copy:
                for chunk in body.iter_chunks(_CHUNK):
                    if stopped():
                        raise StorageError("the job was stopped")
                    copy.write(chunk)
        changed = int(found["LastModified"].timestamp())
        os.utime(file, (changed, changed))

    def upload(self, file: Path, path: str) -> None:
        """Copy a file into an object; large ones go in parts."""
        with _in_words():
            from boto3.s3.transfer import TransferConfig

            # One thread each: several files go at a time already.
            options = TransferConfig(use_threads=False)
            self._client.upload_file(str(file), self.name, self.prefix + path, Config=options)

    def make_folder(self, path: str) -> None:
        """Put the mark of a folder, which may be empty."""
        with _in_words():
            self._client.put_object(Bucket=self.name, Key=f"{self.prefix}{path}/", Body=b"")

    def folders(self, path: str) -> list[str]:
        """Return the names of the folders in a folder."""
        prefix = f"{self.prefix}{path}/"
        found: list[str] = []
        with _in_words():
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self.name, Prefix=prefix, Delimiter="/"
            )
            for page in pages:
                found += [folder.get("Prefix", "")[len(prefix) : -1] for folder in page.get("CommonPrefixes", ())]
        return found

    def create(self, path: str, content: bytes) -> bool:
        """Put an object, unless it is there; return whether it was put."""
        try:
            with _in_words():
                self._client.put_object(Bucket=self.name, Key=self.prefix + path, Body=content, IfNoneMatch="*")
        except ExistsError:
            return False
        return True

    def delete(self, key: str) -> None:
        """Delete an object by its whole key."""
        with _in_words():
            self._client.delete_object(Bucket=self.name, Key=key)

    @property
    def _client(self) -> S3Client:
        return _client_of(evolve(self, name="", prefix=""))


@frozen
class S3FileSystem:
    """A `FileSystem` in a bucket.

    Args:
        owner: Whose it is.
        name: What its owner calls it.
        bucket: Where it is.
        links: Other buckets that are seen in it, by their paths.
    """

    owner: str
    name: str
    bucket: Bucket
    links: tuple[tuple[str, Bucket], ...] = ()

    @property
    def id(self) -> str:
        """`fs-<owner>-<name>`."""
        return f"fs-{self.owner}-{self.name}"

    @property
    def kind(self) -> str:
        """Its type on the wire."""
        return S3

    @property
    def remote(self) -> bool:
        """Yes."""
        return True

    def is_file(self, path: str) -> bool:
        """Return whether an object is there."""
        bucket, inside = self.locate(path)
        return bool(inside) and bucket.find(inside) is not None

    def is_folder(self, path: str) -> bool:
        """Return whether anything is below a path, or the mark of an empty folder; the top is always there."""
        bucket, inside = self.locate(path)
        return not inside or next(iter(bucket.below(inside)), None) is not None

    def is_empty(self, path: str) -> bool:
        """Return whether nothing is below a path."""
        bucket, inside = self.locate(path)
        return all(found.key == f"{bucket.prefix}{inside}/" for found in bucket.below(inside))

    def read(self, path: str, limit: int) -> bytes | None:
        """Return an object's content, None when it is not there or too large."""
        bucket, inside = self.locate(path)
        return bucket.read(inside, limit) if inside else None

    def changed(self, path: str) -> int:
        """Return the newest change at or below a path, in nanoseconds.

        The storage has whole seconds: the digits below are made of all names and ETags, so that they differ when
        something was deleted, or changed twice in a second.
        """
        newest, content = 0, 0
        for _, _, found in self.all_at(path):
            newest = max(newest, int(found.changed.timestamp()))
            content = zlib.crc32(f"{found.key}\n{found.etag}\n".encode(), content)
        if not newest:
            raise FileNotFoundError(2, "no such file or directory")
        return newest * 10**9 + content % 10**9

    def folders(self, directory: str) -> list[str]:
        """Return the names of the folders in a folder."""
        bucket, inside = self.locate(directory)
        return bucket.folders(inside)

    def claim(self, directory: str, mark: str, content: bytes) -> bool:
        """Make a folder with one object in it, unless there is such a folder."""
        bucket, inside = self.locate(directory)
        return next(iter(bucket.below(inside)), None) is None and bucket.create(f"{inside}/{mark}", content)

    def make_outputs(self, directory: str, names: Iterable[str]) -> None:
        """Make a folder, with nothing in it by these names."""
        bucket, inside = self.locate(directory)
        for name in names:
            self._remove(bucket, f"{inside}/{name}")
        bucket.make_folder(inside)

    def remove_tree(self, top: str, directory: str) -> None:
        """Delete a folder below `top` with all that is in it."""
        self._remove(*self.locate(f"{top}/{directory}"))

    def volume(self, mount: Mount, folder: Path) -> Volume:
        """Return a folder that gets a copy for the job."""
        staging = S3Staging(self, "/".join(_parts(mount.sub_path)), folder, mount.read_only)
        return Volume(mount.path.rstrip("/"), folder, mount.read_only, staging)

    def locate(self, path: str) -> tuple[Bucket, str]:
        """Return the bucket that has a path, and the path in it: its own, or a link's."""
        parts = _parts(path)
        if ".." in parts:
            raise StorageError(f"path[{path}] is outside of fs[{self.id}]")
        for at, bucket in self.links:
            link = _parts(at)
            if parts[: len(link)] == link:
                return bucket, "/".join(parts[len(link) :])
        return self.bucket, "/".join(parts)

    def all_at(self, path: str) -> Iterator[tuple[str, Bucket, Found]]:
        """Return all objects at and below a path, each with its own path below it; folders' marks end with a slash."""
        bucket, inside = self.locate(path)
        if inside and (found := bucket.find(inside)) is not None:
            yield "", bucket, found
        below = {} if bucket is not self.bucket else self.links_below(path)
        for top, where, folder in [((), bucket, inside), *((at, linked, "") for at, linked in below.items())]:
            skipped = len(where.prefix) + (len(folder) + 1 if folder else 0)
            for found in where.below(folder):
                yield "/".join([*top, found.key[skipped:]]), where, found

    def links_below(self, path: str) -> dict[tuple[str, ...], Bucket]:
        """Return the links below a path, by the parts of their own paths below it."""
        top = _parts(path)
        links = {tuple(_parts(at)): bucket for at, bucket in self.links}
        return {
            at[len(top) :]: bucket for at, bucket in links.items() if [*at[: len(top)]] == top and len(at) > len(top)
        }

    def _remove(self, bucket: Bucket, path: str) -> None:
        for key in [bucket.prefix + path, *(found.key for found in bucket.below(path))]:
            bucket.delete(key)


@define
class S3Staging:
    """A copy of one mount for one job."""

    system: S3FileSystem
    path: str
    folder: Path
    read_only: bool
    _files: dict[str, tuple[int, int]] = field(init=False, factory=dict)
    """What was copied, and how to tell a file that was touched since."""
    _folders: set[str] = field(init=False, factory=set)

    def bring_in(self, stopped: Callable[[], bool]) -> None:
        """Copy everything below the path."""
        self.folder.mkdir(parents=True, mode=0o700)
        for link in self.system.links_below(self.path):
            self.folder.joinpath(*link).mkdir(parents=True)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            try:
                for _ in pool.map(lambda found: self._fetch(stopped, *found), self.system.all_at(self.path)):
                    pass
            finally:
                pool.shutdown(cancel_futures=True)
        self._folders, files = self._look()
        self._files = {name: _mark(path) for name, path in files.items()}

    def bring_back(self) -> None:
        """Write what was changed, made and deleted."""
        folders, files = self._look()
        written = [name for name, path in files.items() if self._files.get(name) != _mark(path)]
        made, gone = sorted(folders - self._folders), sorted(self._files.keys() - files.keys())
        gone += [f"{name}/" for name in sorted(self._folders - folders)]
        if self.read_only and (changed := [*written, *made, *gone]):
            raise StorageError(f"it is mounted read-only, and the job changed {changed[0]}")
        for name in made:
            bucket, path = self._locate(name)
            bucket.make_folder(path)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for _ in pool.map(lambda name: self._upload(name, files[name]), written):
                pass
        for name in gone:
            bucket, path = self._locate(name)
            if path:  # Not the folder of a link, which stays.
                bucket.delete(f"{bucket.prefix}{path}{'/' if name.endswith('/') else ''}")

    def _fetch(self, stopped: Callable[[], bool], name: str, bucket: Bucket, found: Found) -> None:
        key = found.key
        if stopped():
            raise StorageError("the job was stopped")
        parts = name.removesuffix("/").split("/")
        if name and any(part in ("", ".", "..") or "\0" in part for part in parts):
            raise StorageError(f"object[{key}] of bucket[{bucket.name}] has no name that a file can have")
        target = self.folder.joinpath(*parts)
        if not name and not key.endswith("/"):
            raise StorageError(f"object[{key}] of bucket[{bucket.name}] is a file, and only folders can be mounted")
        if key.endswith("/"):
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            bucket.download(key, target, stopped)

    def _upload(self, name: str, file: Path) -> None:
        bucket, path = self._locate(name)
        bucket.upload(file, path)

    def _locate(self, name: str) -> tuple[Bucket, str]:
        return self.system.locate(f"{self.path}/{name}")

    def _look(self) -> tuple[set[str], dict[str, Path]]:
        """Return the folders and files that are in the copy; raise StorageError for what no bucket can hold."""
        folders: set[str] = set()
        files: dict[str, Path] = {}
        for top, below, names in os.walk(self.folder, onerror=_raise):
            for path in (Path(top, name) for name in (*below, *names)):
                name = path.relative_to(self.folder).as_posix()
                if path.is_symlink() or not (path.is_file() or path.is_dir()):
                    raise StorageError(f"{name} is neither file nor folder: S3 cannot keep it")
                try:
                    name.encode()
                except UnicodeEncodeError:
                    raise StorageError(f"{name!r} has a name that is not UTF-8: S3 cannot keep it") from None
                if path.is_dir():
                    folders.add(name)
                else:
                    files[name] = path
        return folders, files


def check_properties(properties: Mapping[str, str]) -> str:
    """Return what is wrong with the properties of a file system or link, in the real server's words; empty: nothing."""
    if not properties.get("accessKey") or not properties.get(SECRET_KEY):
        return f"Field[properties] is invalid, key accessKey or {SECRET_KEY} is empty"
    if not properties.get("endpoint"):
        return "Field[properties] is invalid, key[endpoint] is empty"
    return ""


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part not in ("", ".")]


def _mark(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_ino, found.st_ctime_ns  # A program can set back mtime, but not ctime.


def _raise(wrong: OSError) -> None:
    raise wrong


@contextmanager
def _in_words() -> Iterator[None]:
    """Say what went wrong as the real server does: AWS's code and message."""
    try:
        from boto3.exceptions import Boto3Error
        from botocore.exceptions import BotoCoreError, ClientError
    except ImportError:
        raise StorageError(MISSING) from None
    try:
        yield
    except ClientError as wrong:
        error, about = wrong.response.get("Error", {}), wrong.response.get("ResponseMetadata", {})
        raise _ERRORS.get(error.get("Code", ""), StorageError)(
            f"{error.get('Code')}: {error.get('Message')}\n\tstatus code: {about.get('HTTPStatusCode')}, "
            f"request id: {about.get('RequestId', '')}"
        ) from wrong
    except (BotoCoreError, Boto3Error, ValueError) as wrong:
        raise StorageError(f"RequestError: {wrong}") from wrong


@lru_cache(maxsize=64)
def _client_of(account: Bucket) -> S3Client:
    """Make a client; `account` has no bucket of its own."""
    from botocore.config import Config

    with _making:
        return _session().client(
            "s3",
            aws_access_key_id=account.access_key,
            aws_secret_access_key=account.secret_key,
            region_name=account.region,
            endpoint_url=account.endpoint,
            verify=account.verify,
            config=Config(
                connect_timeout=5,
                read_timeout=20,
                retries={"total_max_attempts": 3, "mode": "standard"},
                proxies={} if _is_loopback(account.endpoint) else None,
                s3={"addressing_style": "path" if account.path_style else "virtual"},
                request_checksum_calculation="when_required",  # Servers other than Amazon's may know no others.
                response_checksum_validation="when_required",
            ),
        )


@cache
def _session() -> Session:
    """Make what all clients share. Nothing of the user's own AWS settings goes into it."""
    import boto3
    import botocore.session

    settings = botocore.session.Session.SESSION_VARIABLES.items()
    ignored: dict[str, Any] = {name: (None, None, *rest) for name, (_, _, *rest) in settings}
    ignored |= {"config_file": (None, None, os.devnull, None), "credentials_file": (None, None, os.devnull, None)}
    return boto3.session.Session(botocore_session=botocore.session.Session(ignored))


def _is_loopback(endpoint: str) -> bool:
    host = urlsplit(endpoint).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
