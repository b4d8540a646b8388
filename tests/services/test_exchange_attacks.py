"""What somebody could slip to a village, and what a village chose not to send, stay out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clock import HandClock
from tests.township.quick_code import quick_codes
from tests.township.road import (
    Road,
    TownshipSide,
    VillageSide,
    a_village,
    answer_again,
    confirm_waiting,
    copy_of,
    make_road,
    with_phone,
)
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import ArrivalState, Carrier, Sharing, UnitKind
from xieshang_desktop.domain.unit import Unit
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.exchange.keys import former_keys, open_keys
from xieshang_desktop.exchange.reading import KnownSigner, open_bundle
from xieshang_desktop.services import enrolment, handover, line_state, receipts, sharing
from xieshang_desktop.services.desk import set_up
from xieshang_desktop.services.keys import identities, own_keys
from xieshang_desktop.services.membership import membership
from xieshang_desktop.services.unsent import renew_unsent
from xieshang_desktop.storage import bundles, journal
from xieshang_desktop.township import directives, receiving, sending, villages

PHONE = b"19900000001"


@pytest.fixture
def road(tmp_path: Path) -> Iterator[Road]:
    made = make_road(tmp_path / "road")
    yield made
    made.close()


def an_impostor(folder: Path, of: TownshipSide, clock: HandClock) -> TownshipSide:
    """Somebody who says to be the township, under its very id."""
    unit = Unit(id=of.id, kind=UnitKind.TOWNSHIP, name=of.desk.unit.name, room="办公室")
    set_up(folder / "data", unit, [], folder / "device", clock).close()
    return TownshipSide(folder, clock, "冒名")


def accept(village: VillageSide, township: TownshipSide, folder: Path) -> None:
    """Open an invitation and hand the answer over; in the village nobody compares anything."""
    with quick_codes():
        invited = villages.invite(township.desk, village.desk.unit.name, folder)
    enrolment.join(
        village.desk, enrolment.read_invitation(village.desk, invited.file, invited.code)
    )
    invited.file.unlink()
    answer = enrolment.write_answer(village.desk, folder)
    receiving.receive(township.desk, [answer], Carrier.STICK)
    confirm_waiting(township, village)
    answer.unlink()


def reaches(village: VillageSide, file: Path) -> bool:
    """Whether a telephone can be read in a bundle."""
    own = KnownSigner(public_text=own_keys(village.desk).public_text, unit_id=village.id)
    with open_bundle(
        file,
        identities=identities(village.desk),
        known_signers=[own],
        scratch=village.data / "tmp",
    ) as bundle:
        return any(PHONE in (entry.private or b"") for _header, entry in bundle.entries())


# -- trust ---------------------------------------------------------------------------------------


def test_before_the_fingerprint_was_compared_no_message_is_believed(
    road: Road, tmp_path: Path
) -> None:
    newcomer = a_village(tmp_path / "new", "石桥镇新村", road.clock)
    stick = road.stick()
    accept(newcomer, road.township, stick)
    directives.issue_text(road.township.desk, [newcomer.id], title="通知", text="请照办。")
    files = road.township.answers(newcomer, stick)
    done = newcomer.exchanges(stick)
    assert done.taken == ()
    assert {problem.code for _name, problem in done.refused} == {"township_untrusted"}
    with pytest.raises(RuleBroken, match="township_untrusted"):
        receipts.take_message(newcomer.desk, files[0])
    enrolment.trust(newcomer.desk)
    assert {message.kind for message in newcomer.exchanges(stick).taken} == {
        "receipt",
        "directives",
    }
    newcomer.desk.close()


def test_keys_that_were_compared_hold_until_others_are(road: Road, tmp_path: Path) -> None:
    village, before = road.village, enrolment.current_township(road.village.desk)
    impostor = an_impostor(tmp_path / "impostor", road.township, road.clock)
    stick = road.stick()
    accept(village, impostor, stick)
    assert before is not None
    now, offered = enrolment.current_township(village.desk), membership(village.desk).township
    assert now is not None
    assert offered is not None
    assert (now.sign, now.seal, now.trusted_on) == (before.sign, before.seal, before.trusted_on)
    assert (offered.sign == before.sign, offered.trusted_on) == (False, None)
    impostor.answers(village, stick)
    village.writes()
    done = village.exchanges(stick)
    assert (done.taken, {problem.code for _name, problem in done.refused}) == (
        (),
        {"bundle_signer_unknown"},
    )
    assert {a.code for a in impostor.receives(*done.written)} == {"bundle_not_for_us"}
    road.carry(village)
    assert village.owed() == (0, 0)
    enrolment.trust(village.desk)  # two people read the same: now they are the township's keys
    newest = enrolment.current_township(village.desk)
    assert newest is not None
    assert (newest.sign, newest.offered) == (offered.sign, None)
    impostor.desk.close()


def test_an_invitation_with_the_known_keys_ends_the_wait_for_others(
    road: Road, tmp_path: Path
) -> None:
    impostor = an_impostor(tmp_path / "impostor", road.township, road.clock)
    accept(road.village, impostor, road.stick())
    with quick_codes():
        invited = villages.invite(road.township.desk, "石桥镇桥头村", road.stick())
    desk = road.village.desk
    enrolment.join(desk, enrolment.read_invitation(desk, invited.file, invited.code))
    township = membership(desk).township
    assert township is not None
    assert (township.trusted_on is not None, township.offered) == (True, None)
    impostor.desk.close()


# -- what the village chose not to send ------------------------------------------------------------


def test_what_waits_for_the_line_is_written_anew_when_less_shall_leave(road: Road) -> None:
    desk, out = road.village.desk, line_state.outgoing(road.village.desk)
    sharing.choose_sharing(desk, "person", Sharing.WHOLE)
    with_phone(desk)
    (before,) = handover.write_bundles(desk, out, carrier=Carrier.NETWORK)
    assert reaches(road.village, before)
    sharing.choose_sharing(desk, "person", Sharing.HASH)
    assert not before.exists()
    assert handover.open_handover(desk).bundles == ()
    (after,) = handover.write_bundles(desk, out, carrier=Carrier.NETWORK)
    assert not reaches(road.village, after)


def test_what_was_erased_goes_from_bundles_that_wait(road: Road) -> None:
    desk, stick = road.village.desk, road.stick()
    out = line_state.outgoing(desk)
    sharing.choose_sharing(desk, "person", Sharing.WHOLE)
    person = with_phone(desk)
    (waits,) = handover.write_bundles(desk, out, carrier=Carrier.NETWORK)
    (lies,) = road.village.exchanges(stick).written
    assert reaches(road.village, lies)
    with desk.store.write() as uow:
        journal.erase_private(uow, Person.NOUN, person.id)
        uow.commit()
    renew_unsent(desk)
    assert not waits.exists()
    (written,) = road.village.exchanges(stick).written
    assert list(stick.glob("*.xsb")) == [written]
    assert not reaches(road.village, written)


def test_the_bundle_of_an_older_line_is_written_anew_after_an_erasure(road: Road) -> None:
    """The erasure stands on the new line: the old one's bundle would hold the same entries."""
    sharing.choose_sharing(road.village.desk, "person", Sharing.WHOLE)
    person, old = with_phone(road.village.desk), road.village.desk.store.line
    second, stick = copy_of(road, "second"), road.stick()
    before = [file for file in second.exchanges(stick).written if old in file.name]
    with second.desk.store.write() as uow:
        journal.erase_private(uow, Person.NOUN, person.id)
        uow.commit()
    after = [file for file in second.exchanges(stick).written if old in file.name]
    assert [reaches(second, file) for file in after] == [False]
    assert not any(file.exists() for file in before)
    second.desk.close()


