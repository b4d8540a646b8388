"""The program folder as a setup and as a zip for a stick."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
import zipfile
from pathlib import Path

HERE = Path(__file__).parent

#: Read by people who wonder what it is; its being there is what counts.
PORTABLE = """有了这个文件，协商桌面把资料放在旁边的“资料”文件夹里，跟着U盘走。
With this file here the records lie in the folder 资料 beside it and travel with the stick.
"""


def numbers(version: str) -> list[str]:
    """The four numbers that Windows wants of a version."""
    found = ["".join(c for c in part if c.isdigit()) or "0" for part in version.split(".")]
    return [*found, "0", "0", "0", "0"][:4]


def setup(
    program: Path, work: Path, target: Path, version: str, revision: int, *, quick: bool
) -> None:
    """Let makensis make the setup; ValueError with its words when it can't."""
    (work / "files.nsh").write_text(files_script(program), "utf-8")
    size = sum(file.stat().st_size for file in program.rglob("*") if file.is_file())
    defined = {
        "VERSION": version,
        "NUMBERS": ".".join(numbers(version)),
        "REVISION": revision,
        "SIZE": size // 1024,
        "ICON": work / "launcher" / "xieshang.ico",
        "FILES": work / "files.nsh",
        "TARGET": target,
    }
    if quick:
        defined["QUICK"] = ""
    words = [f"-D{name}={value}" for name, value in defined.items()]
    command = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *words, HERE / "setup.nsi"]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        raise ValueError(f"makensis: {done.stdout}{done.stderr}")


def files_script(program: Path) -> str:
    """What lays down every file, in an order that does not hang on the disk's."""
    lines = []
    folders = sorted({file.parent for file in program.rglob("*") if file.is_file()})
    for place in folders:
        inside = "\\".join(["$INSTDIR", "xieshang-new", *place.relative_to(program).parts])
        lines.append(f'SetOutPath "{inside}"')
        lines += [f'File "{f}"' for f in sorted(place.iterdir()) if f.is_file()]
    return "\n".join([*lines, ""])


def portable(program: Path, target: Path, *, quick: bool) -> None:
    """The folder in a zip, with the mark that keeps the records beside it."""
    moment = time.gmtime(int(os.environ["SOURCE_DATE_EPOCH"]))[:6]
    part = target.with_name(f"{target.name}.part")
    name = target.name.removesuffix(".zip")
    with zipfile.ZipFile(part, "w") as archive:
        entries = [("portable", PORTABLE.replace("\n", "\r\n").encode())]
        files = sorted(file for file in program.rglob("*") if file.is_file())
        for inside, content in [*entries, *((f.relative_to(program).as_posix(), f) for f in files)]:
            entry = zipfile.ZipInfo(f"{name}/{inside}", moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry._compresslevel = 1 if quick else 9  # type: ignore[attr-defined] # noqa: SLF001
            with archive.open(entry, "w") as stream:
                if isinstance(content, Path):
                    with content.open("rb") as source:
                        shutil.copyfileobj(source, stream)
                else:
                    stream.write(content)
    part.replace(target)
