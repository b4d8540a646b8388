"""关于: version and licences, from the files that ship with the program and its libraries."""

from __future__ import annotations

from gettext import gettext as _
from importlib import metadata

from xieshang_desktop import __version__, resources

#: What the program is made of: every package that `requirements.txt` pins.
LIBRARIES = (
    "PySide6-Essentials",
    "shiboken6",
    "SQLAlchemy",
    "alembic",
    "Mako",
    "MarkupSafe",
    "typing_extensions",
    "msgspec",
    "reportlab",
    "pillow",
    "charset-normalizer",
    "python-calamine",
    "PyNaCl",
    "cffi",
    "pycparser",
    "pyrage",
    "pypdfium2",
    "psutil",
    "borax",
)


def about_words() -> str:
    """The whole text as Markdown."""
    return "\n\n".join((_program(), _qt(), _libraries(), _faces(), _readings()))


def _program() -> str:
    words = _(
        "# 协商桌面 {version}\n\n"
        "给村（社区）协商议事室用的程序，不上网也能用。程序以 Apache-2.0 许可发布，"
        "全文在程序文件夹的 LICENSE 里。图标也是这个许可。"
    )
    return words.format(version=__version__)


def _qt() -> str:
    return _(
        "## Qt（窗口）\n\n"
        "窗口用的是 Qt 和 Qt for Python（PySide6），以 LGPL-3.0 许可使用，没有改动。"
        "您可以换成自己编译的 Qt：把程序环境里 `PySide6` 和 `shiboken6` 两个文件夹"
        "换成同一版本系列的即可，程序本身不用改。"
        "源代码在 code.qt.io，许可全文在 `resources/licences` 里。"
    )


def _libraries() -> str:
    rows = []
    for name in LIBRARIES:
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # packed without it
        rows.append(f"| {name} | {package.version} | {_licence(package)} |")
    head = _("## 程序库\n\n| 名称 | 版本 | 许可 |\n|---|---|---|")
    return "\n".join([head, *rows])


def _licence(package: metadata.Distribution) -> str:
    """The licence in a few words, as the package itself names it."""
    found = package.metadata
    words = _field(found, "License-Expression")
    if not words:
        kinds = [c for c in found.get_all("Classifier") or () if c.startswith("License ::")]
        words = "; ".join(kind.rpartition(" :: ")[2] for kind in kinds)
    if not words:
        words = _field(found, "License").partition("\n")[0]
    if not words:
        words = _first_line(package)
    return words.strip().replace("|", "/")[:60]


def _field(found: metadata.PackageMetadata, name: str) -> str:
    return str(found[name]) if name in found else ""


def _first_line(package: metadata.Distribution) -> str:
    """How the licence that lies in the package calls itself."""
    for file in package.files or ():
        if file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING")):
            return next((line for line in file.read_text("utf-8").splitlines() if line.strip()), "")
    return ""


def _faces() -> str:
    """The table of faces out of their own README."""
    readme = resources.path("fonts", "README.md").read_text("utf-8")
    rows = []
    for line in readme.splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > 5 and cells[1].startswith("`"):
            rows.append(f"| {cells[1]} | {cells[2]} | {cells[4]} |")
    head = _(
        "## 字体\n\n许可全文在程序文件夹的 `resources/fonts/licences` 里。\n\n"
        "| 文件 | 字体 | 许可 |\n|---|---|---|"
    )
    return "\n".join([head, *rows])


def _readings() -> str:
    return _("## 拼音\n\n汉字读音取自 pypinyin，MIT 许可，全文在 `resources/pinyin/licences` 里。")
