"""A township's own forms: read when they are chosen, used for every paper from then on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.making import a_desk
from tests.printing.reading import dense, pdfium_text
from xieshang_desktop.errors import BadInput, WorldFailed
from xieshang_desktop.services import papers, typesetting
from xieshang_desktop.settings import Settings


@pytest.fixture
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return Settings()


def test_papers_are_set_by_the_chosen_forms(tmp_path: Path, chosen: Settings) -> None:
    desk = a_desk(tmp_path)
    (tmp_path / "duties.toml").write_text('title = "乡镇统一的职责"', "utf-8")
    typesetting.choose_forms(chosen, tmp_path)
    made = papers.render(papers.compose(desk, papers.PaperKind.DUTIES))
    assert "乡镇统一的职责" in dense(pdfium_text(made))
    typesetting.choose_forms(Settings(), None)
    made = papers.render(papers.compose(desk, papers.PaperKind.DUTIES))
    assert "乡镇统一的职责" not in dense(pdfium_text(made))
    desk.close()


def test_a_folder_that_is_none_is_refused(tmp_path: Path, chosen: Settings) -> None:
    with pytest.raises(WorldFailed, match="forms_folder_missing"):
        typesetting.choose_forms(chosen, tmp_path / "gone")
    assert typesetting.forms_folder() is None


@pytest.mark.parametrize("name", ["anything.toml", "notice.txt", "gbt9704.toml"])
def test_a_folder_without_forms_is_refused(tmp_path: Path, chosen: Settings, name: str) -> None:
    folder = tmp_path / "forms"
    folder.mkdir()
    (folder / name).write_text("", "utf-8")
    with pytest.raises(BadInput, match="forms_folder_empty"):
        typesetting.choose_forms(chosen, folder)


def test_a_form_that_can_not_be_read_is_refused_when_it_is_chosen(
    tmp_path: Path, chosen: Settings
) -> None:
    (tmp_path / "notice.toml").write_text("title = [", "utf-8")
    with pytest.raises(BadInput, match="form_text_unreadable"):
        typesetting.choose_forms(chosen, tmp_path)
    assert typesetting.forms_folder() is None


def test_papers_wait_while_the_chosen_forms_are_out_of_reach(
    tmp_path: Path, chosen: Settings
) -> None:
    desk = a_desk(tmp_path / "village")
    folder = tmp_path / "forms"
    folder.mkdir()
    form = folder / "duties.toml"
    form.write_text('title = "乡镇统一的职责"', "utf-8")
    typesetting.choose_forms(chosen, folder)
    form.unlink()
    folder.rmdir()
    with pytest.raises(WorldFailed, match="forms_folder_missing"):
        papers.render(papers.compose(desk, papers.PaperKind.DUTIES))
    typesetting.choose_forms(Settings(), None)
    assert papers.render(papers.compose(desk, papers.PaperKind.DUTIES))
    desk.close()
