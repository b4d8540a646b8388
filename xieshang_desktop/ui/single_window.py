"""One window for one data folder: a second start hands the first one its file, brings it forward
and ends."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING
from zlib import crc32

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.services.folder_lock import FolderLock
from xieshang_desktop.settings import config_dir

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 6.0  # seconds: the first window may have been started a moment ago
_AGAIN = 0.05
_ANSWER = 2000  # milliseconds

Called = Callable[[Path | None], object]


class SingleWindow:
    """Holds the folder's lock for as long as it lives; a killed program's lock does not count."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # A checksum tells a few folders apart; `hashlib` would cost 3 ms of each start. Windows of
        # other accounts have other names: they can't be called.
        whose = f"{folder.resolve()}\n{config_dir()}"
        self._name = f"xieshang-{crc32(whose.encode('utf-8', 'surrogateescape')):08x}"
        self._lock = FolderLock(folder, config_dir() / "windows" / f"{self._name}.lock", self._name)
        self._server: QLocalServer | None = None

    def take(self) -> bool:
        """Whether this is the first window on the folder, with any account; to be asked again when
        the folder was made. WorldFailed `settings_not_writable` when that can't be kept."""
        return self._lock.take()

    def call_first(self, file: Path | None = None) -> None:
        """Ask the first window to come forward, and to open a file.

        WorldFailed `folder_in_use`, `folder_in_use_elsewhere`: another account or computer has the
        folder; `window_silent`: our own window does not answer.
        """
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        until = monotonic() + _PATIENCE
        while not self._reach(socket):
            holder = self._lock.holder()
            if not holder.answers:
                raise WorldFailed("folder_in_use_elsewhere", folder=str(self.folder))
            if holder.answers != self._name:
                raise WorldFailed(
                    "folder_in_use",
                    who=holder.who,
                    computer=holder.computer,
                    since=holder.since,
                    folder=str(self.folder),
                )
            if monotonic() > until:
                raise WorldFailed("window_silent", folder=str(self.folder))
            sleep(_AGAIN)
        word = b"forward\n" if file is None else b"open " + json.dumps(str(file)).encode() + b"\n"
        _let_others_come_forward()
        socket.write(word)
        if not socket.waitForBytesWritten(_ANSWER):
            raise WorldFailed("window_silent", folder=str(self.folder))

    def _reach(self, socket: QLocalSocket) -> bool:
        socket.connectToServer(self._name)
        return socket.waitForConnected(_ANSWER)

    def listen(self, called: Called) -> None:
        """From now on a second start calls `called`, with the file it was to open."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)  # a killed program leaves its socket behind
        server = QLocalServer()
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)

        def connected() -> None:
            connection = server.nextPendingConnection()
            connection.readyRead.connect(lambda: heard(connection))
            connection.disconnected.connect(connection.deleteLater)
            heard(connection)  # what came before anybody listened

        def heard(connection: QLocalSocket) -> None:
            if connection.canReadLine():
                called(_file_in(bytes(connection.readLine().data())))

        server.newConnection.connect(connected)
        server.listen(self._name)
        self._server = server

    def let_go(self) -> None:
        """The window is closed, or another folder is opened in it."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.let_go()


def _let_others_come_forward() -> None:
    """Windows lets only the program in front hand the keyboard on."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)


def _file_in(word: bytes) -> Path | None:
    """The file a second start was to open; None when it just wants the window."""
    if word.startswith(b"open "):
        with suppress(ValueError):
            return Path(str(json.loads(word[5:])))
    return None
