"""The removable drives that are plugged in: sticks, cards and disks on USB."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Protocol

import msgspec

_SYSTEM: Final = Path("/sys")
_PLACES: Final = ("/media/", "/run/media/", "/mnt/")
_PROGRAMS: Final = {".com", ".scr", ".pif", ".bat", ".cmd", ".vbs", ".js", ".lnk"}


class Drive(msgspec.Struct, frozen=True, kw_only=True):
    """A mounted removable drive; `free` in bytes."""

    label: str
    path: Path
    free: int
    read_only: bool


class Mounted(Protocol):
    """A mounted partition as psutil describes it."""

    @property
    def device(self) -> str: ...
    @property
    def mountpoint(self) -> str: ...
    @property
    def opts(self) -> str: ...


def list_drives() -> list[Drive]:
    """Every removable drive that is mounted and answers, by path."""
    import psutil

    return choose_drives(psutil.disk_partitions(all=False))


def choose_drives(mounted: Iterable[Mounted], system: Path = _SYSTEM) -> list[Drive]:
    """The removable ones of `mounted`; `system` is where Linux describes its devices."""
    drives = []
    for partition in sorted(mounted, key=lambda partition: partition.mountpoint):
        options = partition.opts.split(",")
        if "removable" not in options and not _is_removable(partition.device, system):
            continue
        path = Path(partition.mountpoint)
        try:
            free = shutil.disk_usage(path).free
        except OSError:
            continue  # pulled out a moment ago, or a card reader without a card
        label = _volume_name(partition.mountpoint) or path.name or str(path)
        drives.append(Drive(label=label, path=path, free=free, read_only="ro" in options))
    return drives


def mounted_places(mounted: Iterable[Mounted] | None = None) -> list[Path]:
    """Where the sticks and other drives are found that a Linux desktop put in for people, by
    path; none elsewhere."""
    if mounted is None:
        import psutil

        mounted = psutil.disk_partitions(all=False) if sys.platform == "linux" else ()
    found = {partition.mountpoint for partition in mounted}
    return [Path(place) for place in sorted(found) if place.startswith(_PLACES)]


def programs_on(path: Path) -> tuple[str, ...]:
    """Files at the top of a drive that start by themselves or pose as folders, as viruses on
    sticks do; by name."""
    try:
        found = sorted(path.iterdir())
        folders = {each.name.lower() for each in found if each.is_dir()}
    except OSError:
        return ()
    return tuple(
        each.name
        for each in found
        if each.name.lower() == "autorun.inf"
        or each.suffix.lower() in _PROGRAMS
        or (each.suffix.lower() == ".exe" and each.stem.lower() in folders)
    )


def _is_removable(device: str, system: Path) -> bool:
    """Linux: the disk says so itself, or it hangs on USB (outer disks say they are fixed)."""
    node = system / "class" / "block" / Path(device).name
    if not node.exists():
        return False
    node = node.resolve()
    disk = node.parent if (node / "partition").exists() else node
    try:
        says = (disk / "removable").read_text("ascii").strip()
    except OSError:
        return False  # pulled out a moment ago
    return says == "1" or any(part.startswith("usb") for part in disk.parts)


def _volume_name(mountpoint: str) -> str:
    """Windows: the name that was given to the drive. On Linux it is the folder's own name."""
    if sys.platform != "win32":
        return ""
    import ctypes

    name = ctypes.create_unicode_buffer(261)
    found = ctypes.windll.kernel32.GetVolumeInformationW(
        mountpoint, name, len(name), None, None, None, None, 0
    )
    return name.value if found else ""
