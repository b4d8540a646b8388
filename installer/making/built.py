"""What `installer/linux/python-for-old-systems` built out of Debian's sources. It leaves a list of
them in `share/sources.txt`, and their copyright files, beside the Python that it made."""

from __future__ import annotations

import sys
from pathlib import Path

from installer.making.native import debian_licence, debian_texts, escaped
from installer.making.parts import Given, Part, sha256

#: What the copyright files tell in prose, or for the tools too, which are not packed.
_LICENCES = {
    "openssl": "Apache-2.0",
    "sqlite3": "blessing",
    "bzip2": "bzip2-1.0.6",
    "zig": "MIT",
}
#: Its compiler's own small library; the others' names are those of Debian's sources.
_NAMES = {"zig": "compiler-rt of Zig"}


class Built:
    """The libraries that lie beside the Python; what is inside it `look_into` adds."""

    def __init__(self, given: Given, place: Path = Path(sys.base_prefix)) -> None:
        self._given = given
        self._place = place
        self._sources: dict[str, Part] = {}
        listed = place / "share" / "sources.txt"
        if given.system == "linux" and listed.is_file():
            for line in listed.read_text("utf-8").splitlines():
                name, version, _hash = line.split()
                self._sources[name] = self._part(name, version)

    def takes(self, file: str) -> bool:
        """Whether it is a library that was built, named after its source."""
        name = file.rpartition("/")[2]
        part = self._sources.get(name.partition(".so")[0])
        if part is None or not (self._place / "lib" / name).is_file():
            return False
        if sha256(self._place / "lib" / name) != sha256(self._given.folder / file):
            return False
        part.files.append(file)
        return True

    def takes_module(self, name: str) -> bool:
        """Never."""
        return False

    def parts(self) -> list[Part]:
        """Those of which a file is there."""
        return [part for part in self._sources.values() if part.files]

    def wrong(self) -> list[str]:
        """Nothing more."""
        return []

    def look_into(self, parts: list[Part]) -> None:
        """Tell of the Python what it was made from, and put the libraries inside it below it."""
        for python in parts:
            if python.key == "python" and self._sources:
                source = next(p for n, p in self._sources.items() if n.startswith("python3"))
                python.purl = source.purl
                python.inside += [
                    p for p in self._sources.values() if p is not source and not p.files
                ]

    def _part(self, name: str, version: str) -> Part:
        words = (self._place / "share" / "sources" / name).read_text("utf-8")
        purl = f"pkg:deb/debian/{name}@{escaped(version)}?arch=source"
        if name in _NAMES:
            purl = f"pkg:generic/{name}@{version}"
        return Part(
            name,
            _NAMES.get(name, name),
            version,
            _LICENCES.get(name) or debian_licence(name, words),
            purl=purl,
            texts=debian_texts(self._given.root, words),
        )
