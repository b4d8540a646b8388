"""Text modules: shipped ones can be filled, own ones are kept in the data folder like forms."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.clock import HandClock
from tests.making import held_meeting, ready_topic, some_people
from xieshang_desktop.errors import BadInput
from xieshang_desktop.services import minutes
from xieshang_desktop.services import minutes_editing as editing
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes import MinutesFile
from xieshang_desktop.services.minutes_fields import BLANKS, degree_words, values_of
from xieshang_desktop.services.minutes_modules import (
    Module,
    drop_module,
    keep_module,
    modules_of,
)
from xieshang_desktop.services.typesetting import choose_forms
from xieshang_desktop.settings import Settings


@pytest.fixture(autouse=True)
def shipped_forms_only() -> Iterator[None]:
    """Which forms are chosen is a setting of the machine."""
    choose_forms(Settings(), None)
    yield
    choose_forms(Settings(), None)


@pytest.fixture
def file(desk: Desk, clock: HandClock) -> MinutesFile:
    topic = ready_topic(desk, some_people(desk))
    return minutes.open_minutes(desk, held_meeting(desk, clock, [topic.id]))


def modules(desk: Desk, file: MinutesFile) -> dict[str, Module]:
    return {module.name: module for module in modules_of(desk, file.facts, file.minutes)}


def test_every_shipped_module_is_filled_and_what_nobody_knows_stays_a_blank(
    desk: Desk, file: MinutesFile
) -> None:
    found = modules(desk, file)
    assert len(found) >= 12
    for module in found.values():
        assert "{" not in module.text
        assert "[" not in module.text
        assert not module.own
    assert found["会前学习"].text == "会前，与会人员集中学习了【学习内容】。"
    assert "上午9:00宣布散会" in found["散会说明"].text
    assert "下次会议" not in found["散会说明"].text  # nothing goes on
    assert "不少于15日" in found["公示安排"].text


def test_every_field_has_words_for_its_blank_and_the_facts_fill_no_other(
    desk: Desk, file: MinutesFile
) -> None:
    assert set(values_of(desk, file.facts, file.minutes)) <= set(BLANKS)


def test_how_far_people_came_together_is_said_in_words_never_as_a_share(
    desk: Desk, file: MinutesFile
) -> None:
    assert degree_words(file.facts) == "各方意见一致，形成共识"


def test_an_own_module_is_offered_for_every_later_meeting(desk: Desk, file: MinutesFile) -> None:
    keep_module(desk, " 敬老 说明 ", "{chair}请老人先说。\n经费【金额】。")
    own = modules(desk, file)["敬老 说明"]
    assert own.own
    assert own.template.startswith("{chair}请老人先说。")
    assert own.text.endswith("请老人先说。\n经费【金额】。")
    assert (desk.folder / "forms" / "minutes_modules.toml").is_file()
    section = editing.add_module(desk, file.minutes.id, "敬老 说明")
    drop_module(desk, "敬老 说明")
    assert "敬老 说明" not in modules(desk, file)
    again = minutes.open_minutes(desk, file.hall.meeting.id)
    assert next(s for s in again.sections if s.id == section.id).text == section.text


def test_a_shipped_module_in_own_words_comes_back_when_those_are_given_up(
    desk: Desk, file: MinutesFile
) -> None:
    keep_module(desk, "会前学习", "会前学了{study}。")
    assert modules(desk, file)["会前学习"].text == "会前学了【学习内容】。"
    drop_module(desk, "会前学习")
    assert "集中学习" in modules(desk, file)["会前学习"].text


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        (" ", "文字。", "module_name_missing"),
        ("长" * 21, "文字。", "module_name_long"),
        ("空的", " ", "module_empty"),
        ("错的", "{nobody_knows}。", "form_text_unknown_field"),
        ("半个", "左括号{没有右边。", "form_text_braces"),
    ],
)
def test_a_module_that_cannot_be_used_is_refused(
    desk: Desk, file: MinutesFile, name: str, text: str, code: str
) -> None:
    before = modules(desk, file)
    with pytest.raises(BadInput) as refused:
        keep_module(desk, name, text)
    assert refused.value.code == code
    assert modules(desk, file) == before


def test_any_text_can_be_kept_quotes_and_rare_characters_too(desk: Desk, file: MinutesFile) -> None:
    text = '𠮷家说：“好”。\n"引号"、\\反斜线、\x07。'
    keep_module(desk, '带"引号"的', text)
    assert modules(desk, file)['带"引号"的'].text == text.replace("\x07", "")
