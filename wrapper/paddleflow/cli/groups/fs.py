"""File systems, their caches and links."""

from paddleflow.cli import values
from paddleflow.cli.command import Argument, Command, Option, Table

_LINK = Table("name, owner, type=fstype, fs path=fspath, server address, sub path=subpath, properties")
_FS = Table("name, owner, type=fstype, server address, sub path=subpath, properties")
_PROPERTIES = Option(
    "o", "-o", "--o", to="properties", type=values.pair, repeat=True, help="Setting of the storage: accessKey=test"
)

COMMANDS = (
    Command(
        "fs list",
        Option("username", "-u", "--username", kind="user"),
        Option("maxsize", "-m", "--maxsize", type=values.integer),
        method="list_fs",
        tables=(_FS,),
        rows="iter_fs",
        empty="no fs found ",
        id="name",
    ),
    Command(
        "fs create",
        Argument("fsname"),
        Argument("url"),
        Option("username", "-u", "--username", kind="user"),
        _PROPERTIES,
        method="add_fs",
        message="fs[{fsname}] create success",
    ),
    Command(
        "fs show",
        Argument("fsname", kind="fs", many=True),
        Option("username", "-u", "--username", kind="user"),
        method="show_fs",
        tables=(_FS,),
        id="name",
    ),
    Command(
        "fs delete",
        Argument("fsname", kind="fs", many=True),
        Option("username", "-u", "--username", kind="user"),
        method="delete_fs",
        message="fs[{fsname}] delete success",
        asks=True,
    ),
    Command(
        "fs mount",
        Argument("fsname", kind="fs"),
        Argument("path"),
        Option("username", "-u", "--username", kind="user"),
        Option(
            "o",
            "-o",
            "--o",
            to="mount_options",
            type=values.pair,
            repeat=True,
            help="Further option of the program, without its --: block-size=4096",
        ),
        method="mount",
        message="mount success",
    ),
    Command(
        "fs createfscache",
        Argument("fsname", kind="fs"),
        Option("username", "-u", "--username", kind="user"),
        Option(
            "o",
            "-o",
            "--o",
            to="options",
            type=values.cache_setting,
            repeat=True,
            help="Setting, under the server's name: cacheDir=/var/cache/fs, metaDriver=mem or blockSize=4096",
        ),
        method="create_cache",
        message="create fs cache success",
    ),
    Command(
        "fs getfscache",
        Argument("fsname", kind="fs"),
        Option("username", "-u", "--username", kind="user"),
        method="get_fs_cache",
        tables=(Table("fsname, owner=username, cache dir=cachedir, meta driver=metadriver, block size=blocksize"),),
        id="fsname",
    ),
    Command(
        "fs deletefscache",
        Argument("fsname", kind="fs"),
        Option("username", "-u", "--username", kind="user"),
        method="delete_fs_cache",
        message="fs[{fsname}] cache config delete success",
        asks=True,
    ),
    Command(
        "fs link",
        Argument("fsname", kind="fs"),
        Argument("fspath"),
        Argument("url"),
        Option("username", "-u", "--username", kind="user"),
        _PROPERTIES,
        method="add_link",
        message="fs[{fsname}] create link success",
    ),
    Command(
        "fs showlink",
        Argument("fsname", kind="fs"),
        Argument("fspath"),
        Option("username", "-u", "--username", kind="user"),
        method="show_link",
        help="Show a link.",
        tables=(_LINK,),
        id="fspath",
    ),
    Command(
        "fs unlink",
        Argument("fsname", kind="fs"),
        Argument("fspath"),
        Option("username", "-u", "--username", kind="user"),
        method="delete_link",
        message="fs[{fsname}] delete link success",
        asks=True,
    ),
    Command(
        "fs listlink",
        Argument("fsname", kind="fs"),
        Option("username", "-u", "--username", kind="user"),
        Option("maxsize", "-m", "--maxsize", type=values.integer),
        method="list_link",
        tables=(_LINK,),
        rows="iter_links",
        empty="no link found",
        id="fspath",
    ),
)
