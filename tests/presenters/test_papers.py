"""文书: which paper, about what, with which answers."""

from __future__ import annotations

import pytest

from tests.clock import HandClock
from tests.making import a_meeting, held_meeting, ready_topic, some_people
from tests.presenters.told import Told
from xieshang_desktop.domain.outcome import Task
from xieshang_desktop.errors import BadInput
from xieshang_desktop.services import follow_up, paper_answers, paper_choices
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_list import SPECS
from xieshang_desktop.services.paper_list.kinds import About, PaperGroup
from xieshang_desktop.services.papers import Composed, PaperKind
from xieshang_desktop.ui.presenters.papers import (
    ChosenPaper,
    Nothing,
    PapersPresenter,
    about_address,
    paper_words,
)


@pytest.fixture
def presenter(desk: Desk, page: Told) -> PapersPresenter:
    return PapersPresenter(desk, page)


def chosen(page: Told) -> ChosenPaper:
    told = page.last("show_chosen")
    assert isinstance(told, ChosenPaper)
    return told


def composed(page: Told) -> Composed:
    made = page.last("show_paper")()
    assert isinstance(made, Composed)
    return made


def test_every_paper_is_listed_and_letters_narrow_the_list(
    presenter: PapersPresenter, page: Told
) -> None:
    presenter.narrow("")
    rows, _mark = page.last("show_rows")
    assert {row.key for row in rows} == {kind.value for kind in SPECS}
    groups = [SPECS[PaperKind(row.key)].group for row in rows]
    assert groups == sorted(groups, key=list(PaperGroup).index)
    presenter.narrow("铭牌")
    rows, _mark = page.last("show_rows")
    assert [row.key for row in rows] == ["plate"]
    presenter.narrow("制度上墙")
    rows, _mark = page.last("show_rows")
    assert len(rows) == 6
    presenter.narrow("没有的东西")
    assert page.last("show_rows")[0] == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [("tonggao", "announcement"), ("tg", "announcement"), ("GSH", ""), ("mingpai", "plate")],
)
def test_a_paper_is_found_by_pinyin_and_by_initials(
    presenter: PapersPresenter, page: Told, typed: str, found: str
) -> None:
    presenter.narrow(typed)
    keys = [row.key for row in page.last("show_rows")[0]]
    assert (found in keys) if found else not keys


def test_a_paper_that_was_not_asked_for_does_not_stay_in_view(
    presenter: PapersPresenter, page: Told
) -> None:
    presenter.mark("plate")
    presenter.narrow("没有的东西")
    assert "没有这样的文书" in page.last("show_nothing").sentence
    presenter.narrow("铭牌")
    presenter.mark("plate")
    assert page.times("show_paper") == 2


def test_what_is_not_recommended_says_so_in_the_list(
    presenter: PapersPresenter, page: Told
) -> None:
    presenter.narrow("公告")
    names = {row.key: row.name for row in page.last("show_rows")[0]}
    assert names["public_announcement"] == "公告（非推荐）"


def test_an_announcement_without_words_says_what_is_missing(
    presenter: PapersPresenter, page: Told
) -> None:
    presenter.mark("announcement")
    with pytest.raises(BadInput, match="announcement_empty"):
        composed(page)
    presenter.answer({"text": "明天停水。"})
    assert composed(page).paper.text == "明天停水。"  # type: ignore[attr-defined]


def test_a_paper_is_addressed_by_kind_and_object(
    presenter: PapersPresenter, desk: Desk, page: Told
) -> None:
    meeting_id = a_meeting(desk, [ready_topic(desk, some_people(desk)).id])
    presenter.refresh()
    assert page.calls == []
    assert presenter.open(f"notice:{meeting_id}")
    assert composed(page).name == "会议通知 第一次协商议事会.pdf"
    assert chosen(page).name == paper_words(PaperKind.NOTICE) == "会议通知"
    assert chosen(page).object_id == meeting_id == presenter.meeting()


def test_the_newest_that_can_be_made_is_offered(
    presenter: PapersPresenter, desk: Desk, page: Told, clock: HandClock
) -> None:
    people = some_people(desk)
    held = held_meeting(desk, clock, [ready_topic(desk, people).id])
    coming = a_meeting(desk, [ready_topic(desk, people, "清淤").id])
    presenter.mark("notice")
    assert presenter.meeting() == coming
    presenter.mark("minutes")
    assert presenter.meeting() == held
    assert composed(page).object_id == held


def test_what_was_chosen_once_stays_for_other_papers_about_the_same(
    presenter: PapersPresenter, desk: Desk, page: Told
) -> None:
    people = some_people(desk)
    first = a_meeting(desk, [ready_topic(desk, people).id])
    a_meeting(desk, [ready_topic(desk, people, "清淤").id])
    presenter.mark("notice")
    presenter.choose_object(first)
    presenter.mark("blank_sheet")
    assert composed(page).object_id == first


