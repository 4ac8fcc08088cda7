"""Where a study may lie, and what happens when its place fails."""

from pathlib import PurePosixPath

import pytest

from sacroread.errors import SacroReadError
from sacroread.store import place
from sacroread.store.address import without_password
from sacroread.store.place import network_file_system
from sacroread.store.store import create_study, open_study

MOUNTS = r"""
/dev/vda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/export /home/reader/far nfs4 rw,vers=4.2 0 0
//server/share /mnt/hospital\040share cifs rw,username=x 0 0
//server/share3 /mnt/share3 smb3 rw 0 0
me@host:/ /mnt/ssh fuse.sshfs rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
shared /media/sf_shared vboxsf rw 0 0
C:\134 /mnt/c 9p rw,aname=drvfs 0 0
tmpfs /home/reader/far/near tmpfs rw 0 0
""".strip()  # lines as Linux writes them, proc(5)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/reader/study.sacro", ""),
        ("/home/reader/far/study.sacro", "nfs4"),
        ("/home/reader/far", "nfs4"),
        ("/home/reader/farther/study.sacro", ""),
        ("/home/reader/far/near/study.sacro", ""),
        ("/mnt/hospital share/study.sacro", "cifs"),
        ("/mnt/share3/a/b/study.sacro", "smb3"),
        ("/mnt/ssh/study.sacro", "fuse.sshfs"),
        ("/mnt/c/study.sacro", "9p"),
        ("/run/user/1000/gvfs/smb-share/study.sacro", "fuse.gvfsd-fuse"),
        ("/media/sf_shared/study.sacro", "vboxsf"),
    ],
)
def test_a_network_file_system_is_known_by_the_mount_that_a_path_lies_on(path, kind):
    assert network_file_system(PurePosixPath(path), MOUNTS) == kind


MACOS = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//reader@server._smb._tcp.local/Share%20One on /Volumes/Share One (smbfs, nodev, nosuid, mounted by reader)
server:/export on /Volumes/export (nfs)
http://server/dav/ on /Volumes/dav (webdav, nodev, noexec, nosuid)
/dev/disk4s1 on /Volumes/a (b) on c (exfat, local, nodev)
""".strip()  # lines as macOS prints them, mount(8)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/System/Volumes/Data/Users/reader/study.sacro", ""),
        ("/Volumes/Share One/study.sacro", "smbfs"),
        ("/Volumes/Share/study.sacro", ""),
        ("/Volumes/export/a/study.sacro", "nfs"),
        ("/Volumes/dav/study.sacro", "webdav"),
        ("/Volumes/a (b) on c/study.sacro", ""),
    ],
)
def test_a_network_file_system_is_known_by_what_macos_says_of_its_mounts(path, kind):
    assert network_file_system(PurePosixPath(path), MACOS) == kind


def test_a_mount_over_a_mount_counts():
    mounts = "a /data ext4 rw 0 0\nb /data nfs rw 0 0"
    assert network_file_system(PurePosixPath("/data/x"), mounts) == "nfs"


def test_a_study_on_a_network_file_system_is_neither_made_nor_opened(two_readers, tmp_path, monkeypatch):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"{MOUNTS}\nserver:/data {tmp_path.resolve()} nfs rw 0 0\n")
    monkeypatch.setattr(place, "_MOUNTS", mounts)
    with pytest.raises(SacroReadError, match=r"study\.sacro lies on a network file system \(nfs\)"):
        open_study(two_readers.path)
    with pytest.raises(SacroReadError, match=r"to a disk .* on a server: sacroread new postgresql"):
        create_study(tmp_path / "new.sacro", two_readers.protocol, two_readers.reads())
    assert not (tmp_path / "new.sacro").exists()


@pytest.mark.parametrize("put_back", [False, True])
def test_a_study_deleted_while_it_is_open_swallows_no_read(two_readers, read_of, put_back):
    two_readers.append([read_of("c1")])
    kept = two_readers.path.read_bytes()
    two_readers.path.unlink()
    if put_back:
        two_readers.path.write_bytes(kept)
    for use in (lambda: two_readers.append([read_of("c2")]), two_readers.reads):
        with pytest.raises(SacroReadError, match="moved, deleted or exchanged while it was open"):
            use()
    assert two_readers.path.exists() == put_back
    if put_back:
        with open_study(two_readers.path) as again:
            again.append([read_of("c2")])
            assert [read.case_id for read in again.reads()] == ["c1", "c2"]


def test_a_study_that_is_damaged_while_it_is_open_is_told_in_words(two_readers, read_of):
    two_readers.append([read_of("c1")])
    with two_readers.path.open("r+b") as file:
        file.write(b"x" * two_readers.path.stat().st_size)
    with pytest.raises(SacroReadError, match=r"study\.sacro is damaged.*Go on with a copy made before"):
        two_readers.reads()


def test_a_study_that_cannot_be_made_leaves_no_file(tmp_path, monkeypatch):
    monkeypatch.setattr(place, "_MOUNTS", tmp_path / "none")
    path = tmp_path / ("n" * 250 + ".sacro")  # longer than a name may be
    with pytest.raises(SacroReadError, match="cannot be made in"):
        create_study(path, None, None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("reader:pa/ss@host/db", "reader@host/db"),
        ("postgresql://reader:a://b@host:5433/db", "postgresql://reader@host:5433/db"),
        ("reader@host/db?password=secret&connect_timeout=9", "reader@host/db?connect_timeout=9"),
        ("host/db?sslPassword=secret", "host/db"),
        ("reader:pa@ss@host/db", ""),
        ("reader:pa@s/s@host/db", ""),
        ("reader:pa@a?b=ss@host/db", ""),
        ("reader:a://b@host/db", ""),
        ("host:port/db", ""),
        ("reader@host/db?folder=/home/reader/kept here", "reader@host/db?folder=/home/reader/kept here"),
    ],
)
def test_no_part_of_a_password_stays_in_an_address_and_a_doubtful_one_is_not_kept(typed, kept):
    assert without_password(typed) == kept


@pytest.mark.parametrize(
    ("place", "words"), [("", "No study is named"), (".", "is a folder. Name a study file")]
)
def test_a_folder_or_nothing_in_the_place_of_a_study_is_told(place, words):
    with pytest.raises(SacroReadError, match=words):
        open_study(place)
