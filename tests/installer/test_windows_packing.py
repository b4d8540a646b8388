"""The packages for Windows: what they hold, in which order, and what the setup says."""

from __future__ import annotations

import re
import struct
import zipfile
from pathlib import Path

import pytest

from installer.windows import icon, imports, packing, signatures

HERE = Path(packing.__file__).parent
SETUP = (HERE / "setup.nsi").read_text("utf-8")
REMOVAL = (HERE / "removal.nsh").read_text("utf-8")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A small program folder."""
    folder = tmp_path / "xieshang"
    for name in ("xieshang.exe", "app/b.py", "app/a.py", "lib/c.dll", "runtime/d.dll"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def test_windows_gets_four_numbers_of_a_version() -> None:
    assert packing.numbers("0.1.0") == ["0", "1", "0", "0"]
    assert packing.numbers("1.2rc3") == ["1", "23", "0", "0"]
    assert packing.numbers("1.2.3.4.5") == ["1", "2", "3", "4"]


def test_the_setup_lays_down_every_file_in_one_order(program: Path) -> None:
    script = packing.files_script(program)
    files = re.findall(r'^File "(.*)"$', script, re.MULTILINE)
    assert len(files) == 5
    assert [Path(file).name for file in files] == ["xieshang.exe", "a.py", "b.py", "c.dll", "d.dll"]
    assert 'SetOutPath "$INSTDIR\\xieshang-new\\app"' in script


def test_the_portable_zip_is_the_same_each_time(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    one, two = tmp_path / "x-portable.zip", tmp_path / "again" / "x-portable.zip"
    two.parent.mkdir()
    packing.portable(program, one, quick=False)
    (program / "app" / "a.py").touch()
    packing.portable(program, two, quick=False)
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as archive:
        names = archive.namelist()
        assert names[0] == "x-portable/portable"
        assert "资料" in archive.read(names[0]).decode("utf-8")
        assert "x-portable/app/a.py" in names


def test_the_setup_touches_nothing_but_names_of_its_own() -> None:
    folders = dict(re.findall(r'!define (PROGRAM|NEW|OLD|UNINSTALLER) "(.*)"', SETUP))
    assert len(folders) == 4
    assert all(place.startswith("$INSTDIR\\xieshang-") for place in folders.values())


def test_the_setup_knows_its_own_folder_by_whole_names() -> None:
    """It may lie in the folder itself, and is called "xieshang-" something."""
    asked = SETUP.partition("Function RequireFolder")[2].partition("DirState")[0]
    names = re.findall(r'\$\{FileExists\} "\$\{(\w+)\}"', asked)
    assert names == ["PROGRAM", "NEW", "OLD", "UNINSTALLER"]
    assert asked.count("FileExists") == len(names)


def test_the_uninstaller_forgets_which_tables_it_knew() -> None:
    assert 'DeleteRegValue HKCU "${OWN}" "Revision"' in REMOVAL


def test_the_new_version_is_tried_by_itself_and_only_then_renamed() -> None:
    named = SETUP.index('SetEnvironmentVariableW(w "XIESHANG_TRIAL", w "${NEW}")')
    tried = SETUP.index("nsExec::Exec '\"${NEW}\\xieshang.exe\" version'")
    forgotten = SETUP.index('SetEnvironmentVariableW(w "XIESHANG_TRIAL", p 0)')
    assert named < tried < forgotten < SETUP.index("  Call Exchange")


def test_setup_and_uninstaller_say_where_the_records_lie() -> None:
    for name in ("WhereText", "RemoveText", "StaysText"):
        line = SETUP.partition(f"!insertmacro SAY {name} ")[2].partition("!insertmacro")[0]
        assert line.count("$Place") == 2, name
    assert "  Call FindPlace\n" in SETUP
    assert "  Call un.FindPlace\n" in REMOVAL


def test_every_sentence_of_the_setup_is_there_in_both_languages() -> None:
    said = re.findall(r'!insertmacro SAY (\w+) "(.*?)"\s*(?:\\\n\s*)?"(.*?)"\n', SETUP)
    names = {name for name, _zh, _en in said}
    for name, chinese, english in said:
        assert re.search(r"[\u4e00-\u9fff]", chinese), name
        assert not re.search(r"[\u4e00-\u9fff]", english), name
    used = set(re.findall(r"\$\((\w+)\)", SETUP + REMOVAL))
    assert used == names


def test_every_box_has_an_answer_for_a_silent_run() -> None:
    for line in (SETUP + REMOVAL).splitlines():
        if "MessageBox" in line and "MB_RETRYCANCEL" not in line:  # asked only where one can see
            assert "/SD ID" in line, line


def test_records_are_never_among_what_is_removed() -> None:
    removed = re.findall(r'RMDir /r "(.*?)"', SETUP + REMOVAL)
    assert set(removed) == {"${NEW}", "${OLD}", "$R1", "$LOCALAPPDATA\\xieshang\\versions"}
    named = re.findall(r'StrCpy \$R1 "(.*)"\n  Call Remove', SETUP)
    assert named == ["${OLD}", "${NEW}"]
    assert len(named) == SETUP.count("Call Remove")


def test_an_icon_has_all_its_pictures() -> None:
    made = icon.icon({16: b"small", 256: b"largest"})
    assert struct.unpack("<HHH", made[:6]) == (0, 1, 2)
    width, height, _c, _r, planes, bits, size, at = struct.unpack("<BBBBHHII", made[6:22])
    assert (width, height, planes, bits, made[at : at + size]) == (16, 16, 1, 32, b"small")
    width, *_rest, size, at = struct.unpack("<BBBBHHII", made[22:38])
    assert (width, made[at : at + size]) == (0, b"largest")


SAID = """
Signature Index: 0  (Primary Signature)

