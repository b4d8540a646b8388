"""纪要: text and paper, five haves, two confirmations, corrections."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.clock import HandClock
from tests.making import Attempts, a_meeting, held_meeting, ready_topic, some_people
from tests.presenters.told import Told, Ways
from xieshang_desktop.domain import documents
from xieshang_desktop.domain.meeting import Opinion
from xieshang_desktop.domain.minutes import FiveHaves
from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.services import deliberation, minutes, minutes_editing
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.papers import Composed
from xieshang_desktop.ui.presenters.meeting_minutes import MinutesPresenter
from xieshang_desktop.ui.presenters.meeting_minutes_view import MinutesView, have_chips


@pytest.fixture
def ways() -> Ways:
    return Ways()


@pytest.fixture
def presenter(desk: Desk, page: Told, attempts: Attempts, ways: Ways) -> MinutesPresenter:
    return MinutesPresenter(desk, page, attempts, ways)


@pytest.fixture
def closed(desk: Desk, clock: HandClock, presenter: MinutesPresenter) -> str:
    meeting_id = held_meeting(desk, clock, [ready_topic(desk, some_people(desk)).id])
    presenter.open(meeting_id)
    return meeting_id


def view(page: Told) -> MinutesView:
    shown: MinutesView = page.last("show_minutes")
    return shown


def paper(page: Told) -> documents.MinutesPaper:
    composed: Composed = page.last("show_paper")()
    assert isinstance(composed.paper, documents.MinutesPaper)
    return composed.paper


def seal(presenter: MinutesPresenter, meeting_id: str) -> None:
    for rank in Rank:
        presenter.confirm(rank.value)
        presenter.open(meeting_id)


def test_before_the_end_of_the_talk_the_tab_says_what_will_come(
    presenter: MinutesPresenter, desk: Desk, page: Told
) -> None:
    presenter.open(a_meeting(desk, [ready_topic(desk, some_people(desk)).id]))
    assert page.last("show_too_early")[1] == "去议事"
    presenter.help_on()
    assert page.last("show_part") == "hall"


def test_the_five_haves_stand_in_one_line(closed: str, page: Told) -> None:
    assert view(page).haves == (
        ("有时间", "done"),
        ("有地点", "done"),
        ("有主题", "done"),
        ("有措施", "done"),
        ("待效果", "waiting"),
    )
    assert view(page).missing.state != "attention"


def test_each_have_is_a_chip_and_the_effect_may_come_later() -> None:
    haves = FiveHaves(time=True, place=False, theme=True, measures=False, effect=False)
    assert ("有地点", "attention") in have_chips(haves)
    assert have_chips(haves)[-1] == ("待效果", "waiting")
    whole = FiveHaves(time=True, place=True, theme=True, measures=True, effect=True)
    assert have_chips(whole)[-1] == ("有效果", "done")


def test_what_is_typed_is_kept_and_shows_in_the_paper_before_it_is_recorded(
    presenter: MinutesPresenter, closed: str, page: Told, desk: Desk
) -> None:
    section = view(page).sections[1]
    presenter.keep_typing(section.key, "李德发说：路要修。")
    presenter.show_typed(section.key, "李德发说：路要修。")
    assert paper(page).sections[1].text == "李德发说：路要修。"
    assert minutes.open_minutes(desk, closed).sections[1].text == section.text


def test_a_text_left_unfinished_by_a_crash_is_shown_again(
    presenter: MinutesPresenter,
    closed: str,
    page: Told,
    desk: Desk,
    attempts: Attempts,
) -> None:
    key = view(page).sections[1].key
    presenter.keep_typing(key, "写到一半")
    after_the_crash = MinutesPresenter(desk, page, attempts, Ways())
    after_the_crash.open(closed)
    assert view(page).sections[1].draft == "写到一半"
    assert paper(page).sections[1].text == "写到一半"
    after_the_crash.give_up_draft(key)
    assert view(page).sections[1].draft is None


def test_leaving_a_section_records_it_and_it_can_be_written_anew(
    presenter: MinutesPresenter, closed: str, page: Told
) -> None:
    section = view(page).sections[1]
    presenter.finish(section.key, "我写的。")
    presenter.open(closed)
    assert (view(page).sections[1].text, view(page).sections[1].edited) == ("我写的。", True)
    presenter.from_facts(section.key)
    presenter.open(closed)
    assert view(page).sections[1].text == section.text
    assert not view(page).sections[1].edited


def test_the_first_confirmation_warns_that_an_edit_makes_it_void(
    presenter: MinutesPresenter, closed: str, page: Told
) -> None:
    presenter.ask_confirm("first")
    rank, title, words, yes = page.last("ask_confirm")
    assert (rank, title, yes) == ("first", "张德厚确认这份纪要？", "确认")
    assert "重新确认" in words
    presenter.confirm("first")
    presenter.open(closed)
    assert [seal.state for seal in view(page).seals] == ["done", "waiting"]
    assert view(page).warning != ""
    presenter.finish(view(page).sections[0].key, "改了一句。")
    presenter.open(closed)
    assert [seal.state for seal in view(page).seals] == ["waiting", "waiting"]
    assert view(page).warning == ""


def test_text_recovered_after_a_power_cut_is_recorded_before_the_question(
    presenter: MinutesPresenter, closed: str, page: Told, desk: Desk, attempts: Attempts
) -> None:
    section = view(page).sections[0]
    typed = section.text + "写到一半的重要改动。"
    minutes_editing.keep_typing(desk, section.key, typed)
    presenter.open(closed)  # as after the power came back
    assert "写到一半的重要改动" in str(paper(page).sections)
    presenter.ask_confirm("first")
    assert attempts.said == ["还没记下的文字先记下了"]
    assert minutes.open_minutes(desk, closed).sections[0].text == typed
    seal(presenter, closed)
    assert "写到一半的重要改动" in str(minutes.open_minutes(desk, closed).paper.sections)


def test_what_was_changed_elsewhere_is_shown_before_it_is_confirmed(
    presenter: MinutesPresenter, closed: str, page: Told, desk: Desk, attempts: Attempts
) -> None:
    section = minutes.open_minutes(desk, closed).sections[0]
    presenter.ask_confirm("first")
    minutes_editing.edit_section(desk, section.id, "另一个窗口改的。")
    assert not presenter.confirm("first")
    presenter.open(closed)  # the page behind the sheet was drawn anew: still another text
    assert not presenter.confirm("first")
    assert attempts.codes == ["shown_changed", "shown_changed"]
    minutes_editing.edit_section(desk, section.id, "又改了一次。")
    presenter.ask_confirm("first")
    assert "又改了一次" in str(paper(page).sections)
    assert presenter.confirm("first")


def test_the_second_confirmation_is_asked_as_what_it_is_and_seals(
    presenter: MinutesPresenter, closed: str, page: Told, desk: Desk, attempts: Attempts
) -> None:
    presenter.confirm("second")
    presenter.open(closed)
    presenter.ask_confirm("first")
    assert page.last("ask_confirm")[3] == "确认并归档"
    assert "谁也不能再改" in page.last("ask_confirm")[2]
    presenter.confirm("first")
    presenter.open(closed)
    assert attempts.said == ["第二召集人已确认", "纪要已归档"]
    assert view(page).sealed == "3月12日 两位召集人确认，已归档，不能再改。"
    file = minutes.open_minutes(desk, closed)
    assert page.last("show_paper")().pdf == desk.files.read(file.minutes.digest)


def test_a_correction_is_numbered_and_prints_beside_the_sealed_paper(
    presenter: MinutesPresenter, closed: str, page: Told, clock: HandClock
) -> None:
    seal(presenter, closed)
    clock.moment += timedelta(days=1)
    presenter.keep_correction("“李德发”应为")
    presenter.open(closed)
    assert view(page).correction_draft == "“李德发”应为"
    presenter.correct("“李德发”应为“李德法”。")
    assert page.times("correction_kept") == 1
    presenter.open(closed)
    assert view(page).corrections == (("更正1（3月13日）", "“李德发”应为“李德法”。"),)
    assert view(page).correction_draft == ""
    presenter.show_corrected(True)
    assert page.last("show_paper")().pdf == b""
    assert paper(page).corrections[0].text == "“李德发”应为“李德法”。"


def test_an_empty_correction_is_refused(
    presenter: MinutesPresenter, closed: str, attempts: Attempts
) -> None:
    seal(presenter, closed)
    presenter.correct(" ")
    assert attempts.codes == ["correction_empty"]


def test_the_line_says_how_much_is_missing_and_each_row_goes_there(
    presenter: MinutesPresenter, closed: str, page: Told, ways: Ways
) -> None:
    missing = view(page).missing
    assert (missing.words, missing.state) == ("3 项还没补", "waiting")
    assert missing.rest == "3 处以后再补或者留意"
    rows = {row.words: row for row in (*missing.rows, *missing.later)}
    proposer = rows["还没有答复“东沟组生产道路硬化”的提出人李德发"]
    presenter.fill(proposer.key)
    assert ways.gone[-1][0] == "topics/topic"
    presenter.fill(rows["没有任何人的到会记录"].key)
    assert page.last("show_part") == "door"


def test_who_kept_the_record_is_asked_where_it_is_missing(
    presenter: MinutesPresenter, closed: str, page: Told
) -> None:
    rows = {row.words: row.key for row in view(page).missing.rows}
    presenter.fill(rows["没有写谁记录的"])
    assert page.times("ask_recorder") == 1
    assert presenter.record("陈小云")
    presenter.open(closed)
    assert "没有写谁记录的" not in {row.words for row in view(page).missing.rows}


def test_the_five_clarities_are_asked_and_then_no_longer_missing(
    presenter: MinutesPresenter, closed: str, page: Told, attempts: Attempts
) -> None:
    presenter.fill("clarity:")
    rows = page.last("ask_clarity")
    assert [row.answer for row in rows] == [""] * 5
    assert presenter.judge([(row.key, True, "") for row in rows])
    assert attempts.said[-1] == "自查记下了"
    presenter.open(closed)
    assert not any("五个明确" in row.words for row in view(page).missing.rows)


def test_a_changed_fact_is_shown_beside_what_was_written(
    presenter: MinutesPresenter, closed: str, page: Told, desk: Desk
) -> None:
    section = view(page).sections[1]
    presenter.finish(section.key, section.text + "\n另记一句。")
    (opinion,) = minutes.open_minutes(desk, closed).hall.items[0].opinions
    deliberation.change_text(desk, Opinion, opinion.id, "路一定要修。")
    presenter.open(closed)
    assert view(page).sections[1].changed
    presenter.fill(f"section:{section.key}")
    key, change, draft = page.last("ask_change")
    assert (key, draft) == (section.key, "")
    assert ("一定", True) in change.after
    assert change.mine.endswith("另记一句。")
    assert "路一定要修" in change.proposed
    assert change.proposed.endswith("另记一句。")
    presenter.keep_merging(key, "合到一半")
    presenter.compare(key)
    assert page.last("ask_change")[2] == "合到一半"
    assert presenter.settle_change(key, change.proposed)
    presenter.open(closed)
    assert view(page).sections[1].text == change.proposed
    assert not view(page).sections[1].changed


def test_sections_move_and_are_taken_out_and_put_back(
    presenter: MinutesPresenter, closed: str, page: Told, attempts: Attempts
) -> None:
    course, item = view(page).order
    presenter.step(item.key, -1)
    presenter.open(closed)
    assert [row.key for row in view(page).order] == [item.key, course.key]
    presenter.step(item.key, -1)  # already the first
    presenter.toggle(course.key)
    presenter.open(closed)
    assert [section.key for section in view(page).sections] == [item.key]
    assert view(page).order[1].note == "已拿掉，可以放回"
    presenter.toggle(course.key)
    presenter.open(closed)
    assert len(view(page).sections) == 2
    presenter.toggle(item.key)
    assert attempts.codes == ["section_needed"]


def test_a_module_is_chosen_and_the_page_goes_to_it(
    presenter: MinutesPresenter, closed: str, page: Told
) -> None:
    presenter.choose_module()
    rows = page.last("ask_module")
    assert {"会前学习", "监督委员会意见", "散会说明"} <= {row.name for row in rows}
    assert presenter.add_module("会前学习")
    assert page.last("show_section") == view(page).sections[-1].key
    presenter.choose_module()
    assert [row.name for row in page.last("ask_module") if row.there] == ["会前学习"]
    assert any("学习内容" in row.words for row in view(page).missing.rows)


def test_what_is_typed_is_in_the_paper_without_reading_the_records_again(
    presenter: MinutesPresenter, closed: str, page: Told
) -> None:
    section = view(page).sections[1]
    first = page.last("show_paper")()
    presenter.show_typed(section.key, "写到一半")
    second = page.last("show_paper")()
    assert second.paper.sections[1].text == "写到一半"
    assert second.paper.attendance == first.paper.attendance


def test_what_else_is_printed_with_a_section_is_said_under_it(closed: str, page: Told) -> None:
    item = view(page).sections[1]
    assert item.facts == "后面还印：达成一致 1 条、措施 1 条、达成共识"
    assert item.place == "hall"
