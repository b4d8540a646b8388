"""On what a folder lies: a disk of this computer, a stick, the network, a folder that some program
copies to the net by itself."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path, PurePath, PureWindowsPath
from typing import Protocol


class Kind(StrEnum):
    """On what a folder lies."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"
    MEMORY = "memory"  # gone when the computer is switched off
    UNKNOWN = "unknown"


class Mounted(Protocol):
    """A mounted partition as psutil describes it."""

    @property
    def mountpoint(self) -> str: ...
    @property
    def fstype(self) -> str: ...
    @property
    def opts(self) -> str: ...


def kind_of(folder: Path, removable: Iterable[Path] = ()) -> Kind:
    """On what a folder lies, by what the system tells; `removable` are the drives one pulls."""
    if sys.platform == "win32":
        return windows_kind(str(folder.absolute()), _drive_type)
    import psutil

    try:
        mounted = psutil.disk_partitions(all=True)
    except OSError:
        return Kind.UNKNOWN
    return mounted_kind((existing(folder) or folder).resolve(), mounted, removable)


#: File systems of Linux whose files lie elsewhere, and those that lie in memory.
_NETWORK = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "9p",
    "davfs",
    "ceph",
    "glusterfs",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.davfs2",
    "fuse.gvfsd-fuse",
    "fuse.glusterfs",
}
_MEMORY = {"tmpfs", "ramfs"}
#: What GetDriveTypeW of Windows answers.
_WINDOWS = {2: Kind.REMOVABLE, 3: Kind.FIXED, 4: Kind.NETWORK, 6: Kind.MEMORY}


def mounted_kind(folder: Path, mounted: Iterable[Mounted], removable: Iterable[Path]) -> Kind:
    """Linux: by the mount that is nearest above the folder; `removable` are drives one pulls."""
    found = [each for each in mounted if folder.is_relative_to(each.mountpoint)]
    if not found:
        return Kind.UNKNOWN
    nearest = max(found, key=lambda each: len(Path(each.mountpoint).parts))
    if nearest.fstype in _NETWORK:
        return Kind.NETWORK
    if nearest.fstype in _MEMORY:
        return Kind.MEMORY
    if any(folder.is_relative_to(drive) for drive in removable):
        return Kind.REMOVABLE
    return Kind.FIXED


class DriveType(Protocol):
    """What Windows says of the drive with this root, as a number."""

    def __call__(self, root: str, /) -> int: ...


def windows_kind(folder: str, ask: DriveType) -> Kind:
    r"""Windows: `D:\…` by its drive; `\\server\share` is always the network."""
    path = PureWindowsPath(folder)
    if path.drive.startswith("\\\\"):
        return Kind.NETWORK
    return _WINDOWS.get(ask(path.anchor), Kind.UNKNOWN)


def _drive_type(root: str) -> int:
    if sys.platform != "win32":
        return 0
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(root))


#: Part of a folder's name, in small letters, and the program that copies what lies in it elsewhere.
_SYNC = (
    ("onedrive", "OneDrive"),
    ("nutstore", "坚果云"),
    ("坚果云", "坚果云"),
    ("baidunetdisk", "百度网盘"),
    ("baidusyncdisk", "百度网盘"),
    ("baiduyun", "百度网盘"),
    ("百度网盘", "百度网盘"),
    ("百度云", "百度网盘"),
    ("dropbox", "Dropbox"),
    ("wps云盘", "WPS云盘"),
    ("wps cloud", "WPS云盘"),
    ("wpsdrive", "WPS云盘"),
    ("wps网盘", "WPS云盘"),
    ("金山云", "WPS云盘"),
    ("iclouddrive", "iCloud"),
    ("icloud drive", "iCloud"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("微云", "腾讯微云"),
    ("weiyun", "腾讯微云"),
    ("阿里云盘", "阿里云盘"),
    ("adrive", "阿里云盘"),
    ("天翼云盘", "天翼云盘"),
    ("ecloud", "天翼云盘"),
    ("和彩云", "中国移动云盘"),
    ("移动云盘", "中国移动云盘"),
    ("seafile", "Seafile"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
)
#: What such a program leaves at the top of its folder.
_SYNC_MARKS = ((".stfolder", "Syncthing"), (".dropbox", "Dropbox"), (".nutstore", "坚果云"))


def sync_of(folder: Path, environment: Mapping[str, str]) -> str:
    """The program that copies this folder to the net by itself, by the names above it, by what
    such programs leave there and by what Windows says of OneDrive; "" when there is none."""
    for part in folder.parts:
        program = next((p for name, p in _SYNC if _is_called(part.lower(), name)), "")
        if program:
            return program
    roots = [environment.get(name, "") for name in _ONEDRIVE]
    if any(root and _below(folder, root) for root in roots):
        return "OneDrive"
    for above in (folder, *folder.parents):
        for mark, program in _SYNC_MARKS:
            with suppress(OSError):
                if (above / mark).exists():
                    return program
    return ""


_ONEDRIVE = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")


def _is_called(part: str, name: str) -> bool:
    """Whether a folder bears the name of such a program. Short names are also parts of others:
    what is called so begins with them. What was downloaded is not sent back."""
    if part.endswith("download"):
        return False
    return part.startswith(name) or (name in part and len(name) > (6 if name.isascii() else 2))


def _below(folder: PurePath, root: str) -> bool:
    return folder.is_relative_to(type(folder)(root))


def existing(folder: Path) -> Path | None:
    """The folder, or the nearest one above it that is there; None when even its drive is gone, or
    where a file stands in the way."""
    for place in (folder, *folder.absolute().parents):
        try:
            if place.is_dir():
                return place
            if place.exists():
                return None
        except OSError:
            continue
    return None
