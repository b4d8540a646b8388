"""A file that was clicked twice, in the village's window and in the township's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.pages.framed import Framed
from tests.pages.township_desk import FramedTownship
from tests.township.quick_code import quick_codes
from tests.township.road import Road, make_road
from xieshang_desktop.township import villages
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.opened_file import open_file
from xieshang_desktop.ui.pages.exchange_join import InvitationSheet
from xieshang_desktop.ui.widgets import sheet


@pytest.fixture
def road(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Road]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    road = make_road(tmp_path / "road")
    yield road
    road.close()


@pytest.fixture
def village(qtbot: QtBot, road: Road) -> Iterator[Framed]:
    framed = Framed(qtbot, road.village.desk)
    framed.open("topics")
    yield framed
    framed.window.close()


@pytest.fixture
def township(qtbot: QtBot, road: Road) -> Iterator[FramedTownship]:
    framed = FramedTownship(qtbot, road.township.desk)
    framed.open("receiving")
    yield framed
    framed.window.close()


def clicked(framed: Framed, file: Path) -> str:
    """Open a file; gives the words of the sheet that follows."""
    open_file(framed.context, file)
    framed.qtbot.waitUntil(lambda: sheet.is_open() and not tasks.worker().tasks, timeout=10_000)
    return framed.said(framed.sheet)


def test_a_bundle_of_our_own_is_checked_on_its_page(village: Framed, road: Road) -> None:
    (file,) = road.village.exchanges(road.stick()).written
    assert "完好：石桥镇桥头村" in clicked(village, file)
    assert village.window.key() == "exchange"


def test_what_the_township_sent_is_taken_in_after_one_question(village: Framed, road: Road) -> None:
    stick = road.stick()
    road.village.exchanges(stick)
    road.township.receives(stick)
    (receipt,) = road.township.answers(road.village, stick)
    assert "石桥镇人民政府给本村的回执" in clicked(village, receipt)
    assert road.village.owed()[0] == 1
    village.sheet.yes.click()
    village.qtbot.waitUntil(lambda: road.village.owed()[0] == 0, timeout=10_000)
    village.qtbot.waitUntil(lambda: "收下第 1 号回执" in village.said())
    clicked(village, receipt)
    village.sheet.yes.click()
    village.qtbot.waitUntil(lambda: "以前收过了" in village.said(), timeout=10_000)


def test_an_invitation_asks_for_its_code(village: Framed, road: Road) -> None:
    with quick_codes():
        invited = villages.invite(road.township.desk, "石桥镇桥头村", road.stick())
    assert invited.file.name in clicked(village, invited.file).replace("\u200b", "")
    assert isinstance(village.sheet, InvitationSheet)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("名册.xsb", b"not sealed", "这不是协商包：名册.xsb"),
        ("空的.xsb", b"", "这不是协商包：空的.xsb"),
        ("村里的.xsk", b"age-encryption.org/v1\n", "这是备份，不是协商包"),
        ("拔掉的.xsb", None, "找不到这个文件"),
        ("半个.xsb", b"age-encryption.org/v1\n-> X25519 aaaa\n", "协商包"),
    ],
)
def test_what_is_no_bundle_is_said(
    village: Framed, road: Road, name: str, content: bytes | None, words: str
) -> None:
    file = road.stick() / name
    if content is not None:
        file.write_bytes(content)
    assert words in clicked(village, file)


def test_a_folder_is_no_bundle(village: Framed, road: Road) -> None:
    assert "这不是协商包" in clicked(village, road.stick())


def test_what_is_being_asked_comes_first(village: Framed, road: Road) -> None:
    (file,) = road.village.exchanges(road.stick()).written
    asked = dialogs.tell(village.window, "请先看这个", "看完再说")
    open_file(village.context, file)
    assert village.window.key() == "topics"
    asked.leave()
    village.qtbot.waitUntil(lambda: "完好" in village.said(), timeout=10_000)


def test_the_township_takes_this_one_in_and_answers_beside_it(
    township: FramedTownship, road: Road
) -> None:
    stick = road.stick()
    (file,) = road.village.exchanges(stick).written
    other = stick / "XS1-other.xsb"
    other.write_bytes(b"of somebody else")
    assert file.name in clicked(township, file).replace("\u200b", "")
    township.sheet.yes.click()
    township.qtbot.waitUntil(
        lambda: "收下 1 个协商包" in township.said() and not tasks.worker().tasks, timeout=20_000
    )
    assert other.read_bytes() == b"of somebody else"
    receipts = [each for each in stick.iterdir() if each not in (file, other)]
    assert len(receipts) == 1
    assert clicked(township, receipts[0])
    township.sheet.yes.click()
    township.qtbot.waitUntil(lambda: "这是本机构写给村里的" in township.said(), timeout=10_000)


def test_at_the_township_too_what_is_no_bundle_is_said(
    township: FramedTownship, road: Road
) -> None:
    file = road.stick() / "表.xsb"
    file.write_bytes(b"PK")
    assert "这不是协商包：表.xsb" in clicked(township, file)
