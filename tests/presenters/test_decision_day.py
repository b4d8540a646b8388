"""The day of a deciding meeting: its door, its votes, its record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.deciding import (
    COUNTERS,
    an_assembly,
    an_open_decision,
    counted,
    meeting_of,
    motions_of,
    some_motion,
)
from tests.making import MORNING, Attempts, a_desk
from tests.presenters.paged import Going, Page
from xieshang_desktop.domain.terms_decision import (
    Counting,
    DecisionBody,
    DecisionState,
    VotingWay,
)
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import decision_votes, decisions
from xieshang_desktop.services.decision_file import read_file
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.decision_door import DecisionDoorPresenter
from xieshang_desktop.ui.presenters.decision_record import DecisionRecordPresenter
from xieshang_desktop.ui.presenters.decision_vote import (
    BallotForm,
    DecisionVotePresenter,
    HandsForm,
)


@pytest.fixture
def clock() -> HandClock:
    return HandClock(MORNING)


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    desk = a_desk(tmp_path, clock)
    yield desk
    desk.close()


# ---- 到会


def door_page(desk: Desk, meeting_id: str) -> tuple[Page, DecisionDoorPresenter, Attempts]:
    page, attempts = Page(), Attempts()
    presenter = DecisionDoorPresenter(desk, page, attempts)
    presenter.open(meeting_id)
    return page, presenter, attempts


def test_the_door_always_says_what_is_needed_and_missing(desk: Desk) -> None:
    people = an_assembly(desk)
    page, presenter, attempts = door_page(desk, an_open_decision(desk, people[:31]))
    view = page.told["show_quorum"]
    assert (view.present, view.expected, view.missing) == (31, 48, 17)
    assert view.strip == (
        "应到 48 人，实到 31 人，需要 32 人，还差 1 人，不能表决。"
        "依据：《中华人民共和国村民委员会组织法》第三十条。",
        "attention",
    )
    presenter.come_in(people[31].id)
    assert page.told["show_quorum"].strip[1] == "waiting"  # just enough
    presenter.come_in(people[32].id)
    assert page.told["show_quorum"].strip == ("需要 32 人，多 1 人，可以表决。", "done")
    presenter.go_out(people[0].id)
    presenter.go_out(people[1].id)
    assert page.told["show_quorum"].strip[1] == "attention"
    presenter.come_in(people[0].id)
    assert attempts.codes == []
    assert ("离场", "1 人") in page.told["show_quorum"].lines


def test_enter_twice_does_not_sign_in_twice(desk: Desk) -> None:
    people = an_assembly(desk)
    page, presenter, attempts = door_page(desk, an_open_decision(desk, people[:1]))
    presenter.come_in(people[0].id)
    assert "已经在场" in page.told["show_hint"][0]
    assert attempts.codes == []


def test_typing_finds_whoever_is_on_the_roster(desk: Desk) -> None:
    people = an_assembly(desk)
    page, presenter, _attempts = door_page(desk, an_open_decision(desk, people[:5]))
    presenter.narrow("wangjg")
    rows, more = page.told["show_rows"]
    assert more == {"mark_first": True}
    assert [row.name for row in rows] == ["王建国"]
    assert rows[0].action == ""
    presenter.narrow("没有这个人")
    assert "没有找到" in page.told["show_nobody"]
    presenter.narrow("")
    assert len(page.told["show_rows"][0]) == 43
    presenter.filter("here")
    assert len(page.told["show_rows"][0]) == 5


def test_ctrl_z_takes_the_last_one_back(desk: Desk) -> None:
    people = an_assembly(desk)
    page, presenter, _attempts = door_page(desk, an_open_decision(desk, []))
    presenter.come_in(people[0].id)
    presenter.come_in(people[1].id)
    assert presenter.undo()
    assert page.told["show_quorum"].present == 1
    assert presenter.undo()
    assert not presenter.undo()
    assert page.told["show_quorum"].present == 0


def test_whoever_may_not_vote_is_set_apart_and_back(desk: Desk) -> None:
    people = an_assembly(desk)
    page, presenter, attempts = door_page(desk, an_open_decision(desk, people[:3]))
    presenter.ask_standing(people[0].id)
    assert page.told["ask_standing"].voting
    presenter.set_entitled(people[0].id, False)
    assert page.told["show_quorum"].present == 2
    presenter.take_back(people[1].id)
    assert page.told["show_quorum"].present == 1
    assert attempts.codes == []
    presenter.ask_standing(people[9].id)
    assert "先签到" in page.told["show_hint"][0]


def test_the_second_of_a_household_sits_in_and_is_told_so(desk: Desk) -> None:
    people = an_assembly(desk, 2, 4)
    spouse = replace(people[0], id=new_id(), name="刘桂兰")
    with desk.store.write() as uow:
        uow.put(spouse, "person_added")
        uow.commit()
    meeting_id = an_open_decision(
        desk, people[:1], body=DecisionBody.VILLAGERS, counting=Counting.HOUSEHOLDS
    )
    page, presenter, _attempts = door_page(desk, meeting_id)
    presenter.come_in(spouse.id)
    assert "这一户已经有人代表" in page.told["show_hint"][0]
    view = page.told["show_quorum"]
    assert (view.present, view.expected, view.label) == (1, 6, "实到 / 应到（按户）")


def test_after_the_meeting_the_door_is_closed(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    decisions.close_decision(desk, meeting_id)
    page, presenter, _attempts = door_page(desk, meeting_id)
    assert page.told["show_locked"]
    view = page.told["show_quorum"]
    assert (view.present, view.missing) == (37, 11)  # as it was when everybody went home
    assert view.strip[1] == "neutral"
    assert len(page.told["show_rows"][0]) == 37
    presenter.come_in(people[40].id)
    assert people[40].id not in read_file(desk, meeting_id).presences


# ---- 表决


def vote_page(desk: Desk, meeting_id: str) -> tuple[Page, DecisionVotePresenter, Attempts]:
    page, attempts = Page(), Attempts()
    presenter = DecisionVotePresenter(desk, page, attempts, Going())
    presenter.open(meeting_id)
    return page, presenter, attempts


def test_hands_are_counted_by_two_and_the_result_is_told(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    page, presenter, attempts = vote_page(desk, meeting_id)
    view = page.told["show_motion"]
    assert view.votable
    assert "要有 19 人" in view.need
    assert not presenter.hands(HandsForm(COUNTERS, (30, 7, None), (30, 7, 0)))
    assert "填全" in page.told["show_wrong"]
    assert not presenter.hands(HandsForm(COUNTERS, (30, 7, 0), (31, 6, 0)))
    assert attempts.codes == ["counts_differ"]
    assert presenter.hands(HandsForm(COUNTERS, (30, 7, 0), (30, 7, 0)))
    presenter.open(meeting_id)
    view = page.told["show_motion"]
    assert view.result == "通过：同意 30、不同意 7、弃权 0，需要 19。"
    assert "第三十条" in view.basis
    assert not view.votable
    assert page.told["show_counters"] == COUNTERS
    presenter.take_back()
    presenter.open(meeting_id)
    assert page.told["show_motion"].votable


def test_without_a_quorum_there_is_nothing_to_fill_in(desk: Desk) -> None:
    people = an_assembly(desk)
    page, presenter, attempts = vote_page(desk, an_open_decision(desk, people[:20]))
    view = page.told["show_motion"]
    assert not view.votable
    assert "还差 12 人" in view.strip[0]
    presenter.hands(HandsForm(COUNTERS, (20, 0, 0), (20, 0, 0)))
    assert attempts.codes == ["no_quorum"]


def test_whoever_was_not_counted_is_asked_about(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    page, presenter, attempts = vote_page(desk, meeting_id)
    assert not presenter.hands(HandsForm(COUNTERS, (30, 5, 0), (30, 5, 0)))
    assert page.told["ask"].title == "还有 2 人 没有数到"
    assert not presenter.answer("rest", {"rest": " "})
    assert presenter.answer("rest", {"rest": "没有举手"})
    assert attempts.codes == []
    assert next(iter(read_file(desk, meeting_id).votes.values())).rest == "没有举手"


def test_a_secret_matter_stays_secret(desk: Desk) -> None:
    people = an_assembly(desk)
    motion = some_motion(way=VotingWay.BALLOT)
    meeting_id = an_open_decision(desk, people[:37], motion=motion)
    page, presenter, _attempts = vote_page(desk, meeting_id)
    presenter.choose_way(VotingWay.ROLL_CALL)
    view = page.told["show_motion"]
    assert (view.way, view.secret) == ("ballot", True)


def test_a_meeting_without_a_vote_is_sealed_with_its_reason(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:10])
    decisions.close_decision(desk, meeting_id)
    page, attempts = Page(), Attempts()
    presenter = DecisionRecordPresenter(desk, page, attempts, Going())
    presenter.open(meeting_id)
    presenter.seal()
    assert attempts.codes == ["decision_unvoted"]
    presenter.do("unvoted")
    (field,) = page.told["ask"].fields
    assert presenter.answer("unvoted", {field.name: "到会人数不够"})
    presenter.seal()
    assert meeting_of(desk, meeting_id).state is DecisionState.SEALED


def test_ballots_are_reconciled(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    page, presenter, attempts = vote_page(desk, meeting_id)
    presenter.choose_way(VotingWay.BALLOT)
    assert page.told["show_motion"].way == "ballot"
    assert not presenter.ballot(BallotForm(COUNTERS, 37, None, 0, (30, 7, 0)))
    assert not presenter.ballot(BallotForm(COUNTERS, 36, 37, 0, (30, 7, 0)))
    assert attempts.codes == ["ballots_beyond_issued"]
    assert presenter.ballot(BallotForm(COUNTERS, 37, 37, 1, (30, 6, 0)))


def test_names_are_called_one_after_the_other(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:33])
    page, presenter, attempts = vote_page(desk, meeting_id)
    presenter.choose_way(VotingWay.ROLL_CALL)
    for person in people[:32]:
        presenter.say(person.id, "agree")
    assert page.told["show_motion"].roll_line == "已答 32 / 33"
    assert not presenter.roll_call()
    presenter.say(people[32].id, "abstain")
    assert presenter.roll_call()
    assert attempts.codes == ["roll_call_unfinished"]
    presenter.open(meeting_id)
    assert page.told["show_motion"].result.startswith("通过：同意 32")


def test_what_another_meeting_has_to_decide_is_said(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(
        desk,
        people[:37],
        motion=some_motion(collective_property=True),
        body=DecisionBody.RESIDENT_REPRESENTATIVES,
    )
    page, _presenter, _attempts = vote_page(desk, meeting_id)
    view = page.told["show_motion"]
    assert not view.votable
    assert "居民代表会议不能决定" in view.strip[0]


# ---- 记录


def test_the_record_is_sealed_corrected_and_posted(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37], days=0)
    told = counted(30, 7)
    motion = motions_of(desk, meeting_id)[0]
    decision_votes.vote_by_hands(desk, motion.id, told, told, COUNTERS)
    page, attempts, going = Page(), Attempts(), Going()
    presenter = DecisionRecordPresenter(desk, page, attempts, going)
    presenter.open(meeting_id)
    assert page.told["show_record"].main == ("", "")
    decisions.close_decision(desk, meeting_id)
    presenter.open(meeting_id)
    assert page.told["show_record"].main == ("seal", "归档")
    presenter.keep_supervision("程序合")
    presenter.open(meeting_id)
    assert page.told["show_record"].supervision == "程序合"
    presenter.save_supervision("程序合规。")
    presenter.do("seal")
    assert "不能再改" in page.told["ask_seal"]
    presenter.seal()
    presenter.open(meeting_id)
    assert meeting_of(desk, meeting_id).state is DecisionState.SEALED
    assert ("correct", "写更正") in page.told["show_record"].deeds
    presenter.keep("correct", {"text": "地点应"})
    presenter.do("correct")
    assert page.told["ask"].values() == {"text": "地点应"}
    assert presenter.answer("correct", {"text": "地点应为二楼。"})
    presenter.do("post")
    assert page.told["ask"].key == "post"
    assert presenter.answer("post", {"place": "公开栏", "day": ""})
    presenter.open(meeting_id)
    view = page.told["show_record"]
    assert view.corrections[0].startswith("更正 1")
    assert view.postings[0].what == "决议公开 · 公开栏"
    presenter.act_on_posting(view.postings[0].key, "down")
    assert attempts.codes == ["posting_too_early"]
    presenter.do("result")
    assert going.places == [("papers", f"decision_result:{meeting_id}")]
