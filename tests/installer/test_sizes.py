"""What takes the room in a program folder is named by what it is, and a limit is kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from installer.making.sizes import largest, main, part_of, sizes


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("_internal/PySide6/Qt/lib/libQt6Core.so.6", "Qt Core"),
        ("_internal/PySide6/QtCore.abi3.so", "Qt Core"),
        ("app/lib/PySide6/Qt6Gui.dll", "Qt Gui"),
        ("app/lib/PySide6/QtGui.pyd", "Qt Gui"),
        ("_internal/PySide6/Qt/lib/libicudata.so.73", "Qt's ICU"),
        ("_internal/PySide6/Qt/plugins/platforms/libqxcb.so", "Qt plug-ins"),
        ("_internal/resources/fonts/song.ttf", "face song.ttf"),
        ("app/resources/papers/notice.toml", "resources/papers"),
        ("app/xieshang_desktop/cli/run.py", "the program's own code"),
        ("_internal/sqlalchemy/cyextension/util.so", "sqlalchemy"),
        ("_internal/pillow.libs/libtiff.so.6", "pillow"),
        ("app/lib/PIL/_imaging.pyd", "pillow"),
        ("app/lib/charset_normalizer-3.5.2.dist-info/METADATA", "charset-normalizer"),
        ("_internal/libpython3.11.so.1.0", "Python"),
        ("_internal/python3.11/lib-dynload/_ssl.so", "Python"),
        ("_internal/libssl.so.3", "libssl.so.3"),
        ("xieshang", "xieshang"),
    ],
)
def test_a_file_counts_for_what_it_is(path: str, part: str) -> None:
    assert part_of(path) == part


def test_links_take_no_room_and_a_file_with_two_names_counts_once(tmp_path: Path) -> None:
    (tmp_path / "first.so").write_bytes(b"x" * 1000)
    os.link(tmp_path / "first.so", tmp_path / "second.so")
    (tmp_path / "third.so").symlink_to("first.so")
    assert sum(sizes(tmp_path).values()) == 1000


def test_the_twenty_largest_are_named_the_largest_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(30):
        (tmp_path / f"part{number:02}").write_bytes(b"x" * (number + 1) * 100_000)
    names = [name for name, _size in largest(sizes(tmp_path))]
    assert names == [f"part{number:02}" for number in range(29, 9, -1)]
    assert main([str(tmp_path)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 22
    assert said[1].split() == ["3.0", "MB", "6.5%", "part29"]
    assert said[-1].split()[:2] == ["46.5", "MB"]


def test_what_passes_the_limit_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "xieshang.deb"
    package.write_bytes(b"x" * 2_000_000)
    assert main([str(package), "--limit", "2"]) == 0
    assert main([str(package), "--limit", "1.5"]) == 1
    assert capsys.readouterr().err == "xieshang.deb takes 2.0 MB; at most 1.5 MB are allowed.\n"
