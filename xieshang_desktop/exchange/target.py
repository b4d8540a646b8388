"""The folder or drive that a bundle is written to, and what its failures are called."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.replacing import replace

#: What the system says → what it means for a drive in use.
_MEANING: Final = {
    errno.ENOSPC: "drive_full",
    errno.EDQUOT: "drive_full",
    errno.EFBIG: "drive_file_too_large",
    errno.EROFS: "drive_read_only",
    errno.EACCES: "folder_not_writable",
    errno.EPERM: "folder_not_writable",
    errno.ENOTDIR: "folder_not_writable",
    errno.ENOENT: "drive_pulled",
    errno.ENODEV: "drive_pulled",
    errno.ENXIO: "drive_pulled",
    errno.EIO: "drive_pulled",
    errno.ESTALE: "drive_pulled",
    errno.ENOTCONN: "drive_pulled",
}
#: Windows has finer numbers than errno: write-protected, not ready, disk full, device gone.
_WINDOWS_MEANING: Final = {
    19: "drive_read_only",
    21: "drive_pulled",
    112: "drive_full",
    433: "drive_pulled",
    1117: "drive_pulled",
    1167: "drive_pulled",
}
#: File systems that cannot flush a folder say so with these.
_CANNOT_FLUSH: Final = (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EBADF)


def drive_failure(error: OSError, folder: Path) -> WorldFailed:
    """The failure of a drive in use that an error of the system stands for."""
    code = _WINDOWS_MEANING.get(getattr(error, "winerror", None) or 0)
    code = code or _MEANING.get(error.errno or 0, "drive_failed")
    return WorldFailed(code, folder=str(folder), file=str(folder), errno=error.errno)


@contextlib.contextmanager
def drive_errors(folder: Path) -> Iterator[None]:
    """Inside, an error of the system is raised as the failure of the drive that `folder` is on."""
    try:
        yield
    except OSError as error:
        raise drive_failure(error, folder) from error


class TargetFolder:
    """A folder on a drive, with the few steps that writing safely needs.

    Its other methods raise OSError as the system gives it; `drive_errors` makes codes of that.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def require(self) -> None:
        """WorldFailed drive_missing if it is not there, folder_not_writable if it is no folder."""
        with drive_errors(self.folder):
            if not self.folder.exists():
                raise WorldFailed("drive_missing", folder=str(self.folder))
            if not self.folder.is_dir():
                folder = str(self.folder)
                raise WorldFailed("folder_not_writable", folder=folder, file=folder)

    def free(self) -> int:
        """Free bytes."""
        return shutil.disk_usage(self.folder).free

    def create(self, name: str) -> BinaryIO:
        """A new file for writing; it must not exist."""
        return open(self.folder / name, "xb", buffering=1024 * 1024)

    def flush(self, file: BinaryIO) -> None:
        """Everything written so far is on the device when this returns."""
        file.flush()
        os.fsync(file.fileno())

    def reopen(self, name: str) -> BinaryIO:
        """A flushed file for reading, past the system's cache where that can be asked for."""
        file = open(self.folder / name, "rb")  # noqa: SIM115 - the caller closes it
        if sys.platform == "linux":
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return file

    def rename(self, old: str, new: str) -> None:
        """The file has its new name on the device when this returns."""
        replace(self.folder / old, self.folder / new)
        self._flush_folder()

    def remove(self, name: str) -> None:
        """The file is gone, if it was there."""
        (self.folder / name).unlink(missing_ok=True)

    def names(self, prefix: str, suffix: str) -> list[str]:
        """Names of files in the folder that begin and end so."""
        return [
            name
            for name in os.listdir(self.folder)
            if name.startswith(prefix) and name.endswith(suffix)
        ]

    def _flush_folder(self) -> None:
        if os.name != "posix":
            return
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in _CANNOT_FLUSH:
                raise
        finally:
            os.close(descriptor)


def sha256_of_file(path: Path) -> str:
    """SHA-256 of a file's content, in hexadecimal; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
