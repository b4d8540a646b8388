"""照片和录音 of a meeting: on the item or on the whole, described, marked, played."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.making import Attempts, a_meeting, items_of, ready_topic, some_people, undo_last
from tests.presenters.told import Told
from tests.services.test_recordings import wav
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.recordings import Step
from xieshang_desktop.ui.presenters.materials import MaterialsPresenter


class Work:
    """Does at once what the worker would do; remembers the names."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __call__(
        self, job: Callable[[Step], Any], done: Callable[[Any], object], name: str
    ) -> None:
        self.names.append(name)
        done(job(lambda done, total=0, what="": None))


@pytest.fixture
def work() -> Work:
    return Work()


@pytest.fixture
def sheet(desk: Desk, page: Told, attempts: Attempts, work: Work) -> MaterialsPresenter:
    people = some_people(desk)
    topics = [ready_topic(desk, people, title).id for title in ("修路", "清淤")]
    item = items_of(desk, a_meeting(desk, topics))[0]
    made = MaterialsPresenter(desk, page, attempts, work, item.id)
    made.open()
    return made


def rows(page: Told) -> list[Any]:
    return list(page.last("show_recordings"))


def test_an_empty_sheet_offers_the_items_for_marks(sheet: MaterialsPresenter, page: Told) -> None:
    items, chosen = page.last("show_items")
    assert [words for _key, words in items] == ["第 1 项 修路", "第 2 项 清淤"]
    assert chosen == items[0][0]
    assert (page.last("show_photos"), rows(page)) == ([], [])


def test_a_recording_hangs_on_the_item_or_on_the_meeting(
    sheet: MaterialsPresenter, page: Told, tmp_path: Path, work: Work
) -> None:
    sheet.add_recording(wav(tmp_path, 90))
    (row,) = rows(page)
    assert (row.text, row.note) == ("会场.wav", "01:30 · 1.4 MB · 3月2日")
    assert work.names == ["读录音 会场.wav"]
    sheet.choose("meeting")
    assert rows(page) == []
    sheet.add_recording(wav(tmp_path, 5, "全场.wav"))
    assert [row.text for row in rows(page)] == ["全场.wav"]
    sheet.choose("item")
    assert [row.text for row in rows(page)] == ["会场.wav"]


def test_a_recording_is_described_marked_played_and_taken_off(
    sheet: MaterialsPresenter, page: Told, tmp_path: Path, attempts: Attempts, desk: Desk
) -> None:
    sheet.add_recording(wav(tmp_path, 90))
    key = rows(page)[0].key
    sheet.describe(key, "上半场")
    items, _chosen = page.last("show_items")
    sheet.mark(key, items[1][0], "1分5秒")
    sheet.mark(key, items[0][0], "0:12")
    assert rows(page)[0].text == "上半场"
    assert rows(page)[0].note.splitlines()[1] == "第 1 项 00:12 · 第 2 项 01:05"
    assert page.times("marked") == 2
    sheet.mark(key, items[0][0], "")
    assert rows(page)[0].note.splitlines()[1] == "第 2 项 01:05"
    for text in ("明天", "9:99"):
        sheet.mark(key, items[0][0], text)
    sheet.mark(key, items[0][0], "5:00")
    assert attempts.codes == ["mark_time_wrong", "mark_time_wrong", "mark_outside"]
    sheet.play(key)
    assert page.last("play").suffix == ".wav"
    sheet.remove(key)
    assert rows(page) == []
    undo_last(desk)
    sheet.refresh()
    assert rows(page)[0].text == "上半场"


def test_a_photo_is_added_described_and_taken_off(
    sheet: MaterialsPresenter, page: Told, tmp_path: Path
) -> None:
    file = tmp_path / "会场.png"
    Image.new("RGB", (80, 60), "green").save(file)
    sheet.add_photo(file)
    (photo,) = page.last("show_photos")
    assert photo.jpeg.startswith(b"\xff\xd8")
    sheet.describe_photo(photo.id, "大家在看图")
    sheet.refresh()
    assert page.last("show_photos")[0].caption == "大家在看图"
    sheet.remove_photo(photo.id)
    assert page.last("show_photos") == []
