"""The commands of the local server."""

from __future__ import annotations

import hashlib
import os
import re
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paddleflow._constants import PORT
from paddleflow._local_server import LocalService, find_service, state_folder
from paddleflow.cli.failures import DONE, FAILED, Failed, Usage
from paddleflow.cli.runs import follow_to_end, pipeline_text
from paddleflow.config import LOCAL_PROFILE
from paddleflow.errors import PaddleFlowSDKException
from paddleflow_emulator.background import log_file, reset_service, start_service, stop_service

if TYPE_CHECKING:
    from paddleflow import Client
    from paddleflow.cli.context import Context


def up(context: Context) -> int:
    """Start the server."""
    before = find_service(state_folder(context.environ))
    if not before and _is_dry_run(context, "start a server"):
        return DONE
    service = before or _start(context)
    return context.done(
        f"The local server {'runs already' if before else 'runs'} at {service.address} (process {service.pid}).\n"
        "paddleflow uses it where no other server is configured, and with --profile local.",
        **_facts(context, service),
    )


def down(context: Context) -> int:
    """Stop the server."""
    if _is_dry_run(context, "stop the server"):
        return DONE
    service = stop_service(state_folder(context.environ))
    if service is None:
        return context.done("No local server is running.", running=False)
    return context.done(f"The local server at {service.address} has ended. Its data is kept.", running=False)


def status(context: Context) -> int:
    """Show the server."""
    folder = state_folder(context.environ)
    service = find_service(folder)
    if service is None:
        context.done(f"No local server is running: paddleflow local up starts one.\nstate: {folder}", running=False)
        return FAILED
    text = (
        f"The local server runs at {service.address} (process {service.pid}).\nstate: {folder}\nlog: {log_file(folder)}"
    )
    return context.done(text, **_facts(context, service))


def reset(context: Context) -> int:
    """Stop the server, and delete its data."""
    folder = state_folder(context.environ)
    if not folder.is_dir():
        return context.done("There is nothing to delete.", folder=str(folder))
    if _is_dry_run(context, f"stop the server and delete its data in {folder}"):
        return DONE
    context.confirm(f"Delete all runs, logs and users of the local server in {folder}?")
    stop_service(folder)
    reset_service(folder)
    return context.done(f"The data of the local server in {folder} is deleted.", folder=str(folder))


def run(context: Context) -> int:
    """Run a pipeline on the server."""
    given = context.values
    param = given.get("param") or ()
    text = pipeline_text(context, given["file"], fs_name="local", param=param)
    if _is_dry_run(context, f"run {given['file']}"):
        return DONE
    given["profile"] = LOCAL_PROFILE
    if not find_service(state_folder(context.environ)):
        service = _start(context)
        context.out.note(f"Started the local server at {service.address}: paddleflow local down stops it.")
    here = Path.cwd() if given["file"] == "-" else Path(given["file"]).resolve().parent
    fs_name = file_system(context.client, Path(given.get("folder") or here).resolve(), main_fs(text))
    run_id = context.client.create_run(
        fs_name, run_name=given.get("name"), run_yaml_raw=text, param=dict(param) or None
    ).unwrap()
    if context.out.for_people:
        context.out.line(f"run[{given.get('name') or given['file']}] create success with run id[{run_id}]")
        sys.stdout.flush()
    return follow_to_end(context, run_id, fresh=True)


def _is_dry_run(context: Context, what: str) -> bool:
    """Say what would be done, where only that is wanted."""
    if context.values.get("dry_run"):
        context.out.line(f"would {what}")
        return True
    return False


def _start(context: Context) -> LocalService:
    folder, containers = state_folder(context.environ), bool(context.values.get("containers"))
    if (port := context.values.get("port")) is not None:
        return start_service(folder, port, containers=containers)
    if is_free(PORT):
        with suppress(PaddleFlowSDKException):  # the port may be taken in the meantime
            return start_service(folder, PORT, containers=containers)
    return start_service(folder, 0, containers=containers)


def is_free(port: int) -> bool:
    """Return whether a server can listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _facts(context: Context, service: LocalService) -> dict[str, Any]:
    folder = str(state_folder(context.environ))
    return {"id": service.address, "running": True, "address": service.address, "pid": service.pid, "folder": folder}


def main_fs(text: bytes) -> str:
    """Return the file system that a pipeline names for itself; empty when it names none, or cannot be read.

    Args:
        text: The pipeline's YAML.
    """
    import yaml

    try:
        name = yaml.safe_load(text)["fs_options"]["main_fs"]["name"]
    except (yaml.YAMLError, LookupError, TypeError, UnicodeDecodeError):
        return ""
    return name if isinstance(name, str) else ""


def file_system(client: Client, folder: Path, name: str) -> str:
    """Return the name of the file system of a folder, made when the server has none.

    Args:
        client: Of the local server.
        folder: Where it is.
        name: What the pipeline calls it; empty for one of ours.

    Raises:
        Usage: There is no such folder.
        Failed: The name is that of another folder.
    """
    if not folder.is_dir():
        raise Usage(f"There is no folder {folder}.")
    if not name:
        digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:8]
        name = f"{re.sub('[^A-Za-z0-9_-]', '_', folder.name)[:40]}-{digest}"
    known = {fs.name: fs for fs in client.iter_fs()}
    if name not in known:
        client.add_fs(name, f"local:/{folder}").unwrap()
    elif f"/{known[name].subpath.strip('/')}" != str(folder):
        raise Failed(
            f"The pipeline names the file system {name}, which is another folder than {folder} on the local server: "
            f"give --folder, or delete it with: paddleflow --profile local fs delete {name}"
        )
    return name
