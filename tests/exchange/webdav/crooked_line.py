"""A telephone line between a village and a server, which breaks or falls silent where told."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading


class CrookedLine:
    """Passes bytes on to `target`, until so many went `up` or `down`; then it does `then`.

    `cut`: both ends see the line close; `reset`: they see it torn; `stall`: nothing comes any more.
    With `welcome` it is a proxy: it hears where to (`heard`), answers so and puts through.
    """

    def __init__(self, target: int, welcome: bytes = b"") -> None:
        self.target = target
        self.heard: list[bytes] = []
        self._welcome = welcome
        self.limits: dict[str, int | None] = {"up": None, "down": None}
        self.passed = {"up": 0, "down": 0}
        self.then = "cut"
        self._ends: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self._run(self._receive)

    def __enter__(self) -> CrookedLine:
        return self

    def __exit__(self, *_what: object) -> None:
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._threads[0].join()  # who still calls is put through first
        self._door.close()
        self.hang_up()
        for thread in self._threads:
            thread.join()

    def hang_up(self) -> None:
        """Everybody who talks now is cut off; new calls are put through."""
        while self._ends:
            end = self._ends.pop()
            with contextlib.suppress(OSError):
                if self.then == "reset":
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    end.shutdown(socket.SHUT_RD)  # wakes who listens, so that closing closes
                else:
                    end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _run(self, work: object, *given: object) -> None:
        thread = threading.Thread(target=work, args=given, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _receive(self) -> None:
        while True:
            try:
                near, _address = self._door.accept()
            except OSError:
                return
            if self._welcome:
                self.heard.append(near.recv(65536))
                near.sendall(self._welcome)
            far = socket.create_connection(("127.0.0.1", self.target))
            for end in (near, far):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._ends.append(end)
            self._run(self._pass, near, far, "up")
            self._run(self._pass, far, near, "down")

    def _pass(self, source: socket.socket, sink: socket.socket, way: str) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(65536):
                limit = self.limits[way]
                if limit is not None and self.passed[way] + len(piece) > limit:
                    piece = piece[: limit - self.passed[way]]
                    self.passed[way] = limit
                    sink.sendall(piece)
                    if self.then != "stall":
                        self.hang_up()
                    return
                self.passed[way] += len(piece)
                sink.sendall(piece)
            sink.shutdown(socket.SHUT_WR)
