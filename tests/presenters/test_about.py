"""关于: what the program is made of, told by the files that ship with it, never by a list kept by
hand."""

from __future__ import annotations

import json
import re
import sys
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from xieshang_desktop import itself, resources
from xieshang_desktop.ui.presenters import about

_LOCK = resources.root().parent / "requirements.txt"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a packed program with its list of parts."""
    program = tmp_path / "program"
    listed = {
        "metadata": {"component": _component("xieshang-desktop", "协商桌面", "Apache-2.0")},
        "components": [
            _component("pillow", "pillow", "MIT-CMU", components=[_component("x/png", "png", "")]),
            {"bom-ref": "tool", "name": "tool", "licenses": [{"expression": "MIT OR 0BSD"}]},
        ],
    }
    (program / "resources").mkdir(parents=True)
    (program / "resources" / "sbom.cdx.json").write_text(json.dumps(listed), "utf-8")
    (program / "licences" / "pillow").mkdir(parents=True)
    (program / "licences" / "pillow" / "LICENSE").write_text("The licence of pillow\n")
    monkeypatch.setattr(resources, "root", lambda: program / "resources")
    monkeypatch.setattr(itself, "program_folder", lambda: program)
    return program


def _component(key: str, name: str, licence: str, **more: object) -> dict[str, object]:
    text = {"name": "xieshang:licence-text", "value": f"licences/{key}/LICENSE"}
    said = [{"license": {"id": licence}}] if licence else []
    found = {"bom-ref": key, "name": name, "version": "1.0", "licenses": said}
    return {**found, "properties": [text], **more}


def test_every_library_of_the_lock_is_named_with_version_and_licence() -> None:
    found = {part.key: part for part in about.parts()}
    for line in re.findall(r"^([A-Za-z0-9].*?) ?\\$", _LOCK.read_text("utf-8"), re.MULTILINE):
        wanted = Requirement(line)
        if wanted.marker is None or wanted.marker.evaluate():
            part = found[wanted.name]
            assert part.version == metadata.version(wanted.name)
            assert part.licence, wanted.name
            assert part.texts, wanted.name


def test_faces_readings_and_the_program_are_among_the_parts() -> None:
    names = {part.key for part in about.parts()}
    assert {"xieshang-desktop", "fang.ttf", "readings.txt"} <= names
    assert {face.name for face in resources.path("fonts").glob("*.ttf")} <= names


def test_every_licence_of_a_checkout_can_be_read() -> None:
    for part in about.parts():
        assert len(about.licence_words(part)) > 200, part.name
    qt = next(part for part in about.parts() if part.name == "PySide6_Essentials")
    words = about.licence_words(qt)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in words
    assert "GNU GENERAL PUBLIC LICENSE" in words


def test_qt_is_found_by_its_own_name() -> None:
    found = [part for part in about.matching(about.parts(), "qt") if part.name == "Qt"]
    assert [part.version for part in found] == [metadata.version("PySide6_Essentials")]
    assert found[0].licence.startswith("LGPL")
    assert found[0].texts


def test_the_words_tell_version_licence_and_where_qt_lies() -> None:
    words = about.about_words()
    assert "Apache-2.0" in words
    assert f"Qt {metadata.version('PySide6_Essentials')} " in words
    assert str(Path(str(metadata.distribution("PySide6_Essentials").locate_file("")))) in words
    assert "从源代码运行" in words


@pytest.mark.parametrize(
    ("platform", "folder", "said"),
    [
        ("linux", "/usr/lib/xieshang", "把整个 `/usr/lib/xieshang` 文件夹复制到自己的目录"),
        ("linux", "/media/stick/xieshang", "U盘上的也可以这样换"),
        ("win32", "/programs/xieshang", "不用管理员"),
    ],
)
def test_how_to_replace_qt_is_told_for_each_kind_of_package(
    monkeypatch: pytest.MonkeyPatch, platform: str, folder: str, said: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(itself, "program_folder", lambda: Path(folder))
    assert said in about.about_words()


def test_a_package_shows_its_own_list_and_what_is_inside_a_part_after_it(package: Path) -> None:
    parts = about.parts()
    assert [part.name for part in parts] == ["协商桌面", "pillow", "png", "tool"]
    assert parts[1].licence == "MIT-CMU"
    assert parts[2].within == "pillow"
    assert parts[3].licence == "MIT OR 0BSD"
    assert about.licence_words(parts[1]) == "The licence of pillow"


def test_a_part_that_came_without_a_text_says_who_names_its_licence(package: Path) -> None:
    words = about.licence_words(about.parts()[2])
    assert "编在 pillow 里" in words
    assert "没有写明" in words


def test_parts_are_found_by_name_licence_and_owner(package: Path) -> None:
    every = about.parts()
    assert [part.name for part in about.matching(every, "PILLOW")] == ["pillow", "png"]
    assert [part.name for part in about.matching(every, "0bsd ")] == ["tool"]
    assert about.matching(every, "") == every
