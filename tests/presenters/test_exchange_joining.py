"""加入乡镇: what each state of the enrolment means, the invitation, the fingerprint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clock import HandClock
from tests.township.quick_code import quick_codes
from tests.township.road import START, Road, a_township, a_village, confirm_waiting, make_road
from xieshang_desktop.domain.terms import Carrier
from xieshang_desktop.domain.township import VillageKey
from xieshang_desktop.services import handover
from xieshang_desktop.services.membership import membership
from xieshang_desktop.township import receiving, villages
from xieshang_desktop.ui.presenters import exchange_join as joining
from xieshang_desktop.ui.presenters.exchange_state import state_view


@pytest.fixture
def road(tmp_path: Path) -> Iterator[Road]:
    made = make_road(tmp_path / "road")
    yield made
    made.close()


def test_a_village_joins_step_by_step(tmp_path: Path) -> None:
    clock = HandClock(START)
    village = a_village(tmp_path / "v", "石桥镇桥头村", clock)
    township = a_township(tmp_path / "t", clock)
    desk = village.desk
    assert state_view(membership(desk)).chip == ("未加入", "neutral")
    with quick_codes():
        invited = villages.invite(township.desk, "石桥镇桥头村", tmp_path)
    invitation = joining.read(desk, invited.file, invited.code)
    view = joining.invitation_view(desk, invitation)
    assert view.title == "石桥镇人民政府邀请本村"
    assert "核对过指纹" in view.note
    joining.join(desk, invitation)
    answer = joining.write_answer(desk, tmp_path)
    state = state_view(membership(desk))
    assert (state.chip[0], state.trusted) == ("等待核对指纹", False)
    receiving.receive(township.desk, [answer], Carrier.STICK)
    shown = joining.compare_view(desk)
    assert (len(shown.digits.split()), len(shown.words), shown.known) == (5, 8, False)
    assert "石桥镇桥头村" in shown.say
    confirm_waiting(township, village)
    joining.trust(desk)
    assert state_view(membership(desk)).chip[0] == "等待第一张回执"
    joining.leave(desk)
    assert state_view(membership(desk)).chip[0] == "未加入"
    desk.close()
    township.desk.close()


def test_an_invitation_for_another_name_is_pointed_out(road: Road, tmp_path: Path) -> None:
    with quick_codes():
        invited = villages.invite(road.township.desk, "石桥镇桥尾村", tmp_path)
    invitation = joining.read(road.village.desk, invited.file, invited.code)
    view = joining.invitation_view(road.village.desk, invitation)
    assert "本村叫“石桥镇桥头村”" in view.note


def test_an_invitation_on_the_stick_is_offered_to_a_village_that_belongs(road: Road) -> None:
    road.carry(road.village)
    found = membership(road.village.desk)
    assert state_view(found).chip == ("已登记", "done")
    assert "join" not in dict(state_view(found).actions)
    assert "join" in dict(state_view(found, invited=True).actions)


def test_a_withdrawn_key_is_said_in_red(road: Road) -> None:
    road.village.writes()
    road.carry(road.village)
    with road.township.desk.store.read() as reader:
        (key,) = reader.all(VillageKey)
    villages.withdraw_key(road.township.desk, key.id, "电脑丢了")
    stick = road.stick()
    road.township.answers(road.village, stick)
    handover.take_messages(road.village.desk, stick)
    state = state_view(membership(road.village.desk))
    assert state.chip == ("钥匙已作废", "attention")
    assert state.blocked
    assert state.actions[0] == ("answer", "换新钥匙，写应答…")
    joining.write_answer(road.village.desk, road.stick())
    assert state_view(membership(road.village.desk)).chip == ("等待重新登记", "waiting")