def test_a_choice_made_while_a_bundle_is_written_holds_for_it(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, out = road.village.desk, line_state.outgoing(road.village.desk)
    sharing.choose_sharing(desk, "person", Sharing.WHOLE)
    with_phone(desk)
    chosen: list[bool] = []

    def choose(_done: int, _total: int) -> None:
        if not chosen:
            chosen.append(True)
            sharing.choose_sharing(desk, "person", Sharing.HASH)

    written = handover.write_bundles(desk, out, choose, carrier=Carrier.NETWORK)
    assert chosen
    assert sorted(out.glob("*.xsb")) == sorted(written)
    assert not any(reaches(road.village, file) for file in written)


# -- keys ----------------------------------------------------------------------------------------


def test_a_laptop_whose_key_was_withdrawn_answers_with_a_new_one(road: Road) -> None:
    village, township, stick = road.village, road.township, road.stick()
    road.carry(village)
    before = own_keys(village.desk)
    villages.withdraw_key(township.desk, before.key_name, "电脑丢过")
    village.writes()
    assert {a.code for a in road.carry(village, stick)} == {"bundle_key_withdrawn"}
    assert membership(village.desk).key_withdrawn
    answer_again(township, village, road.stick())
    after = own_keys(village.desk)
    assert after.key_name != before.key_name
    assert after.age_identity == before.age_identity
    assert before.key_name in former_keys(village.data / "keys")
    assert not membership(village.desk).key_withdrawn
    road.carry(village, stick)
    assert village.owed() == (0, 0)
    again = enrolment.write_answer(village.desk, road.stick())
    assert again.exists()
    assert own_keys(village.desk).key_name == after.key_name  # borne once


def test_two_laptops_of_a_village_read_the_same_receipt(road: Road) -> None:
    first, township, stick = road.village, road.township, road.stick()
    road.carry(first)
    second = copy_of(road, "second")
    second.desk.close()
    shutil.rmtree(second.data / "keys")
    open_keys(second.data / "keys")  # keys of its own, born there
    second.open()
    answer_again(township, second, road.stick())
    second.writes("第二台电脑写的")
    first.writes("第一台电脑写的")
    first.exchanges(stick)
    assert second.exchanges(stick).refused == ()
    assert first.exchanges(stick).refused == ()  # the other's bundle is none of its business
    assert {a.state for a in township.receives(stick)} == {ArrivalState.TAKEN}
    township.answers(first, stick)
    copied = road.stick()
    for file in stick.glob("*.xsb"):
        shutil.copy(file, copied)
    for side, carried in ((first, stick), (second, copied)):
        done = side.exchanges(carried)
        assert [message.kind for message in done.taken] == ["receipt"]
        assert done.refused == ()
        assert side.owed() == (0, 0)
    villages.withdraw_key(township.desk, own_keys(first.desk).key_name, "电脑丢了")
    (file,) = township.answers(first, road.stick())
    for side, opens in ((first, False), (second, True)):
        assert _opens(side, file) is opens
    second.desk.close()


def _opens(side: VillageSide, file: Path) -> bool:
    (_taken, refused) = handover.take_messages(side.desk, file.parent)
    return not refused


# -- the stick -----------------------------------------------------------------------------------


def test_a_bundle_that_nobody_remembers_is_cleared_away(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = road.stick()
    road.village.writes()

    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(bundles, "record_bundle", power_cut)
        with pytest.raises(KeyboardInterrupt):
            handover.write_bundles(road.village.desk, stick)
    (forgotten,) = stick.glob("*.xsb")
    road.village.writes("又一件")
    road.carry(road.village)  # on another stick
    assert road.village.exchanges(stick).written == ()
    assert not forgotten.exists()


def test_a_message_in_the_place_of_another_is_said(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = road.stick(), road.stick()
    road.village.exchanges(first)
    road.township.answers(road.village, first)
    monkeypatch.setattr(bundles, "reserve_numbers", lambda *_: None)
    with road.township.desk.store.write() as uow:
        uow.change("DELETE FROM message_numbers", [()])
        uow.commit()
    road.township.receives(first)
    sending.write_messages(road.township.desk, road.village.id, second)
    road.village.exchanges(first)
    (refused,) = road.village.exchanges(second).refused
    assert refused[1].code == "bundle_message_old"
