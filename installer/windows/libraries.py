"""The libraries for Windows: the wheels of requirements.txt, by hash, without what is never used.

What the program never uses is named here; of Qt, what it uses.
"""

from __future__ import annotations

import base64
import io
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

from packaging.markers import Marker

_ROOT = Path(__file__).resolve().parents[2]
_WINDOWS = {
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "python_full_version": "3.11.9",
    "python_version": "3.11",
    "sys_platform": "win32",
}

_MODULES = ("Core", "Gui", "Network", "PrintSupport", "Svg", "Widgets")
#: Of Qt and PySide6 only this is kept: windows, pictures, printing, drawings; no Quick, no Qml.
_QT = re.compile(
    rf"Qt6({'|'.join(_MODULES)})\.dll|Qt({'|'.join(_MODULES)})\.pyd|pyside6\.abi3\.dll"
    r"|msvcp140(_[12])?\.dll|\w+\.py|support/.*\.py"
    r"|plugins/platforms/q(windows|offscreen)\.dll|plugins/iconengines/qsvgicon\.dll"
    r"|plugins/imageformats/q(gif|ico|jpeg|svg|tiff|webp)\.dll|translations/qtbase_zh_CN\.qm"
)
_SHIBOKEN = re.compile(r"Shiboken\.pyd|shiboken6\.abi3\.dll|msvcp140(_[12])?\.dll|\w+\.py")

#: Left out of the other libraries: tests, types, headers, what only other systems or purposes use.
_NOT_NEEDED = re.compile(
    r"(^|/)(tests?|testing|__pycache__)/"
    r"|\.(pyi|pxd|pyx|pxi|c|h|hpp|lib|exe|typed)$"
    r"|^(bin|share|pypdfium2_cli)/"
    r"|^\.lock$"
    r"|\.dist-info/(RECORD|INSTALLER|REQUESTED|direct_url\.json|uv_.*)$"
    r"|^PIL/(_avif|_imagingtk|AvifImagePlugin|ImageTk|ImageQt)\b"
    r"|^lxml/(html|includes|isoschematron|objectify)(/|\.)"
    r"|^psutil/_ps(linux|osx|bsd|aix|sunos)\.py$"
    r"|^sqlalchemy/dialects/(mssql|mysql|oracle|postgresql)/"
    r"|^sqlalchemy/ext/(asyncio|mypy)/"
)


def for_windows(lock: str) -> str:
    """The lock without what Windows does not need; pip would ask the machine that it runs on."""
    kept = []
    for block in re.split(r"\n(?=[a-z])", lock):
        head, _, rest = block.partition("\\\n")
        name, _, marker = head.partition(";")
        if not marker.strip() or Marker(marker.strip()).evaluate(_WINDOWS):
            kept.append(f"{name.strip()} \\\n{rest}")
    return "\n".join(kept)


def wanted(name: str) -> bool:
    """Whether a file, named from the folder of all libraries, goes into the package."""
    path = PurePosixPath(name)
    inside = "/".join(path.parts[1:])
    match path.parts[0]:
        case "PySide6":
            return bool(_QT.fullmatch(inside))
        case "shiboken6":
            return bool(_SHIBOKEN.fullmatch(inside))
    return not _NOT_NEEDED.search(name)


def lay_down(whole: Path, folder: Path) -> None:
    """Copy what is wanted, and Qt's Python files that it would else unpack at every start."""
    for file in sorted(whole.rglob("*")):
        name = file.relative_to(whole).as_posix()
        if file.is_file() and wanted(name):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
    lay_down_signatures(folder / "shiboken6")


def lay_down_signatures(shiboken: Path) -> None:
    """What `SBK_EMBED=0` does on a running system: the Python files that shiboken6 carries inside
    its library, as files. ValueError when they are not found."""
    library = (shiboken / "shiboken6.abi3.dll").read_bytes()
    start = library.find(b"UEsD")  # a zip's first bytes in base64
    found = re.compile(rb"(?:[A-Za-z0-9+/=]+[\0\n]*)+").match(library, max(start, 0))
    if start < 0 or not found:
        raise ValueError("shiboken6 carries no Python files any more: look at `libraries.py`.")
    text = re.sub(rb"[\0\n]", b"", found[0])
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(text[: len(text) // 4 * 4]))) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith(".py"):
                target = shiboken / "files.dir" / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(name))


def install(work: Path) -> None:
    """Fetch the wheels into `wheels` and unpack them into `packages`; what pip says only when it
    failed, as ValueError."""
    lock = work / "requirements.txt"
    lock.write_text(for_windows((_ROOT / "requirements.txt").read_text("utf-8")), "utf-8")
    common = ["--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
    common += ["--platform", "win_amd64", "--python-version", "311", "--implementation", "cp"]
    common += ["--only-binary", ":all:", "--requirement", str(lock)]
    wheels, packages = str(work / "wheels"), str(work / "packages")
    unpack = ["--no-compile", "--no-index", "--find-links", wheels, "--target", packages]
    for words in (["download", *common, "--dest", wheels], ["install", *common, *unpack]):
        command = [sys.executable, "-m", "pip", *words]
        done = subprocess.run(command, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            raise ValueError(f"pip {words[0]}: {done.stderr}")
