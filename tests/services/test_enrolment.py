"""A village joins its township: nothing is handed over before somebody compared the fingerprint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.township.quick_code import quick_codes
from tests.township.road import (
    START,
    TownshipSide,
    VillageSide,
    a_township,
    a_village,
    confirm_waiting,
    enrol,
)
from xieshang_desktop.domain.messages import Invitation
from xieshang_desktop.domain.terms import ArrivalState
from xieshang_desktop.errors import BadInput, BundleRefused, RuleBroken
from xieshang_desktop.services import enrolment, handover
from xieshang_desktop.services.keys import own_keys
from xieshang_desktop.services.membership import membership
from xieshang_desktop.township import receiving, villages
from xieshang_desktop.township.villages import Invited, Network


@pytest.fixture
def clock() -> HandClock:
    return HandClock(START)


@pytest.fixture
def township(tmp_path: Path, clock: HandClock) -> Iterator[TownshipSide]:
    side = a_township(tmp_path / "township", clock)
    yield side
    side.desk.close()


@pytest.fixture
def village(tmp_path: Path, clock: HandClock) -> Iterator[VillageSide]:
    side = a_village(tmp_path / "village", "石桥镇桥头村", clock)
    yield side
    side.desk.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def invited(township: TownshipSide, stick: Path) -> Invited:
    network = Network(address="https://127.0.0.1/dav", user="qiaotou", certificate="")
    with quick_codes():
        return villages.invite(township.desk, "石桥镇桥头村", stick, network=network)


def read(village: VillageSide, invited: Invited) -> Invitation:
    return enrolment.read_invitation(village.desk, invited.file, invited.code)


def test_an_invitation_says_who_invites_and_where_the_folder_is(
    township: TownshipSide, village: VillageSide, invited: Invited
) -> None:
    joined = enrolment.join(village.desk, read(village, invited))
    assert (joined.id, joined.name) == (township.id, "石桥镇人民政府")
    assert (joined.address, joined.user) == ("https://127.0.0.1/dav", "qiaotou")
    assert joined.trusted_on is None
    assert len(joined.slip_key) == 64


def test_the_wrong_code_opens_nothing(village: VillageSide, invited: Invited) -> None:
    wrong = f"{(int(invited.code) + 1) % 10**12:012d}"
    with pytest.raises(BundleRefused, match="invitation_code_wrong"):
        enrolment.read_invitation(village.desk, invited.file, wrong)


def test_before_the_telephone_rings_everything_is_sealed_to_the_village_alone(
    township: TownshipSide, village: VillageSide, invited: Invited, stick: Path
) -> None:
    enrolment.join(village.desk, read(village, invited))
    assert membership(village.desk).confirmed_on is None
    (file,) = handover.write_bundles(village.desk, stick)
    (arrival,) = township.receives(file)
    assert arrival.code == "bundle_not_for_us"
    enrolment.trust(village.desk)
    (second,) = handover.write_bundles(village.desk, stick)
    assert second != file
    (arrival,) = township.receives(second)
    assert arrival.code == "bundle_signer_unknown"


def test_both_screens_show_the_same(
    township: TownshipSide, village: VillageSide, invited: Invited, stick: Path
) -> None:
    enrolment.join(village.desk, read(village, invited))
    township.receives(enrolment.write_answer(village.desk, stick))
    said = enrolment.fingerprint(village.desk)
    (pending,) = villages.pending_answers(township.desk)
    assert pending.fingerprint == said
    assert len(said.digits.replace(" ", "")) == 25
    assert len(said.words) == 8
    assert enrolment.is_same(said.digits, said.digits.replace(" ", ""))
    enrolment.require_same(said.digits, f" {said.digits} ")
    with pytest.raises(BadInput, match="fingerprint_differs"):
        enrolment.require_same(said.digits, said.digits.replace("1", "2", 1)[:-1])
    assert not enrolment.is_same("", "")


def test_somebody_in_between_shows_another_fingerprint(
    tmp_path: Path, township: TownshipSide, village: VillageSide, invited: Invited, stick: Path
) -> None:
    """Whoever has the code can write an invitation with keys of his own: the digits differ."""
    from xieshang_desktop.domain.messages import PublicKeys
    from xieshang_desktop.exchange.keys import open_keys

    other = open_keys(tmp_path / "other")
    honest = read(village, invited)
    forged = replace(honest, keys=PublicKeys(sign=other.public_line, seal=other.age_recipient))
    enrolment.join(village.desk, forged)
    said = enrolment.fingerprint(village.desk)
    enrolment.join(village.desk, honest)
    township.receives(enrolment.write_answer(village.desk, stick))
    (pending,) = villages.pending_answers(township.desk)
    assert pending.fingerprint != said


def test_the_state_goes_from_joined_to_confirmed(
    township: TownshipSide, village: VillageSide, invited: Invited, stick: Path
) -> None:
    assert membership(village.desk).township is None
    enrolment.join(village.desk, read(village, invited))
    state = membership(village.desk)
    assert state.township is not None
    assert (state.key_known, state.confirmed_on) == (False, None)
    township.receives(enrolment.write_answer(village.desk, stick))
    confirm_waiting(township, village)
    enrolment.trust(village.desk)
    assert not membership(village.desk).key_known
    village.exchanges(stick)
    township.receives(stick)
    township.answers(village, stick)
    village.exchanges(stick)
    state = membership(village.desk)
    assert (state.key_known, state.confirmed_on) == (True, village.desk.today)
    assert list(stick.iterdir()) == []  # invitation, answer, bundle, receipt: all done


def test_one_village_belongs_to_one_township(
    tmp_path: Path, clock: HandClock, township: TownshipSide, village: VillageSide, stick: Path
) -> None:
    other = a_township(tmp_path / "other", clock)
    with quick_codes():
        enrol(township, village, stick)
        invited = villages.invite(other.desk, "石桥镇桥头村", stick)
    with pytest.raises(RuleBroken, match="township_joined"):
        enrolment.join(village.desk, read(village, invited))
    enrolment.leave(village.desk)
    assert enrolment.join(village.desk, read(village, invited)).id == other.id
    other.desk.close()


def test_a_township_does_not_invite_itself(township: TownshipSide, invited: Invited) -> None:
    invitation = enrolment.read_invitation(township.desk, invited.file, invited.code)
    with pytest.raises(RuleBroken, match="invitation_own"):
        enrolment.join(township.desk, invitation)


def test_an_invitation_by_id_is_for_that_village_alone(
    tmp_path: Path, clock: HandClock, township: TownshipSide, village: VillageSide, stick: Path
) -> None:
    other = a_village(tmp_path / "other", "石桥镇西坡村", clock)
    with quick_codes():
        enrol(township, village, stick)
        (known,) = villages.list_villages(township.desk)
        invited = villages.invite(township.desk, known.name, stick, again=known)
    with pytest.raises(RuleBroken, match="invitation_for_other"):
        enrolment.read_invitation(other.desk, invited.file, invited.code)
    read(village, invited)
    other.desk.close()


def test_an_invitation_again_with_the_same_keys_keeps_the_trust(
    township: TownshipSide, village: VillageSide, stick: Path
) -> None:
    with quick_codes():
        enrol(township, village, stick)
        (known,) = villages.list_villages(township.desk)
        invited = villages.invite(township.desk, known.name, stick, again=known)
    before = enrolment.current_township(village.desk)
    again = enrolment.join(village.desk, read(village, invited))
    assert before is not None
    assert (again.trusted_on, again.slip_key) == (before.trusted_on, before.slip_key)


def test_without_an_invitation_nobody_answers(village: VillageSide, stick: Path) -> None:
    for call in (
        lambda: enrolment.write_answer(village.desk, stick),
        lambda: enrolment.fingerprint(village.desk),
        lambda: enrolment.trust(village.desk),
        lambda: enrolment.leave(village.desk),
    ):
        with pytest.raises(RuleBroken, match="township_none"):
            call()


@pytest.mark.parametrize("address", ["ftp://somewhere", "http://example.invalid", "folder"])
def test_the_line_is_never_one_that_can_be_listened_to(
    village: VillageSide, invited: Invited, address: str
) -> None:
    enrolment.join(village.desk, read(village, invited))
    with pytest.raises(BadInput, match="address_wrong"):
        enrolment.change_line(village.desk, address, "qiaotou")
    changed = enrolment.change_line(village.desk, " https://example.invalid/dav/ ", " q ")
    assert (changed.address, changed.user) == ("https://example.invalid/dav", "q")


def test_an_answer_can_be_written_again_after_it_was_lost(
    township: TownshipSide, village: VillageSide, invited: Invited, stick: Path
) -> None:
    enrolment.join(village.desk, read(village, invited))
    enrolment.write_answer(village.desk, stick).unlink()
    village.writes()
    (arrival,) = township.receives(enrolment.write_answer(village.desk, stick))
    assert arrival.state is ArrivalState.TAKEN
    confirm_waiting(township, village)


def test_an_answer_is_signed_with_the_key_it_shows(
    township: TownshipSide, village: VillageSide, invited: Invited, stick: Path
) -> None:
    enrolment.join(village.desk, read(village, invited))
    township.receives(enrolment.write_answer(village.desk, stick))
    (pending,) = villages.pending_answers(township.desk)
    keys = own_keys(village.desk)
    assert (pending.answer.keys.sign, pending.answer.keys.seal) == (
        keys.public_line,
        keys.age_recipient,
    )
    assert receiving.retry(township.desk) == []
