"""关于: version and licences, from the files that ship with the program and its libraries."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from gettext import gettext as _
from importlib import metadata
from pathlib import Path
from typing import Any

from msgspec import Struct, structs

from xieshang_desktop import __version__, itself, resources

#: The list of all parts that each package carries; a checkout has none.
_LIST = "sbom.cdx.json"
_NAMED_LICENCE = re.compile(r"LICEN[CS]E|COPYING|NOTICE|AUTHORS|PATENTS", re.IGNORECASE)
_QT = ("PySide6_Essentials", "shiboken6")


class ProgramPart(Struct, frozen=True, kw_only=True):
    """One thing that the program is made of."""

    key: str
    name: str
    version: str = ""
    licence: str = ""
    within: str = ""  # the name of the part it is compiled into
    texts: tuple[Path, ...] = ()  # the files of its licence


def about_words() -> str:
    """The whole text as Markdown."""
    return "\n\n".join((_program(), _qt(), _sources()))


def parts() -> list[ProgramPart]:
    """Everything the program is made of, what is compiled into a part right after it: from the list
    in the package; in a checkout the libraries of the lock, the faces and the readings."""
    packed = resources.path(_LIST)
    if packed.is_file():
        return list(_listed(json.loads(packed.read_bytes())))
    return [_own(), *_libraries(), *_faces(), _readings()]


def matching(every: list[ProgramPart], words: str) -> list[ProgramPart]:
    """Those whose name, licence or owner has the words."""
    wanted = words.strip().casefold()
    return [
        part
        for part in every
        if wanted in f"{part.name} {part.version} {part.licence} {part.within}".casefold()
    ]


def licence_words(part: ProgramPart) -> str:
    """The whole licence as it came, all its files one after the other; for what came without, who
    says which it is."""
    if not part.texts:
        words = _("它编在 {owner} 里，许可由 {owner} 的作者注明为：{licence}。没有另附全文。")
        return words.format(owner=part.within or part.name, licence=part.licence or _("没有写明"))
    return "\n\n\n".join(file.read_text("utf-8", "replace").strip("\n") for file in part.texts)


def licence_of(package: metadata.Distribution) -> str:
    """The licence of a library in a few words, as the library itself names it."""
    found = package.metadata
    words = _field(found, "License-Expression")
    if not words:
        kinds = [c for c in found.get_all("Classifier") or () if c.startswith("License ::")]
        words = "; ".join(kind.rpartition(" :: ")[2] for kind in kinds)
    if not words:
        words = _field(found, "License").partition("\n")[0]
    if not words:
        texts = licence_files(package)
        lines = texts[0].read_text("utf-8", "replace").splitlines() if texts else []
        words = next((line for line in lines if line.strip()), "")
    return words.strip()[:60]


def licence_files(package: metadata.Distribution) -> list[Path]:
    """The files of its licence that lie in a library: all of the folder for them, and what is named
    so beside it."""
    return [
        Path(str(file.locate()))
        for file in sorted(package.files or ())
        if file.parts[0].endswith(".dist-info")
        and (
            (len(file.parts) > 2 and file.parts[1] in ("licenses", "license_files"))
            or (len(file.parts) == 2 and _NAMED_LICENCE.match(file.name))
        )
    ]


def pinned() -> list[str]:
    """Names of the libraries that the lock of a checkout pins; none where it does not lie."""
    lock = resources.root().parent / "requirements.txt"
    if not lock.is_file():
        return []
    return re.findall(r"^([A-Za-z0-9._-]+)==", lock.read_text("utf-8"), re.MULTILINE)


def _program() -> str:
    words = _(
        "# 协商桌面 {version}\n\n"
        "给村（社区）协商议事室用的程序，不上网也能用。程序以 Apache-2.0 许可发布。"
        "它由许多零件组成，每个零件的版本、许可和许可全文在“零件与许可”里。"
    )
    return words.format(version=__version__)


def _qt() -> str:
    found = importlib.util.find_spec("PySide6")  # where it lies, without loading it
    folder = Path(found.origin).parent.parent if found and found.origin else resources.root().parent
    version = next((part.version for part in parts() if part.name in _QT), "")
    words = _(
        "## Qt（窗口）\n\n"
        "窗口用的是 Qt {version} 和同一版本的 Qt for Python（PySide6），"
        "以 LGPL-3.0 许可使用，没有改动。"
        "您可以换成自己编译的 Qt：关掉程序，把下面这个文件夹里的 `PySide6` 和 `shiboken6` 换成"
        "自己编译的（同为 {series} 版），再打开，程序本身不用改，也没有锁。\n\n"
        "`{folder}`\n\n{kind}"
    )
    return words.format(
        version=version,
        series=".".join(version.split(".")[:2]),
        folder=folder,
        kind=_by_kind(itself.program_folder()),
    )


def _by_kind(program: Path | None) -> str:
    """What the kind of package means for whoever replaces Qt."""
    if program is None:
        return _("程序是从源代码运行的，换的是它的 Python 环境里的文件夹。")
    if sys.platform == "win32":
        return _(
            "这个文件夹是您自己的，不用管理员。换之前先把原来的两个文件夹复制到别处；"
            "安装新版本以后要重新换。"
        )
    if program.is_relative_to("/usr"):
        return _(
            "在 /usr 里换文件要管理员权限。没有权限时，把整个 `{program}` 文件夹复制到自己的目录，"
            "在那里换，运行那里的 xieshang。安装新版本以后要重新换。"
        ).format(program=program)
    return _(
        "不用管理员，U盘上的也可以这样换。换之前先把原来的两个文件夹复制到别处；"
        "安装新版本以后要重新换。"
    )


def _sources() -> str:
    return _(
        "## 源代码\n\n"
        "Qt 和 Qt for Python 的源代码在 code.qt.io 和 download.qt.io，"
        "也可以向把这个程序发给您的人要：发布程序的人有义务提供。GPL、LGPL 的其他零件也是这样。"
    )


def _listed(told: dict[str, Any]) -> Iterator[ProgramPart]:
    folder = itself.program_folder() or resources.root().parent
    for component in (told["metadata"]["component"], *told["components"]):
        owner = _one(component, folder)
        yield owner
        for inner in component.get("components", ()):
            yield _one(inner, folder, owner.name)


def _one(component: dict[str, Any], folder: Path, owner: str = "") -> ProgramPart:
    names = [
        p["value"] for p in component.get("properties", ()) if p["name"] == "xieshang:licence-text"
    ]
    return ProgramPart(
        key=component["bom-ref"],
        name=component["name"],
        version=component.get("version", ""),
        licence=_said(component.get("licenses", [])),
        within=owner,
        texts=tuple(file for name in names if (file := folder / name).is_file()),
    )


def _said(licences: list[dict[str, Any]]) -> str:
    """The licence in CycloneDX's two ways: an expression, or one that has an id or a name."""
    if not licences:
        return ""
    if "expression" in licences[0]:
        return str(licences[0]["expression"])
    return str(licences[0]["license"].get("id") or licences[0]["license"]["name"])


