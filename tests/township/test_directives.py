"""What goes down reaches the right villages, and what they make of it comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.making import a_topic, held_meeting, ready_topic, some_people
from tests.printing.reading import dense, pdfium_text
from tests.township.handing import Sides, one
from xieshang_desktop.domain.messages import Directives
from xieshang_desktop.domain.outcome import Task
from xieshang_desktop.domain.terms import DirectiveKind, TopicClass, VillageState
from xieshang_desktop.domain.township import Directive, Village
from xieshang_desktop.errors import BadInput, RuleBroken, WorldFailed
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import instructions
from xieshang_desktop.services.papers import rendered
from xieshang_desktop.township import directives, papers, returns

PROFILE = """
id = "liuhe-2026"
name = "柳河镇协商议事规则"
version = "2026.1"
valid_from = 2026-01-01
status = "已核"
note = ""

[[numbers]]
key = "notice_days"
value = 5
unit = "日"
label = "会议通知，提前"
source = "柳河镇协商议事工作规则（试行）第八条"
certainty = "S"
checked = true
"""


@pytest.fixture
def sides(tmp_path: Path) -> Iterator[Sides]:
    both = Sides(tmp_path)
    yield both
    both.close()


def a_letter(sides: Sides, **more: object) -> Directive:
    fields: dict[str, object] = {"title": "道路硬化", "text": "请抓紧报送奖补材料。"} | more
    (letter,) = directives.issue_letter(sides.town, [sides.id], **fields)  # type: ignore[arg-type]
    return letter


def send(sides: Sides, number: int = 1) -> int:
    """What waits goes down; gives how many were new."""
    with sides.town.store.read() as reader:
        notes = directives.pending(reader, sides.id)
    message = Directives(
        number=number,
        generation=1,
        township=sides.town.unit.id,
        village=sides.id,
        at=sides.clock(),
        directives=notes,
    )
    with sides.village.store.write() as uow:
        fresh = instructions.receive_directives(uow, message)
        uow.commit()
    return fresh


def test_a_topic_goes_to_every_village_under_its_own_id(sides: Sides) -> None:
    with sides.town.store.write() as uow:
        other = Village(id=new_id(), name="李家庄", state=VillageState.ENROLLED)
        uow.put(other, "village_enrolled")
        uow.commit()
    everyone = [village.id for village in directives.enrolled(sides.town)]
    issued = directives.issue_topic(
        sides.town,
        everyone,
        title="冬季取暖安全",
        background="请组织村民商量取暖安全的办法。",
        topic_class=TopicClass.GOVERNANCE,
        due=sides.town.today + timedelta(days=30),
    )
    assert {each.village_id for each in issued} == {sides.id, other.id}
    assert len({each.id for each in issued}) == 2
    with sides.town.store.read() as reader:
        (note,) = directives.pending(reader, sides.id)
    assert (note.kind, note.title) == ("topic", "冬季取暖安全")
    assert note.text == "议题类别：社会治理难事\n请组织村民商量取暖安全的办法。"


def test_what_is_sent_is_acknowledged_and_answered(sides: Sides) -> None:
    letter = a_letter(sides, due=sides.town.today + timedelta(days=5))
    assert send(sides) == 1
    assert send(sides, 2) == 0
    sides.hand_over()
    known = one(sides.town, Directive)
    assert (known.acknowledged_on, known.replied_on) == (sides.town.today, None)
    with sides.town.store.read() as reader:
        assert directives.pending(reader, sides.id) == ()
    sides.clock.moment += timedelta(days=7)
    assert [each.id for each in directives.overdue(sides.town)] == [letter.id]
    instructions.reply(sides.village, letter.id, "材料已报。")
    sides.hand_over()
    (file,) = directives.directives_of(sides.town, sides.id)
    assert file.reply is not None
    assert file.reply.text == "材料已报。"
    assert file.directive.replied_on == sides.town.today
    assert not file.overdue(sides.town.today)
    assert directives.overdue(sides.town) == []


def test_a_village_answers_only_for_itself(sides: Sides) -> None:
    letter = a_letter(sides)
    send(sides)
    changed = {"instruction": {letter.id}, "reply": {letter.id}}
    with sides.town.store.write() as uow:
        directives.note_answers(uow, new_id(), changed)
        uow.commit()
    assert one(sides.town, Directive).acknowledged_on is None


def test_one_is_withdrawn_before_it_is_acknowledged_and_closed_afterwards(sides: Sides) -> None:
    directives.withdraw(sides.town, a_letter(sides).id)
    letter = a_letter(sides)
    send(sides)
    sides.hand_over()
    with pytest.raises(RuleBroken, match="directive_acknowledged"):
        directives.withdraw(sides.town, letter.id)
    assert directives.close(sides.town, letter.id).closed_on == sides.town.today
    with pytest.raises(RuleBroken, match="directive_closed"):
        directives.close(sides.town, letter.id)


def test_a_letter_is_about_a_record_of_its_village(sides: Sides) -> None:
    topic = a_topic(sides.village)
    sides.hand_over()
    letter = a_letter(sides, about_type="topic", about_id=topic.id)
    assert letter.about_id == topic.id
    back = returns.return_entry(sides.town, sides.id, "topic", topic.id, "请补事由。")
    assert a_letter(sides, about_type="returned", about_id=back.id).about_type == "returned"
    with pytest.raises(RuleBroken, match="gone"):
        a_letter(sides, about_type="task", about_id=topic.id)
    with pytest.raises(BadInput, match="letter_about_wrong"):
        a_letter(sides, about_type="person", about_id=topic.id)
    with pytest.raises(BadInput, match="letter_about_many"):
        directives.issue_letter(
            sides.town,
            [sides.id, new_id()],
            title="一",
            text="二",
            about_type="topic",
            about_id=topic.id,
        )


def test_what_cannot_be_sent_is_refused(sides: Sides, tmp_path: Path) -> None:
    town, here = sides.town, [sides.id]
    with sides.town.store.write() as uow:
        left = Village(id=new_id(), name="下杨", state=VillageState.LEFT)
        uow.put(left, "village_left")
        uow.commit()
    yesterday = town.today - timedelta(days=1)
    refused = {
        "directive_villages_none": lambda: directives.issue_text(town, [], title="一", text="二"),
        "title_missing": lambda: directives.issue_text(town, here, title=" ", text="二"),
        "directive_text_missing": lambda: directives.issue_text(town, here, title="一"),
        "text_too_long": lambda: directives.issue_text(town, here, title="一", text="字" * 100_001),
        "due_in_past": lambda: directives.issue_text(
            town, here, title="一", text="二", due=yesterday
        ),
        "directive_files_many": lambda: directives.issue_text(
            town, here, title="一", files=[tmp_path / "a"] * 21
        ),
    }
    for code, call in refused.items():
        with pytest.raises(BadInput, match=code):
            call()
    with pytest.raises(WorldFailed, match="directive_file_gone"):
        directives.issue_text(town, here, title="一", files=[tmp_path / "gone.pdf"])
    with pytest.raises(RuleBroken, match="village_not_enrolled"):
        directives.issue_text(town, [left.id], title="一", text="二")
    with pytest.raises(RuleBroken, match="not_township"):
        directives.issue_text(sides.village, here, title="一", text="二")
    assert directives.directives_of(town, sides.id) == ()


def test_texts_that_wait_stay_within_one_message(sides: Sides) -> None:
    for _each in range(10):
        directives.issue_text(sides.town, [sides.id], title="一", text="字" * 100_000)
    with pytest.raises(RuleBroken, match="directives_full"):
        directives.issue_text(sides.town, [sides.id], title="一", text="字" * 100_000)


def test_files_are_kept_and_named(sides: Sides, tmp_path: Path) -> None:
    file = tmp_path / "实施意见.pdf"
    file.write_bytes(b"%PDF-1.7 made up")
    (text,) = directives.issue_text(sides.town, [sides.id], title="实施意见", files=[file])
    assert text.files[0].name == "实施意见.pdf"
    assert sides.town.files.read(text.files[0].sha256) == file.read_bytes()


def test_rules_and_forms_are_read_before_they_are_sent(sides: Sides) -> None:
    (profile,) = directives.issue_profile(sides.town, [sides.id], PROFILE)
    assert (profile.kind, profile.title) == (
        DirectiveKind.PROFILE,
        "柳河镇协商议事规则（2026.1）",
    )
    for text, code in (
        ("id = [", "profile_unreadable"),
        (PROFILE.replace("value = 5", "value = -1"), "profile_unreadable"),
        (PROFILE.replace("value = 5", "value = 100000"), "profile_unreadable"),
        (PROFILE.replace("liuhe-2026", "../etc"), "profile_unreadable"),
        (PROFILE.replace("liuhe-2026", "zhejiang"), "profile_id_taken"),
        (PROFILE.replace("notice_days", "posting_days"), "profile_below_law"),
    ):
        with pytest.raises(BadInput, match=code):
            directives.issue_profile(sides.town, [sides.id], text)
    (form,) = directives.issue_form(sides.town, [sides.id], "notice", 'opening = "请到会。"')
    assert (form.about_type, form.about_id, form.title) == ("form", "notice", "会议通知")
    for name, text, code in (
        ("gbt9704", "", "form_unknown"),
        ("../notice", "", "form_unknown"),
        ("notice", "opening = ", "form_text_unreadable"),
        ("notice", 'opening = "{chair"', "form_text_braces"),
    ):
        with pytest.raises(BadInput, match=code):
            directives.issue_form(sides.town, [sides.id], name, text)


def test_the_letter_is_printed_with_what_it_is_about(sides: Sides) -> None:
    held_meeting(
        sides.village, sides.clock, [ready_topic(sides.village, some_people(sides.village)).id]
    )
    sides.hand_over()
    task = one(sides.village, Task)
    letter = a_letter(
        sides,
        title="“东沟组生产道路硬化”办理",
        about_type="task",
        about_id=task.id,
        due=sides.town.today + timedelta(days=10),
    )
    answers = {"number": "柳政督[2026]第03号", "contact": "周敏"}
    composed = papers.compose_letter(sides.town, letter.id, answers)
    assert composed.name.startswith("督办函 柳河镇张家村")
    text = dense(pdfium_text(rendered(composed).pdf))
    for words in ("柳政督〔2026〕3号", "报奖补", "还没有办结", "请抓紧报送奖补材料。", "3月22日前"):
        assert words in text
    (other,) = directives.issue_text(sides.town, [sides.id], title="一", text="二")
    with pytest.raises(RuleBroken, match="directive_no_letter"):
        papers.compose_letter(sides.town, other.id)
