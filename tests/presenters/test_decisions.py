"""Planning deciding meetings: the list, the form, what is missing, the next step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.clock import HandClock
from tests.deciding import (
    a_decision,
    an_assembly,
    an_open_decision,
    by_hands,
    first_motion,
    meeting_of,
    on_its_day,
)
from tests.making import (
    MORNING,
    Attempts,
    a_desk,
    held_meeting,
    ready_topic,
    some_people,
    undo_last,
)
from tests.presenters.paged import Going, Page
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.services import decisions
from xieshang_desktop.services.decision_file import list_decisions
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.topic_file import open_topic
from xieshang_desktop.ui.presenters.decision import DecisionPresenter
from xieshang_desktop.ui.presenters.decision_edit import DecisionEditPresenter
from xieshang_desktop.ui.presenters.decision_plan import DecisionPlanPresenter
from xieshang_desktop.ui.presenters.decisions import DecisionsPresenter
from xieshang_desktop.ui.presenters.follow_up import FollowUpPresenter
from xieshang_desktop.ui.presenters.topic import topic_view
from xieshang_desktop.ui.presenters.topic_page import TopicPresenter


@pytest.fixture
def clock() -> HandClock:
    return HandClock(MORNING)


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    desk = a_desk(tmp_path, clock)
    yield desk
    desk.close()


# ---- the list


def test_an_empty_list_teaches(desk: Desk) -> None:
    page = Page()
    DecisionsPresenter(desk, page, Going()).refresh()
    sentence, button, _more = page.told["show_empty"]
    assert "协商只商量，不表决" in sentence
    assert button == "安排决定会议"


def test_the_list_tells_each_meeting_and_is_narrowed_by_its_matters(desk: Desk) -> None:
    an_assembly(desk)
    meeting_id = a_decision(desk)
    page, going = Page(), Going()
    presenter = DecisionsPresenter(desk, page, going)
    presenter.refresh()
    (row,) = page.told["show_rows"]
    assert (row.motions, row.entitled) == ("东沟组道路硬化筹资方案", "48 人")
    presenter.narrow("村规民约")
    assert page.told["show_empty"][1] == ""
    presenter.narrow("道路")
    presenter.open(meeting_id)
    presenter.statistics()
    assert going.places[1] == ("papers", "decision_statistics:2026")


# ---- the form


def form_page(desk: Desk, address: str | None) -> tuple[Page, DecisionEditPresenter, Attempts]:
    page, attempts = Page(), Attempts()
    presenter = DecisionEditPresenter(desk, page, attempts)
    presenter.open(address)
    return page, presenter, attempts


def test_a_new_meeting_is_counted_from_the_roster_at_once(desk: Desk) -> None:
    an_assembly(desk)
    page, presenter, attempts = form_page(desk, None)
    form, bodies, _groups, new, _more = page.told["show_form"]
    assert new
    assert dict(bodies)["village_representatives"] == "村民代表会议"
    entitled, representatives, women, source, note, _ = page.told["show_numbers"]
    assert (entitled, representatives, women, note) == (48, 42, 21, "")
    numbers = {"entitled": 48, "representatives": 42, "women": 21, "entitled_on": source}
    presenter.save(form._replace(studied=date(2026, 3, 1), **numbers))
    assert attempts.codes == []
    assert list_decisions(desk)[0].meeting.entitled == 48
    assert page.told["finished"][1] is True


def test_another_body_brings_its_rule_and_its_name(desk: Desk) -> None:
    an_assembly(desk)
    page, presenter, _attempts = form_page(desk, None)
    form = page.told["show_form"][0]
    presenter.choose_body(form._replace(body="villagers"))
    assert page.told["show_name"] == "2026年村民会议"
    view = page.told["show_body"]
    assert "过半数的人到会，或者三分之二以上的户有代表到会才能开会" in view.rule
    assert [key for key, _words in view.countings] == ["people", "households"]
    assert not view.composition
    presenter.choose_body(form._replace(body="party_members", title="支部党员大会"))
    assert page.told["show_name"] == "2026年村民会议"  # a name of one's own stays
    assert "未核" in page.told["show_body"].rule


def test_a_day_without_a_rule_is_said_in_words(desk: Desk) -> None:
    page, presenter, attempts = form_page(desk, None)
    form = page.told["show_form"][0]._replace(day=date(2015, 5, 1))
    presenter.look_at(form)
    assert "没有村民代表会议" in page.told["show_body"].rule
    presenter.save(form)
    assert attempts.codes == ["decision_rule_missing"]


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("title", {"title": " "}),
        ("day", {"day": None}),
        ("begins", {"begins": None}),
        ("place", {"place": ""}),
        ("group", {"body": "village_group"}),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    desk: Desk, field: str, change: dict[str, Any]
) -> None:
    page, presenter, _attempts = form_page(desk, None)
    presenter.save(page.told["show_form"][0]._replace(**change))
    assert page.told["show_error"][0] == field
    assert list_decisions(desk) == []


def test_an_outcome_brings_its_matter_along(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id])
    with desk.store.read() as reader:
        outcome = reader.all(Outcome)[0]
    page, presenter, _attempts = form_page(desk, f"outcome:{outcome.id}")
    assert topic.title in page.told["show_matter"]
    presenter.save(page.told["show_form"][0])
    (line,) = list_decisions(desk)
    assert line.meeting.outcome_id == outcome.id
    assert line.motions[0].text == outcome.text


def test_known_plans_are_changed(desk: Desk) -> None:
    an_assembly(desk)
    meeting_id = a_decision(desk)
    page, presenter, attempts = form_page(desk, meeting_id)
    presenter.save(page.told["show_form"][0]._replace(recorder="陈小云"))
    assert attempts.said == ["安排改好了"]
    assert meeting_of(desk, meeting_id).recorder == "陈小云"


# ---- the frame and 准备


def test_the_page_opens_where_the_work_stands(desk: Desk) -> None:
    people = an_assembly(desk)
    page = Page()
    presenter = DecisionPresenter(desk, page)
    presenter.open(a_decision(desk))
    assert page.told["show_part"] == "plan"
    presenter.open(an_open_decision(desk, people[:37]))
    assert page.told["show_part"] == "vote"
    assert presenter.refresh()
    assert page.told["show_head"][1] == "进行中"


def test_a_meeting_that_was_undone_leaves_its_page(desk: Desk) -> None:
    blank, _none = decisions.blank_decision(desk, MORNING + timedelta(days=12))
    meeting = decisions.plan_decision(desk, blank)
    page = Page()
    presenter = DecisionPresenter(desk, page)
    presenter.open(meeting.id)
    undo_last(desk)
    assert not presenter.refresh()
    assert "show_gone" in page.told


def plan_page(desk: Desk, meeting_id: str) -> tuple[Page, DecisionPlanPresenter, Attempts, Going]:
    page, attempts, going = Page(), Attempts(), Going()
    presenter = DecisionPlanPresenter(desk, page, attempts, going)
    presenter.open(meeting_id)
    return page, presenter, attempts, going


def test_the_next_step_leads_from_matter_to_meeting(desk: Desk) -> None:
    an_assembly(desk)
    blank, _none = decisions.blank_decision(desk, MORNING + timedelta(days=12))
    meeting = decisions.plan_decision(desk, blank)
    page, presenter, attempts, going = plan_page(desk, meeting.id)
    assert page.told["show_plan"].next == ("motion", "加表决事项")
    presenter.do("motion")
    presenter.answer(
        "motion", {"title": "修路", "text": "每户三百元。", "way": "hands", "collective": ""}
    )
    presenter.open(meeting.id)
    assert page.told["show_plan"].next == ("answer", "回答是不是涉及集体财产")
    presenter.do("answer")
    values = {**page.told["ask"].values(), "collective": "no"}
    assert presenter.answer("motion", values)
    presenter.open(meeting.id)
    assert page.told["show_plan"].next == ("edit", "补齐安排")
    assert [lack.stops for lack in page.told["show_plan"].lacks] == [True, True, False, False]
    ready = a_decision(desk)
    presenter.open(ready)
    (other_day,) = page.told["show_plan"].lacks
    assert (other_day.stops, page.told["show_plan"].next) == (False, ("", ""))
    assert "不是今天，不能宣布开会" in other_day.sentence
    on_its_day(desk, ready)
    presenter.open(ready)
    assert page.told["show_plan"].lacks == ()
    assert page.told["show_plan"].next == ("open", "宣布开会")
    presenter.do("open")
    assert attempts.codes == []
    assert going.places[-1] == ("meetings/decision", f"{ready}#door")
    presenter.open(ready)
    assert page.told["show_plan"].next == ("vote", "去表决")


def test_once_begun_only_what_is_not_refused_is_offered(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    page, presenter, attempts, _going = plan_page(desk, meeting_id)
    view = page.told["show_plan"]
    assert (view.planned, view.correctable, view.changeable) == (False, True, True)
    presenter.do("numbers")
    presenter.keep("numbers", {"entitled": "47", "reason": ""})
    presenter.do("numbers")
    assert page.told["ask"].values()["entitled"] == "47"
    assert not presenter.answer("numbers", {"entitled": "四十七", "reason": "有一人迁出"})
    assert presenter.answer("numbers", {"entitled": "47", "reason": "有一人迁出"})
    assert attempts.codes == ["entitled_missing"]
    presenter.open(meeting_id)
    told = dict(page.told["show_plan"].facts)
    assert told["更正"] == "应到由48人更正为47人：有一人迁出。"
    by_hands(desk, first_motion(desk, meeting_id), 37)
    presenter.open(meeting_id)
    assert not page.told["show_plan"].correctable


def test_a_meeting_whose_day_went_by_is_entered_from_paper(desk: Desk, clock: HandClock) -> None:
    an_assembly(desk)
    meeting_id = a_decision(desk)
    page, presenter, attempts, _going = plan_page(desk, meeting_id)
    clock.moment += timedelta(days=20)
    presenter.open(meeting_id)
    assert page.told["show_plan"].next == ("past", "补录")
    assert "补录" in page.told["show_plan"].lacks[-1].hint
    presenter.do("past")
    values = page.told["ask"].values()
    assert not presenter.answer("past", values)
    assert attempts.codes[-1] == "time_missing"
    assert presenter.answer("past", values | {"ended": "11:40"})
    presenter.open(meeting_id)
    assert page.told["show_plan"].entered
    presenter.do("time")
    assert presenter.answer("time", {"at": "10:20"})
    presenter.open(meeting_id)
    assert ("补录", "正在补录 10:20 的事") in page.told["show_plan"].facts


def test_a_matter_half_typed_is_there_again(desk: Desk) -> None:
    an_assembly(desk)
    page, presenter, _attempts, _going = plan_page(desk, a_decision(desk))
    presenter.do("motion")
    typed = {"title": "村规民约", "text": "", "way": "ballot", "collective": "yes"}
    typed |= {"minor": "no", "studied": ""}  # the notice did not name it
    presenter.keep("motion", typed)
    presenter.do("motion")
    assert page.told["ask"].values() == typed


def test_being_told_and_calling_off_ask_for_words(desk: Desk) -> None:
    an_assembly(desk)
    meeting_id = a_decision(desk)
    page, presenter, attempts, going = plan_page(desk, meeting_id)
    presenter.do("notice")
    assert going.places[-1] == ("papers", f"decision_notice:{meeting_id}")
    assert presenter.answer("tell", {"day": "2026-03-01", "reason": ""})
    assert meeting_of(desk, meeting_id).notice_on == date(2026, 3, 1)
    assert not presenter.answer("cancel", {"reason": ""})
    assert attempts.codes == ["reason_missing"]
    assert presenter.answer("cancel", {"reason": "停电"})
    presenter.open(meeting_id)
    assert page.told["show_plan"].cancelled
    assert ("取消原因", "停电") in page.told["show_plan"].facts
    presenter.do("off")
    assert going.places[-1] == ("papers", f"decision_cancellation:{meeting_id}")


def test_a_consensus_being_worked_on_can_be_handed_over(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id])
    page, going = Page(), Going()
    presenter = FollowUpPresenter(desk, page, Attempts(), going)
    presenter.refresh()
    key = next(row.key for row in page.told["show_rows"][0] if row.key.startswith("task:"))
    presenter.mark(key)
    presenter.act("decide")
    with desk.store.read() as reader:
        outcome = reader.all(Outcome)[0]
    assert going.places == [("meetings/decision_edit", f"outcome:{outcome.id}")]


def test_the_topic_shows_the_meeting_that_decides_and_opens_it(
    desk: Desk, clock: HandClock
) -> None:
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id])
    file = open_topic(desk, topic.id)
    assert "decide" in [action.key for action in topic_view(file).others]
    starts = clock.moment + timedelta(days=12)
    blank, motion = decisions.blank_decision(desk, starts, outcome_id=file.outcomes[-1].id)
    meeting = decisions.plan_decision(desk, blank, motion)
    view = topic_view(open_topic(desk, topic.id))
    keys = [action.key for action in view.others]
    assert "decision" in keys
    assert "decide" not in keys
    told = ("ahead", "决定会议", f"{meeting.title}（{meeting.number}） · 准备中")
    assert told in view.results
    going = Going()
    presenter = TopicPresenter(desk, Page(), Attempts(), going)
    presenter.open(topic.id)
    presenter.do("decision")
    assert going.places == [("meetings/decision", meeting.id)]
