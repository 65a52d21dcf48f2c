"""PaddleFlow for Python: the documented ``client.xxx()`` methods, each returning ``(ret, response)``.

>>> import paddleflow
>>> client = paddleflow.Client("127.0.0.1", "root", "paddleflow")
>>> ret, response = client.login("root", "paddleflow")
>>> ret, response = client.list_run()
"""

from __future__ import annotations

import os
import sys

from paddleflow._constants import __version__

TYPE_CHECKING = not __name__  # False, but jedi need not know; importing typing would cost `paddleflow --help` a fifth
if TYPE_CHECKING:
    from typing import Any

    from paddleflow import _exports
    from paddleflow._exports import *  # noqa: F403 - made by scripts/clients.py

    __all__ = ["__version__"]
    __all__ += _exports.__all__
else:  # a type checker sees the names above, and notices a wrong one

    def __getattr__(name: str) -> Any:
        """Import what is exported when it is first used: importing paddleflow costs next to nothing."""
        from importlib import import_module

        from paddleflow._exports import MODULES

        if name == "__all__":
            value = [*MODULES, "__version__"]
        elif name in MODULES:
            value = getattr(import_module(MODULES[name]), name)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__getattr__("__all__")})

    class _OfficialPaths:
        """Finds the official SDK's import paths, after all other finders."""

        @staticmethod
        def find_spec(name: str, path: object = None, target: object = None) -> Any:
            if not name.startswith("paddleflow.") or name == "paddleflow._official_paths":
                return None
            from paddleflow import _official_paths

            return _official_paths.find_spec(name)

    sys.meta_path.append(_OfficialPaths)


def _warn_of_official_sdk(folder: str) -> None:
    """Warn when the official SDK is installed in the same folder: each of the two overwrites files of the other."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - pathlib is an import that nobody else here needs
    except OSError:  # in a zip file
        return
    if any(name.lower().startswith("paddleflow-") and name.endswith(("dist-info", "egg-info")) for name in names):
        import warnings

        warnings.warn(
            f"The official SDK (PaddleFlow) is installed in {folder} too, and both are the package paddleflow: their "
            "files are mixed. pip uninstall PaddleFlow paddleflow-client, then pip install paddleflow-client.",
            stacklevel=3,
        )


_warn_of_official_sdk(os.path.dirname(os.path.dirname(__file__)))  # noqa: PTH120
