"""Where the YAML of a run or a pipeline comes from: base64 text in the request, or a file in a file system."""

from __future__ import annotations

import base64
import binascii

from paddleflow_emulator.engine.interface import FileSystem
from paddleflow_emulator.engine.threads import in_thread
from paddleflow_emulator.http.errors import ApiError

DEFAULT_PATH = "./run.yaml"
LARGEST = 16 * 1024 * 1024  # bytes, like a request body


def decode_base64(text: str, code: str) -> str:
    """Decode YAML that came as base64 of the standard alphabet.

    Raises:
        ApiError: `code`: not base64; InvalidPipeline: not UTF-8 text.
    """
    try:
        # Line ends inside are fine for the real server's decoder.
        decoded = base64.b64decode(text.replace("\r", "").replace("\n", ""), validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise ApiError(code, f"illegal base64 data: {wrong}") from None
    try:
        return decoded.decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise ApiError("InvalidPipeline", f"yaml: {wrong}") from None


async def read_file(file_system: FileSystem, path: str) -> str:
    """Read YAML from a file system, in a thread: it can be slow.

    Raises:
        ApiError: ReadYamlFileFailed: no such file, outside of the file system, too large, or not UTF-8 text.
    """
    try:
        content = await in_thread("files", file_system.read, path, LARGEST + 1)
        if content is None:
            raise ApiError("ReadYamlFileFailed", f"readfile[{path}] from fs[{file_system.id}] failed")
        return content.decode()
    except (OSError, ValueError) as wrong:
        raise ApiError("ReadYamlFileFailed", f"readfile[{path}] from fs[{file_system.id}] failed: {wrong}") from None
