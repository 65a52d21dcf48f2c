"""Turn the patches in spec/templates into templates for openapi-python-client, and edited templates into patches.

    python scripts/templates.py unpack [FOLDER]   # write all templates, as the generator gets them, to a new folder
    python scripts/templates.py pack [FOLDER]     # write what differs from the originals back to spec/templates

A patch begins with its reason, which stays. A template without an original is there as a whole.
"""

import argparse
import re
import shutil
import sys
from difflib import unified_diff
from importlib.metadata import version
from pathlib import Path

import openapi_python_client

ROOT = Path(__file__).resolve().parents[1]
PATCHES = ROOT / "spec" / "templates"
ORIGINALS = Path(openapi_python_client.__file__).parent / "templates"
HUNK = re.compile(r"^@@.*\n((?:[ +-].*\n)+)", re.MULTILINE)
REPAIR = """What to do:
  python scripts/templates.py unpack FOLDER
  (make the changes of these hunks in FOLDER, if they are still needed; all other hunks are applied)
  python scripts/templates.py pack FOLDER"""


def unpack(folder: Path) -> str:
    """Write all templates to the new folder; return the hunks that do not apply, and what to do."""
    shutil.copytree(ORIGINALS, folder)
    misfits = []
    for source in sorted(path for path in PATCHES.rglob("*") if path.is_file()):
        target = folder / source.relative_to(PATCHES)
        if source.suffix != ".patch":
            shutil.copy(source, target)
            continue
        target = target.with_suffix("")
        text = target.read_text(encoding="utf-8") if target.exists() else ""
        patch = re.sub(r"^$", " ", source.read_text(encoding="utf-8"), flags=re.MULTILINE)  # as before an editor's save
        hunks = patch.partition("--- a/")[2]
        if lines := [*HUNK.sub("", hunks).rstrip().splitlines()[2:], *([] if HUNK.search(hunks) else ["no hunk"])]:
            return f"{source}: damaged, for each line of a hunk begins with a blank, + or -: {lines[0]}"
        for hunk in HUNK.finditer(patch):
            lines = hunk[1].splitlines(keepends=True)
            old, new = ("".join(line[1:] for line in lines if line[0] in signs) for signs in (" -", " +"))
            if text.count(old) == 1:
                text = text.replace(old, new)
            else:
                misfits.append(f"{source}: this hunk applies in {text.count(old)} places, not in one\n{hunk[0]}")
        if text:
            target.write_text(text, encoding="utf-8")
    if not misfits:
        return ""
    return "\n".join(
        [f"openapi-python-client {version('openapi-python-client')} has different templates.", *misfits, REPAIR]
    )


def pack(folder: Path) -> None:
    """Write to spec/templates the patches that turn the originals into the templates of the folder."""
    for edited in sorted(folder.rglob("*.jinja")):
        name = edited.relative_to(folder).as_posix()
        original, patch = ORIGINALS / name, PATCHES / f"{name}.patch"
        if not original.exists():
            shutil.copy(edited, PATCHES / name)
            continue
        old, new = (path.read_text(encoding="utf-8").splitlines(keepends=True) for path in (original, edited))
        diff = "".join(unified_diff(old, new, f"a/{name}", f"b/{name}", n=2))
        reason = patch.read_text(encoding="utf-8").partition("--- a/")[0] if patch.exists() else "Reason.\n\n"
        patch.write_text(reason + diff, encoding="utf-8")
        if not diff:
            patch.unlink()


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("do", choices=["unpack", "pack"])
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "build" / "templates")
    arguments = parser.parse_args()
    if arguments.folder.exists() != (arguments.do == "pack"):
        parser.error(f"{arguments.folder}: {'no such folder' if arguments.do == 'pack' else 'already exists'}")
    if arguments.do == "pack":
        pack(arguments.folder)
    elif misfits := unpack(arguments.folder):
        sys.exit(misfits)


if __name__ == "__main__":
    main()
