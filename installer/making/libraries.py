"""Python libraries: which file is of which, as the record that each was installed with says."""

from __future__ import annotations

import base64
import json
import re
from importlib import metadata
from pathlib import Path

from installer.making.parts import (
    ROOT,
    Given,
    Part,
    endings,
    module_files,
    sha256,
    sources_of,
)
from xieshang_desktop.ui.presenters.about import licence_files, licence_of

#: What the packages say in other words than SPDX's.
_SPDX = {
    "MIT License": "MIT",
    "The MIT License (MIT)": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
}
#: Parts that Pillow's list names as possible: these are in none of its wheels (it looks for FriBiDi
#: on the system; libimagequant would put the whole under the GPL).
_NOT_THERE = {"libimagequant", "FriBiDi"}
#: Others that are not packed everywhere, and what their files are called.
_IF_FOUND = {"libavif": "avif", "libxcb": "xcb"}
#: Licences that those lists leave out.
_UNSAID = {"openssl": "Apache-2.0", "libXau": "MIT"}
#: Whose licence texts are not in the wheel: they are these.
_QT_TEXTS = ("resources/licences/LGPL-3.0.txt", "resources/licences/GPL-3.0.txt")
#: Python files that shiboken6 carries inside its library and lays down when it starts.
_UNPACKED = "shiboken6/files.dir/"
#: What builds the package and stays in it as the start of the program.
_STARTER = "pyinstaller"


class Libraries:
    """What pip installed."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._pinned = pins(given.requirements)
        self._parts: dict[str, Part] = {}
        self._paths: dict[str, str] = {}  # path under site-packages → library
        self._bytes: dict[str, str] = {}  # SHA-256 → library
        self._found: dict[str, metadata.Distribution] = {}
        for package in metadata.distributions(path=[str(given.packages)]):
            key = plain(package.name)
            self._found[key] = package
            for file in package.files or ():
                path = file.as_posix()
                if path.endswith(".pyc") or path.startswith(".."):
                    continue
                self._paths[path] = key
                if file.hash is not None and file.size:
                    self._bytes[_hexadecimal(file.hash.value)] = key

    def takes(self, file: str) -> bool:
        """By its path; else by what is in it, for what was laid elsewhere."""
        for ending in (e for source in sources_of(file) for e in endings(source)):
            key = self._paths.get(ending)
            if key and ("/" in ending or ending.endswith((".py", ".so", ".pyd"))):
                self._part(key).files.append(file)
                return True
        if any(ending.startswith(_UNPACKED) for ending in endings(file)):
            self._part("shiboken6").files.append(file)
            return True
        key = self._bytes.get(sha256(self._given.folder / file))
        if key:
            self._part(key).files.append(file)
        return bool(key)

    def takes_module(self, name: str) -> bool:
        """By the file it was made from."""
        if name.startswith(("pyimod", "pyi_rth", "_pyi_", "pyiboot", "PyInstaller")):
            key: str | None = _STARTER
        else:
            key = next((k for f in module_files(name) if (k := self._paths.get(f))), None)
        if key not in self._found:
            return False
        self._part(key).modules += 1
        return True

    def parts(self) -> list[Part]:
        """Those of which something is in the folder."""
        for part in self._parts.values():
            for name, sign in _IF_FOUND.items():
                if not any(sign in file.lower() for file in part.files):
                    part.inside = [inner for inner in part.inside if inner.name != name]
        return list(self._parts.values())

    def wrong(self) -> list[str]:
        """Libraries that the lock does not pin, or in another version, or from another file."""
        reasons = []
        for key, part in sorted(self._parts.items()):
            if key == _STARTER:
                continue
            version, hashes = self._pinned.get(key, ("", frozenset()))
            if not version:
                reasons.append(f"{key} is packed, but {self._given.requirements.name} has it not")
            elif version != part.version:
                reasons.append(f"{key} {part.version} is packed, but {version} is pinned")
            elif not hashes.issuperset(part.hashes):
                reasons.append(f"the file that {key} was installed from is not the pinned one")
        return reasons

    def _part(self, key: str) -> Part:
        if key not in self._parts:
            package = self._found[key]
            texts = licence_texts(package)
            if key in ("pyside6-essentials", "shiboken6"):
                texts = {Path(name).name: (ROOT / name).read_bytes() for name in _QT_TEXTS}
            said = licence_of(package)
            self._parts[key] = Part(
                key,
                package.name,
                package.version,
                _SPDX.get(said, said),
                purl=f"pkg:pypi/{key}@{package.version}",
                hashes=self._wheel(key, package.version),
                texts=texts,
                inside=_told_by_itself(key, package, texts),
            )
            if key == _STARTER:
                self._parts[key].name = "PyInstaller (the start of the program)"
                self._parts[key].licence = "GPL-2.0-or-later WITH Bootloader-exception"
        return self._parts[key]

    def _wheel(self, key: str, version: str) -> tuple[str, ...]:
        """The hash of the file it was installed from, when the folder of wheels is named."""
        if self._given.wheels is None:
            return ()
        return tuple(
            sha256(file)
            for file in sorted(self._given.wheels.iterdir())
            if file.suffix == ".whl" and _named(file.name) == (key, version)
        )


def pins(requirements: Path) -> dict[str, tuple[str, frozenset[str]]]:
    """Name → version and allowed SHA-256 of a lock in pip's form."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for block in re.split(r"\n(?=[A-Za-z0-9])", requirements.read_text("utf-8")):
        head = re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", block)
        if head:
            hashes = frozenset(re.findall(r"--hash=sha256:([0-9a-f]{64})", block))
            found[plain(head[1])] = (head[2], hashes)
    return found


