"""名册 by keyboard: finding, a person's page, the form, roles, households, leaving."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.making import a_desk
from tests.pages.framed import Framed
from tests.services.rosters import reading, row
from xieshang_desktop.domain.identity import check_character
from xieshang_desktop.services.people import PersonHit, list_people
from xieshang_desktop.services.roster import import_roster
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.pages.people import PeoplePage
from xieshang_desktop.ui.pages.person import PersonPage
from xieshang_desktop.ui.pages.person_edit import PersonEditPage
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.fields import LineField, SelectField

NUMBER = "99000019620102002" + check_character("99000019620102002")
ENTER, ESCAPE, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down


class Village(Framed):
    """A window on a small village."""

    def people(self) -> PeoplePage:
        page = self.context.go("people")
        assert isinstance(page, PeoplePage)
        return page

    def person(self, name: str) -> PersonPage:
        page = self.context.go("people/person", self.hit(name).id)
        assert isinstance(page, PersonPage)
        return page

    def form(self, target: str = "new") -> PersonEditPage:
        page = self.context.go("people/edit", target)
        assert isinstance(page, PersonEditPage)
        return page

    def hit(self, name: str) -> PersonHit:
        everybody = list_people(self.desk, left=True, guests=True)
        return next(one for one in everybody if one.name == name)

    def press(self, key: Qt.Key, widget: QWidget | None = None) -> None:
        focused = widget or self.window.focusWidget()
        assert focused is not None
        self.qtbot.keyClick(focused, key)

    def key(self) -> str:
        return self.window.key()

    def roles(self, name: str) -> set[str]:
        return {role.words for role in self.hit(name).roles}


@pytest.fixture
def empty(qtbot: QtBot, tmp_path: Path) -> Iterator[Village]:
    desk = a_desk(tmp_path)
    village = Village(qtbot, desk)
    yield village
    village.window.close()
    desk.close()


@pytest.fixture
def village(empty: Village, tmp_path: Path) -> Village:
    rows = (
        row("单玉梅", sex="女", birth="1962-01-02", phone="19900001234", id_number=NUMBER),
        row("单小军", head="单玉梅", birth="1990-03"),
        row("张伟", group="第十组"),
        row("张伟", group="第二组"),
    )
    import_roster(empty.desk, reading(tmp_path, *rows), "名册.csv")
    return empty


def names(page: PeoplePage) -> list[str]:
    return [row[0] for row in page.people.rows.shown()]


def field(opened: sheet.Sheet, label: str) -> LineField:
    return next(
        one
        for one in opened.findChildren(LineField)
        if one.line.accessibleName() == label and one.isVisible()
    )


# ---- the list


def test_an_empty_register_teaches_how_to_fill_it(empty: Village) -> None:
    page = empty.people()
    assert page.empty.isVisible()
    assert not page.search.isVisible()
    assert page.empty.button.hasFocus()
    page.empty.button.click()
    assert empty.key() == "people/import"


def test_typing_finds_and_enter_opens_the_person(village: Village) -> None:
    page = village.people()
    assert page.search.hasFocus()
    village.qtbot.keyClicks(page.search, "sxj")
    assert names(page) == ["单小军"]
    village.press(ENTER)
    assert village.key() == "people/person"
    village.press(ESCAPE)
    assert village.key() == "people"
    assert page.search.text() == "sxj"
    village.press(ESCAPE, page.search)
    assert len(names(page)) == 4


def test_arrows_move_and_letters_on_the_list_begin_a_search(village: Village) -> None:
    page = village.people()
    village.press(DOWN)
    assert page.people.marked_key() == village.hit("单小军").id
    page.people.setFocus()
    village.qtbot.keyClicks(page.people, "z")
    assert page.search.hasFocus()
    assert names(page) == ["张伟", "张伟"]


def test_groups_are_sorted_by_number_when_their_heading_is_pressed(village: Village) -> None:
    page = village.people()
    page.people.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert [row[2] for row in page.people.rows.shown()] == ["第十组", "第二组", "第一组", "第一组"]


def test_households_lead_to_the_page_of_their_head(village: Village) -> None:
    page = village.people()
    page.view.chips.findChildren(Button)[1].click()
    assert page.homes.isVisible()
    assert not page.role.isVisible()
    assert page.homes.rows.row(0)[4] == "单玉梅、单小军"
    village.press(ENTER, page.search)
    person = village.window.page("people/person")
    assert isinstance(person, PersonPage)
    assert person.header.title.text() == "单玉梅"


def test_a_name_that_is_not_there_is_added_with_one_key(village: Village) -> None:
    page = village.people()
    page.search.setText("欧阳春")
    page.empty.button.click()
    form = village.window.page("people/edit")
    assert isinstance(form, PersonEditPage)
    assert form.name.value() == "欧阳春"
    village.press(ENTER)
    assert village.key() == "people/person"
    village.press(ESCAPE)
    assert village.key() == "people"
    assert names(page) == ["欧阳春"]


@pytest.mark.parametrize("scale", [100, 150])
def test_the_list_needs_no_scrolling_sideways_or_of_the_page(village: Village, scale: int) -> None:
    theme.set_scale(scale)
    page = village.people()
    village.qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() == 0)
    across = page.people.horizontalHeader().length()
    assert across <= page.people.viewport().width()


# ---- a person


def test_telephone_and_id_stay_masked_until_asked_for_and_again_later(village: Village) -> None:
    page = village.person("单玉梅")

    assert "199****1234" in village.said(page.facts)
    assert NUMBER not in village.said(page.facts)
    page.reveal.click()
    assert NUMBER in village.said(page.facts)
    village.people()
    village.person("单玉梅")
    assert NUMBER not in village.said(page.facts)


def test_a_role_is_given_and_ended_and_both_can_be_undone(village: Village) -> None:
    page = village.person("单小军")
    page.give.click()
    opened = sheet.current()
    assert opened is not None
    (role,) = [one for one in opened.findChildren(SelectField) if one.isVisible()]
    village.press(ENTER, opened)
    assert role.error() == "请选一种身份。"
    role.show_value("village_representative")
    village.press(ENTER, opened)
    assert sheet.current() is None
    assert village.roles("单小军") == {"村民代表"}
    page.roles.findChildren(Button)[0].click()
    opened = sheet.current()
    assert opened is not None
    village.press(ENTER, opened)
    assert village.roles("单小军") == set()
    village.window.undo()
    assert village.roles("单小军") == {"村民代表"}
    village.window.undo()
    assert village.roles("单小军") == set()


def test_a_role_that_is_held_already_is_refused_in_the_sheet(village: Village) -> None:
    for _time in range(2):
        village.person("单小军").give.click()
        opened = sheet.current()
        assert opened is not None
        opened.findChildren(SelectField)[0].show_value("grid_worker")
        village.press(ENTER, opened)
    assert sheet.current() is opened


def test_who_leaves_is_listed_no_more_and_may_come_back(village: Village) -> None:
    page = village.person("单小军")
    page.leave.click()
    opened = sheet.current()
    assert opened is not None
    village.press(ENTER, opened)
    assert village.hit("单小军").left
    assert page.leave.text() == "又回来了"
    assert not page.give.isVisible()
    assert "单小军" not in names(village.people())
    village.person("单小军").leave.click()
    assert not village.hit("单小军").left


def test_somebody_moves_to_a_household_found_by_its_head(village: Village) -> None:
    page = village.person("单小军")
    page.move.click()
    opened = sheet.current()
    assert opened is not None
    search = village.window.focusWidget()
    assert search is not None
    village.qtbot.keyClicks(search, "zw")
    village.press(ENTER, search)
    relation = field(opened, "与户主关系")
    assert relation.line.hasFocus()
    village.qtbot.keyClicks(relation.line, "x")
    village.press(ENTER, relation.line)
    assert sheet.current() is None
    assert village.hit("单小军").group == "第二组"
    assert village.hit("单小军").head == "张伟"
    village.window.undo()
    assert village.hit("单小军").head == "单玉梅"


def test_a_household_gets_another_number_and_group(village: Village) -> None:
    village.person("单小军").change_home.click()
    opened = sheet.current()
    assert opened is not None
    field(opened, "组别").show_value("3组")
    field(opened, "户号").show_value("18")
    village.press(ENTER, opened)
    assert village.hit("单玉梅").group == village.hit("单小军").group == "第三组"


def test_an_undone_entry_leads_back_to_the_list(village: Village) -> None:
    form = village.form()
    form.name.line.setText("李好")
    village.press(ENTER, form.name.line)
    assert village.key() == "people/person"
    village.window.undo()
    assert village.key() == "people"


# ---- the form


def test_what_is_wrong_is_said_under_its_field_and_nothing_is_kept(village: Village) -> None:
    form = village.form()
    village.press(ENTER, form.name.line)
    assert form.name.error().startswith("还没有写姓名。")
    form.name.line.setText("李好")
    form.id_number.line.setText("990000196502142000")
    village.press(ENTER, form.name.line)
    assert "照证件补录" in form.id_number.error()
    assert form.id_number.line.hasFocus()
    assert "李好" not in {one.name for one in list_people(village.desk)}


def test_a_doubt_is_shown_once_and_then_saved(village: Village) -> None:
    form = village.form()
    form.name.line.setText("张伟")
    village.press(ENTER, form.name.line)
    assert "同名" in form.name.error()
    assert form.save.text() == "照这样保存"
    assert form.notice.isVisible()
    village.press(ENTER, form.name.line)
    assert village.key() == "people/person"
    assert sum(one.name == "张伟" for one in list_people(village.desk)) == 3


def test_a_masked_number_is_kept_while_nobody_asks_for_it(village: Village) -> None:
    form = village.form(village.hit("单玉梅").id)
    assert NUMBER not in form.id_number.line.text()
    form.relation.line.setText("户主")
    form.address.line.setText("东沟 7 号")
    village.press(ENTER, form.address.line)
    form = village.form(village.hit("单玉梅").id)
    village.press(Qt.Key.Key_Space, form.id_number.line)
    assert form.id_number.line.text() == NUMBER
    assert not form.id_number.line.isReadOnly()


def test_leaving_a_form_with_something_written_asks_once(village: Village) -> None:
    village.people()
    form = village.form()
    village.press(ESCAPE, form.name.line)
    assert village.key() == "people"
    form = village.form()
    form.name.line.setText("李好")
    village.press(ESCAPE, form.name.line)
    assert village.key() == "people/edit"
    opened = sheet.current()
    assert opened is not None
    village.press(ENTER, opened)
    assert village.key() == "people"


def test_somebody_elses_number_is_refused_in_words(village: Village) -> None:
    form = village.form()
    form.name.line.setText("李好")
    form.birth.line.setText("1962-01-02")
    form.id_number.line.setText(NUMBER)
    village.press(ENTER, form.name.line)
    assert sheet.is_open()
    assert village.key() == "people/edit"


def test_erasing_asks_once_in_words_and_cannot_be_taken_back(village: Village) -> None:
    page = village.person("单玉梅")
    page.erase.click()
    opened = sheet.current()
    assert opened is not None
    assert opened.no.hasFocus()  # Enter alone erases nobody
    words = village.said(opened)
    assert "身份证号、电话、出生" in words
    assert "印出来的纸" in words
    village.press(ESCAPE)
    assert "199****1234" in village.said(page.facts)
    page.erase.click()
    village.sheet.yes.click()
    assert "199****1234" not in village.said(page.facts)
    village.window.undo()
    assert "199****1234" not in village.said(page.facts)
    page.erase.click()
    assert not village.sheet.yes.isVisible()  # nothing is left to erase
    village.sheet.leave()
