"""设置: words of the unit, terms of the convenors, numbers of the rules, the practice village."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.making import Attempts, a_desk
from xieshang_desktop import resources
from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.services import practice
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.unit import CHANGEABLE
from xieshang_desktop.settings import Settings
from xieshang_desktop.ui.presenters.settings import SettingsPresenter, practice_exists


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = a_desk(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def attempts() -> Attempts:
    return Attempts()


@pytest.fixture
def presenter(
    desk: Desk, attempts: Attempts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> SettingsPresenter:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    return SettingsPresenter(desk, attempts, Settings())


def test_every_word_of_the_unit_can_be_changed(presenter: SettingsPresenter) -> None:
    fields = presenter.unit_fields()
    assert {field.name for field in fields} | {"profile"} == set(CHANGEABLE)
    assert all(field.label and field.hint for field in fields)


def test_a_field_that_was_left_as_it_was_writes_nothing(
    presenter: SettingsPresenter, attempts: Attempts, desk: Desk
) -> None:
    assert presenter.change("place", desk.unit.place)
    assert attempts.said == []
    assert presenter.change("place", "文化广场")
    assert attempts.said == ["议事室资料已改"]
    assert not presenter.change("room", " ")
    assert attempts.codes == ["unit_name_missing"]


def test_the_offices_show_who_holds_them_and_who_did(
    presenter: SettingsPresenter, desk: Desk
) -> None:
    first, second = presenter.convenors()
    assert (first.heading, first.name, first.before) == ("第一召集人", "张德厚", ())
    assert presenter.replace_convenor(Rank.SECOND, "周敏", "县政协委员", date(2026, 2, 1))
    _first, second = presenter.convenors()
    assert (second.name, second.since) == ("周敏", "2026年2月1日起")
    assert second.before == ("沈雅琴 县政协委员，至2026年2月1日",)


def test_a_name_is_put_right(presenter: SettingsPresenter) -> None:
    first, _second = presenter.convenors()
    assert presenter.correct_convenor(first.id, "张德㛃", first.title)
    assert presenter.convenors()[0].name == "张德㛃"


def test_numbers_of_the_rules_come_with_source_and_whether_they_were_checked(
    presenter: SettingsPresenter,
) -> None:
    rules = presenter.rules()
    assert rules.chosen == "default"
    by_label = {number.label: number for number in rules.numbers}
    posting = by_label["结果公示，不少于"]
    assert (posting.value, posting.checked) == ("15 日", ("已核", "done"))
    assert "第三十五条" in posting.source
    assert by_label["议事会成员，不少于"].value == "没有规定"
    presenter.change("profile", "zhejiang")
    assert presenter.rules().chosen == "zhejiang"


def test_another_face_is_named_and_the_shipped_one_comes_back(
    presenter: SettingsPresenter, attempts: Attempts, tmp_path: Path
) -> None:
    assert presenter.face() == "自带的仿宋"
    kai = resources.path("fonts", "kai.ttf")
    assert presenter.choose_face(kai)
    assert presenter.face() == str(kai)
    (tmp_path / "no.ttf").write_text("x")
    assert not presenter.choose_face(tmp_path / "no.ttf")
    assert attempts.codes == ["font_unusable"]
    assert presenter.choose_face(None)
    assert presenter.face() == "自带的仿宋"


def test_the_practice_village_is_spoken_of_as_it_stands(
    presenter: SettingsPresenter, tmp_path: Path
) -> None:
    assert presenter.practice_words().startswith("还没有造")
    assert not practice_exists()
    folder = tmp_path / "share" / "xieshang" / "practice"
    folder.mkdir(parents=True)
    (folder / practice.MARK).touch()
    assert str(folder) in presenter.practice_words()
    presenter.make_practice(lambda _done, _of, _what: None)  # it is there: nothing is made
    assert presenter.throw_practice_away()
    assert not folder.exists()
