"""网络: the line in words, when it may be used, where the password lies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.making import Attempts
from tests.township.road import Road, make_road
from xieshang_desktop.errors import BadInput
from xieshang_desktop.exchange.credentials import KeptIn
from xieshang_desktop.services import line_state
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.line_state import LineState
from xieshang_desktop.settings import Settings
from xieshang_desktop.ui.presenters import exchange_network as network
from xieshang_desktop.ui.presenters.settings_exchange import ExchangeSettings


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "config"))
    return Settings()


@pytest.fixture
def road(tmp_path: Path) -> Iterator[Road]:
    made = make_road(tmp_path / "road")
    network.change(made.village.desk, "https://dav.example.org/xieshang", "qiaotou")
    yield made
    made.close()


def said(road: Road) -> str:
    return network.line_view(road.village.desk).state.sentence


def test_without_a_township_there_is_nothing_to_fill_in(desk: Desk) -> None:
    view = network.line_view(desk)
    assert not view.joined
    assert "用U盘交换" in view.state.sentence


def test_an_address_that_is_not_safe_is_refused(road: Road) -> None:
    with pytest.raises(BadInput):
        network.change(road.village.desk, "http://dav.example.org", "qiaotou")


def test_the_line_says_when_it_worked_and_when_it_tries_again(road: Road) -> None:
    assert said(road) == "有网络时会自己连，不用管。"
    now = road.clock()
    line_state.keep_state(road.village.desk, LineState(worked_at=now))
    assert "连得上" in said(road)
    failed = LineState(
        worked_at=now - timedelta(days=1),
        failures=2,
        code="net_timeout",
        facts={"host": "dav.example.org"},
        next_at=now + timedelta(minutes=4),
    )
    line_state.keep_state(road.village.desk, failed)
    state = network.line_view(road.village.desk).state
    assert state.kind == "waiting"
    assert "再试" in state.hint
    assert "上次连上" in state.hint
    network.change(road.village.desk, "https://dav.example.org/other", "qiaotou")
    assert line_state.read_state(road.village.desk).next_at is None  # mended: not to be waited for


def test_a_line_that_costs_money_waits_for_the_night_or_for_a_word(
    road: Road, settings: Settings
) -> None:
    settings.choose("network", "night")
    assert "等到夜里" in said(road)
    settings.choose("network", "ask")
    view = network.line_view(road.village.desk)
    assert view.may_allow
    assert "现在可以用网络吗" in view.state.sentence
    network.allow_now(road.village.desk)
    assert not network.line_view(road.village.desk).may_allow


def test_where_the_password_lies_is_said() -> None:
    assert network.place_words(None) == "还没有填密码。"
    assert "钥匙串" in network.place_words(KeptIn.KEY_STORE)
    assert "只有您能读的文件" in network.place_words(KeptIn.FILE)


def test_the_settings_change_days_levels_and_the_plan(road: Road, settings: Settings) -> None:
    attempts = Attempts()
    chosen = ExchangeSettings(road.village.desk, attempts, settings)
    assert chosen.choose_receipt_days(None) != ""
    assert chosen.choose_receipt_days(7) == ""
    assert chosen.receipt_days() == 7
    (person, *_rest) = chosen.sharing()
    assert (person.label, person.chosen) == ("人员", "record")
    assert "通常这样" in person.note
    chosen.choose_sharing("person", "hash")
    (person, *_rest) = chosen.sharing()
    assert (person.chosen, "不出村" in person.note) == ("hash", True)
    chosen.choose_network("night")
    assert chosen.network() == "night"
