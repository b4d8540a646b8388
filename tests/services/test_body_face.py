"""Papers are set in the shipped 仿宋 or in one chosen on this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.making import a_desk, a_meeting
from xieshang_desktop import resources
from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.services import body_face, publishing
from xieshang_desktop.services.typesetting import set_paper
from xieshang_desktop.settings import Settings

KAI = resources.path("fonts", "kai.ttf")


@pytest.fixture
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return Settings()


def test_papers_are_set_in_the_chosen_face(tmp_path: Path, chosen: Settings) -> None:
    desk = a_desk(tmp_path)
    paper = publishing.notice_paper(desk, a_meeting(desk, notice=False), {})
    shipped = set_paper(paper).pdf
    body_face.choose_face(chosen, KAI)
    assert body_face.chosen_face() == KAI.resolve()
    assert set_paper(paper).pdf != shipped
    body_face.choose_face(chosen, None)
    assert body_face.chosen_face() is None
    assert set_paper(paper).pdf == shipped
    desk.close()


def test_a_file_that_is_no_face_is_refused_and_nothing_changes(
    tmp_path: Path, chosen: Settings
) -> None:
    wrong = tmp_path / "face.ttf"
    wrong.write_text("not a face")
    with pytest.raises(WorldFailed, match="font_unusable"):
        body_face.choose_face(chosen, wrong)
    with pytest.raises(WorldFailed, match="font_missing"):
        body_face.choose_face(chosen, tmp_path / "gone.ttf")
    assert body_face.chosen_face() is None


def test_a_face_without_chinese_is_refused(chosen: Settings) -> None:
    with pytest.raises(WorldFailed, match="font_unusable"):
        body_face.choose_face(chosen, resources.path("fonts", "rare-b-f.ttf"))


def test_a_face_that_went_away_is_named_when_a_paper_needs_it(
    tmp_path: Path, chosen: Settings
) -> None:
    desk = a_desk(tmp_path)
    paper = publishing.notice_paper(desk, a_meeting(desk, notice=False), {})
    face = tmp_path / "my.ttf"
    face.write_bytes(KAI.read_bytes())
    body_face.choose_face(chosen, face)
    face.unlink()
    with pytest.raises(WorldFailed, match="font_missing"):
        set_paper(paper)
    desk.close()


def test_a_setting_that_cannot_be_kept_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings = Settings(tmp_path / "file" / "settings.json")
    with pytest.raises(WorldFailed, match="setting_not_saved"):
        settings.choose("scale", 125)