Signer's certificate:
\t------------------
\tSigner #0:
\t\tSubject: /C=US/ST=Oregon/O=Python Software Foundation/CN=Python Software Foundation
\t\tIssuer : /C=US/O=DigiCert, Inc./CN=DigiCert Trusted G4
Signature verification: ok

Number of verified signatures: 1
Succeeded
"""


def test_a_signature_counts_only_whole_and_by_somebody_known() -> None:
    assert signatures.verified(0, SAID) == "Python Software Foundation"
    assert signatures.verified(1, SAID) == ""
    assert signatures.verified(0, SAID.replace("Succeeded", "Failed")) == ""
    assert signatures.verified(0, SAID.replace("Python Software Foundation", "Somebody")) == ""
    assert signatures.verified(0, "No signature found\nSucceeded\n") == ""


def test_unsigned_binaries_are_pinned_by_hash() -> None:
    pins = signatures.pins(signatures.PINS.read_text("utf-8"))
    assert "runtime/vcruntime140.dll" in pins
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in pins.values())
    assert not any(name.startswith("lib/PySide6") for name in pins), "Qt's are signed"


def test_a_library_must_lie_where_windows_looks() -> None:
    there = {"runtime": {"vcruntime140.dll"}, "lib/PySide6": {"qt6core.dll"}, "lib/x": {"own.dll"}}
    needed = ["kernel32.dll", "api-ms-win-crt-heap-l1-1-0.dll", "vcruntime140.dll", "own.dll"]
    assert imports.missing_from(needed, "lib/x", there) == []
    assert imports.missing_from(["msvcp140.dll", "qt6core.dll"], "lib/x", there) == [
        "msvcp140.dll",
        "qt6core.dll",
    ]
    assert imports.missing_from(["qt6core.dll"], "lib/shiboken6", there) == []
    assert imports.missing_from(["libpng16.dll"], "lib/PySide6/plugins/platforms", there) == [
        "libpng16.dll"
    ]
