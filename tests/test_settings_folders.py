"""Where settings, records and versions lie: in the usual folders, or all on one stick."""

from __future__ import annotations

from pathlib import Path

import pytest

from xieshang_desktop import settings


def test_everything_lies_below_one_folder_where_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XIESHANG_HOME", str(tmp_path / "资料"))
    places = [
        settings.config_dir(),
        settings.default_data_dir(),
        settings.practice_dir(),
        settings.versions_dir(),
    ]
    assert [place.parent for place in places] == [tmp_path / "资料"] * 4
    assert [place.name for place in places] == ["config", "data", "practice", "versions"]


def test_an_empty_word_is_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIESHANG_HOME", "")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert settings.config_dir() == tmp_path / "config" / "xieshang"
    assert settings.versions_dir() == tmp_path / "share" / "xieshang" / "versions"
