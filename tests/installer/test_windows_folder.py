"""What goes into the program folder for Windows, and what stays out."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import io
import zipfile
from pathlib import Path

import pytest

from installer.windows import folder, libraries, runtime

ROOT = Path(__file__).resolve().parents[2]


def test_the_lock_is_read_for_windows_wherever_it_is_read() -> None:
    lock = libraries.for_windows((ROOT / "requirements.txt").read_text("utf-8"))
    names = {line.split("==")[0] for line in lock.splitlines() if "==" in line}
    assert {"pywin32-ctypes", "pyside6-essentials", "importlib-metadata"} <= names
    assert not names & {"jeepney", "secretstorage", "cryptography"}
    assert " ; " not in lock
    assert lock.count("--hash=sha256:") > len(names)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt6Widgets.dll",
        "PySide6/QtSvg.pyd",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/translations/qtbase_zh_CN.qm",
        "PySide6/support/deprecated.py",
        "shiboken6/Shiboken.pyd",
        "sqlalchemy/dialects/sqlite/base.py",
        "keyring-25.7.0.dist-info/entry_points.txt",
        "PIL/_imaging.cp311-win_amd64.pyd",
    ],
)
def test_what_the_program_uses_is_kept(name: str) -> None:
    assert libraries.wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt6Quick.dll",
        "PySide6/Qt6Qml.dll",
        "PySide6/QtQuick.pyd",
        "PySide6/opengl32sw.dll",
        "PySide6/designer.exe",
        "PySide6/qml/QtQuick/qmldir",
        "PySide6/plugins/sqldrivers/qsqlite.dll",
        "PySide6/translations/qtbase_de.qm",
        "PySide6/QtCore.pyi",
        "borax/tests/test_lunardate.py",
        "sqlalchemy/dialects/mysql/base.py",
        "psutil/__init__.pyi",
        "bin/httpx",
        "nacl/py.typed",
        "segno-1.6.6.dist-info/RECORD",
    ],
)
def test_what_it_never_uses_is_left_out(name: str) -> None:
    assert not libraries.wanted(name)


def test_the_python_files_inside_shiboken_are_laid_down(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("shibokensupport/__init__.py", "a = 1\n")
        archive.writestr("shibokensupport/notes.txt", "none of ours")
    text = base64.encodebytes(inner.getvalue()).replace(b"\n", b"\n\0")
    (tmp_path / "shiboken6.abi3.dll").write_bytes(b"MZ\0\1" + text + b"\0\x80rest")
    libraries.lay_down_signatures(tmp_path)
    laid = [f.relative_to(tmp_path / "files.dir") for f in tmp_path.rglob("files.dir/**/*.*")]
    assert laid == [Path("shibokensupport/__init__.py")]


def test_a_shiboken_that_carries_none_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "shiboken6.abi3.dll").write_bytes(b"MZ\0\1nothing")
    with pytest.raises(ValueError, match="carries no Python files"):
        libraries.lay_down_signatures(tmp_path)


def test_makers_and_sources_of_resources_are_not_packed() -> None:
    names = folder.tracked()
    assert "xieshang_desktop/__main__.py" in names
    assert "resources/locale/en/LC_MESSAGES/xieshang.mo" in names
    assert "LICENSE" in names
    assert not [n for n in names if n.startswith("resources/") and n.endswith((".py", ".po"))]


def test_compiled_files_are_taken_without_a_look_at_the_source(tmp_path: Path) -> None:
    source = tmp_path / "app" / "a.py"
    source.parent.mkdir()
    source.write_text("word = 'first'\n")
    folder.compile_all(tmp_path / "app")
    compiled = Path(importlib.util.cache_from_source(str(source)))
    flags = int.from_bytes(compiled.read_bytes()[4:8], "little")
    assert flags == 0b01  # by hash, unchecked
    first = compiled.read_bytes()
    folder.compile_all(tmp_path / "app")
    assert compiled.read_bytes() == first


def _zip(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.fixture
def pinned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Files of a small runtime, and a list that pins them."""
    files = {"python311.dll": b"library", "python.exe": b"start", "LICENSE.txt": b"words"}
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in files.items()]
    official = hashlib.sha256(_zip(files)).hexdigest()
    pins = tmp_path / "pins"
    pins.write_text("\n".join([f"{official}  {runtime.OFFICIAL}", *lines, ""]))
    monkeypatch.setattr(runtime, "PINS", pins)
    return files


def test_the_official_zip_is_unpacked_and_laid_down(
    pinned: dict[str, bytes], tmp_path: Path
) -> None:
    runtime.unpack(_zip(pinned), tmp_path / "python")
    runtime.lay_down(tmp_path / "python", tmp_path / "runtime")
    assert {f.name for f in (tmp_path / "runtime").iterdir()} == {
        "python311.dll",
        "LICENSE.txt",
        "python311._pth",
    }
    assert (tmp_path / "runtime" / "python311._pth").read_bytes().split() == [
        b"python311.zip",
        b".",
        b"..\\app",
        b"..\\lib",
    ]


def test_the_same_files_in_the_package_are_taken_too(
    pinned: dict[str, bytes], tmp_path: Path
) -> None:
    runtime.unpack(_zip({f"cp311/{n}": c for n, c in pinned.items()}), tmp_path / "python")
    assert (tmp_path / "python" / "python311.dll").read_bytes() == b"library"


@pytest.mark.parametrize("change", ["another", "missing", "more"])
def test_a_runtime_that_is_not_the_pinned_one_is_refused(
    pinned: dict[str, bytes], tmp_path: Path, change: str
) -> None:
    files = {f"cp311/{name}": content for name, content in pinned.items()}
    if change == "another":
        files["cp311/python311.dll"] = b"another library"
    elif change == "missing":
        del files["cp311/python311.dll"]
    else:
        files["cp311/evil.dll"] = b"more"
    with pytest.raises(ValueError, match=r"in the runtime is not what"):
        runtime.unpack(_zip(files), tmp_path / "python")
    assert not (tmp_path / "python").exists()


def test_another_zip_than_the_official_one_is_refused(
    pinned: dict[str, bytes], tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        runtime.unpack(_zip(dict(reversed(pinned.items()))), tmp_path / "python")


def test_every_file_of_the_runtime_is_pinned() -> None:
    pins = runtime.pins()
    assert runtime.OFFICIAL in pins
    assert {"python311.dll", "python311.zip", "vcruntime140.dll", *runtime.LEFT_OUT} <= pins.keys()
    assert all(len(digest) == 64 for digest in pins.values())
