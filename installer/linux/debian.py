"""The Debian package, made from the program folder without a source package."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from installer.linux import program

NAME = "xieshang-desktop"
FILES = Path(__file__).resolve().parent / "files"

#: Where the program lies: `/usr/bin/xieshang` points at the start in it.
HOME = Path("usr/lib/xieshang")
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)

_MAKER = "xieshang_desktop <packages@xieshang.invalid>"

#: What dpkg runs, and the file it is made from.
SCRIPTS = {"preinst": "in-use", "prerm": "in-use", "postrm": "postrm"}

#: Where the building system has its libraries.
_SYSTEM = Path("/lib/x86_64-linux-gnu")

#: What Qt opens by name while it runs, so that no binary asks for it.
_OPENED = ("libdbus-1-3",)

_CONTROL = """\
Package: {name}
Version: {version}-1
Architecture: amd64
Maintainer: {maker}
Installed-Size: {size}
Depends: {depends}
Recommends: xdg-utils
Suggests: cups, ibus
Section: misc
Priority: optional
Description: desk of a village consultation room, offline
 协商桌面：村（社区）协商议事室的办公桌，不用联网。
 .
 A roster, topics in five steps, notices, sign-in, the meeting, minutes that
 both convenors confirm, the result on the wall, and the bundle on a stick
 that goes to the township: one program for grassroots consultation in
 Chinese villages, at the village's desk and at the township's.
 .
 It needs no network. All faces that its papers are printed with are in it.
"""


def make(root: Path, folder: Path, work: Path, out: Path, version: str, *, quick: bool) -> Path:
    """Put `xieshang-desktop_VERSION-1_amd64.deb` into `out`."""
    tree = work / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(folder, tree / HOME, copy_function=os.link)
    link(tree / "usr/bin/xieshang", Path("../lib/xieshang/xieshang"))
    lay_shared(folder, tree / "usr/share")
    doc = tree / "usr/share/doc" / NAME
    _documents(root, doc, version)
    link(doc / "handbook", Path("../../../lib/xieshang/_internal/resources/handbook"))
    _lay(FILES / "lintian-overrides", tree / "usr/share/lintian/overrides" / NAME)
    for script, name in SCRIPTS.items():
        (tree / "DEBIAN").mkdir(exist_ok=True)
        (tree / "DEBIAN" / script).write_text(whole(FILES / name), "utf-8")
    size = sum(p.stat().st_size for p in tree.rglob("*") if p.is_file() and not p.is_symlink())
    control = _CONTROL.format(
        name=NAME,
        version=version,
        maker=_MAKER,
        size=-(-size // 1024),
        depends=", ".join(_depends(folder)),
    )
    (tree / "DEBIAN/control").write_text(control, "utf-8")
    sums = subprocess.run(
        ["sh", "-c", "find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum"],
        cwd=tree,
        check=True,
        capture_output=True,
    ).stdout
    (tree / "DEBIAN/md5sums").write_bytes(sums)
    _settle(tree)
    package = out / f"{NAME}_{version}-1_amd64.deb"
    tight = ["-Zgzip", "-z1"] if quick else ["-Zxz", "-z6"]
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", *tight, "--threads-max=2", "--build", tree, package],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return package


def lay_shared(folder: Path, share: Path) -> None:
    """What a desktop shows and finds, under a `share` folder: entries, file type, icons, manual."""
    for name in ("xieshang.desktop", "xieshang-open.desktop"):
        _lay(FILES / name, share / "applications" / name)
    _lay(FILES / "xieshang.xml", share / "mime/packages/xieshang.xml")
    for language, name, place in (
        ("en", "xieshang.1", "man/man1"),
        ("zh", "xieshang.zh_CN.1", "man/zh_CN/man1"),
    ):
        manual = share / place / "xieshang.1.gz"
        manual.parent.mkdir(parents=True, exist_ok=True)
        text = (FILES / name).read_text("utf-8").replace("@COMMANDS@", commands(folder, language))
        manual.write_bytes(_zipped(text.encode()))
    icons(share / "icons/hicolor")


def commands(folder: Path, language: str) -> str:
    """The commands of the manual, as the packed program itself names them."""
    said = subprocess.run(
        [folder / "xieshang", "--help"],
        env={"XIESHANG_LANGUAGE": language, "LC_ALL": "C.UTF-8", "COLUMNS": "500"},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    found = re.findall(r"^ {4}(\w+) {2,}(\S.*)$", said, re.MULTILINE)
    if not found:
        raise ValueError(f"no commands in {said}")
    return "\n".join(f".TP\n.B {name}\n{words}" for name, words in found)


def icons(place: Path) -> None:
    """The seal in the program's red, for the program and for its files, drawn and as pictures."""
    from PySide6.QtCore import QByteArray, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    from installer.linux.building import ROOT

    sys.path.insert(0, str(ROOT))
    from xieshang_desktop.ui.palettes import LIGHT

    drawing = (ROOT / "resources/icons/logo.svg").read_text("utf-8")
    drawing = drawing.replace("currentColor", LIGHT.red)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    for name in ("apps/xieshang", "mimetypes/application-x-xieshang-bundle"):
        file = place / "scalable" / f"{name}.svg"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(drawing, "utf-8")
        for size in ICON_SIZES:
            picture = QImage(size, size, QImage.Format.Format_ARGB32)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            renderer.render(painter)
            painter.end()
            file = place / f"{size}x{size}" / f"{name}.png"
            file.parent.mkdir(parents=True, exist_ok=True)
            if not picture.save(str(file)):
                raise OSError(f"{file} could not be written")


