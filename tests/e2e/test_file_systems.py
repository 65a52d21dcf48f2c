"""File systems of this machine, their cache settings and their links."""

from pathlib import Path

import pytest

from .any_client import User, refusal
from .names import unique

pytestmark = pytest.mark.embedded("a local:// file system is a folder of the machine that the tests run on")


def test_a_file_system_is_added_shown_listed_changed_and_deleted(root: User) -> None:
    name = unique("fs")
    assert root.add_fs(name, f"local://{name}", properties={"note": "a"}) == (True, None)
    shown = root.show_fs(name).unwrap()
    assert (shown.name, shown.owner, shown.fstype, shown.server_adddress, shown.subpath, shown.properties) == (
        name,
        "root",
        "local",
        "",
        f"/{name}",
        {"note": "a"},
    )
    assert [fs.name for fs in root.list_fs(fsname=name).unwrap()] == [name]
    assert name in [fs.name for fs in root.list_fs().unwrap()]
    assert refusal(root.add_fs(name, f"local://{name}")) == "DuplicatedName"
    assert root.update_fs(name, f"local://{name}/sub") == (True, None)
    assert root.show_fs(name).unwrap().subpath == f"/{name}/sub"
    assert root.delete_fs(name) == (True, None)
    assert refusal(root.show_fs(name)) == "RecordNotFound"


def test_file_systems_come_the_newest_first_and_page_by_page(root: User) -> None:
    names = [unique("fs") for _ in range(3)]
    for name in names:
        root.add_fs(name, f"local://{name}").unwrap()
    page = root.list_fs(maxsize=2).unwrap()
    assert [fs.name for fs in page] == names[:0:-1]
    assert root.list_fs(maxsize=2, marker=page.next_marker).unwrap()[0].name == names[0]
    assert [fs.name for fs in root.iter_fs(maxsize=2)][:3] == names[::-1]
    for name in names:
        root.delete_fs(name).unwrap()


def test_root_manages_the_file_systems_of_others(root: User, alice: User) -> None:
    name = unique("fs")
    assert root.add_fs(name, f"local://{name}", username=alice.name) == (True, None)
    assert alice.show_fs(name).unwrap().owner == alice.name
    assert refusal(root.show_fs(name)) == "RecordNotFound"
    assert root.show_fs(name, username=alice.name).ok
    assert [fs.name for fs in root.list_fs(username=alice.name).unwrap()] == [name]
    assert root.delete_fs(name, username=alice.name) == (True, None)
    assert alice.list_fs().unwrap() == []


def test_storage_that_is_not_here_is_refused_with_the_reason(root: User) -> None:
    assert refusal(root.add_fs(unique("fs"), "sftp://192.168.1.2:9000/myfs")) == "ConnectivityFailed"
    assert refusal(root.add_fs(unique("fs"), "ghost://a/b")) == "InvalidFileSystemParamsURL"
    assert refusal(root.add_fs("a name with blanks", "local://a")) == "FileSystemNameFormatError"


def test_cache_settings_are_made_shown_and_deleted(root: User, folder: Path) -> None:
    options = {"cacheDir": "/var/cache/fs", "metaDriver": "disk", "blockSize": 4096, "quota": 10}
    assert root.create_cache(folder.name, options) == (True, None)
    shown = root.get_fs_cache(folder.name).unwrap()
    assert (shown.fsname, shown.username, shown.cachedir, shown.metadriver, shown.blocksize, shown.quota) == (
        folder.name,
        "root",
        "/var/cache/fs",
        "disk",
        4096,
        10,
    )
    assert refusal(root.update_fs_cache(folder.name, options)) == "MethodNotAllowed"
    assert root.delete_fs_cache(folder.name) == (True, None)
    assert refusal(root.get_fs_cache(folder.name)) == "RecordNotFound"


def test_cache_settings_are_checked(root: User, folder: Path) -> None:
    assert refusal(root.create_cache(folder.name, {"cacheDir": "not/absolute"})) == "InvalidArguments"
    assert refusal(root.create_cache(unique("ghost"), {"cacheDir": "/a"})) == "RecordNotFound"


def test_a_local_file_system_has_no_links_and_says_why(root: User, folder: Path) -> None:
    assert root.list_link(folder.name).unwrap() == []
    assert list(root.iter_links(folder.name)) == []
    assert root.show_link(folder.name).unwrap() == []
    ret, message = root.add_link(folder.name, "/images", "hdfs://192.168.1.2:9000,192.168.1.3:9000/linkpath")
    assert (ret, message.code) == (False, "InvalidFileSystemFsName")
    assert "can not support link feature" in message
    assert refusal(root.add_link(folder.name, "/images", "local://images")) == "InvalidLinkProperties"
    assert refusal(root.add_link(folder.name, "/images", "nothing")) == "InvalidLinkURL"
    assert refusal(root.add_link(unique("ghost"), "/images", "hdfs://192.168.1.2:9000/linkpath")) == "LinkModelError"
    ret, message = root.show_link(folder.name, "/images")
    assert (ret, message.http_status) == (False, 500)
    assert "record not found" in message
    assert refusal(root.delete_link(folder.name, "/images")) == "LinkModelError"


def test_a_local_file_system_has_no_credentials(root: User, folder: Path) -> None:
    ret, message = root.show_fs_sts(folder.name)
    assert (ret, message.code) == (False, "InternalError")
    assert "bos" in message


def test_mounting_says_that_the_program_is_missing(
    root: User, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("fuse_env", str(tmp_path / "pfs-fuse"))
    ret, message = root.mount(folder.name, str(tmp_path))
    assert (ret, message.code) == (False, "MountFailed")
    assert "pfs-fuse is not on this machine" in message
    assert refusal(root.mount(unique("ghost"), str(tmp_path))) == "RecordNotFound"
    assert refusal(root.mount(folder.name, str(tmp_path / "missing"))) == "InvalidPath"
