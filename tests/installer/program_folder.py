"""A small program folder as a build makes it, and the libraries it was made from."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from pathlib import Path

from installer.making.parts import ROOT, Given

_SAID = """Metadata-Version: 2.4
Name: {name}
Version: {version}
License-Expression: {licence}
License-File: LICENSE
"""


def install(packages: Path, name: str, version: str, files: dict[str, bytes], **other: str) -> None:
    """A library with its record, as pip lays it down; `other`: licence, text, sbom."""
    info = f"{name}-{version}.dist-info"
    said = _SAID.format(name=name, version=version, licence=other.get("licence", "MIT"))
    files = {**files, f"{info}/METADATA": said.encode()}
    if other.get("text", "yes"):
        files[f"{info}/licenses/LICENSE"] = f"the licence of {name}\n".encode()
    if "sbom" in other:
        files[f"{info}/sboms/{name}.cdx.json"] = other["sbom"].encode()
    lines = []
    for path, content in files.items():
        (packages / path).parent.mkdir(parents=True, exist_ok=True)
        (packages / path).write_bytes(content)
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
        lines.append(f"{path},sha256={digest},{len(content)}\n")
    (packages / info / "RECORD").write_text("".join(lines) + f"{info}/RECORD,,\n")


def crates() -> str:
    """The list that a library written in Rust brings."""
    component = {"type": "library", "name": "aead", "version": "0.5.2"}
    component["purl"] = "pkg:cargo/aead@0.5.2"
    licences = [{"expression": "MIT OR Apache-2.0"}]
    return json.dumps({"components": [component | {"licenses": licences}]})


def a_folder(place: Path) -> Given:
    """The folder for Windows, complete: everything in it has an origin that is known."""
    packages, folder = place / "packages", place / "program"
    qt = b"Qt 6.9.3 (a release) ... libpng version 1.6.50 ..."
    install(
        packages,
        "PySide6_Essentials",
        "6.9.3",
        {
            "PySide6/Qt6Gui.dll": qt,
            "PySide6/QtGui.pyd": b"Python's",
            "PySide6/msvcp140.dll": b"of Microsoft",
        },
        licence="LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
        text="",
    )
    install(packages, "pyrage", "1.4.0", {"pyrage/pyrage.pyd": b"rust"}, sbom=crates())
    install(packages, "lying_about", "1.0", {"lying_about.py": b"print()\n"})
    python = place / "python"
    python.mkdir()
    mark = "ProductVersion\0\0".encode("utf-16-le") + "3.11.9\0".encode("utf-16-le")
    (python / "python.exe").write_bytes(b"MZ" + mark)
    (python / "LICENSE.txt").write_bytes(b"the licence of Python")
    shutil.copytree(packages / "PySide6", folder / "app" / "lib" / "PySide6")
    shutil.copytree(packages / "pyrage", folder / "app" / "lib" / "pyrage")
    shutil.copy(python / "python.exe", folder / "python.exe")
    for name in ("fonts/song.ttf", "icons/home.svg", "pinyin/readings.txt", "words.txt"):
        target = folder / "app" / "resources" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "resources" / name, target)
    code = folder / "app" / "xieshang_desktop"
    code.mkdir()
    shutil.copy(ROOT / "xieshang_desktop" / "ids.py", code)
    (code / "__pycache__").mkdir()
    (code / "__pycache__" / "ids.cpython-311.pyc").write_bytes(b"compiled")
    (folder / "xieshang.exe").write_bytes(b"the launcher")
    lock = place / "requirements.txt"
    lock.write_text("pyrage==1.4.0 \\\n    --hash=sha256:00\npyside6-essentials==6.9.3 \\\n")
    return Given(
        folder=folder, system="windows", requirements=lock, packages=packages, python=python
    )
