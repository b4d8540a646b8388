"""确认纪要 in words: who may, what is asked, pages signed by hand, PINs, the handing over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image

from tests.clock import HandClock
from tests.confirming import confirm_by_looking
from tests.making import Attempts, held_meeting, ready_topic, some_people
from tests.presenters.told import Told
from xieshang_desktop.domain.terms import MinutesState, Rank
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services import minutes, pins, signed_paper, unit
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.photos import ReadPhoto
from xieshang_desktop.services.sealing import Signed
from xieshang_desktop.ui.presenters.pins import PinPresenter
from xieshang_desktop.ui.presenters.sealing import PaperPresenter, who_may
from xieshang_desktop.ui.presenters.succession import SuccessionPresenter

PIN, OTHER = "820461", "395172"


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    confirm_by_looking()


@pytest.fixture
def closed(desk: Desk, clock: HandClock) -> str:
    return held_meeting(desk, clock, [ready_topic(desk, some_people(desk)).id])


def at_once(job: Callable[[], ReadPhoto], done: Callable[[ReadPhoto], object], _name: str) -> None:
    done(job())


def test_alone_the_convenor_is_asked_nothing(desk: Desk, closed: str) -> None:
    (who,) = who_may(desk, closed, Rank.FIRST)
    assert (who.words, who.need, who.explained, who.note) == (
        *("张德厚本人", pins.Need.NOTHING, False, ""),
    )


def test_a_substitute_and_wrong_tries_are_told(desk: Desk, closed: str) -> None:
    _first, second = desk.convenors()
    unit.name_substitute(desk, Rank.SECOND, "韩秀兰", "", desk.today)
    pins.set_pin(desk, second.id, PIN)
    with pytest.raises(RuleBroken):
        pins.check_pin(desk, second.id, OTHER)
    own, other = who_may(desk, closed, Rank.SECOND)
    assert (own.need, own.note) == (pins.Need.PIN, "上次输对以后，有人输错过 1 次。")
    assert (other.words, other.explained, other.reason) == ("代理 韩秀兰", True, "")


def test_a_successor_comes_with_the_reason(desk: Desk, closed: str) -> None:
    unit.change_convenor(desk, Rank.FIRST, "周敏", "", desk.today)
    _old, new = who_may(desk, closed, Rank.FIRST)
    assert (new.words, new.reason, new.explained) == ("接任 周敏", "换届", True)


def test_pages_are_kept_shown_and_taken_off_and_both_sign(
    desk: Desk, closed: str, page: Told, attempts: Attempts, tmp_path: Path
) -> None:
    presenter = PaperPresenter(desk, page, attempts, at_once, closed)
    assert [office.heading for office in presenter.offices()] == ["第一召集人", "第二召集人"]
    for shade in (60, 120):
        picture = tmp_path / f"{shade}.png"
        Image.new("L", (90, 120), shade).save(picture)
        presenter.add(picture)
    shown = page.last("show_pages")
    assert [each.caption for each in shown] == ["第 1 页", "第 2 页"]
    presenter.take_off(shown[0].id)
    assert len(page.last("show_pages")) == 1
    both = [Signed(rank=rank) for rank in Rank]
    assert not presenter.confirm(both, "FFFFF0")
    assert attempts.codes == ["paper_code_wrong"]
    file = minutes.open_minutes(desk, closed)
    assert presenter.confirm(both, signed_paper.code_of(file.paper))
    assert attempts.said[-1] == "纪要已归档，以纸质签名件为准"
    assert minutes.open_minutes(desk, closed).minutes.state is MinutesState.SEALED


def test_pins_are_set_changed_reset_and_told(desk: Desk, attempts: Attempts) -> None:
    presenter = PinPresenter(desk, attempts)
    first, second = desk.convenors()
    assert [row.state for row in presenter.rows()] == ["没有口令", "没有口令"]
    assert not presenter.asked_of_all()
    assert presenter.ask_of_all(True)
    assert presenter.asked_of_all()
    assert presenter.set(first.id, PIN)
    assert presenter.allowing(first.id) == []
    assert presenter.set(second.id, OTHER)
    assert presenter.allowing(first.id) == [(second.id, second.name)]
    assert presenter.change(first.id, PIN, "739164")
    assert presenter.reset(first.id, PIN, second.id, OTHER)
    assert presenter.rows()[0].state == "2026年3月2日重设，沈雅琴准的"
    assert presenter.reset_with_reason(first.id, PIN, "两人都忘了，主任在场")
    assert presenter.rows()[0].state == "2026年3月2日重设，原因：两人都忘了，主任在场"
    assert presenter.remove(first.id, PIN)
    assert not presenter.remove(first.id, PIN)
    assert attempts.codes == ["pin_unset"]


def test_substitutes_are_named_and_end(desk: Desk, attempts: Attempts) -> None:
    presenter = SuccessionPresenter(desk, attempts)
    assert presenter.name_substitute("second", "韩秀兰", "村委会副主任", desk.today)
    (view,) = presenter.substitutes()
    assert view.words == "第二召集人的代理：韩秀兰 村委会副主任，2026年3月2日起"
    assert presenter.end_substitute(view.id)
    assert [each.serving for each in presenter.substitutes()] == [False]


def test_the_handing_over_says_what_is_open_and_when_it_is_late(
    desk: Desk, closed: str, attempts: Attempts
) -> None:
    presenter = SuccessionPresenter(desk, attempts)
    assert [each.name for each in presenter.outgoing()] == ["张德厚", "沈雅琴"]
    assert (
        presenter.counted() == "还没办完的：议题 1 件、纪要 1 件、办理事项 1 件、答复提出人 1 件。"
    )
    assert len(presenter.matters()) == 4
    today = desk.today
    assert presenter.late_words(today - timedelta(days=10), today) == ""
    late = presenter.late_words(today - timedelta(days=11), today)
    assert "超过 10 天。《中华人民共和国村民委员会组织法》第二十四条要求十日内移交" in late
    then = presenter.late_words(date(2025, 6, 1), date(2025, 6, 20))
    assert "第二十条要求" in then, "by the text of that day"
    names = {"first": ("周敏", "村党支部书记"), "second": ("", "")}
    done = {"handed_on": today, "elected_on": None, "witness": "吴桂兰", "note": ""}
    assert presenter.hand_over(names, **done)  # type: ignore[arg-type]  # plain keywords
    assert [each.name for each in presenter.outgoing()] == ["周敏", "沈雅琴"]
    assert not presenter.hand_over({}, **done)  # type: ignore[arg-type]
    assert attempts.codes == ["succession_nobody"]
