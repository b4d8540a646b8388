"""What a township takes in, once and whole, and what each kind of trouble is called."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.township.reworking import (
    reworked,
    rows_of,
    with_info,
    with_record,
    with_rows,
)
from tests.township.road import (
    Road,
    believe_confirmed,
    copy_of,
    each_entry,
    make_road,
)
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import ArrivalState, Carrier, TopicState
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.domain.township import Returned
from xieshang_desktop.services import handover
from xieshang_desktop.storage.arrivals import Arrival, arrivals
from xieshang_desktop.township import receiving
from xieshang_desktop.township.villages import store_of

TAKEN, KNOWN, REFUSED = ArrivalState.TAKEN, ArrivalState.KNOWN, ArrivalState.REFUSED


def bundles_on(stick: Path) -> list[Path]:
    return sorted(stick.glob("*.xsb"))


def written(road: Road, stick: Path) -> Path:
    """The one bundle that the village writes now."""
    (file,) = handover.write_bundles(road.village.desk, stick)
    return file


def only(came: list[Arrival]) -> Arrival:
    (arrival,) = came
    return arrival


def test_a_bundle_is_taken_in_entry_for_entry(road: Road) -> None:
    road.village.writes()
    file = written(road, road.stick())
    arrival = only(road.township.receives(file))
    assert (arrival.state, arrival.sender_name) == (TAKEN, "石桥镇桥头村")
    assert arrival.fresh == arrival.last
    ours = {(line, number): entry for line, number, entry in each_entry(road.village.desk)}
    there = {(line, n): e for line, n, e in each_entry(road.township.mirror(road.village))}
    assert there.keys() == ours.keys()
    for place, entry in there.items():
        assert (entry.header, entry.hash) == (ours[place].header, ours[place].hash)
        assert entry.record == ours[place].record
        assert entry.private is None
    assert road.township.mirrored_faults(road.village) == []


def test_the_same_bundle_twice_changes_nothing(road: Road) -> None:
    file = written(road, road.stick())
    road.township.receives(file)
    before = list(each_entry(road.township.mirror(road.village)))
    copy = file.with_name("renamed by somebody.xsb")
    shutil.copyfile(file, copy)
    for each in (file, copy):
        arrival = only(road.township.receives(each))
        assert (arrival.state, arrival.fresh) == (KNOWN, 0)
    assert list(each_entry(road.township.mirror(road.village))) == before


def test_another_bundle_with_the_same_entries_is_known_too(road: Road) -> None:
    first, second = written(road, road.stick()), written(road, road.stick())
    assert first.read_bytes() != second.read_bytes()
    assert only(road.township.receives(first)).state is TAKEN
    arrival = only(road.township.receives(second))
    assert (arrival.state, arrival.fresh) == (KNOWN, 0)


def test_an_older_shorter_bundle_after_a_newer_one_brings_nothing(road: Road) -> None:
    old = written(road, road.stick())
    road.village.writes()
    assert only(road.township.receives(written(road, road.stick()))).state is TAKEN
    assert only(road.township.receives(old)).state is KNOWN
    assert road.township.mirrored_faults(road.village) == []


def test_a_gap_says_which_line_and_number_are_wanted(road: Road) -> None:
    first = road.stick()
    road.carry(road.village, first)
    head = _newest(road)
    road.village.writes("第一个")
    lost = written(road, road.stick())
    believe_confirmed(road.village)
    road.village.writes("第二个")
    later = written(road, road.stick())
    arrival = only(road.township.receives(later))
    assert (arrival.state, arrival.code) == (REFUSED, "bundle_gap")
    assert arrival.facts["line"] == road.village.desk.store.line
    assert arrival.facts["wanted"] == head + 1
    assert arrival.facts["found"] == arrival.first
    assert arrival.sender == road.village.id
    assert (road.township.data / "aside" / arrival.kept).exists()
    assert _topics_there(road) == 0

    came = road.township.receives(lost)
    assert [a.state for a in came] == [TAKEN, TAKEN]  # what was kept aside comes in by itself
    assert _topics_there(road) == 2
    assert not list((road.township.data / "aside").iterdir())


def test_bundles_come_in_whatever_order_they_lie_there(road: Road) -> None:
    road.carry(road.village)
    files = []
    for title in ("第一个", "第二个", "第三个"):
        road.village.writes(title)
        files.append(written(road, road.stick()))
        believe_confirmed(road.village)
    came = road.township.receives(*reversed(files))
    assert {a.state for a in came} == {TAKEN}
    assert _topics_there(road) == 3


def test_a_line_grown_from_another_may_lie_before_it(road: Road) -> None:
    road.village.writes("旧电脑上写的")
    copied = copy_of(road, "laptop-2")
    handover.write_bundles(copied.desk, stick := road.stick())
    assert copied.desk.store.line != road.village.desk.store.line
    by_line = sorted(bundles_on(stick), key=lambda f: copied.desk.store.line not in f.name)
    assert len(by_line) == 2
    assert copied.desk.store.line in by_line[0].name
    came = road.township.receives(*by_line)
    assert {a.state for a in came} == {TAKEN}
    assert road.township.mirrored_faults(road.village) == []
    copied.desk.close()


def test_a_cloned_laptop_that_writes_on_the_same_line_is_a_fork(road: Road) -> None:
    """The whole disk was put back to an image, this device's memory too: it believes the line its
    own and writes on where it stood then."""
    road.carry(road.village)
    road.village.desk.close()
    shutil.copytree(road.village.folder, image := road.folder / "image")
    road.village.reopen()
    road.village.writes("在镜像以后写的")
    road.carry(road.village)
    road.village.desk.close()
    shutil.rmtree(road.village.folder)
    image.rename(road.village.folder)
    road.village.open()
    assert not road.village.desk.new_line
    road.village.writes("镜像上又写的")
    arrival = only(road.township.receives(written(road, road.stick())))
    assert (arrival.state, arrival.code) == (REFUSED, "bundle_line_forked")
    assert arrival.sender == road.village.id
    assert arrival.kept
    assert road.township.mirrored_faults(road.village) == []


def test_what_a_later_program_says_besides_is_passed_over(road: Road) -> None:
    road.village.writes()
    file = written(road, road.stick())

    def change(bag: dict[str, bytes]) -> dict[str, bytes]:
        rows = rows_of(bag)
        record = json.loads(rows[-1]["record"]) | {"colour": "蓝"}
        rows[-1] = with_record(rows[-1], rows[-2]["hash"], json.dumps(record, ensure_ascii=False))
        rows = [{**row, "weather": "晴"} for row in rows]
        return with_rows(with_info(bag, "Xieshang-Weather", "晴"), rows)

    assert only(road.township.receives(reworked(road, file, change))).state is TAKEN
    assert _topics_there(road) == 1
    assert road.township.mirrored_faults(road.village) == []


def test_what_an_older_program_did_not_know_is_as_if_it_was_left_empty(road: Road) -> None:
    road.village.writes("旧版本写的")
    file = written(road, road.stick())

    def change(bag: dict[str, bytes]) -> dict[str, bytes]:
        rows = rows_of(bag)
        record = json.loads(rows[-1]["record"])
        del record["households"]
        rows[-1] = with_record(rows[-1], rows[-2]["hash"], json.dumps(record, ensure_ascii=False))
        return with_rows(bag, rows)

    assert only(road.township.receives(reworked(road, file, change))).state is TAKEN
    with road.township.mirror(road.village).store.read() as reader:
        assert [t.title for t in reader.all(Topic)] == ["旧版本写的"]
    assert road.township.mirrored_faults(road.village) == []


def test_a_clock_that_says_nonsense_is_no_reason_to_refuse(road: Road) -> None:
    road.village.writes("对的")
    for days in (365 * 40, -365 * 60):
        road.clock.moment += timedelta(days=days)
        road.village.writes(f"钟差了 {days} 天")
    road.clock.moment += timedelta(days=365 * 20)
    arrival = only(road.township.receives(written(road, road.stick())))
    assert arrival.state is TAKEN
    assert _topics_there(road) == 3
    assert road.township.mirrored_faults(road.village) == []


def test_an_entry_that_breaks_a_rule_is_taken_in_and_returned(road: Road) -> None:
    topic = road.village.writes()
    with road.village.desk.store.write() as uow:
        uow.put(replace(topic, state=TopicState.CLOSED), "topic_closed")
        uow.commit()
    arrival = only(road.township.receives(written(road, road.stick())))
    assert arrival.state is TAKEN
    with road.township.desk.store.read() as reader:
        returned = reader.all(Returned, village_id=road.village.id)
    assert {each.object_id for each in returned} == {topic.id}
    assert all(each.reason for each in returned)


def test_cancelled_in_the_middle_what_is_in_stays_in(three: Road) -> None:
    stick = three.stick()
    for village in three.villages:
        handover.write_bundles(village.desk, stick)
    calls: list[int] = []

    def after_the_first() -> bool:
        calls.append(1)
        return len(calls) > 1

    files = bundles_on(stick)
    came = receiving.receive(three.township.desk, files, Carrier.STICK, cancelled=after_the_first)
    assert [a.state for a in came] == [TAKEN]
    came = three.township.receives(stick)
    assert sorted(a.state for a in came) == [KNOWN, TAKEN, TAKEN]


def test_one_bad_file_among_forty_hinders_nobody(road: Road) -> None:
    stick = road.stick()
    files = []
    for number in range(20):
        road.village.writes(f"第 {number} 件")
        files += handover.write_bundles(road.village.desk, stick)
    for number in range(19):
        shutil.copyfile(files[number], stick / f"copy-{number}.xsb")
    bad = stick / "bad.xsb"
    bad.write_bytes(files[3].read_bytes()[:-1000])
    told: list[str] = []
    came = receiving.receive(
        road.township.desk,
        receiving.bundles_in(stick),
        Carrier.STICK,
        progress=lambda _done, _of, name: told.append(name),
    )
    assert len(came) == 40
    assert [a.name for a in came if a.state is REFUSED] == ["bad.xsb"]
    assert _topics_there(road) == 20
    assert set(told) == {file.name for file in stick.iterdir()}


def test_a_file_that_cannot_be_read_hinders_nobody(road: Road) -> None:
    stick = road.stick()
    file = written(road, stick)
    (stick / "gone.xsb").symlink_to(stick / "nowhere")
    (stick / "folder.xsb").mkdir()
    came = road.township.receives(stick)
    assert {a.name: a.code for a in came} == {
        file.name: "",
        "gone.xsb": "bundle_unreadable",
        "folder.xsb": "bundle_unreadable",
    }


def test_a_bundle_one_folder_below_is_found(road: Road) -> None:
    stick = road.stick()
    (stick / "柳湾").mkdir()
    written(road, stick / "柳湾")
    assert only(road.township.receives(stick)).state is TAKEN


def test_every_arrival_names_the_clerk_who_took_it(road: Road) -> None:
    road.township.receives(written(road, road.stick()))
    road.township.desk.actor = "韩梅"
    road.village.writes()
    road.township.receives(written(road, road.stick()))
    with road.township.desk.store.read() as reader:
        assert {a.clerk for a in arrivals(reader, road.village.id)} == {"周敏", "韩梅"}


def test_a_village_takes_nothing_in_as_if_it_were_a_township(road: Road) -> None:
    with pytest.raises(Exception, match="not_township"):
        receiving.receive(road.village.desk, [], Carrier.STICK)


def test_a_unit_without_a_name_hands_over_too(tmp_path: Path) -> None:
    road = make_road(tmp_path / "road")
    unit = replace(road.village.desk.unit, name="", room="")
    with road.village.desk.store.write() as uow:
        uow.put(unit, "unit_changed")
        uow.commit()
    road.village.desk.unit = unit
    arrival = only(road.township.receives(written(road, road.stick())))
    assert (arrival.state, arrival.sender_name) == (TAKEN, road.village.id)
    road.close()


def test_what_is_written_for_a_mirrored_village_is_refused(road: Road) -> None:
    road.carry(road.village)
    mirror = road.township.mirror(road.village)
    with pytest.raises(Exception, match="records_of_others"), mirror.store.write() as uow:
        uow.put(Person(id="x", name="某人"), "person_added")


def _newest(road: Road) -> int:
    return max(number for _line, number, _entry in each_entry(road.village.desk))


def _topics_there(road: Road) -> int:
    with store_of(road.township.desk, road.village.id).read() as reader:
        return reader.count(Topic)
