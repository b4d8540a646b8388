"""The bar at the top: the venue, the next meeting with its countdown, the state of trust."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.presenters.test_home import BLANK, TODAY
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.services.snapshot import NextMeeting
from xieshang_desktop.ui.presenters.frame import frame_view

MORNING = datetime(2026, 3, 11, 8, 10, tzinfo=BEIJING)


def meeting(days: int, *, running: bool = False) -> NextMeeting:
    return NextMeeting("x", "三月议事", MORNING + timedelta(days=days), running)


def test_the_venue_stands_at_the_left() -> None:
    assert frame_view(BLANK).venue == BLANK.room
    assert not frame_view(BLANK).practice
    assert frame_view(BLANK._replace(practice=True)).practice


def test_the_next_meeting_is_counted_down() -> None:
    assert "还没有" in frame_view(BLANK).next_meeting
    soon = frame_view(BLANK._replace(next_meeting=meeting(9)))
    assert "还有 9 天" in soon.next_meeting
    assert soon.next_short == "3月20日 08:10"
    assert "今天 08:10" in frame_view(BLANK._replace(next_meeting=meeting(0))).next_meeting
    running = frame_view(BLANK._replace(next_meeting=meeting(-1, running=True)))
    assert (running.next_meeting, running.next_short) == ("会议进行中，回到议事", "回到议事")


@pytest.mark.parametrize(
    ("days", "words", "kind"),
    [
        (0, "已备份 今天 08:10", "done"),
        (-1, "已备份 3月10日", "done"),
        (-2, "已备份 3月9日", "waiting"),
    ],
)
def test_an_old_copy_asks_for_attention(days: int, words: str, kind: str) -> None:
    view = frame_view(BLANK._replace(backed_up_at=MORNING + timedelta(days=days)))
    assert view.states[0][:2] == (kind, words)


def test_no_copy_is_said_plainly() -> None:
    assert frame_view(BLANK).states[0] == ("waiting", "还没有备份", "未备份")


def test_written_is_not_confirmed() -> None:
    waiting = frame_view(BLANK._replace(waiting_bundles=2, unwritten_entries=5))
    assert waiting.states[1][:2] == ("waiting", "2 个协商包等待回执")
    unwritten = frame_view(BLANK._replace(unwritten_entries=5))
    assert unwritten.states[1][0] == "neutral"
    assert frame_view(BLANK).states[1][0] == "done"
    assert BLANK.day == TODAY


def test_the_copy_on_the_stick_is_counted_in_days() -> None:
    here = BLANK._replace(backed_up_at=MORNING)
    week = frame_view(here._replace(stick_backed_up_at=MORNING - timedelta(days=7)))
    assert week.states[0][:2] == ("done", "已备份 今天 08:10（U盘 7 天前）")
    old = frame_view(here._replace(stick_backed_up_at=MORNING - timedelta(days=8)))
    assert old.states[0][0] == "waiting"
    fresh = frame_view(here._replace(stick_backed_up_at=MORNING))
    assert fresh.states[0][1] == "已备份 今天 08:10（U盘 今天）"


def test_a_late_receipt_is_red() -> None:
    late = frame_view(BLANK._replace(waiting_bundles=3, overdue_bundles=2))
    assert late.states[1] == ("attention", "2 个协商包逾期没有回执", "2 个逾期")
