"""The township's places in the real window: what they say, and what is done from them by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.pages.township_desk import FramedTownship, framed
from tests.township.making import an_empty_township
from tests.township.quick_code import quick_codes
from xieshang_desktop.domain.terms import DirectiveKind, TopicClass
from xieshang_desktop.domain.township import Directive
from xieshang_desktop.services.desk import desk_of
from xieshang_desktop.services.keys import own_keys
from xieshang_desktop.services.topic_file import list_topics
from xieshang_desktop.settings import Settings
from xieshang_desktop.township import directives, returns
from xieshang_desktop.township.clerks import clerks, take_turn
from xieshang_desktop.township.monthly import summary_of
from xieshang_desktop.township.overview import village_lines
from xieshang_desktop.ui import tasks
from xieshang_desktop.ui.clerk_tool import ClerkTool
from xieshang_desktop.ui.handbook import open_handbook
from xieshang_desktop.ui.pages.township_issue_sheet import IssueSheet
from xieshang_desktop.ui.pages.township_letter_sheets import ask_letter
from xieshang_desktop.ui.settings_sheet import open_settings
from xieshang_desktop.ui.settings_township import ClerksPart, KeysPart
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.fields import LineField

__all__ = ["framed"]


def settle(framed: FramedTownship) -> None:
    """Wait for the worker."""
    framed.qtbot.waitUntil(lambda: not tasks.worker().tasks, timeout=20_000)
    QApplication.processEvents()


def test_receiving_lists_what_came_and_leads_to_the_village(framed: FramedTownship) -> None:
    page = framed.open("receiving")
    settle(framed)
    assert page.came.table.rows.rowCount() == 5
    assert "没有看到U盘" in framed.said()
    assert "收下了" in framed.said(page.came)
    page.came.village.click()
    assert framed.window.key() == "villages/village"


def test_a_folder_without_bundles_is_said_and_nothing_breaks(
    framed: FramedTownship, tmp_path: Path
) -> None:
    page = framed.open("receiving")
    settle(framed)
    (tmp_path / "empty").mkdir()
    page.take_from(tmp_path / "empty")
    settle(framed)
    assert "没有协商包" in framed.said(page.taking)
    assert page.taking.folder.isEnabled()


def test_a_file_that_is_no_bundle_is_noted_with_its_reason_and_not_kept(
    framed: FramedTownship, tmp_path: Path
) -> None:
    page = framed.open("receiving")
    settle(framed)
    (tmp_path / "XS1-000000000000-00000000-00000001-00000002-00000000.xsb").write_bytes(b"x" * 999)
    page.take_from(tmp_path)
    settle(framed)
    assert "1 个没有收下" in framed.said(page.taking)
    assert not list((framed.desk.folder / "aside").glob("*.xsb"))
    assert ("没有收下", "attention") in [row[3] for row in page.came.table.rows.all_rows()]
    assert "这个文件不是协商包" in framed.said(page.came.detail)
    assert not page.came.drop.isVisible()


def test_the_villages_are_found_and_opened_by_keyboard(framed: FramedTownship) -> None:
    page = framed.open("villages")
    assert page.search.hasFocus()
    framed.qtbot.keyClicks(page.search, "zhang")
    assert page.table.rows.rowCount() == 1
    framed.qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert framed.window.key() == "villages/village"
    assert "张家" in framed.said()
    framed.qtbot.keyClick(framed.window, Qt.Key.Key_Escape)
    assert framed.window.key() == "villages"


def test_a_village_is_found_by_the_initials_of_its_name(framed: FramedTownship) -> None:
    page = framed.open("villages")
    framed.qtbot.keyClicks(page.search, "lhzzjc")
    assert [row[0] for row in page.table.rows.shown()] == ["柳河镇张家村"]


def test_all_villages_are_in_the_page_and_the_marked_one_in_sight(framed: FramedTownship) -> None:
    page = framed.open("rollup")
    framed.qtbot.waitUntil(lambda: page.table.verticalScrollBar().maximum() == 0)
    page.table.setFocus()
    framed.qtbot.keyClick(page.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    row = page.table.visualRect(page.table.currentIndex())
    at = page.table.viewport().mapTo(page.viewport(), row.bottomLeft()).y()
    assert 0 < at <= page.viewport().height()


def test_a_village_is_accepted_up_to_where_it_stands(framed: FramedTownship) -> None:
    village = village_lines(framed.desk)[0].village
    page = framed.open("villages/village", village.id)
    assert "采信到" not in framed.said(page)
    page.lines.acted.emit("00000000")
    framed.qtbot.wait(1)
    assert "采信到第" in framed.said(page)


def test_an_invitation_shows_its_code_once(framed: FramedTownship, tmp_path: Path) -> None:
    page = framed.open("villages")
    page.invite.click()
    framed.qtbot.keyClicks(framed.sheet.field("name").line, "Gushan")
    framed.sheet.leave()
    with quick_codes():
        page.write_invitation("柳河镇孤山村", tmp_path)
        settle(framed)
    assert "邀请写好了" in framed.said(framed.sheet)
    assert len(list(tmp_path.glob("*.xsb"))) == 1
    sheet.close_all()
    page.refresh()
    assert "等答复" in [row[1][0] for row in page.table.rows.all_rows()]


def test_the_figures_lead_to_their_records_and_those_to_the_village(
    framed: FramedTownship,
) -> None:
    page = framed.open("rollup")
    page._presenter.show("2026")  # noqa: SLF001
    assert page.outcomes.shown[0].label == "协商结果"
    page.outcomes.acted.emit("outcomes")
    assert framed.window.key() == "rollup/list"
    listed = framed.window.page("rollup/list")
    assert listed.table.rows.rowCount() == 50
    framed.qtbot.keyClick(listed.table, Qt.Key.Key_Return)
    (village,) = [
        window for window in QApplication.topLevelWidgets() if "只读" in framed.said(window)
    ]
    village.close()


def test_villages_are_not_ranked(framed: FramedTownship) -> None:
    page = framed.open("rollup")
    names = [row[0] for row in page.table.rows.shown()]
    assert names == [line.village.name for line in village_lines(framed.desk)]
    assert not page.table.isSortingEnabled()


def test_the_month_before_is_one_step_to_the_left(framed: FramedTownship) -> None:
    page = framed.open("rollup")
    assert page.title.text() == "2026年10月"
    page.before.click()
    assert page.title.text() == "2026年9月"
    page.kind.changed.emit(["quarter"])
    assert page.title.text() == "2026年第3季度"


def test_what_is_written_in_the_report_is_recorded_on_leaving(framed: FramedTownship) -> None:
    page = framed.open("rollup/monthly", "2026-10")
    area = page.areas["problems"]
    area.setFocus()
    framed.qtbot.keyClicks(area, "Two villages are late.")
    page.areas["experience"].setFocus()
    settle(framed)
    written = summary_of(framed.desk, page._presenter.period)  # noqa: SLF001
    assert written.problems == "Two villages are late."
    assert page.paper.pdf()


def test_a_return_is_settled_and_a_letter_closed(framed: FramedTownship) -> None:
    village = village_lines(framed.desk)[0].village
    topic = list_topics(desk_of(framed.desk, village.id))[0].topic
    returns.return_entry(framed.desk, village.id, "topic", topic.id, "没有写户数")
    directives.issue_letter(framed.desk, [village.id], title="按时交", text="请交来")
    page = framed.open("supervision")
    assert "没有写户数" in framed.said(page)
    page._presenter.act("settle")  # noqa: SLF001
    assert page.table.rows.row(0)[3] == ("已了结", "done")
    page.tabs.chosen.emit("letters")
    assert page.table.rows.row(0)[3] == ("没有取走", "neutral")
    page._presenter.act("close")  # noqa: SLF001
    assert page.table.rows.row(0)[3] == ("已办结", "done")


def test_a_letter_is_written_in_its_sheet(framed: FramedTownship) -> None:
    page = framed.open("supervision")
    opened = ask_letter(framed.context, page._presenter)  # noqa: SLF001
    opened.yes.click()
    assert "还没有" in framed.said(opened)
    framed.write("按时交协商包")
    (text,) = opened.findChildren(QPlainTextEdit)
    text.setPlainText("请在月底以前交来。")
    ids = [line.village.id for line in village_lines(framed.desk)][:2]
    page._presenter.send_letter(ids, "按时交协商包", "请在月底以前交来。", None)  # noqa: SLF001
    sheet.close_all()
    assert page.table.rows.rowCount() == 2


def test_one_thing_for_all_villages_is_one_line(framed: FramedTownship) -> None:
    ids = [line.village.id for line in village_lines(framed.desk)]
    directives.issue_topic(
        framed.desk, ids, title="禁烧", background="要议", topic_class=TopicClass.IMPORTANT
    )
    page = framed.open("issuing")
    assert page.table.rows.rowCount() == 1
    assert page.table.rows.row(0)[3] == ("0/5 已取走", "waiting")
    page.recall.click()
    assert page.table.rows.rowCount() == 0
    assert "还没有下发过" in framed.said(page)


def test_the_sheet_of_issuing_asks_what_its_kind_needs(framed: FramedTownship) -> None:
    page = framed.open("issuing")
    page.issue.click()
    opened = framed.sheet
    assert isinstance(opened, IssueSheet)
    assert opened.topic_class.isVisible()
    opened.kind.show_value(DirectiveKind.TEXT.value)
    opened.kind.changed.emit([DirectiveKind.TEXT.value])
    assert not opened.topic_class.isVisible()
    opened.title.show_value("安全提示")
    opened.text.setPlainText("请在会上念一遍。")
    opened.villages.all.click()
    opened.yes.click()
    assert not sheet.is_open()
    with framed.desk.store.read() as reader:
        assert reader.count(Directive, kind=DirectiveKind.TEXT) == 5


def test_an_unreadable_rule_profile_is_refused_in_the_sheet(
    framed: FramedTownship, tmp_path: Path
) -> None:
    page = framed.open("issuing")
    page.issue.click()
    opened = framed.sheet
    assert isinstance(opened, IssueSheet)
    opened.kind.show_value(DirectiveKind.PROFILE.value)
    opened.kind.changed.emit([DirectiveKind.PROFILE.value])
    (tmp_path / "rules.toml").write_text("not toml at all [", "utf-8")
    opened.take_files(tmp_path / "rules.toml")
    opened.villages.all.click()
    opened.yes.click()
    assert sheet.is_open()


def test_clerks_take_turns(framed: FramedTownship) -> None:
    settings = Settings()
    for name in ("周敏", "吴海霞"):
        take_turn(settings, name)
    tool = ClerkTool(framed.context, settings)
    opened = tool.ask()
    opened.findChildren(type(tool.button))
    assert clerks(settings) == ["周敏", "吴海霞"]
    names = framed.said(opened)
    assert "现在是谁在用这台电脑？" in names
    take = next(b for b in opened.findChildren(type(tool.button)) if b.text() == "吴海霞")
    take.click()
    assert framed.desk.actor == "吴海霞"
    assert tool.button.accessibleName() == "吴海霞"
    village = village_lines(framed.desk)[0].village
    topic = list_topics(desk_of(framed.desk, village.id))[0].topic
    returned = returns.return_entry(framed.desk, village.id, "topic", topic.id, "没有写户数")
    assert returned.returned_by == "吴海霞"


def test_a_new_clerk_is_written_in_at_the_settings_and_stands_in_the_choice_at_once(
    framed: FramedTownship, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    settings = Settings()
    take_turn(settings, "周敏")
    tool = ClerkTool(framed.context, settings)
    opened = open_settings(framed.context, "clerks")
    (part,) = opened.findChildren(ClerksPart)
    part.name.line.setFocus()
    part.name.show_value("吴海霞")
    framed.qtbot.keyClick(part.name.line, Qt.Key.Key_Return)
    framed.qtbot.wait(1)
    assert "吴海霞" in framed.said(part)
    assert clerks(Settings()) == ["周敏", "吴海霞"]
    sheet.close_all()
    assert "吴海霞" in [button.text() for button in tool.ask().findChildren(type(tool.button))]
    assert framed.desk.actor == "周敏"


@pytest.mark.parametrize("place", ["rollup", "supervision", "issuing"])
def test_without_a_village_a_place_leads_to_the_first_invitation(
    qtbot: QtBot, tmp_path: Path, place: str
) -> None:
    framed = FramedTownship(qtbot, an_empty_township(tmp_path))
    page = framed.open(place)
    primary = [b for b in page.findChildren(Button) if b.isVisible()]
    assert "发督办函" not in [b.accessibleName() for b in primary]
    assert page.empty.button.text() == "邀请一个村"
    page.empty.button.click()
    assert framed.window.key() == "villages"
    assert "邀请一个村" in framed.said(framed.sheet)
    sheet.close_all()
    framed.desk.close()


@pytest.mark.parametrize("place", ["receiving", "villages", "rollup", "supervision", "issuing"])
def test_f1_tells_about_the_place(framed: FramedTownship, place: str) -> None:
    framed.open(place)
    framed.window.help_requested.connect(lambda key: open_handbook(framed.context, key))
    framed.qtbot.keyClick(framed.window, Qt.Key.Key_F1)
    assert framed.window.key() == f"{place}/handbook"
    settle(framed)


@pytest.mark.parametrize(
    "place", ["receiving", "villages", "village", "rollup", "records", "supervision", "issuing"]
)
def test_tab_comes_to_everything_that_can_be_used(framed: FramedTownship, place: str) -> None:
    village = village_lines(framed.desk)[0].village
    topic = list_topics(desk_of(framed.desk, village.id))[0].topic
    returns.return_entry(framed.desk, village.id, "topic", topic.id, "没有写户数")
    directives.issue_text(framed.desk, [village.id], title="提示", text="念一遍")
    key, object_id = {
        "village": ("villages/village", village.id),
        "records": ("rollup/list", "outcomes#2026#"),
    }.get(place, (place, None))
    page = framed.open(key, object_id)
    settle(framed)
    framed.qtbot.wait(1)
    wanted = {
        part
        for part in page.findChildren(QWidget)
        if part.isVisible() and part.isEnabled() and part.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    seen: set[QWidget | None] = set()
    while (here := QApplication.focusWidget()) not in seen and len(seen) < 200:
        seen.add(here)
        framed.qtbot.keyClick(here or framed.window, Qt.Key.Key_Tab)
        QApplication.processEvents()
    proxies = {part.focusProxy() for part in seen if part is not None}
    never = {part for part in wanted - seen - proxies if part.focusProxy() not in seen}
    assert [f"{type(part).__name__} {part.accessibleName()}" for part in never] == []


def test_the_keys_are_changed_in_the_settings_after_it_was_said_what_that_means(
    framed: FramedTownship,
) -> None:
    before = own_keys(framed.desk)
    opened = open_settings(framed.context, "keys")
    part = opened.findChild(KeysPart)
    assert part is not None
    assert before.key_name in framed.said(part)
    assert not part.yes.isVisible()
    part.begin.click()
    assert "换不回来" in framed.said(part)
    assert part.no.hasFocus()
    part.no.click()
    assert own_keys(framed.desk).key_name == before.key_name
    part.begin.click()
    part.yes.click()
    after = own_keys(framed.desk)
    assert after.key_name != before.key_name
    assert after.key_name in framed.said(part)
    assert part.begin.isVisible()
    opened.leave()


def test_a_village_is_given_up_and_taken_back(framed: FramedTownship) -> None:
    village = replace(village_lines(framed.desk)[0].village, age_recipient="age1")
    with framed.desk.store.write() as uow:
        uow.put(village, "village_enrolled")
        uow.commit()
    page = framed.open("villages/village", village.id)
    assert not page.take_back.isVisible()
    page.give_up.click()
    (reason,) = [f for f in framed.sheet.findChildren(LineField) if f.isVisible()]
    framed.sheet.accepted.emit()
    assert "原因" in framed.said(framed.sheet)  # without one nothing happens
    reason.line.setText("并入柳湾村")
    framed.sheet.accepted.emit()
    assert "已停用：并入柳湾村" in framed.said(page)
    assert page.look.isVisible()
    assert not page.write.isVisible()
    assert not page.give_up.isVisible()
    listed = framed.open("villages")
    everyone = listed.table.rows.rowCount()
    listed.filter.show_value("left")
    listed.filter.changed.emit(["left"])
    assert (listed.table.rows.rowCount(), everyone) == (1, 4)
    assert village.id not in {line.village.id for line in village_lines(framed.desk)}
    page = framed.open("villages/village", village.id)
    page.take_back.click()
    assert page.write.isVisible()
    assert village.id in {line.village.id for line in village_lines(framed.desk)}
