"""Votes: by hands with two counters, by calling each name, by paper ballots that are reconciled.

Nothing is put to the vote while too few are in the room; the refusal names the number and the
article.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from xieshang_desktop.domain.decision import Count, Motion, Voice, Vote
from xieshang_desktop.domain.decision_rules import COLLECTIVE_BODIES
from xieshang_desktop.domain.terms_decision import Choice, DecisionState, VotingWay
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.decision_checks import require_votable
from xieshang_desktop.services.decision_file import DecisionFile, Quorum, file_of, untold
from xieshang_desktop.services.decision_words import basis_words, law_words
from xieshang_desktop.services.decisions import drop_voices
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.unit_of_work import UnitOfWork


def check_quorum(
    desk: Desk, file: DecisionFile, motion: Motion, *, calling: bool = False
) -> Quorum:
    """Whether a motion may be put to the vote now, or its roll call be gone on with.

    RuleBroken `no_quorum`, `cannot_count`, `more_than_entitled`, `nobody_present`,
    `collective_elsewhere`, `counting_not_allowed`, `decision_not_open`, `motion_voted`,
    `motion_after_notice`.
    """
    meeting = file.meeting
    if meeting.state is not DecisionState.OPEN:
        raise RuleBroken("decision_not_open", title=meeting.title)
    if motion.id in file.votes:
        raise RuleBroken("motion_voted", title=motion.title)
    require_votable(desk, file, motion)
    if meeting.body in COLLECTIVE_BODIES and untold(meeting, motion):
        raise RuleBroken("motion_after_notice", title=motion.title)
    now = desk.clock()
    quorum = file.calling(motion, now) if calling else file.quorum(now, motion)
    quorum.rule.quorum_for(meeting.counting)
    if quorum.expected <= 0:
        raise RuleBroken("cannot_count")
    if quorum.present > quorum.expected:
        raise RuleBroken("more_than_entitled", expected=quorum.expected, present=quorum.present)
    if quorum.present == 0:
        raise RuleBroken("nobody_present")
    if quorum.needed is not None and quorum.missing:
        law = law_words(quorum.rule)
        raise RuleBroken(
            "no_quorum",
            expected=quorum.expected,
            present=quorum.present,
            needed=quorum.needed,
            missing_number=quorum.missing,
            law=law or quorum.rule.custom,
        )
    return quorum


def vote_by_hands(
    desk: Desk,
    motion_id: str,
    first: Count,
    second: Count,
    counters: Sequence[str],
    *,
    overseer: str = "",
    rest: str = "",
) -> Vote:
    """Two counters counted the hands; both must have come to the same.

    BadInput `counters_missing`, `number_below_zero`, `counts_differ`; RuleBroken
    `more_votes_than_present`, `secret_motion`, `rest_missing` where fewer hands than people are not
    explained, and what `check_quorum` raises.
    """
    names = _counters(counters)
    for count in (first, second):
        _check_count(count)
    if first != second:
        raise BadInput("counts_differ")
    with desk.store.write(desk.actor) as uow:
        file, motion = _file_and_motion(uow, motion_id)
        quorum = check_quorum(desk, file, motion)
        _refuse_secret(motion)
        if first.total > quorum.present:
            raise RuleBroken("more_votes_than_present", votes=first.total, present=quorum.present)
        _explain_rest(first.total, quorum.present, rest)
        vote = _judged(desk, file, motion, quorum, first, VotingWay.HANDS, counters=names)
        drop_voices(uow, motion_id)
        return _kept(uow, replace(vote, overseer=overseer.strip(), rest=rest.strip()))


def vote_by_ballot(
    desk: Desk,
    motion_id: str,
    count: Count,
    counters: Sequence[str],
    *,
    issued: int,
    returned: int,
    invalid: int,
    overseer: str = "",
    rest: str = "",
) -> Vote:
    """A secret paper ballot: as many were issued as people may vote or fewer, no more returned
    than issued, and valid and invalid ones together are those returned; else it is void.

    BadInput `counters_missing`, `number_below_zero`; RuleBroken `ballots_beyond_present`,
    `ballots_beyond_issued`, `ballots_not_adding_up`, `rest_missing` where fewer papers were issued
    than people are there and it is not explained, and what `check_quorum` raises.
    """
    names = _counters(counters)
    _check_count(count)
    if min(issued, returned, invalid) < 0:
        raise BadInput("number_below_zero")
    with desk.store.write(desk.actor) as uow:
        file, motion = _file_and_motion(uow, motion_id)
        quorum = check_quorum(desk, file, motion)
        if issued > quorum.present:
            raise RuleBroken("ballots_beyond_present", issued=issued, present=quorum.present)
        if returned > issued:
            raise RuleBroken("ballots_beyond_issued", issued=issued, returned=returned)
        if count.total + invalid != returned:
            total = count.total + invalid
            raise RuleBroken("ballots_not_adding_up", total=total, returned=returned)
        _explain_rest(issued, quorum.present, rest)
        vote = _judged(
            *(desk, file, motion, quorum, count, VotingWay.BALLOT),
            counters=names,
            ballots=(issued, returned, invalid),
        )
        drop_voices(uow, motion_id)
        return _kept(uow, replace(vote, overseer=overseer.strip(), rest=rest.strip()))


def say(desk: Desk, motion_id: str, person_id: str, choice: Choice) -> Voice:
    """What somebody whose name was called says; said again, the newer word counts.

    RuleBroken `not_entitled` for who is not in the room or may not vote, `household_represented`
    where another of the household answered, `secret_motion`, and what `check_quorum` raises.
    """
    with desk.store.write(desk.actor) as uow:
        file, motion = _file_and_motion(uow, motion_id)
        check_quorum(desk, file, motion, calling=True)
        _refuse_secret(motion)
        if person_id not in {p.id for p in file.entitled_in_room(motion, desk.clock())}:
            raise RuleBroken("not_entitled")
        voices = file.voices.get(motion_id, {})
        household = file.presences[person_id].household_id
        if household and household in _answered(file, voices.keys() - {person_id}):
            raise RuleBroken("household_represented")
        known = voices.get(person_id)
        voice = Voice(
            id=known.id if known else new_id(),
            decision_meeting_id=file.meeting.id,
            motion_id=motion_id,
            person_id=person_id,
            choice=choice,
            said_at=known.said_at if known else file.moment(desk.clock()),
        )
        uow.put(voice, "voice_recorded")
        uow.commit()
    return voice


def vote_by_roll_call(desk: Desk, motion_id: str) -> Vote:
    """Everybody in the room who may vote was called and has answered. A word that was given counts,
    even if who gave it left since; who was there at the beginning and left without a word was
    present and did not vote.

    RuleBroken `roll_call_unfinished`, `secret_motion`, and what `check_quorum` raises.
    """
    with desk.store.write(desk.actor) as uow:
        file, motion = _file_and_motion(uow, motion_id)
        quorum = check_quorum(desk, file, motion, calling=True)
        _refuse_secret(motion)
        voices = file.voices.get(motion_id, {})
        here = {person.id for person in file.entitled_in_room(motion, desk.clock())}
        answered = _answered(file, voices)
        silent = [
            each
            for each in here - voices.keys()
            if file.presences[each].household_id not in answered
        ]
        if silent:
            raise RuleBroken("roll_call_unfinished", number=len(silent))
        counted = {p.person_id for p in file.called(motion, desk.clock())}
        uncounted = [v.id for v in voices.values() if v.person_id not in counted]
        uow.take_away_all(Voice, uncounted, "voice_taken_back")
        said = [voice.choice for voice in voices.values() if voice.person_id in counted]
        count = Count(
            agree=said.count(Choice.AGREE),
            disagree=said.count(Choice.DISAGREE),
            abstain=said.count(Choice.ABSTAIN),
        )
        return _kept(uow, _judged(desk, file, motion, quorum, count, VotingWay.ROLL_CALL))


def take_vote_back(desk: Desk, motion_id: str) -> None:
    """A vote was entered wrongly, or is taken anew: its history stays, and at a roll call everybody
    is called again. RuleBroken `decision_not_open`."""
    with desk.store.write(desk.actor) as uow:
        file, motion = _file_and_motion(uow, motion_id)
        if file.meeting.state is not DecisionState.OPEN:
            raise RuleBroken("decision_not_open", title=file.meeting.title)
        if motion.id in file.votes:
            uow.take_away(Vote, file.votes[motion.id].id, "vote_taken_back")
            drop_voices(uow, motion.id)
        uow.commit()


def _judged(
    desk: Desk,
    file: DecisionFile,
    motion: Motion,
    quorum: Quorum,
    count: Count,
    way: VotingWay,
    *,
    counters: tuple[str, ...] = (),
    ballots: tuple[int, int, int] | None = None,
) -> Vote:
    needed = quorum.to_agree
    issued, returned, invalid = ballots or (None, None, None)
    return Vote(
        id=new_id(),
        decision_meeting_id=file.meeting.id,
        motion_id=motion.id,
        way=way,
        taken_at=file.moment(desk.clock()),
        expected=quorum.expected,
        present=quorum.present,
        women=quorum.women,
        count=count,
        counters=counters,
        issued=issued,
        returned=returned,
        invalid=invalid,
        needed=needed,
        passed=count.agree >= needed,
        rule=quorum.rule.id,
        basis=basis_words(quorum.rule, file.meeting, quorum.expected, quorum.present),
    )


def _kept(uow: UnitOfWork, vote: Vote) -> Vote:
    uow.put(vote, "vote_taken")
    uow.commit()
    return vote


def _file_and_motion(uow: UnitOfWork, motion_id: str) -> tuple[DecisionFile, Motion]:
    motion = uow.one(Motion, motion_id)
    return file_of(uow, motion.decision_meeting_id), motion


def _counters(names: Sequence[str]) -> tuple[str, ...]:
    """Two counters, two names."""
    told = tuple(name.strip() for name in names if name.strip())
    if len(set(told)) < 2:
        raise BadInput("counters_missing")
    return told


def _refuse_secret(motion: Motion) -> None:
    if motion.way is VotingWay.BALLOT:
        raise RuleBroken("secret_motion", title=motion.title)


def _explain_rest(counted: int, present: int, rest: str) -> None:
    """Who is present and was counted in no way needs a word."""
    if counted < present and not rest.strip():
        raise RuleBroken("rest_missing", counted=counted, present=present)


def _answered(file: DecisionFile, person_ids: Iterable[str]) -> set[str | None]:
    """The households of people; of a meeting counted by people, none."""
    known = [file.presences[each] for each in person_ids if each in file.presences]
    return {p.household_id for p in known if p.household_id}


def _check_count(count: Count) -> None:
    if min(count.agree, count.disagree, count.abstain) < 0:
        raise BadInput("number_below_zero")
