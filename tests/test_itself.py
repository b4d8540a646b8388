"""The program started again by itself: from a checkout, from PyInstaller's folder, on Windows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from xieshang_desktop import __version__, itself


def test_a_checkout_starts_itself_from_any_folder(tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path), "PATH": ""}
    done = subprocess.run(
        itself.command("version"), cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert __version__ in done.stdout
    assert itself.program_folder() is None


def test_a_packed_program_starts_its_own_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "协商 桌面" / "xieshang"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    assert itself.command("open", "a b.xsb") == [str(program), "open", "a b.xsb"]
    assert itself.program_folder() == program.parent
    monkeypatch.setattr(sys, "argv", ["xieshang", "practice"])
    assert itself.typed() == "xieshang"


@pytest.mark.parametrize(
    ("executable", "start"),
    [("xieshang.exe", []), ("python.exe", ["-P", "-m", "xieshang_desktop"])],
)
def test_on_windows_the_package_lies_in_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, executable: str, start: list[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", str(tmp_path / executable))
    monkeypatch.setattr(itself, "_CHECKOUT", tmp_path / "app")
    assert itself.command("version") == [str(tmp_path / executable), *start, "version"]
    assert itself.program_folder() == tmp_path
    assert itself.typed() == str(tmp_path / executable)


def test_the_word_that_asks_for_the_reader_of_an_old_xls_loads_nothing_else(
    tmp_path: Path,
) -> None:
    said = "import sys; sys.argv = ['xieshang', '--read-xls'];" + (
        "from xieshang_desktop.__main__ import main; main();"
        "sys.exit('PySide6' in sys.modules or 'sqlite3' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", said], input=b"no workbook", capture_output=True, check=False
    )
    assert done.returncode == 0
    assert b"file_not_readable" in done.stdout
