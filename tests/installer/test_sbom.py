"""Everything in a package has a name, a version and a licence text, or there is no package."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from installer.making import licences, sbom
from installer.making.check_sbom import complaint_of
from installer.making.libraries import pins
from installer.making.native import debian_licence
from installer.making.parts import ROOT, Given, Refused, find_parts
from installer.making.program import table
from tests.installer.program_folder import a_folder, install


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Given:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return a_folder(tmp_path)


def listed(given: Given, out: Path) -> dict[str, Any]:
    """The list, as the command writes it."""
    words = [str(given.folder), "--system", given.system, "--packages", str(given.packages)]
    words += ["--requirements", str(given.requirements), "--python", str(given.python)]
    assert sbom.main([*words, "--out", str(out)]) == 0
    found: dict[str, Any] = json.loads(out.read_bytes())
    return found


def refusal(given: Given) -> str:
    with pytest.raises(Refused) as refused:
        find_parts(given)
    return str(refused.value)


def component(told: dict[str, Any], key: str) -> dict[str, Any]:
    return next(c for c in told["components"] if c["bom-ref"] == key)


def test_the_list_names_every_part_and_keeps_to_the_standard(given: Given, tmp_path: Path) -> None:
    out = tmp_path / "sbom.cdx.json"
    told = listed(given, out)
    assert complaint_of(out.read_text("utf-8")) == ""
    assert [c["bom-ref"] for c in told["components"]] == [
        *("icons", "noto-serif-sc", "pyrage", "pyside6-essentials", "python", "qt", "readings")
    ]
    assert told["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"
    assert component(told, "python")["version"] == "3.11.9"
    assert component(told, "pyrage")["purl"] == "pkg:pypi/pyrage@1.4.0"
    assert [c["name"] for c in component(told, "pyrage")["components"]] == ["aead"]
    inside = {c["name"]: c.get("version") for c in component(told, "qt")["components"]}
    assert inside["libpng"] == "1.6.50"
    assert {"FreeType", "HarfBuzz"} <= inside.keys()
    (beside,) = component(told, "pyside6-essentials")["components"]
    assert beside["name"] == "Microsoft Visual C++ runtime"


def test_qt_is_a_part_of_its_own_that_a_scanner_finds(given: Given, tmp_path: Path) -> None:
    qt = component(listed(given, tmp_path / "sbom.cdx.json"), "qt")
    assert (qt["name"], qt["version"]) == ("Qt", "6.9.3")
    assert qt["cpe"] == "cpe:2.3:a:qt:qt:6.9.3:*:*:*:*:*:*:*"
    assert qt["licenses"] == [{"expression": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"}]
    (place,) = qt["evidence"]["occurrences"]
    assert place["location"] == "app/lib/PySide6/Qt6Gui.dll"
    assert (given.folder / "licences/qt/LGPL-3.0.txt").is_file()


def test_a_list_that_breaks_the_standard_is_seen(given: Given, tmp_path: Path) -> None:
    told = listed(given, tmp_path / "sbom.cdx.json")
    told["components"][0]["type"] = "thing"
    assert "thing" in complaint_of(json.dumps(told))


def test_every_file_of_the_folder_is_told_by_exactly_one_part(given: Given, tmp_path: Path) -> None:
    told = listed(given, tmp_path / "sbom.cdx.json")
    parts = [told["metadata"]["component"], *told["components"]]
    names = [
        place["location"] for c in parts for place in c.get("evidence", {}).get("occurrences", ())
    ]
    there = [f.relative_to(given.folder).as_posix() for f in given.folder.rglob("*") if f.is_file()]
    assert sorted(names) == sorted(there)


def test_the_hash_of_a_part_can_be_made_again_with_sha256sum(given: Given, tmp_path: Path) -> None:
    part = component(listed(given, tmp_path / "sbom.cdx.json"), "pyrage")
    name = part["evidence"]["occurrences"][0]["location"]
    line = f"{hashlib.sha256((given.folder / name).read_bytes()).hexdigest()}  {name}\n"
    told = {p["name"]: p["value"] for p in part["properties"]}
    assert told["xieshang:files-sha256"] == hashlib.sha256(line.encode()).hexdigest()


def test_the_same_folder_gives_the_same_bytes_also_when_the_list_lies_in_it(given: Given) -> None:
    out = given.folder / "app" / "resources" / "sbom.cdx.json"
    first = listed(given, out)
    content = out.read_bytes()
    assert listed(given, out) == first
    assert out.read_bytes() == content
    (given.folder / "app" / "resources" / "words.txt").write_text("another")
    assert listed(given, out)["serialNumber"] != first["serialNumber"]


def test_every_licence_text_that_the_list_names_lies_in_the_folder(
    given: Given, tmp_path: Path
) -> None:
    told = listed(given, tmp_path / "sbom.cdx.json")
    parts = [told["metadata"]["component"], *told["components"]]
    for part in [*parts, *(i for c in parts for i in c.get("components", ()))]:
        texts = [p["value"] for p in part["properties"] if p["name"] == "xieshang:licence-text"]
        assert texts or part["purl"].startswith("pkg:cargo/"), part["name"]
        assert all((given.folder / text).stat().st_size for text in texts)
    assert (given.folder / "licences" / "pyside6-essentials" / "LGPL-3.0.txt").is_file()


def test_texts_of_parts_that_are_gone_do_not_stay(given: Given) -> None:
    licences.renew(given)
    shutil.rmtree(given.folder / "app" / "lib" / "pyrage")
    licences.renew(given)
    assert not (given.folder / "licences" / "pyrage").exists()


def test_a_file_that_nobody_knows_is_named(given: Given) -> None:
    (given.folder / "app" / "lib" / "notes.txt").write_text("what lay about")
    (given.folder / "app" / "resources" / "draft.toml").write_text("not under version control")
    words = refusal(given)
    assert "app/lib/notes.txt belongs to no part that is known" in words
    assert "app/resources/draft.toml belongs to no part that is known" in words


def test_a_library_that_happens_to_lie_in_the_environment_is_refused(given: Given) -> None:
    shutil.copy(given.packages / "lying_about.py", given.folder / "app" / "lib")
    assert "lying-about is packed, but requirements.txt has it not" in refusal(given)


def test_a_library_of_another_version_is_refused(given: Given) -> None:
    text = given.requirements.read_text().replace("1.4.0", "1.5.0")
    given.requirements.write_text(text)
    assert "pyrage 1.4.0 is packed, but 1.5.0 is pinned" in refusal(given)


def test_the_file_a_library_came_from_is_told_and_must_be_the_pinned_one(
    given: Given, tmp_path: Path
) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    (wheels / "pyrage-1.4.0-cp39-abi3-win_amd64.whl").write_bytes(b"the wheel")
    assert "pyrage was installed from is not the pinned one" in refusal(
        replace(given, wheels=wheels)
    )
    digest = hashlib.sha256(b"the wheel").hexdigest()
    given.requirements.write_text(
        given.requirements.read_text().replace("sha256:00", f"sha256:{digest}")
    )
    found = {part.key: part for part in find_parts(replace(given, wheels=wheels))}
    assert found["pyrage"].hashes == (digest,)


def test_a_part_without_its_licence_text_is_refused(given: Given) -> None:
    install(given.packages, "silent", "1.0", {"silent/all.py": b"pass\n"}, text="")
    shutil.copytree(given.packages / "silent", given.folder / "app" / "lib" / "silent")
    lock = given.requirements
    lock.write_text(lock.read_text() + "silent==1.0 \\\n")
    assert refusal(given) == "silent has no text of its licence"


def test_what_must_not_be_packed_is_refused(given: Given) -> None:
    name = "PySide6/opengl32sw.dll"
    install(given.packages, "PySide6_Essentials", "6.9.3", {name: b"Mesa"}, text="")
    shutil.copy(given.packages / name, given.folder / "app" / "lib" / "PySide6")
    assert "app/lib/PySide6/opengl32sw.dll must not be packed" in refusal(given)


def test_a_link_out_of_the_folder_is_refused(given: Given) -> None:
    (given.folder / "lib.so").symlink_to("/etc/hostname")
    assert refusal(given) == "lib.so leads nowhere, or out of the folder"


def test_every_face_and_every_text_of_the_table_is_there() -> None:
    faces = {f"resources/fonts/{face.name}" for face in (ROOT / "resources/fonts").glob("*.ttf")}
    told = {pattern for entry in table() for pattern in entry["files"]}
    assert faces <= told
    for entry in table():
        for pattern in entry.get("texts", ()):
            assert list(ROOT.glob(pattern)), pattern


def test_the_lock_is_read_whole() -> None:
    locked = pins(ROOT / "requirements.txt")
    assert locked["pyside6-essentials"][0] == "6.9.3"
    assert all(hashes for _version, hashes in locked.values())


@pytest.mark.parametrize(
    ("package", "words", "licence"),
    [
        ("zlib1g", "Files: *\nCopyright: 1995\nLicense: Zlib\n", "Zlib"),
        ("libexpat1", "Files: *\nLicense: Expat\n the words\n", "MIT"),
        ("a", "Files: *\nLicense: LGPL-2.1+\n", "LGPL-2.1-or-later"),
        ("a", "Files: *\nLicense: BSD-3-clause and GPL-2\n", "BSD-3-Clause AND GPL-2.0-only"),
        ("libxcb-icccm4", "This package was debianized by", "MIT"),
        ("other", "prose", "see its copyright file"),
    ],
)
def test_debian_names_of_licences_become_those_of_spdx(
    package: str, words: str, licence: str
) -> None:
    assert debian_licence(package, words) == licence
