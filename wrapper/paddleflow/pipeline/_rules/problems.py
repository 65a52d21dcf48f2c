"""Problems of a pipeline, and their places."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from typing import Literal, NoReturn, TypeAlias

from attrs import frozen

Path: TypeAlias = "tuple[str | int, ...]"
"""A path in a pipeline's document: ``("entry_points", "train", "env", "EPOCHS")``."""

Kind: TypeAlias = Literal["refused", "fails", "warning"]

_MOST_NAMES = 20


@frozen
class Problem:
    """One thing that is wrong with a pipeline.

    Attributes:
        message: What is wrong; in the server's words if the server refuses it.
        path: Its path in the document.
        advice: What to write instead, unless the message says so.
        kind: ``refused``: the server refuses the pipeline; ``fails``: it takes it, but the run fails or never ends;
            ``warning``: it runs, but perhaps not as meant, or not everywhere.
        code: The server's error code.
    """

    message: str
    path: Path = ()
    advice: str = ""
    kind: Kind = "refused"
    code: str = "InvalidPipeline"

    def __str__(self) -> str:
        return f"{self.message}: {self.advice}" if self.advice else self.message

    @property
    def component(self) -> str:
        """Dotted name of the step or DAG, such as ``train.evaluate``; empty for the pipeline itself."""
        return dotted(self.path)


Report: TypeAlias = Callable[[Problem], None]
"""Called for each problem, in the order of the server's checks; may raise to end them."""


class Rejected(Exception):
    """A pipeline, an argument or an action that the server refuses.

    Args:
        code: The wire code, such as ``InvalidPipeline``, ``InvalidArguments``, ``ActionNotAllowed``.
        message: What is wrong and where.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


def reject(problem: Problem) -> NoReturn:
    """Raise the first problem, as the server does.

    Raises:
        Rejected: Always.
    """
    component = problem.component
    named = not component or component.rpartition(".")[2] in problem.message
    raise Rejected(problem.code, str(problem) if named else f"{problem} (in component {component})")


def dotted(path: Path) -> str:
    """Return the dotted name of the component that a path leads to or into."""
    names = []
    for position in range(0, len(path) - 1, 2):
        if path[position] not in ("entry_points", "components", "post_process"):
            break
        names.append(str(path[position + 1]))
    return ".".join(names)


def known_names(names: Iterable[str]) -> str:
    """Join names for a message; of very many only the first ones."""
    listed = sorted(names)
    more = f" and {len(listed) - _MOST_NAMES} more" if len(listed) > _MOST_NAMES else ""
    return ", ".join(listed[:_MOST_NAMES]) + more


def suggestion(name: str, known: Iterable[str], what: str) -> str:
    """Return advice for an unknown name.

    Args:
        name: The unknown name.
        known: The valid names.
        what: Introduces the valid names: ``the step has``.
    """
    names = list(known)
    near = difflib.get_close_matches(name, names, 1) if len(name) < 100 and len(names) < 1000 else []
    if near:
        return f"did you mean {near[0]}?"
    return f"{what} {known_names(names)}" if names else "there are none"
