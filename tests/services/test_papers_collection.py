"""Papers to fill in: blank, or with what the records hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import accepted_topic, held_meeting, ready_topic, some_people
from xieshang_desktop.domain.outcome import Task
from xieshang_desktop.domain.terms import Body, NoteChannel
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import follow_up, notes, papers, papers_collection
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_list import SPECS
from xieshang_desktop.services.paper_list.kinds import About, PaperKind


def plain(text: str) -> str:
    """Without the joiner that keeps a box with its word."""
    return text.replace("\u2060", "")


def test_a_blank_topic_form_has_all_choices_open(desk: Desk) -> None:
    paper = papers_collection.topic_form(desk, "", {})
    assert plain(paper.sources) == "☐党政点题　☐委员荐题　☐群众出题　☐网格筛题"
    assert "☑" not in paper.classes + paper.scopes + paper.factors + paper.decision
    assert (paper.topic, paper.background, paper.proposed_on) == ("", "", "")


def test_a_topic_form_is_filled_from_its_topic(desk: Desk) -> None:
    topic = accepted_topic(desk)
    paper = papers_collection.topic_form(desk, topic.id, {})
    assert (paper.topic, paper.proposer) == ("东沟组生产道路硬化", "李德发")
    assert plain(paper.factors) == "☑切口小　☑关联广　☐群众反映强烈"
    assert plain(paper.decision) == "☑列入协商　☐不列入　☐并入其他议题"
    with pytest.raises(RuleBroken, match="gone"):
        papers_collection.topic_form(desk, "nothing", {})


def test_a_note_sheet_is_blank_or_tells_one_note(desk: Desk) -> None:
    assert papers_collection.note_sheet(desk, "", {}).text == ""
    note = replace(
        notes.blank_note(desk), text="路灯不亮。", teller="李德发", channel=NoteChannel.BOX
    )
    notes.save_note(desk, note)
    paper = papers_collection.note_sheet(desk, note.id, {})
    assert (paper.text, paper.teller, paper.told_on) == ("路灯不亮。", "李德发", "2026年3月2日")
    assert plain(paper.channels).count("☑") == 1
    assert "☑意见箱" in plain(paper.channels)


def test_an_opinion_card_is_about_a_topic_and_nameless_unless_asked(desk: Desk) -> None:
    topic = accepted_topic(desk)
    card = papers_collection.opinion_card(desk, topic.id, {})
    assert (card.topic, card.named, card.cards) == (topic.title, False, 0)
    card = papers_collection.opinion_card(desk, topic.id, {"blank": "1", "named": "1"})
    assert (card.topic, card.named) == ("", True)
    with pytest.raises(BadInput, match="answer_no_number"):
        papers_collection.opinion_card(desk, topic.id, {"cards": "6000"})


def test_a_ballot_says_which_body_votes_and_never_who(desk: Desk) -> None:
    ballot = papers_collection.ballot(desk, "", {"lines": "垫付6万元\n修路"})
    assert ballot.body == "村民代表会议"
    assert ballot.title == "和顺村村民委员会\n村民代表会议表决票"
    assert [line.what for line in ballot.matters] == ["垫付6万元", "修路"]
    assert (ballot.candidates, ballot.first_number) == ((), 0)
    answers = {"body": "village_meeting", "what": "candidates", "lines": "张三", "numbered": "1"}
    ballot = papers_collection.ballot(desk, "", answers)
    assert ballot.title == "和顺村村民委员会\n村民会议选票"
    assert [line.what for line in ballot.candidates] == ["张三"]
    assert (ballot.matters, ballot.first_number) == ((), 1)


def test_a_community_has_its_own_bodies(desk: Desk) -> None:
    desk.unit = replace(desk.unit, body=Body.COMMUNITY)
    assert papers_collection.ballot(desk, "", {}).body == "居民代表会议"


def test_every_body_to_choose_is_known(desk: Desk) -> None:
    (body,) = (ask for ask in SPECS[PaperKind.BALLOT].asks if ask.name == "body")
    codes = dict(body.choices)
    assert codes.keys() == papers_collection.BODIES.keys()
    assert codes == papers_collection.BODIES


def test_a_satisfaction_slip_says_what_was_done(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id])
    assert papers_collection.satisfaction_slip(desk, topic.id, {}).carried_out == ""
    with desk.store.read() as reader:
        (task,) = reader.all(Task, topic_id=topic.id)
    follow_up.finish_task(desk, task.id, "路修好了。")
    assert papers_collection.satisfaction_slip(desk, topic.id, {}).carried_out == "路修好了。"
    own = papers_collection.satisfaction_slip(desk, topic.id, {"carried_out": "全长480米。"})
    assert own.carried_out == "全长480米。"


def test_papers_about_the_room_need_no_record(desk: Desk, tmp_path: Path) -> None:
    kinds = [PaperKind.TOPIC_FORM, PaperKind.NOTE_SHEET, PaperKind.BALLOT]
    for kind in kinds:
        assert SPECS[kind].about is About.UNIT
        composed = papers.compose(desk, kind)
        assert papers.render(composed).startswith(b"%PDF")
