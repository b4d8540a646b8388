"""One window for one data folder: a second start brings the first window forward and ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from PySide6.QtCore import QLockFile

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.settings import config_dir

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_PATIENCE = 2000  # milliseconds


class SingleWindow:
    """Holds the folder's lock for as long as it lives; a killed program's lock does not count.

    The lock lies apart from the data, so that looking at a folder changes nothing in it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # A checksum tells a few folders apart; `hashlib` would cost 3 ms of each start.
        self._name = f"xieshang-{crc32(str(folder.resolve()).encode()):08x}"
        self._file = config_dir() / "windows" / f"{self._name}.lock"
        self._lock = QLockFile(str(self._file))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def take(self) -> bool:
        """Whether this is the first window on the folder; WorldFailed `folder_not_writable` when
        that can't be kept."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WorldFailed("folder_not_writable", file=str(self._file.parent)) from error
        if self._lock.tryLock(0):
            return True
        if self._lock.error() is not QLockFile.LockError.LockFailedError:
            raise WorldFailed("folder_not_writable", file=str(self._file.parent))
        return False

    def call_first(self) -> bool:
        """Ask the first window to come forward; False when it does not answer."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_PATIENCE):
            return False
        socket.write(b"forward\n")
        return socket.waitForBytesWritten(_PATIENCE)

    def listen(self, forward: Callable[[], object]) -> None:
        """From now on a second start calls `forward`."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)  # a killed program leaves its socket behind
        server = QLocalServer()
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)

        def called() -> None:
            connection = server.nextPendingConnection()
            connection.disconnected.connect(connection.deleteLater)
            forward()

        server.newConnection.connect(called)
        server.listen(self._name)
        self._server = server

    def let_go(self) -> None:
        """The window is closed, or another folder is opened in it."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()
