"""Three real WebDAV servers with TLS and a password, each with its folder on this disk."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Server as CherootServer
from wsgidav.wsgidav_app import WsgiDAVApp

from tests.exchange.webdav.certificates import Certificate
from xieshang_desktop.exchange.webdav import PROXY_NONE, WebDavLine

USER = "qingshi"
PASSWORD = "桥头-990000"  # noqa: S105 - invented

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
#: Stands before the real server and may answer in its place.
Manner = Callable[[dict[str, Any], Callable[..., Any], App], Iterable[bytes]]


class Server(Protocol):
    """A running server; `root` is the folder that its base address shows."""

    root: Path
    port: int
    certificate: Certificate

    def let_in(self, password: str) -> None: ...
    def stop(self) -> None: ...


def line_to(server: Server, *, port: int = 0, timeout: float = 20, **given: str) -> WebDavLine:
    """The village's line to a server, or to what stands before it on `port`."""
    return WebDavLine(
        f"https://127.0.0.1:{port or server.port}/dav",
        given.get("user", USER),
        given.get("password", PASSWORD),
        certificate_pem=given.get("certificate_pem", server.certificate.pem),
        proxy=given.get("proxy", PROXY_NONE),
        timeout=timeout,
    )


class InProcess:
    """wsgidav on cheroot; `manner` can make it lie."""

    def __init__(
        self,
        folder: Path,
        certificate: Certificate,
        *,
        digest: bool = True,
    ) -> None:
        self.root = folder / "files"
        self.root.mkdir(parents=True, exist_ok=True)
        self.certificate = certificate
        self.manner: Manner | None = None
        self.asked: list[tuple[str, bool]] = []
        self._app = WsgiDAVApp(
            {
                "provider_mapping": {"/dav": str(self.root)},
                "http_authenticator": {
                    "accept_basic": not digest,
                    "accept_digest": digest,
                    "default_to_digest": digest,
                },
                "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
                "verbose": 0,
                "logging": {"enable": False},
            }
        )
        self._server = CherootServer(("127.0.0.1", 0), self._answer, numthreads=3)
        self._server.ssl_adapter = BuiltinSSLAdapter(str(certificate.file), str(certificate.key))
        self._server.error_log = lambda *_args, **_named: None
        self._server.shutdown_timeout = 1
        self._server.expiration_interval = 0.05  # how long `stop` waits for it
        self._server.prepare()
        self.port: int = self._server.bind_addr[1]
        self._thread = threading.Thread(target=self._server.serve, daemon=True)
        self._thread.start()

    def _answer(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        self.asked.append((environ["REQUEST_METHOD"], "HTTP_AUTHORIZATION" in environ))
        if self.manner is None:
            return self._app(environ, start)
        return self.manner(environ, start, self._app)

    def let_in(self, password: str) -> None:
        self._app.config["simple_dc"]["user_mapping"]["*"][USER]["password"] = password

    def stop(self) -> None:
        self._server.stop()
        self._thread.join()


@contextmanager
def in_process(
    folder: Path, certificate: Certificate, *, digest: bool = True
) -> Iterator[InProcess]:
    """A server for as long as the block lasts."""
    running = InProcess(folder, certificate, digest=digest)
    try:
        yield running
    finally:
        running.stop()


class _Program(ABC):
    """A server that is a program of its own."""

    def __init__(self, folder: Path, certificate: Certificate, files: Path | None = None) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.root = files or folder / "files"
        self.root.mkdir(parents=True, exist_ok=True)
        self.certificate = certificate
        self._users = folder / "users"
        self.let_in(PASSWORD)
        for _try in range(5):  # somebody else may take the port first
            self.port = free_port()
            with open(folder / "said", "wb") as said:
                self._process = subprocess.Popen(self.command(), stdout=said, stderr=said)
            if self._answers():
                return
        raise AssertionError((folder / "said").read_text("utf-8", "replace"))

    @abstractmethod
    def command(self) -> list[str]:
        """How it is started on `self.port`."""

    def let_in(self, password: str) -> None:
        digest = base64.b64encode(hashlib.sha1(password.encode()).digest()).decode()  # noqa: S324
        self._users.write_text(f"{USER}:{{SHA}}{digest}\n", "ascii")

    def _answers(self) -> bool:
        """Waits until TLS answers with our certificate; false if the program ended."""
        context = ssl.create_default_context(cadata=self.certificate.pem)
        while self._process.poll() is None:
            with (
                suppress(OSError),
                socket.create_connection(("127.0.0.1", self.port), 0.05) as plain,
                context.wrap_socket(plain, server_hostname="127.0.0.1"),
            ):
                return True
        return False

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()


class Wsgidav(_Program):
    """wsgidav in a process of its own: it leaves files open that it could not write."""

    def command(self) -> list[str]:
        configuration = {
            "host": "127.0.0.1",
            "port": self.port,
            "provider_mapping": {"/dav": str(self.root)},
            "ssl_certificate": str(self.certificate.file),
            "ssl_private_key": str(self.certificate.key),
            "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
        }
        (self.folder / "wsgidav.json").write_text(json.dumps(configuration), "utf-8")
        code = "from wsgidav.server.server_cli import run; run()"
        return [sys.executable, "-c", code, "-q", "-c", str(self.folder / "wsgidav.json")]


class Nginx(_Program):
    """nginx with its dav module and dav-ext, from nginx-extras."""

    def command(self) -> list[str]:
        (self.folder / "nginx.conf").write_text(self._configuration(), "utf-8")
        return [program("nginx"), "-p", str(self.folder), "-c", "nginx.conf", "-e", "stderr"]

    def _configuration(self) -> str:
        rooms = "".join(
            f"{kind}_temp_path {self.root.parent / ('nginx-' + kind)};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        return f"""
load_module /usr/lib/nginx/modules/ngx_http_dav_ext_module.so;
daemon off; master_process off; pid nginx.pid; error_log stderr crit;
events {{ worker_connections 64; }}
http {{
  access_log off; {rooms}
  server {{
    listen 127.0.0.1:{self.port} ssl;
    ssl_certificate {self.certificate.file};
    ssl_certificate_key {self.certificate.key};
    location /dav/ {{
      alias {self.root}/;
      auth_basic "xieshang"; auth_basic_user_file {self._users};
      dav_methods PUT DELETE MKCOL COPY MOVE; dav_ext_methods PROPFIND OPTIONS;
      dav_access user:rw;
    }}
  }}
}}
"""


class Rclone(_Program):
    """`rclone serve webdav`."""

    def command(self) -> list[str]:
        return [
            *(program("rclone"), "serve", "webdav", str(self.root)),
            *("--config", os.devnull, "--addr", f"127.0.0.1:{self.port}", "--baseurl", "/dav"),
            *("--cert", str(self.certificate.file), "--key", str(self.certificate.key)),
            *("--htpasswd", str(self._users), "--log-level", "ERROR"),
        ]


def program(name: str) -> str:
    """Where it is; these tests are worth nothing without it, so that they fail."""
    found = shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin")
    assert found, f"{name} is not installed"
    return found


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])
