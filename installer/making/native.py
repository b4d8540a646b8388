"""Python itself, the libraries of the Debian system that were collected, and what is inside the
program's one file."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from functools import cached_property
from pathlib import Path

from installer.making.parts import Given, Part, Refused, sha256

_LIBRARY_FOLDERS = (
    *("usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu", "usr/lib64", "lib64"),
    *("usr/lib", "lib", "usr/local/lib"),
)
_LICENCES = "usr/share/common-licenses"
#: Words of Debian's copyright files that SPDX writes otherwise, each as a pattern.
_SPDX = (
    (r"(L?GPL)-(\d)", r"\1-\2.0"),
    (r"(L?GPL-\d)\.0(\.\d)", r"\1\2"),
    (r"(L?GPL-\d\.\d)\+", r"\1-or-later"),
    (r"(L?GPL-\d\.\d)(?![\w.-])", r"\1-only"),
    (r"\bExpat\b|\bMIT/X(11| Consortium License)?(?!\w)|\bX11\b", "MIT"),
    (r"\bzlib(/libpng)?\b", "Zlib"),
    (r"\blibpng\b", "Libpng"),
    (r"\bBSD-(\d)-clause\b", r"BSD-\1-Clause"),
    (r"\bApache-2\b(?!\.)", "Apache-2.0"),
    (r",? and ", " AND "),
    (r",? or |\|", " OR "),
    (r"^(public-domain|PD)$", "public domain"),
)
#: Libraries whose copyright file is prose: what it says.
_PROSE = (
    (r"libx(cb|au|dmcp|ext|render|kbcommon|11)", "MIT"),
    (r"lib(gcc-s1|stdc\+\+6)", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    (r"lib(krb5|k5crypto|gssapi)", "MIT"),
    (r"lib(fontconfig|pixman)", "MIT"),
    (r"libjpeg62", "IJG AND BSD-3-Clause AND Zlib"),
)


class Python:
    """The language's own files: of the Python that runs this, or of an unpacked one for Windows."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._names: dict[str, str] = {}
        if given.python is not None:
            files = sorted(f for f in given.python.rglob("*") if f.is_file())
            self._names = {f.relative_to(given.python).as_posix().lower(): sha256(f) for f in files}
            version, texts = _of_windows(given.python)
            purl = f"pkg:generic/python@{version}"
        else:
            version, texts = platform.python_version(), self._texts_here()
            purl = self._purl_here(version)
        self._part = Part(
            "python",
            "Python",
            version,
            "PSF-2.0",
            kind="platform",
            purl=purl,
            texts=texts,
        )

    def takes(self, file: str) -> bool:
        """By name and content on Windows; by the places of PyInstaller's folder on Linux."""
        if self._of_python(file):
            self._part.files.append(file)
            return True
        return False

    def _of_python(self, file: str) -> bool:
        name = file.rpartition("/")[2].lower()
        if self._given.python is not None:
            if name.endswith("._pth"):
                return name in self._names  # which the build writes anew
            return self._names.get(name) == sha256(self._given.folder / file)
        module = name.split(".")[0]
        return (
            name == "base_library.zip"
            or re.match(r"libpython3[.\d]*\.so", name) is not None
            or ("/lib-dynload/" in f"/{file}" and _of_language(module))
        )

    def takes_module(self, name: str) -> bool:
        """Whether it is of the standard library."""
        if not _of_language(name.split(".")[0]):
            return False
        self._part.modules += 1
        return True

    def parts(self) -> list[Part]:
        """One."""
        return [self._part]

    def wrong(self) -> list[str]:
        """Nothing more."""
        return []

    def _purl_here(self, version: str) -> str:
        """Debian's own Python by Debian's number, which tells what was mended in it."""
        minor = sysconfig.get_python_version()
        number = _dpkg(self._given.root, "-W", "-f=${Version}", f"libpython{minor}-stdlib")
        if sys.base_prefix != "/usr" or not number:
            return f"pkg:generic/python@{version}"
        return f"pkg:deb/debian/python{minor}@{escaped(number)}"

    def _texts_here(self) -> dict[str, bytes]:
        minor = sysconfig.get_python_version()
        places = [
            Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
            self._given.root / f"usr/share/doc/python{minor}/copyright",
            self._given.root / f"usr/share/doc/libpython{minor}/copyright",
            Path(sys.base_prefix) / "LICENSE.txt",
        ]
        return next(({f.name: f.read_bytes()} for f in places if f.is_file()), {})


