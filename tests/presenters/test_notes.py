"""民情记录 in words: the list, its filters, and the forms behind its buttons."""

from __future__ import annotations

from msgspec.structs import replace

from tests.making import Attempts, note_of
from tests.presenters.told import Told, Ways
from xieshang_desktop.domain.note import Note
from xieshang_desktop.domain.terms import NoteChannel
from xieshang_desktop.services import notes
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.notes import HANDLED, TOPICS, WAITING, NotesPresenter
from xieshang_desktop.ui.presenters.topic_sheets import Ask


def told(desk: Desk, text: str, **fields: object) -> Note:
    return notes.save_note(desk, replace(notes.blank_note(desk), text=text, **fields))


def started(desk: Desk, page: Told, attempts: Attempts, ways: Ways) -> NotesPresenter:
    presenter = NotesPresenter(desk, page, attempts, ways)
    presenter.refresh()
    return presenter


def filled(page: Told, **typed: str) -> dict[str, str]:
    """The form that was opened last, with these words in it."""
    form = page.last("ask")[0]
    assert isinstance(form, Ask)
    return form.values() | typed


def test_an_empty_page_says_what_belongs_here(
    desk: Desk, page: Told, attempts: Attempts, ways: Ways
) -> None:
    started(desk, page, attempts, ways)
    sentence, button = page.last("show_nothing")
    assert "还没有民情记录" in sentence
    assert button == "登记民情"
    assert page.last("show_filters") == ([], "all")


def test_a_row_says_when_who_how_and_what_came_of_it(
    desk: Desk, page: Told, attempts: Attempts, ways: Ways
) -> None:
    told(desk, "水渠堵了\n三天", teller="李德发", group="第三组", channel=NoteChannel.BOX)
    told(desk, "路灯坏了")
    started(desk, page, attempts, ways)
    rows, _mark = page.last("show_rows")
    assert [row[:5] for row in rows] == [
        ("3月2日", "路灯坏了", "未留名", "走访", ("待处理", "waiting")),
        ("3月2日", "水渠堵了 三天", "李德发　第三组", "意见箱", ("待处理", "waiting")),
    ]


def test_a_new_note_is_kept_and_marked(
    desk: Desk, page: Told, attempts: Attempts, ways: Ways
) -> None:
    presenter = started(desk, page, attempts, ways)
    presenter.new()
    assert not presenter.answer(filled(page))
    assert attempts.codes == ["note_empty"]
    assert presenter.answer(filled(page, text="水渠堵了", teller="李德发"))
    assert attempts.said == ["民情已记下"]
    rows, mark = page.last("show_rows")
    assert [row.key for row in rows] == [mark]


def test_what_was_typed_is_offered_again_until_it_is_kept(
    desk: Desk, page: Told, attempts: Attempts, ways: Ways
) -> None:
    presenter = started(desk, page, attempts, ways)
    presenter.new()
    presenter.keep(filled(page, text="水渠"))
    presenter.new()
    assert filled(page)["text"] == "水渠"
    assert presenter.answer(filled(page, text="水渠堵了"))
    presenter.new()
    assert filled(page)["text"] == ""


def test_a_note_is_handled_and_moves_to_another_filter(
    desk: Desk, page: Told, attempts: Attempts, ways: Ways
) -> None:
    note = told(desk, "水渠堵了")
    presenter = started(desk, page, attempts, ways)
    presenter.mark(note.id)
    presenter.act("handle")
    form, about = page.last("ask")
    assert (form.key, about) == ("handle", "水渠堵了")
    assert not presenter.answer(filled(page, handling="看过", handled_on=""))
    assert attempts.codes == ["date_missing"]
    assert presenter.answer(filled(page, handling="已请镇水利站来看过"))
    presenter.choose(WAITING)
    assert page.last("show_rows")[0] == []
    presenter.choose(HANDLED)
    assert [row.key for row in page.last("show_rows")[0]] == [note.id]
    presenter.mark(note.id)
    detail = page.last("show_detail")
    assert ("处理情况", "已请镇水利站来看过") in detail.facts
    assert [action.key for action in detail.actions] == ["handle", "topic", "change"]


def test_a_note_becomes_a_topic_that_opens(
    desk: Desk, page: Told, attempts: Attempts, ways: Ways
) -> None:
    note = told(desk, "东沟组水渠清淤", teller="李德发")
    presenter = started(desk, page, attempts, ways)
    presenter.mark(note.id)
    presenter.act("topic")
    assert filled(page)["title"] == "东沟组水渠清淤"
    assert presenter.answer(filled(page))
    key, topic_id = ways.gone[-1]
    assert (key, attempts.said) == ("topics/topic", ["已登记为议题"])
    presenter.refresh()
    presenter.choose(TOPICS)
    presenter.mark(note.id)
    presenter.act("open")
    assert ways.gone[-1] == ("topics/topic", topic_id)


def test_words_narrow_the_list_and_a_note_is_found_again(
    desk: Desk, page: Told, attempts: Attempts, ways: Ways
) -> None:
    ditch, lamp = told(desk, "水渠堵了", group="第三组"), told(desk, "路灯坏了")
    presenter = started(desk, page, attempts, ways)
    presenter.narrow("第三组")
    assert [row.key for row in page.last("show_rows")[0]] == [ditch.id]
    presenter.narrow("没有的")
    assert page.last("show_nothing") == ("没有这样的记录，换个条件试试。", "")
    presenter.find(lamp.id)
    rows, mark = page.last("show_rows")
    assert (len(rows), mark) == (2, lamp.id)


def test_a_changed_note_keeps_its_handling(
    desk: Desk, page: Told, attempts: Attempts, ways: Ways
) -> None:
    note = told(desk, "水渠堵了")
    notes.handle_note(desk, note.id, "看过")
    presenter = started(desk, page, attempts, ways)
    presenter.mark(note.id)
    presenter.act("change")
    assert presenter.answer(filled(page, text="水渠堵了三天"))
    kept = note_of(desk, note.id)
    assert (kept.text, kept.handling) == ("水渠堵了三天", "看过")
