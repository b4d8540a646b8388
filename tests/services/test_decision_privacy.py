"""Who voted what, and what somebody wrote on a proxy, stays in the village."""

from __future__ import annotations

import pytest

from tests.deciding import an_open_decision, first_motion, say_all
from tests.services.test_decision_absent import MEMBERS, PAPER, families
from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.decision import DecisionMeeting, Presence
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import Carrier, Sharing
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services import (
    bundle_contents,
    decision_absent,
    decision_door,
    decision_sealing,
    decision_votes,
    decisions,
    erasing,
    sharing,
)
from xieshang_desktop.services.decision_papers import decision_signatures
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage import journal


def leaving(desk: Desk) -> list[bytes]:
    """Every file that goes with the next bundles."""
    with desk.store.read() as reader:
        following = list(bundle_contents.contents(desk, reader, None, Carrier.STICK))
    return [desk.files.read(file.sha256) for each in following for file in each.bundle.files]


def sealed_roll_call(desk: Desk, people: list[Person]) -> DecisionMeeting:
    meeting_id = an_open_decision(desk, people[:33], **MEMBERS)
    decision_absent.send_proxy(desk, meeting_id, people[33].id, people[32].id, PAPER)
    motion_id = first_motion(desk, meeting_id)
    say_all(desk, motion_id, people[:34], disagree=1)
    decision_votes.vote_by_roll_call(desk, motion_id)
    decisions.close_decision(desk, meeting_id)
    return decision_sealing.seal_decision(desk, meeting_id)


def test_the_sheet_of_who_agreed_leaves_only_with_what_each_person_voted(desk: Desk) -> None:
    sealed = sealed_roll_call(desk, families(desk))
    sheet = desk.files.read(sealed.signatures_digest)
    record = desk.files.read(sealed.record_digest)
    assert leaving(desk) == [desk.files.read(sealed.digest), record]
    assert PAPER not in record.decode()
    assert b"agreeing" not in record
    sharing.choose_sharing(desk, "voice", Sharing.RECORD)
    assert sheet in leaving(desk)


def test_the_hash_of_the_sheet_does_not_let_anybody_try_who_voted_what(desk: Desk) -> None:
    sealed = sealed_roll_call(desk, families(desk))
    assert len(decision_signatures(desk, sealed.id, {}).salt) == 32


def test_where_the_sheet_did_not_come_along_the_township_is_told_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = sealed_roll_call(desk, families(desk))
    monkeypatch.setattr(desk.store, "mirrored", True, raising=False)
    assert decision_signatures(desk, sealed.id, {}).motions
    desk.files.path(sealed.signatures_digest).unlink()
    with pytest.raises(RuleBroken, match="signatures_in_village"):
        decision_signatures(desk, sealed.id, {})


def test_what_was_noted_of_a_proxy_is_erased_with_its_past(desk: Desk) -> None:
    people = families(desk)
    meeting_id = an_open_decision(desk, people[:33], **MEMBERS)
    sent = decision_absent.send_proxy(desk, meeting_id, people[33].id, people[32].id, PAPER)
    assert erasing.look_at(desk, people[33].id).proxies == 1
    erasing.erase_person(desk, people[33].id)
    with desk.store.read() as reader:
        assert PAPER not in str(reader.one(Presence, sent.id))
        assert all(entry.private is None for entry in journal.history(reader, sent.id))
        assert journal.verify(reader) == []
    assert not erasing.look_at(desk, people[33].id).anything


def test_so_is_that_of_a_proxy_taken_back_but_not_of_a_sealed_meeting(desk: Desk) -> None:
    people = families(desk)
    sealed_roll_call(desk, people)
    assert erasing.look_at(desk, people[33].id).proxies == 0
    meeting_id = an_open_decision(desk, people[:33], **MEMBERS)
    decision_door.come_in(desk, meeting_id, people[34].id)
    decision_absent.send_proxy(desk, meeting_id, people[35].id, people[34].id, PAPER)
    decision_door.take_back(desk, meeting_id, people[35].id)
    assert erasing.erase_person(desk, people[35].id).proxies == 1


def test_every_file_still_has_its_entry(desk: Desk) -> None:
    sealed = sealed_roll_call(desk, families(desk))
    with desk.store.read() as reader:
        kept = {each.sha256 for each in reader.all(Attachment, object_id=sealed.id)}
    assert kept == {sealed.digest, sealed.record_digest, sealed.signatures_digest}