def test_the_list_opens_at_a_meeting(presenter: PapersPresenter, desk: Desk, page: Told) -> None:
    people = some_people(desk)
    first = a_meeting(desk, [ready_topic(desk, people).id])
    a_meeting(desk, [ready_topic(desk, people, "清淤").id])
    assert not presenter.open(about_address(About.MEETING, first))
    assert SPECS[PaperKind(presenter.key())].about is About.MEETING
    assert composed(page).object_id == first


@pytest.mark.parametrize("kind", ["notice", "result", "task_sheet", "submission"])
def test_an_empty_village_is_told_what_is_lacking(
    presenter: PapersPresenter, page: Told, kind: str
) -> None:
    presenter.mark(kind)
    nothing = page.last("show_nothing")
    assert isinstance(nothing, Nothing)
    assert nothing.sentence.startswith("还没有")
    assert nothing.place in {"meetings", "topics", "follow_up"}
    assert page.times("show_paper") == 0
    presenter.show_chosen()
    assert chosen(page).fields == ()


def test_the_room_itself_needs_no_choice(presenter: PapersPresenter, page: Told) -> None:
    presenter.open("plate")
    assert chosen(page).about == ""
    assert [key for key, _words in chosen(page).pages] == [
        "",
        "a3",
        "a2",
        "a3-tiled",
        "a2-tiled",
    ]
    assert composed(page).page == ""


def test_a_larger_page_is_asked_for(presenter: PapersPresenter, page: Told) -> None:
    presenter.open("plate")
    presenter.choose_page("a3")
    assert (composed(page).page, composed(page).tiled) == ("poster-a3", False)
    presenter.choose_page("a2-tiled")
    assert (composed(page).page, composed(page).tiled) == ("poster-a2", True)


def test_answers_go_into_the_paper_and_come_back_the_next_time(
    presenter: PapersPresenter, desk: Desk, page: Told
) -> None:
    presenter.open("slogans")
    fields = {field.name: field for field in chosen(page).fields}
    assert fields["which"].value == "good"
    presenter.answer({"which": "matters", "own": "", "shape": "line"})
    assert composed(page).paper.texts == ("有事多商量，遇事多商量，做事多商量",)  # type: ignore[attr-defined]
    presenter.keep()
    again = PapersPresenter(desk, page)
    again.open("slogans")
    fields = {field.name: field for field in chosen(page).fields}
    assert fields["which"].value == "matters"


def test_the_same_answers_do_not_make_the_paper_again(
    presenter: PapersPresenter, page: Told
) -> None:
    presenter.open("slogans")
    times = page.times("show_paper")
    presenter.answer({"which": "good", "shape": "line"})
    assert page.times("show_paper") == times


def test_answers_are_kept_apart_for_each_object(desk: Desk) -> None:
    kind = PaperKind.SLOGANS
    paper_answers.keep_answers(desk, kind, "a", {"own": "一", "which": ""})
    paper_answers.keep_answers(desk, kind, "b", {"own": "二"})
    assert paper_answers.kept_answers(desk, kind, "a") == {"own": "一"}
    paper_answers.keep_answers(desk, kind, "a", {"own": ""})
    assert paper_answers.kept_answers(desk, kind, "a") == {}
    assert paper_answers.kept_answers(desk, kind, "b") == {"own": "二"}


def test_the_newest_stands_first(desk: Desk, clock: HandClock) -> None:
    people = some_people(desk)
    topics = [ready_topic(desk, people, title) for title in ("修路", "清淤")]
    held = held_meeting(desk, clock, [topics[0].id])
    coming = a_meeting(desk, [topics[1].id])
    assert [key for key, _words in paper_choices.objects_of(desk, About.MEETING)] == [coming, held]
    listed = paper_choices.objects_of(desk, About.TOPIC)
    assert [key for key, _words in listed] == [topics[1].id, topics[0].id]
    assert paper_choices.objects_of(desk, About.YEAR)[0] == ("2026", "2026年")
    assert paper_choices.objects_of(desk, About.UNIT) == [("", desk.unit.room)]


def test_open_tasks_stand_before_those_that_are_done(desk: Desk, clock: HandClock) -> None:
    held_meeting(desk, clock, [ready_topic(desk, some_people(desk)).id])
    with desk.store.read() as reader:
        first, *others = reader.all(Task, "due")
    follow_up.finish_task(desk, first.id, "已经办好。")
    listed = paper_choices.objects_of(desk, About.TASK)
    assert [key for key, _words in listed] == [*(task.id for task in others), first.id]
    assert all(
        f"{task.due.month}月{task.due.day}日" in words
        for task, (_key, words) in zip([*others, first], listed, strict=True)
    )


def test_every_paper_says_what_it_is_called_and_asks_with_words() -> None:
    for spec in SPECS.values():
        assert paper_words(spec.kind)
        assert len({ask.name for ask in spec.asks}) == len(spec.asks)
        for ask in spec.asks:
            assert ask.label
            if ask.instead and ask.choices:
                assert ask.instead in dict(ask.choices)
