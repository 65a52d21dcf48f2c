"""Settings of a pipeline and its steps: cache, failures, file systems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, TypeVar

from paddleflow.pipeline._errors import refuse

T = TypeVar("T")

FAIL_FAST: Final = "fail_fast"
FAIL_CONTINUE: Final = "continue"


class Options:
    """Settings that are compared and shown by their attributes."""

    def compile(self) -> dict[str, Any]:
        """Return the YAML mapping."""
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"


def _present(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


class FSScope(Options):
    """Part of a file system whose changes make a cached result stale.

    Args:
        name: Name of the file system.
        path: Paths in it, separated by commas; default: all of it.
    """

    def __init__(self, name: str, path: str | None = None) -> None:
        self.name = _name(name, "FSScope")
        self.path = path

    def compile(self) -> dict[str, Any]:
        """Return the YAML mapping."""
        return _present(name=_name(self.name, "FSScope"), path=self.path or None)


class CacheOptions(Options):
    """When the result of an earlier run is used again.

    Args:
        enable: Whether it may be used; None leaves it to the server.
        fs_scope: Parts of file systems whose changes make a result stale.
        max_expired_time: Seconds for which a result is valid; -1: no limit, None leaves it to the server.

    Raises:
        PipelineDSLError: A value has the wrong type.
    """

    def __init__(
        self,
        enable: bool | None = False,
        fs_scope: FSScope | Sequence[FSScope] | None = None,
        max_expired_time: int | str | None = -1,
    ) -> None:
        if enable is not None and not isinstance(enable, int):
            raise refuse(f"enable of CacheOptions must be True, False or None, not {enable!r}")
        self.enable = None if enable is None else bool(enable)
        self.fs_scope = fs_scope
        try:
            self.max_expired_time = None if max_expired_time is None else int(max_expired_time)
        except (TypeError, ValueError):
            raise refuse(f"max_expired_time of CacheOptions must be an integer, not {max_expired_time!r}") from None

    def compile(self) -> dict[str, Any]:
        """Return the YAML mapping."""
        scopes = several(self.fs_scope, FSScope, "fs_scope of CacheOptions")
        return _present(
            enable=self.enable,
            fs_scope=[scope.compile() for scope in scopes] or None,
            max_expired_time=self.max_expired_time,
        )


class FailureOptions(Options):
    """What happens to the other steps when one fails.

    Args:
        strategy: `FAIL_FAST` stops them all; `FAIL_CONTINUE` only cancels those that depend on it.

    Raises:
        PipelineDSLError: There is no such strategy.
    """

    def __init__(self, strategy: str = FAIL_FAST) -> None:
        self.strategy = strategy
        self.compile()

    def compile(self) -> dict[str, Any]:
        """Return the YAML mapping."""
        if self.strategy not in (FAIL_FAST, FAIL_CONTINUE):
            raise refuse(
                f"strategy of FailureOptions must be {FAIL_FAST!r} or {FAIL_CONTINUE!r}, not {self.strategy!r}"
            )
        return {"strategy": self.strategy}


class ExtraFS(Options):
    """A file system that steps can use.

    Args:
        name: Name of the file system.
        sub_path: Folder in it, without a leading slash; default: all of it.
        mount_path: Where steps see it; default: chosen by the server.
        read_only: Whether steps cannot write to it.
    """

    def __init__(
        self, name: str, sub_path: str | None = None, mount_path: str | None = None, read_only: bool = False
    ) -> None:
        self.name = _name(name, type(self).__name__)
        self.sub_path = sub_path
        self.mount_path = mount_path
        self.read_only = read_only

    def compile(self) -> dict[str, Any]:
        """Return the YAML mapping."""
        if not isinstance(self.read_only, bool):
            raise refuse(f"read_only of {type(self).__name__} must be True or False, not {self.read_only!r}")
        return {**self._place(), "read_only": self.read_only}

    def _place(self) -> dict[str, Any]:
        kind = type(self).__name__
        for field, value in (("sub_path", self.sub_path), ("mount_path", self.mount_path)):
            if value is not None and not isinstance(value, str):
                raise refuse(f"{field} of {kind} must be a string, not {value!r}")
        if self.sub_path and self.sub_path.startswith("/"):
            raise refuse(
                f"sub_path of {kind} must be a path in the file system, without a leading /, not {self.sub_path!r}"
            )
        return _present(name=_name(self.name, kind), sub_path=self.sub_path or None, mount_path=self.mount_path or None)


class MainFS(ExtraFS):
    """The file system that holds the artifacts and the working directory.

    Args:
        name: Name of the file system.
        sub_path: Folder in it, without a leading slash; default: all of it.
        mount_path: Where steps see it; default: chosen by the server.
    """

    def __init__(self, name: str, sub_path: str | None = None, mount_path: str | None = None) -> None:
        super().__init__(name, sub_path, mount_path)

    def compile(self) -> dict[str, Any]:
        """Return the YAML mapping."""
        return self._place()


class FSOptions(Options):
    """File systems of a pipeline.

    Args:
        main_fs: The one that holds the artifacts.
        extra_fs: Others that every step can use.
    """

    def __init__(self, main_fs: MainFS | None = None, extra_fs: ExtraFS | Sequence[ExtraFS] | None = None) -> None:
        self.main_fs = main_fs
        self.extra_fs = extra_fs

    def compile(self) -> dict[str, Any]:
        """Return the YAML mapping."""
        if self.main_fs and not isinstance(self.main_fs, ExtraFS):
            raise refuse(f"main_fs of FSOptions must be a MainFS, not {self.main_fs!r}")
        extra = several(self.extra_fs, ExtraFS, "extra_fs of FSOptions")
        return _present(
            main_fs=self.main_fs.compile() if self.main_fs else None, extra_fs=[fs.compile() for fs in extra] or None
        )


def several(value: object, kind: type[T], what: str) -> list[T]:
    """Return one object, a list of them, or nothing as a list.

    Raises:
        PipelineDSLError: An item is something else.
    """
    items: Sequence[object] = value if isinstance(value, list | tuple) else [value] if value else []
    found: list[T] = []
    for item in items:
        if not isinstance(item, kind):
            raise refuse(f"{what} must be {kind.__name__} or a list of them, not {item!r}")
        found.append(item)
    return found


def _name(name: object, kind: str) -> str:
    if not isinstance(name, str) or not name:
        raise refuse(f"name of {kind} must be the name of a file system, not {name!r}")
    return name
