"""Who wished not to be named is named nowhere: not in the minutes, the journal, the township."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from tests.clock import HandClock
from tests.making import (
    a_meeting,
    attach_photo,
    items_of,
    ready_topic,
    some_people,
    talk,
    undo_last,
)
from tests.township.road import Road, make_road
from xieshang_desktop.domain.entry import Entry
from xieshang_desktop.domain.meeting import Meeting, Opinion, Speech, Statement
from xieshang_desktop.domain.minutes import MinutesSection
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import Sharing, StatementWay
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import (
    deliberation,
    drafting,
    minutes,
    minutes_editing,
    opinions,
    people,
    sharing,
    speaking,
    statements,
)
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meeting_file import read_meeting
from xieshang_desktop.services.minutes import MinutesFile
from xieshang_desktop.services.sign_in import sign_in
from xieshang_desktop.storage import journal

NAME, OFFICE, WORDS = "钱局长", "县农业农村局", "反对这样修，占地太多。"
NOBODY = "一名参会人员"


class Scene:
    """A meeting that runs, with a guest who is the only one from an office."""

    def __init__(self, desk: Desk, clock: HandClock) -> None:
        self.desk, self.clock = desk, clock
        everybody = some_people(desk)
        self.guest = people.add_person(desk, Person(id=new_id(), name=NAME, organisation=OFFICE))
        self.meeting_id = a_meeting(desk, [ready_topic(desk, everybody).id])
        clock.moment += timedelta(days=10)
        sign_in(desk, self.meeting_id, self.guest.id)
        deliberation.open_meeting(desk, self.meeting_id)
        self.item_id = items_of(desk, self.meeting_id)[0].id
        clock.moment += timedelta(minutes=20)

    def says(self, text: str = WORDS) -> Opinion:
        return deliberation.record_opinion(
            self.desk, self.item_id, text, person_id=self.guest.id, dissent=False
        )

    def closed(self) -> MinutesFile:
        talk(self.desk, self.item_id)
        deliberation.close_meeting(self.desk, self.meeting_id)
        return self.minutes()

    def minutes(self) -> MinutesFile:
        return minutes.open_minutes(self.desk, self.meeting_id)

    def section(self) -> MinutesSection:
        return next(s for s in self.minutes().sections if s.key == self.item_id)

    def told(self, *nouns: str) -> bytes:
        """What the journal still says of these kinds of records."""
        return said_of(self.desk, *nouns)


def entries(desk: Desk, *nouns: str) -> Iterator[Entry]:
    with desk.store.read() as reader:
        for line in journal.lines_of(reader):
            for header, entry in journal.headed_entries(reader, line, 0):
                if header.object_type in nouns:
                    yield entry


def said_of(desk: Desk, *nouns: str) -> bytes:
    return b"\n".join((e.record or b"") + (e.private or b"") for e in entries(desk, *nouns))


def names_in(text: str | bytes) -> list[str]:
    raw = text if isinstance(text, bytes) else text.encode()
    return [name for name in (NAME, OFFICE) if name.encode() in raw]


@pytest.fixture
def scene(desk: Desk, clock: HandClock) -> Scene:
    return Scene(desk, clock)


@pytest.fixture
def road(tmp_path: Path) -> Iterator[Road]:
    made = make_road(tmp_path / "road")
    yield made
    made.close()


def test_a_section_nobody_edited_follows_and_its_past_is_erased(scene: Scene) -> None:
    one = scene.says()
    scene.closed()
    assert f"{NAME}（{OFFICE}）" in scene.section().text
    opinions.make_unnamed(scene.desk, one.id)
    assert names_in(scene.section().text) == []
    assert names_in(scene.told("opinion", "minutes_section")) == []
    with scene.desk.store.read() as reader:
        assert journal.verify(reader) == []


def test_in_an_edited_section_the_name_becomes_nobody_and_the_rest_stays(scene: Scene) -> None:
    one = scene.says()
    scene.closed()
    known = scene.section()
    written = f"{NAME}（{OFFICE}）说：占地太多。{NAME}又说不公平。王小甲说好。"
    minutes_editing.edit_section(scene.desk, known.id, written)
    minutes_editing.keep_typing(scene.desk, known.id, written + "还有")
    opinions.make_unnamed(scene.desk, one.id)
    section = scene.section()
    assert section.text.count(NOBODY) == 2
    assert section.text.endswith("王小甲说好。")
    assert section.edited
    assert names_in(section.text + section.basis) == []
    assert names_in(scene.told("opinion", "minutes_section")) == []
    assert scene.minutes().drafts == {}
    assert names_in(str(scene.section())) == []
    with scene.desk.store.read() as reader:
        assert journal.verify(reader) == []


def test_a_name_typed_into_a_draft_alone_goes_too(scene: Scene) -> None:
    one = scene.says()
    scene.closed()
    known = scene.section()
    minutes_editing.edit_section(scene.desk, known.id, "我写的。")
    minutes_editing.keep_typing(scene.desk, known.id, f"我写的。{NAME}反对。")
    opinions.make_unnamed(scene.desk, one.id)
    assert scene.minutes().drafts == {}
    assert scene.section().text == "我写的。"


def test_a_namesake_from_elsewhere_and_a_longer_name_stay(scene: Scene) -> None:
    scene.desk.actor = "王会计"
    other = people.add_person(scene.desk, Person(id=new_id(), name=NAME, group="第三组"))
    longer = people.add_person(scene.desk, Person(id=new_id(), name="钱局长兴", group="第一组"))
    for person in (other, longer):
        deliberation.record_opinion(scene.desk, scene.item_id, "路要修宽。", person_id=person.id)
    one = scene.says()
    scene.closed()
    known = scene.section()
    minutes_editing.edit_section(scene.desk, known.id, known.text + "\n另记一句。")
    opinions.make_unnamed(scene.desk, one.id)
    text = scene.section().text
    assert f"{NAME}（第三组）" in text
    assert "钱局长兴（第一组）" in text
    assert OFFICE not in text


def test_who_was_there_stays_named_outside_the_item(scene: Scene) -> None:
    one = scene.says()
    file = scene.closed()
    course = file.sections[0]
    there = f"到会的有{NAME}。"
    told = f"{NAME}提出：{WORDS}"
    minutes_editing.edit_section(scene.desk, course.id, f"{there}\n{told}")
    opinions.make_unnamed(scene.desk, one.id)
    first, second = scene.minutes().sections[0].text.split("\n")
    assert first == there
    assert names_in(second) == []


def test_an_edited_section_that_never_named_anybody_is_left_alone(scene: Scene) -> None:
    one = scene.says()
    file = scene.closed()
    course = file.sections[0]
    minutes_editing.edit_section(scene.desk, course.id, "我写的经过。")
    opinions.make_unnamed(scene.desk, one.id)
    with scene.desk.store.read() as reader:
        kinds = [e.read_header().kind for e in journal.history(reader, course.id)]
    assert "private_erased" not in kinds


def test_a_named_record_that_was_removed_first_loses_its_name(scene: Scene) -> None:
    one = scene.says("不该占地")
    deliberation.remove(scene.desk, Opinion, one.id)
    scene.says("不该占地。")
    undo_last(scene.desk)
    deliberation.record_opinion(scene.desk, scene.item_id, "不该占地。", unnamed=True)
    assert names_in(scene.told("opinion")) == []
    assert scene.guest.id.encode() not in scene.told("opinion")
    undo_last(scene.desk)
    undo_last(scene.desk)
    with scene.desk.store.read() as reader:
        assert {o.speaker for o in reader.all(Opinion)} <= {""}
        assert journal.verify(reader) == []


def test_making_one_unnamed_reaches_removed_ones_with_any_of_its_words(scene: Scene) -> None:
    first = scene.says("不该占地")
    deliberation.remove(scene.desk, Opinion, first.id)
    one = scene.says("不该占地")
    deliberation.change_text(scene.desk, Opinion, one.id, "不该占两户的地。")
    opinions.make_unnamed(scene.desk, one.id)
    assert names_in(scene.told("opinion")) == []


def test_what_others_said_keeps_its_name(scene: Scene) -> None:
    other = deliberation.record_opinion(scene.desk, scene.item_id, "不该占地。", speaker="李德发")
    deliberation.record_opinion(scene.desk, scene.item_id, "不该占地。", unnamed=True)
    with scene.desk.store.read() as reader:
        assert reader.one(Opinion, other.id).speaker == "李德发"


def test_the_moment_of_an_unnamed_opinion_is_that_of_its_item(scene: Scene) -> None:
    began = read_meeting(scene.desk, scene.meeting_id).opened_at
    bare = deliberation.record_opinion(scene.desk, scene.item_id, "不该占地。", unnamed=True)
    assert bare.at == began
    one = scene.says()
    assert one.at == scene.clock.moment
    assert opinions.make_unnamed(scene.desk, one.id).at == began


def test_the_township_reads_the_minutes_and_loses_the_name(road: Road) -> None:
    scene = Scene(road.village.desk, road.clock)
    speech = speaking.ask_floor(scene.desk, scene.item_id, person_id=scene.guest.id)
    one = scene.says()
    scene.closed()
    road.carry(road.village)
    mirror = road.township.mirror(road.village)
    with mirror.store.read() as reader:
        (section,) = reader.all(MinutesSection, key=scene.item_id)
        assert WORDS in section.text
        assert reader.one(Opinion, one.id).group == ""
        theirs = reader.one(Speech, speech.id)
        assert (theirs.speaker, theirs.person_id, theirs.group) == ("", None, "")
    opinions.make_unnamed(scene.desk, one.id)
    scene.minutes()
    road.carry(road.village)
    with mirror.store.read() as reader:
        (section,) = reader.all(MinutesSection, key=scene.item_id)
        assert NAME not in section.text
        assert section.text == scene.section().text
    assert names_in(said_of(mirror, "opinion", "minutes_section", "speech")) == []
    assert road.township.mirrored_faults(road.village) == []
    assert deliberation.open_hall(mirror, scene.meeting_id).items[0].opinions


def test_what_was_told_in_writing_is_not_told_to_the_township_by_name(road: Road) -> None:
    scene = Scene(road.village.desk, road.clock)
    statements.record_statement(
        scene.desk,
        scene.meeting_id,
        scene.item_id,
        scene.guest.id,
        StatementWay.TELEPHONE,
        "家里有病人，不同意",
        taken_by="王会计",
        witness="沈慧",
    )
    road.carry(road.village)
    mirror = road.township.mirror(road.village)
    with mirror.store.read() as reader:
        (theirs,) = reader.all(Statement)
        assert (theirs.person_id, theirs.household_id, theirs.text) == ("", None, "")
        assert (theirs.taken_by, theirs.witness) == ("", "")
    assert names_in(said_of(mirror, "statement")) == []
    (line,) = statements.told(mirror, scene.meeting_id)
    assert line.person is None


def test_a_mirror_with_meetings_whose_speeches_name_nobody_can_be_read(road: Road) -> None:
    scene = Scene(road.village.desk, road.clock)
    for person in (scene.guest.id, None):
        asked = speaking.ask_floor(
            scene.desk, scene.item_id, person_id=person, speaker="" if person else "赵春"
        )
        speaking.give_floor(scene.desk, asked.id)
        scene.clock.moment += timedelta(minutes=1)
        speaking.end_speech(scene.desk, asked.id)
    road.carry(road.village)
    mirror = road.township.mirror(road.village)
    with mirror.store.read() as reader:
        found = reader.all(Speech, meeting_id=scene.meeting_id)
        assert reader.count(Meeting) == 1
    from xieshang_desktop.domain.speaking import floor_of, shares_of

    assert len(floor_of(found, scene.item_id).spoken) == 2
    assert len(shares_of(found, scene.clock.moment)) == 2


def test_a_draft_of_an_answer_goes_with_the_name(scene: Scene) -> None:
    one = scene.says()
    drafting.keep(scene.desk, one.id, "answer", f"{NAME}的话记下了")
    opinions.make_unnamed(scene.desk, one.id)
    assert drafting.kept(scene.desk, one.id, "answer") == {}


def test_an_answered_demand_of_somebody_without_a_name_names_nobody(scene: Scene) -> None:
    one = scene.says()
    opinions.answer_demand(scene.desk, one.id, "占地按标准补。")
    scene.closed()
    known = scene.section()
    minutes_editing.edit_section(scene.desk, known.id, known.text + "\n另记。")
    opinions.make_unnamed(scene.desk, one.id)
    assert names_in(scene.section().text) == []
    assert "占地按标准补。" in scene.section().text
    assert replace(scene.section(), text="").edited


def test_a_picture_of_what_was_told_leaves_only_with_the_name(road: Road, tmp_path: Path) -> None:
    scene = Scene(road.village.desk, road.clock)
    files = road.township.desk.files
    sent: list[str] = []

    def pictured(name: str) -> str:
        told = statements.record_statement(
            scene.desk,
            scene.meeting_id,
            scene.item_id,
            scene.guest.id,
            StatementWay.LETTER,
            f"不同意{name}",
        )
        path = tmp_path / f"{name}.png"
        Image.new("RGB", (40 + len(sent), 30), "grey").save(path)
        sent.append(name)
        return attach_photo(scene.desk, Statement.NOUN, told.id, path).sha256

    withheld = pictured("甲")
    road.carry(road.village)
    assert not files.path(withheld).exists()
    sharing.choose_sharing(scene.desk, "statement", Sharing.WHOLE)
    told = pictured("乙")
    road.carry(road.village)
    assert files.path(told).exists()
