"""What the recorder writes is never lost: not to changed facts, not by order, not by modules."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.clock import HandClock
from tests.making import MORNING, a_desk, held_meeting, ready_topic, some_people, undo_last
from xieshang_desktop.domain.meeting import Opinion
from xieshang_desktop.domain.minutes import MinutesSection
from xieshang_desktop.domain.terms import Clarity, Rank
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import deliberation, minutes, sealing
from xieshang_desktop.services import minutes_editing as editing
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes import MinutesFile
from xieshang_desktop.services.minutes_fresh import facts_about
from xieshang_desktop.services.minutes_text import item_texts


@pytest.fixture
def meeting_id(desk: Desk, clock: HandClock) -> str:
    return held_meeting(desk, clock, [ready_topic(desk, some_people(desk)).id])


@pytest.fixture
def file(desk: Desk, meeting_id: str) -> MinutesFile:
    return minutes.open_minutes(desk, meeting_id)


def again(desk: Desk, file: MinutesFile) -> MinutesFile:
    return minutes.open_minutes(desk, file.hall.meeting.id)


def change_the_facts(desk: Desk, file: MinutesFile, words: str) -> None:
    (opinion,) = file.hall.items[0].opinions
    deliberation.change_text(desk, Opinion, opinion.id, words)


def headings(file: MinutesFile) -> list[str]:
    return [section.heading for section in file.paper.sections]


def test_a_changed_fact_is_offered_and_the_text_stays(desk: Desk, file: MinutesFile) -> None:
    section = file.sections[1]
    editing.edit_section(desk, section.id, "我写的。")
    assert again(desk, file).changed == {}
    change_the_facts(desk, file, "路一定要修。")
    now = again(desk, file)
    assert now.sections[1].text == "我写的。"
    assert "路一定要修" in now.changed[section.id]


def test_writing_on_does_not_hide_a_change_that_nobody_looked_at(
    desk: Desk, file: MinutesFile
) -> None:
    section = file.sections[1]
    editing.edit_section(desk, section.id, "我写的。")
    change_the_facts(desk, file, "路一定要修。")
    editing.edit_section(desk, section.id, "我又写的。")
    assert section.id in again(desk, file).changed


def test_facts_that_changed_before_the_first_word_are_offered_too(
    desk: Desk, file: MinutesFile
) -> None:
    section = file.sections[1]
    change_the_facts(desk, file, "路一定要修。")
    editing.edit_section(desk, section.id, section.text + "\n另记一句。")
    assert section.id in again(desk, file).changed


@pytest.mark.parametrize("text", ["我写的。", "两边合起来的。"])
def test_a_change_that_was_looked_at_is_not_offered_again(
    desk: Desk, file: MinutesFile, text: str
) -> None:
    section = file.sections[1]
    editing.edit_section(desk, section.id, "我写的。")
    change_the_facts(desk, file, "路一定要修。")
    editing.settle_change(desk, section.id, text)
    now = again(desk, file)
    assert (now.sections[1].text, now.sections[1].edited, now.changed) == (text, True, {})
    change_the_facts(desk, file, "路还要宽。")
    assert "路还要宽" in again(desk, file).changed[section.id]


def test_taking_the_facts_over_makes_the_section_follow_them_again(
    desk: Desk, file: MinutesFile
) -> None:
    section = file.sections[1]
    editing.edit_section(desk, section.id, "我写的。")
    change_the_facts(desk, file, "路一定要修。")
    editing.settle_change(desk, section.id, again(desk, file).changed[section.id])
    assert not again(desk, file).sections[1].edited
    change_the_facts(desk, file, "路还要宽。")
    assert "路还要宽" in again(desk, file).sections[1].text


def test_a_change_that_was_taken_over_can_be_undone(desk: Desk, file: MinutesFile) -> None:
    section = file.sections[1]
    editing.edit_section(desk, section.id, "我写的。")
    change_the_facts(desk, file, "路一定要修。")
    editing.settle_change(desk, section.id, again(desk, file).changed[section.id])
    undo_last(desk)
    assert again(desk, file).sections[1].text == "我写的。"


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.text("甲乙丙\n", max_size=8)),
        st.tuples(st.just("facts"), st.sampled_from(["路要修。", "路要宽。", "先垫石子。"])),
        st.tuples(st.just("keep"), st.just("")),
        st.tuples(st.just("open"), st.just("")),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=20, deadline=None)
@given(STEPS)
def test_whatever_comes_the_last_words_of_a_person_stand(steps: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        clock = HandClock(MORNING)
        desk = a_desk(Path(folder), clock)
        topic = ready_topic(desk, some_people(desk))
        file = minutes.open_minutes(desk, held_meeting(desk, clock, [topic.id]))
        section_id, written, seen = file.sections[1].id, None, file.sections[1].text
        for step, words in steps:
            if step == "write":
                editing.edit_section(desk, section_id, words)
                written = words
            elif step == "facts":
                change_the_facts(desk, file, words)
            elif step == "keep" and written is not None:
                editing.settle_change(desk, section_id, written)
                seen = None
            section = again(desk, file).sections[1]
            if written is None:
                seen = section.text  # what the facts said when the person began
                continue
            seen = section.basis if seen is None else seen
            assert (section.text, section.edited) == (written, True)
            fresh = fresh_text(desk, file)
            assert (section_id in again(desk, file).changed) == (fresh not in (seen, written))
        desk.close()


def fresh_text(desk: Desk, file: MinutesFile) -> str:
    """What the facts give for the first item now."""
    with desk.store.read() as reader:
        facts = facts_about(reader, file.minutes)
    return item_texts(facts)[0].text


def test_sections_change_places_and_back(desk: Desk, file: MinutesFile) -> None:
    first, second = headings(file)
    editing.move_section(desk, file.sections[1].id, 0)
    assert headings(again(desk, file)) == [second, first]
    undo_last(desk)
    assert headings(again(desk, file)) == [first, second]


def test_a_section_that_was_taken_out_is_on_no_paper_and_comes_back(
    desk: Desk, file: MinutesFile
) -> None:
    course = file.sections[0]
    editing.edit_section(desk, course.id, "我写的经过。")
    editing.take_out(desk, course.id)
    assert headings(again(desk, file)) == [file.sections[1].heading]
    editing.put_back(desk, course.id)
    assert again(desk, file).paper.sections[0].text == "我写的经过。"


def test_what_was_agreed_on_a_topic_is_never_left_out(desk: Desk, file: MinutesFile) -> None:
    with pytest.raises(RuleBroken, match="section_needed"):
        editing.take_out(desk, file.sections[1].id)


def test_a_module_is_filled_from_the_facts_follows_them_and_can_be_undone(
    desk: Desk, file: MinutesFile
) -> None:
    section = editing.add_module(desk, file.minutes.id, "建言与共识", file.sections[1].id)
    assert "路宽3.5米" in section.text
    assert headings(again(desk, file))[1] == "建言与共识"
    (point,) = file.hall.items[0].agreed
    deliberation.change_text(desk, type(point), point.id, "路宽4米。")
    assert "路宽4米" in again(desk, file).sections[1].text
    with pytest.raises(RuleBroken, match="module_chosen"):
        editing.add_module(desk, file.minutes.id, "建言与共识")


def test_a_module_that_comes_back_has_what_was_written_in_it(desk: Desk, file: MinutesFile) -> None:
    section = editing.add_module(desk, file.minutes.id, "会前学习")
    assert "【学习内容】" in section.text
    editing.edit_section(desk, section.id, "会前学习了村规民约。")
    editing.take_out(desk, section.id)
    editing.add_module(desk, file.minutes.id, "会前学习")
    assert again(desk, file).paper.sections[-1].text == "会前学习了村规民约。"


def test_an_unknown_module_is_refused(desk: Desk, file: MinutesFile) -> None:
    with pytest.raises(RuleBroken, match="module_gone"):
        editing.add_module(desk, file.minutes.id, "没有这个")


def test_whatever_changes_the_paper_voids_the_first_confirmation(
    desk: Desk, file: MinutesFile
) -> None:
    sealing.confirm(desk, file.minutes.id, Rank.FIRST)
    editing.add_module(desk, file.minutes.id, "开场说明")
    assert again(desk, file).confirmations == ()


def test_the_five_clarities_are_judged_with_a_reason_for_each_no(
    desk: Desk, file: MinutesFile
) -> None:
    yes = [(question, True, "") for question in Clarity]
    with pytest.raises(BadInput, match="clarity_note_missing"):
        editing.answer_clarity(desk, file.minutes.id, [*yes[:4], (Clarity.RESULT, False, " ")])
    editing.answer_clarity(desk, file.minutes.id, [*yes[:4], (Clarity.RESULT, False, "钱还没定")])
    judged = again(desk, file).minutes.clarity
    assert [answer.yes for answer in judged] == [True] * 4 + [False]
    assert judged[-1].note == "钱还没定"
    assert again(desk, file).paper == file.paper  # a self-check is on no paper


def test_an_item_that_was_taken_back_loses_its_section_unless_somebody_wrote_there(
    desk: Desk, file: MinutesFile
) -> None:
    with desk.store.write() as uow:
        stray = [
            MinutesSection(
                id=f"stray-{n}",
                minutes_id=file.minutes.id,
                position=9 + n,
                key=f"gone-{n}",
                heading="没有了的议程",
                text="写过的。",
                edited=bool(n),
            )
            for n in (0, 1)
        ]
        uow.put_all(stray, "section_written")
        uow.commit()
    assert [s.id for s in again(desk, file).sections[2:]] == ["stray-1"]
    with pytest.raises(RuleBroken, match="facts_gone"):
        editing.from_facts(desk, "stray-1")