def plain(name: str) -> str:
    """A library's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licence_texts(package: metadata.Distribution) -> dict[str, bytes]:
    """Name → content of the licence files that lie in a library; a folder's name goes before."""
    found = {}
    for file in licence_files(package):
        inside = file.as_posix().partition(".dist-info/")[2].split("/")
        found["-".join(inside[1:] or inside)] = file.read_bytes()
    return found


def _told_by_itself(
    owner: str, package: metadata.Distribution, texts: dict[str, bytes]
) -> list[Part]:
    """What a wheel's own lists say is compiled into it; the library itself and its modules are not
    repeated."""
    found: dict[str, Part] = {}
    for file in package.files or ():
        if "/sboms/" not in file.as_posix() or file.suffix != ".json":
            continue
        told = json.loads(Path(str(file.locate())).read_text("utf-8"))
        for component in told.get("components", ()):
            purl, name = component.get("purl", ""), component["name"]
            if purl.startswith("pkg:pypi/") or component.get("scope") == "excluded":
                continue
            if name in _NOT_THERE:
                continue
            version = component.get("version", "")
            part = Part(f"{owner}/{name}@{version}", name, version, _stated(component), purl=purl)
            if not purl.startswith("pkg:cargo/"):
                part.texts, part.lends = texts, owner
            part.hashes = tuple(
                h["content"] for h in component.get("hashes", ()) if h["alg"] == "SHA-256"
            )
            found[part.key] = part
    return [found[key] for key in sorted(found)]


def _stated(component: dict[str, object]) -> str:
    licences = component.get("licenses")
    if not isinstance(licences, list) or not licences:
        return _UNSAID.get(str(component["name"]), "")
    if "expression" in licences[0]:
        return str(licences[0]["expression"])
    named = [entry["license"] for entry in licences if "license" in entry]
    return " AND ".join(str(one.get("id") or one.get("name")) for one in named)


def _named(wheel: str) -> tuple[str, str]:
    name, version = wheel.split("-")[:2]
    return plain(name), version


def _hexadecimal(recorded: str) -> str:
    """A hash as RECORD writes it (base64 for addresses, without padding) in hexadecimal digits."""
    return base64.urlsafe_b64decode(recorded + "=" * (-len(recorded) % 4)).hex()
