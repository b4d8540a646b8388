"""Emptying a version that never worked, while another window puts a good one in its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.installer.update_files import install_here
from xieshang_desktop import settings, versions
from xieshang_desktop.services import old_versions, updates
from xieshang_desktop.services.old_versions import new_part, tidy
from xieshang_desktop.versions import Version


def lay_down(folder: Path, content: str) -> Version:
    """A version with files at its top and below."""
    (folder / "_internal").mkdir(parents=True)
    for name in ("xieshang", "xieshang.exe", "_internal/base.dll"):
        (folder / name).write_text(content)
    (folder / versions.INSTALLED).write_text(json.dumps({"version": "9.9.9", "made": content}))
    return Version((9, 9, 9), "9.9.9", folder)


@pytest.fixture
def failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Version:
    """One above this version that never worked; a packed program is what runs."""
    home = install_here(monkeypatch, tmp_path, None)
    version = lay_down(home / "versions" / "9.9.9", "failed")
    versions.fail(version, versions.ENDED)
    return version


def files_of(version: Version) -> set[str]:
    return {each.name for each in version.folder.iterdir()}


def test_only_the_marks_stay(failed: Version) -> None:
    (failed.folder / versions.TOLD).touch()
    tidy()
    marks = {versions.INSTALLED, versions.FAILED, versions.TOLD}
    assert files_of(failed) == marks
    assert failed.note(versions.FAILED)["reason"] == versions.ENDED
    tidy()
    assert files_of(failed) == marks
    assert list(settings.versions_dir().iterdir()) == [failed.folder]


@pytest.mark.parametrize("step", ["new_part", "rmtree"])
def test_a_good_one_that_takes_its_place_meanwhile_stays_whole(
    failed: Version, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    where = {"new_part": old_versions, "rmtree": old_versions.shutil}[step]
    real = getattr(where, step)
    fresh = lay_down(new_part("9.9.9"), "good").folder

    def another_window(*given: object, **named: object) -> object:
        monkeypatch.setattr(where, step, real)
        updates._put_in_place(fresh, failed.folder)  # noqa: SLF001
        return real(*given, **named)

    monkeypatch.setattr(where, step, another_window)
    tidy()
    assert not fresh.exists()
    assert not failed.failed
    assert files_of(failed) == {"_internal", "xieshang", "xieshang.exe", versions.INSTALLED}
    assert (failed.folder / "_internal" / "base.dll").read_text() == "good"
    assert list(settings.versions_dir().iterdir()) == [failed.folder]
