"""Answers on the receiving page: one that cannot be confirmed says why before anybody calls."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from tests.making import Attempts
from tests.presenters.told import Told
from tests.township.quick_code import quick_codes
from tests.township.road import a_village, make_road
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import enrolment
from xieshang_desktop.township import villages
from xieshang_desktop.township.overview import open_morning
from xieshang_desktop.ui.presenters.township_receiving import ReceivingPresenter


def test_an_answer_without_an_invitation_of_ours_says_so(
    tmp_path: Path, page: Told, attempts: Attempts
) -> None:
    road = make_road(tmp_path / "road")
    other = a_village(tmp_path / "other", "石桥镇柳湾村", road.clock)
    with quick_codes():
        invited = villages.invite(road.township.desk, "石桥镇柳湾村", road.stick())
    read = enrolment.read_invitation(other.desk, invited.file, invited.code)
    notes = []
    for invitation in (read, replace(read, id=new_id())):
        enrolment.join(other.desk, invitation)
        road.township.receives(enrolment.write_answer(other.desk, road.stick()))
        presenter = ReceivingPresenter(road.township.desk, page, attempts, drives=list)
        presenter.show_morning(open_morning(road.township.desk))
        notes.append([answer.note for answer in page.last("show_answers")])
    assert "打电话" in notes[0][0]
    assert "不是应这里的邀请" in notes[1][1]
    other.desk.close()
    road.close()
