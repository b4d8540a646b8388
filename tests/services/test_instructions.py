"""What the township sent down is read, answered, taken up and adopted in the village."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.making import a_meeting, a_topic, ready_topic, some_people, undo_last
from tests.printing.reading import dense, pdfium_text
from tests.township.handing import Sides
from tests.township.test_directives import PROFILE, send
from xieshang_desktop.domain.terms import TopicClass, TopicSource
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.errors import BadInput, RuleBroken, WorldFailed
from xieshang_desktop.services import instructions, meetings, papers, typesetting
from xieshang_desktop.services.desk import desk_of
from xieshang_desktop.services.workday import open_workday
from xieshang_desktop.settings import Settings
from xieshang_desktop.township import directives, returns
from xieshang_desktop.wording.todos import todo_words


@pytest.fixture
def sides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sides]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "config"))
    both = Sides(tmp_path)
    yield both
    both.close()


def todos(sides: Sides) -> list[tuple[str, str]]:
    return [
        (todo.kind, todo.title)
        for todo in open_workday(sides.village).todos
        if todo.kind in {"instruction_due", "return_open"}
    ]


def a_named_topic(sides: Sides) -> str:
    (issued,) = directives.issue_topic(
        sides.town,
        [sides.id],
        title="冬季取暖安全",
        background="请组织村民商量取暖安全的办法。\n要有措施。",
        topic_class=TopicClass.GOVERNANCE,
        due=sides.town.today + timedelta(days=30),
    )
    send(sides)
    return issued.id


def test_a_topic_named_by_the_township_is_taken_up(sides: Sides) -> None:
    instruction_id = a_named_topic(sides)
    assert todos(sides) == [("instruction_due", "冬季取暖安全")]
    sides.clock.moment += timedelta(days=3)
    topic = instructions.take_as_topic(sides.village, instruction_id)
    assert topic.source is TopicSource.PARTY_GOVERNMENT
    assert (topic.topic_class, topic.proposer) == (TopicClass.GOVERNANCE, "柳河镇人民政府")
    assert topic.background == "请组织村民商量取暖安全的办法。\n要有措施。"
    assert topic.proposed_on == sides.village.today - timedelta(days=3)
    (file,) = instructions.list_instructions(sides.village)
    assert (file.topic, file.instruction.done_on) == (topic, sides.village.today)
    assert instructions.open_instructions(sides.village) == ()
    assert todos(sides) == []
    with pytest.raises(RuleBroken, match="instruction_is_topic"):
        instructions.take_as_topic(sides.village, instruction_id)
    undo_last(sides.village)
    assert todos(sides) == [("instruction_due", "冬季取暖安全")]
    instructions.finish(sides.village, instruction_id)
    with pytest.raises(RuleBroken, match="instruction_done"):
        instructions.finish(sides.village, instruction_id)
    with pytest.raises(RuleBroken, match="instruction_done"):
        instructions.take_as_topic(sides.village, instruction_id)


def test_the_township_sees_what_became_of_its_topic(sides: Sides) -> None:
    topic = instructions.take_as_topic(sides.village, a_named_topic(sides))
    assert sides.hand_over() == []
    (file,) = directives.directives_of(sides.town, sides.id)
    assert file.instruction is not None
    assert file.instruction.topic_id == topic.id
    with desk_of(sides.town, sides.id).store.read() as reader:
        assert reader.one(Topic, topic.id).title == "冬季取暖安全"


def test_a_letter_waits_until_it_is_answered(sides: Sides) -> None:
    (letter,) = directives.issue_letter(sides.town, [sides.id], title="道路硬化", text="请抓紧。")
    send(sides)
    assert todos(sides) == [("instruction_due", "道路硬化")]
    with pytest.raises(RuleBroken, match="instruction_no_topic"):
        instructions.take_as_topic(sides.village, letter.id)
    for text, code in ((" ", "answer_missing"), ("字" * 20_001, "text_too_long")):
        with pytest.raises(BadInput, match=code):
            instructions.reply(sides.village, letter.id, text)
    with pytest.raises(RuleBroken, match="gone"):
        instructions.reply(sides.village, "nobody", "好的。")
    instructions.reply(sides.village, letter.id, " 已经报送。 ")
    assert todos(sides) == []
    (file,) = instructions.open_instructions(sides.village)
    assert [reply.text for reply in file.replies] == ["已经报送。"]


def test_a_return_waits_until_it_is_answered(sides: Sides) -> None:
    topic = a_topic(sides.village)
    sides.hand_over()
    back = returns.return_entry(sides.town, sides.id, "topic", topic.id, "请补事由。")
    sides.receive_receipt()
    assert todos(sides) == [("return_open", "议题：2026-01 东沟组生产道路硬化")]
    instructions.reply(sides.village, back.id, "已补。")
    assert todos(sides) == []
    (here,) = instructions.returned_here(sides.village)
    assert (here.note.reason, here.replies[0].text) == ("请补事由。", "已补。")
    returns.settle(sides.town, back.id)
    sides.receive_receipt()
    assert instructions.returned_here(sides.village) == ()
    with pytest.raises(RuleBroken, match="gone"):
        instructions.reply(sides.village, back.id, "再说一遍。")


def test_what_there_is_to_do_has_words(sides: Sides) -> None:
    today = sides.village.today
    for kind in ("instruction_due", "return_open"):
        assert "取暖" in todo_words(kind, "取暖", today, today).sentence


def test_rules_that_were_sent_down_are_followed_after_a_look(sides: Sides) -> None:
    directives.issue_profile(sides.town, [sides.id], PROFILE)
    send(sides)
    (file,) = instructions.open_instructions(sides.village)
    changes = instructions.profile_changes(sides.village, file.instruction.id)
    notice = next(change for change in changes if change.label == "会议通知，提前")
    assert (notice.before, notice.after) == (3, 5)
    assert any(change.after is None for change in changes)
    instructions.adopt_profile(sides.village, file.instruction.id)
    assert sides.village.profile.stamp == "liuhe-2026@2026.1"
    topic = ready_topic(sides.village, some_people(sides.village))
    meeting_id = a_meeting(sides.village, [topic.id], days=4, notice=False)
    with pytest.raises(RuleBroken, match="notice_late"):
        meetings.issue_notice(sides.village, meeting_id)
    sides.hand_over()
    assert desk_of(sides.town, sides.id).profile.name == "柳河镇协商议事规则"
    with pytest.raises(RuleBroken, match="instruction_no_form"):
        instructions.form_changes(sides.village, file.instruction.id)


def test_adopting_rules_is_taken_back(sides: Sides) -> None:
    directives.issue_profile(sides.town, [sides.id], PROFILE)
    send(sides)
    (file,) = instructions.open_instructions(sides.village)
    instructions.adopt_profile(sides.village, file.instruction.id)
    undo_last(sides.village)
    assert sides.village.profile.id == "default"
    assert len(instructions.open_instructions(sides.village)) == 1


def test_a_form_that_was_sent_down_sets_papers_after_a_look(sides: Sides, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "duties.toml").write_text('title = "本村的职责"', "utf-8")
    typesetting.choose_forms(Settings(), own)
    directives.issue_form(sides.town, [sides.id], "council", 'title = "镇里统一的名单"')
    send(sides)
    (file,) = instructions.open_instructions(sides.village)
    (change,) = instructions.form_changes(sides.village, file.instruction.id)
    assert (change.name, change.after) == ("title", "镇里统一的名单")
    assert change.before
    instructions.adopt_forms(sides.village, file.instruction.id)
    assert typesetting.forms_folder() == (sides.village.folder / "forms").resolve()
    for kind, words in (
        (papers.PaperKind.COUNCIL, "镇里统一的名单"),
        (papers.PaperKind.DUTIES, "本村的职责"),
    ):
        made = papers.rendered(papers.compose(sides.village, kind)).pdf
        assert words in dense(pdfium_text(made))
    assert instructions.open_instructions(sides.village) == ()
    with pytest.raises(RuleBroken, match="instruction_no_profile"):
        instructions.profile_changes(sides.village, file.instruction.id)


def test_a_file_is_read_where_it_came(sides: Sides, tmp_path: Path) -> None:
    guide = tmp_path / "手册.txt"
    guide.write_text("先调研，后发言。", "utf-8")
    directives.issue_text(sides.town, [sides.id], title="手册", files=[guide])
    send(sides)
    (file,) = instructions.open_instructions(sides.village)
    (named,) = file.instruction.files
    with pytest.raises(WorldFailed, match="file_missing_here"):
        instructions.file_of(sides.village, file.instruction.id, named.sha256)
    sides.village.files.keep(guide.read_bytes())
    content = instructions.file_of(sides.village, file.instruction.id, named.sha256)
    assert content.decode() == "先调研，后发言。"
    with pytest.raises(RuleBroken, match="gone"):
        instructions.file_of(sides.village, file.instruction.id, "0" * 64)


def test_the_text_of_a_topic_says_its_class_or_not() -> None:
    for topic_class in TopicClass:
        told = instructions.topic_words("路要修。", topic_class)
        assert instructions.read_topic(told) == ("路要修。", topic_class)
    plain = ("路要修。\n议题类别：不明", TopicClass.LIVELIHOOD)
    assert instructions.read_topic(plain[0]) == plain