def whole(script: Path) -> str:
    """A script as it is packed: what several of them share stands in each."""
    shared = (FILES / "records").read_text("utf-8").rstrip()
    return script.read_text("utf-8").replace("@RECORDS@", shared)


def link(place: Path, target: Path) -> None:
    """A link, in folders that are made for it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target)


def _documents(root: Path, doc: Path, version: str) -> None:
    _lay(FILES / "copyright", doc / "copyright")
    for name in ("README.md", "README.zh-CN.md"):
        _lay(root / name, doc / name)
    (doc / "changelog.gz").write_bytes(_zipped((root / "CHANGELOG.md").read_bytes()))
    when = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    entry = (
        f"{NAME} ({version}-1) stable; urgency=medium\n\n"
        f"  * Version {version}: see changelog.gz.\n\n"
        f" -- {_MAKER}  {when:%a, %d %b %Y %H:%M:%S +0000}\n"
    )
    (doc / "changelog.Debian.gz").write_bytes(_zipped(entry.encode()))


def _depends(folder: Path) -> list[str]:
    """The packages whose libraries the binaries ask for. Of versions only glibc's is named: those
    in the lists of Debian 12 are its own, and no system with that glibc has too old a library."""
    binaries = program.libraries(folder)
    read = subprocess.run(
        ["objdump", "-p", *binaries], check=True, capture_output=True, text=True
    ).stdout
    asked = set(re.findall(r"^\s*NEEDED\s+(\S+)$", read, re.MULTILINE))
    asked -= {path.name for path in binaries}
    told = subprocess.run(
        ["dpkg", "--search", *(f"*{_SYSTEM}/{name}" for name in sorted(asked))],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    names = {line.partition(":")[0] for line in told.splitlines()} | set(_OPENED)
    glibc = ".".join(map(str, program.needs_glibc(folder)))
    special = {"libc6": f"libc6 (>= {glibc})", "libgcc-s1": "libgcc-s1 | libgcc1"}
    return sorted(special.get(name, name) for name in names)


def _settle(tree: Path) -> None:
    epoch = int(os.environ["SOURCE_DATE_EPOCH"])
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink() and not path.is_relative_to(tree / HOME):
            runs = path.is_dir() or path.name in SCRIPTS
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def _lay(source: Path, target: Path, mode: int = 0o644) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(mode)


def _zipped(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)