class System:
    """Libraries of the Debian packages that are installed where the program is built."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._parts: dict[str, Part] = {}
        self._wrong: list[str] = []

    def takes(self, file: str) -> bool:
        """Whether a package of the system owns a library of this name, and it is that one."""
        name = file.rpartition("/")[2]
        if self._given.system != "linux" or not re.match(r"lib.+\.so(\.[\w.]+)?$", name):
            return False
        for folder in _LIBRARY_FOLDERS:
            place = self._given.root / folder / name
            if place.is_file():
                package = self._owner(place)
                if package:
                    if _identity(place) != _identity(self._given.folder / file):
                        self._wrong.append(f"{file} is not the library that {package} has")
                    self._part(package).files.append(file)
                    return True
        return False

    def takes_module(self, name: str) -> bool:
        """Never."""
        return False

    def parts(self) -> list[Part]:
        """One for each package."""
        return list(self._parts.values())

    def wrong(self) -> list[str]:
        """Libraries that were changed on their way."""
        return self._wrong

    def _owner(self, place: Path) -> str:
        """The package, looked for by both names that a folder of a merged /usr has."""
        real = place.resolve()
        for path in dict.fromkeys((place, real)):
            within = path.relative_to(self._given.root.resolve()).as_posix()
            without = within.removeprefix("usr/")
            for name in (f"/{within}", f"/{without}", f"/usr/{without}"):
                answer = self._ask("-S", name)
                if answer:
                    return answer.partition(": ")[0].split(",")[0].strip()
        return ""

    def _ask(self, *words: str) -> str:
        return _dpkg(self._given.root, *words)

    def _part(self, package: str) -> Part:
        if package not in self._parts:
            name, _colon, _kind = package.partition(":")
            version, architecture = self._ask(
                "-W", "-f=${Version} ${Architecture}", package
            ).split()
            copyright_file = self._given.root / "usr/share/doc" / name / "copyright"
            words = copyright_file.read_text("utf-8") if copyright_file.is_file() else ""
            self._parts[package] = Part(
                f"debian-{name}",
                name,
                version,
                debian_licence(name, words),
                purl=f"pkg:deb/debian/{name}@{escaped(version)}"
                f"?arch={architecture}&distro={self._release}",
                texts=debian_texts(self._given.root, words),
            )
        return self._parts[package]

    @cached_property
    def _release(self) -> str:
        words = (self._given.root / "etc/os-release").read_text("utf-8")
        found = dict(re.findall(r'^(ID|VERSION_ID)="?([^"\n]*)"?$', words, re.MULTILINE))
        return f"{found.get('ID', 'debian')}-{found.get('VERSION_ID', '')}".rstrip("-")


def _dpkg(root: Path, *words: str) -> str:
    """What the records of a Debian system answer; empty when they know nothing or are not there."""
    if shutil.which("dpkg-query") is None:
        return ""
    done = subprocess.run(
        ["dpkg-query", f"--admindir={root / 'var/lib/dpkg'}", *words],
        capture_output=True,
        text=True,
        check=False,  # a file that no package owns is an answer too
    )
    return done.stdout.strip()


def escaped(version: str) -> str:
    """A version as a PURL writes it."""
    return version.replace("+", "%2B").replace(":", "%3A")


def _identity(library: Path) -> str:
    """The number that the linker gave a library, which stays when symbols are taken out; else the
    hash of the whole."""
    done = subprocess.run(["readelf", "-n", library], capture_output=True, text=True, check=False)
    found = re.search(r"Build ID: ([0-9a-f]+)", done.stdout)
    return found[1] if found else sha256(library)


def debian_texts(root: Path, words: str) -> dict[str, bytes]:
    """The copyright file of a Debian package, and the whole licences that it only names."""
    if not words:
        return {}
    texts = {"copyright": words.encode()}
    for named in sorted(set(re.findall(r"/usr/share/common-licenses/([\w.+-]*[\w+])", words))):
        file = root / _LICENCES / named
        if file.is_file():
            texts[f"{named}.txt"] = file.read_bytes()
    return texts


def debian_licence(package: str, words: str) -> str:
    """What the copyright file says of the package as a whole, as SPDX writes it where it can."""
    found = re.search(r"^Files:\s*\*\s*\n(?:.*\n)*?License:\s*(.+)$", words, re.MULTILINE)
    if found is None:
        known = (licence for pattern, licence in _PROSE if re.match(pattern, package))
        return next(known, "see its copyright file")
    said = found[1].strip()
    for pattern, spdx in _SPDX:
        said = re.sub(pattern, spdx, said)
    return said


def frozen_modules(folder: Path) -> list[str]:
    """Names of the modules and scripts inside the one file that PyInstaller made; none without."""
    program = folder / "xieshang"
    if not program.is_file():
        return []
    from PyInstaller.archive.readers import (  # type: ignore[import-untyped]
        CArchiveReader,
        NotAnArchiveError,
    )

    try:
        archive = CArchiveReader(str(program))
    except NotAnArchiveError:
        return []
    names: list[str] = []
    for entry, facts in archive.toc.items():
        kind = facts[-1]
        if kind in ("z", "Z"):
            inner = archive.open_embedded_archive(entry)
            # 3: a folder that only holds other modules
            names += [name for name, (code, *_where) in inner.toc.items() if code != 3]
        elif kind in ("s", "m", "M"):
            names.append(entry)
        elif kind not in ("o", "d", "n"):
            raise Refused(f"{program.name} holds {entry}, which nobody expects there")
    return sorted(set(names))


def _of_language(module: str) -> bool:
    return module in sys.stdlib_module_names or module.startswith("_sysconfigdata")


def _of_windows(folder: Path) -> tuple[str, dict[str, bytes]]:
    """Version and licence of an unpacked Python: the version stands in python.exe as UTF-16."""
    program = (folder / "python.exe").read_bytes()
    mark = "ProductVersion".encode("utf-16-le")
    found = re.search(re.escape(mark) + rb"\0+((?:[0-9.]\0)+)", program)
    if found is None:
        raise Refused(f"{folder / 'python.exe'} does not tell its version")
    texts = {f.name: f.read_bytes() for f in sorted(folder.glob("LICENSE*"))}
    return found[1].decode("utf-16-le"), texts