def _own() -> ProgramPart:
    return ProgramPart(
        key="xieshang-desktop",
        name=_("协商桌面"),
        version=__version__,
        licence="Apache-2.0",
        texts=(resources.root().parent / "LICENSE",),
    )


def _libraries() -> Iterator[ProgramPart]:
    for name in pinned():
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system than this one
        texts = licence_files(package)
        if package.name in _QT:
            texts = [
                resources.path("licences", f"{which}.txt") for which in ("LGPL-3.0", "GPL-3.0")
            ]
        part = ProgramPart(
            key=name,
            name=package.name,
            version=package.version,
            licence=licence_of(package),
            texts=tuple(texts),
        )
        yield part
        if package.name == _QT[0]:  # its wheel brings the Qt of the same number
            yield structs.replace(part, key="qt", name="Qt")


def _field(found: metadata.PackageMetadata, name: str) -> str:
    return str(found[name]) if name in found else ""


def _faces() -> Iterator[ProgramPart]:
    """The table of faces out of their own README; the licences of all of them lie in one folder."""
    texts = tuple(sorted(resources.path("fonts", "licences").iterdir()))
    readme = resources.path("fonts", "README.md").read_text("utf-8")
    for line in readme.splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > 5 and cells[1].startswith("`"):
            name = cells[1].strip("`")
            licence = cells[4].partition(",")[0]
            yield ProgramPart(key=name, name=name, licence=licence, texts=texts)


def _readings() -> ProgramPart:
    texts = tuple(sorted(resources.path("pinyin", "licences").iterdir()))
    return ProgramPart(key="readings.txt", name="pypinyin", licence="MIT", texts=texts)
