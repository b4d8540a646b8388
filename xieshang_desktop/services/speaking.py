"""The floor: hands go up, people are called in a fair order, speak, pause and end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from msgspec.structs import replace

from xieshang_desktop.domain.meeting import COMING, AgendaItem, Meeting, Opinion, Speech
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.span import Span
from xieshang_desktop.domain.speaking import (
    Floor,
    floor_of,
    is_paused,
    is_running,
    is_waiting,
    speaker_key,
)
from xieshang_desktop.domain.terms import Stance
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.running import ended_speech, require_open, start
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork

#: Nobody lets people speak longer, or more often, than this.
MOST_MINUTES, MOST_TIMES = 60, 20
#: Moments are kept to the millisecond.
_NEXT = timedelta(milliseconds=1)


def speeches_of(reader: Reader, meeting_id: str) -> list[Speech]:
    """All speeches of a meeting, in the order in which they were asked for."""
    return reader.all(Speech, "asked_at", meeting_id=meeting_id)


def ask_floor(
    desk: Desk,
    item_id: str,
    *,
    person_id: str | None = None,
    speaker: str = "",
    stance: Stance = Stance.UNSAID,
    allowed: bool = False,
) -> Speech:
    """Somebody asks for the floor on an item: a person by id, or a name as heard.

    BadInput `speaker_missing`; RuleBroken `meeting_not_open`, `floor_asked_already` while the
    same person waits or speaks, `speech_times_used` beyond the times each may speak, unless the
    chair `allowed` it.
    """
    with desk.store.write(desk.actor) as uow:
        item = uow.one(AgendaItem, item_id)
        meeting = require_open(uow, item.meeting_id)
        person = uow.find(Person, person_id)
        name = person.name if person else speaker.strip()
        if not name:
            raise BadInput("speaker_missing")
        known = [s for s in speeches_of(uow, meeting.id) if s.agenda_item_id == item_id]
        speech = Speech(
            id=new_id(),
            meeting_id=meeting.id,
            agenda_item_id=item_id,
            person_id=person.id if person else None,
            speaker=name,
            group=(person.group or person.organisation) if person else "",
            stance=stance,
            # A clock that was set back puts nobody before, or beside, those who asked earlier.
            asked_at=max([uow.at, *(s.asked_at + _NEXT for s in known)]),
        )
        own = [s for s in known if speaker_key(s) == speaker_key(speech)]
        if any(s.ended_at is None for s in own):
            raise RuleBroken("floor_asked_already", name=name)
        if sum(bool(s.spans) for s in own) >= meeting.speech_times and not allowed:
            raise RuleBroken("speech_times_used", name=name, times=meeting.speech_times)
        uow.put(speech, "floor_asked")
        uow.commit()
    return speech


def give_floor(desk: Desk, speech_id: str, *, interrupting: bool = False) -> Speech:
    """Somebody who waits, or was interrupted, speaks from now on, on an item that runs from now on.
    Who spoke until now has ended, or goes on afterwards when this is `interrupting`.

    RuleBroken `meeting_not_open`, `not_waiting`.
    """
    with desk.store.write(desk.actor) as uow:
        speech = _give(uow, uow.one(Speech, speech_id), interrupting=interrupting)
        uow.commit()
    return speech


def next_speaker(desk: Desk, item_id: str) -> Speech | None:
    """End who speaks and call the next, in one action; None when nobody waits. Who was interrupted
    by the one who ends now goes on. RuleBroken `meeting_not_open`, `nobody_waits`."""
    with desk.store.write(desk.actor) as uow:
        floor = _floor(uow, item_id)
        called: Speech | None = None
        if floor.following is not None:
            called = _give(uow, floor.following)
        elif floor.speaking is not None:
            uow.put(ended_speech(floor.speaking, uow.at), "speech_ended")
        else:
            raise RuleBroken("nobody_waits")
        uow.commit()
    return called


def pause(desk: Desk, speech_id: str) -> Speech:
    """The time stops, the floor stays. RuleBroken `meeting_not_open`, `not_speaking`."""
    with desk.store.write(desk.actor) as uow:
        speech = _begun(uow, speech_id)
        if is_running(speech):
            spans = (*speech.spans[:-1], speech.spans[-1].ended(uow.at))
            speech = replace(speech, spans=spans)
            uow.put(speech, "speech_paused")
            uow.commit()
    return speech


def resume(desk: Desk, speech_id: str) -> Speech:
    """The time goes on. RuleBroken `meeting_not_open`, `not_speaking`."""
    with desk.store.write(desk.actor) as uow:
        speech = _begun(uow, speech_id)
        if is_paused(speech):
            speech = _give(uow, speech)
            uow.commit()
    return speech


def end_speech(desk: Desk, speech_id: str) -> Speech:
    """The speech is over. RuleBroken `meeting_not_open`, `not_speaking`."""
    with desk.store.write(desk.actor) as uow:
        speech = ended_speech(_begun(uow, speech_id), uow.at)
        uow.put(speech, "speech_ended")
        uow.commit()
    return speech


def withdraw(desk: Desk, speech_id: str) -> Speech:
    """Somebody who waits no longer wants to speak. RuleBroken `meeting_not_open`, `not_waiting`."""
    with desk.store.write(desk.actor) as uow:
        speech = uow.one(Speech, speech_id)
        require_open(uow, speech.meeting_id)
        if not is_waiting(speech):
            raise RuleBroken("not_waiting", name=speech.speaker)
        speech = replace(speech, ended_at=max(uow.at, speech.asked_at))
        uow.put(speech, "floor_withdrawn")
        uow.commit()
    return speech


def set_rules(
    desk: Desk, meeting_id: str, *, minutes: int, times: int, alternating: bool
) -> Meeting:
    """How long and how often each may speak, and whether the sides alternate; also while people
    talk. BadInput `speech_rules_wrong`; RuleBroken `meeting_over`."""
    with desk.store.write(desk.actor) as uow:
        meeting = uow.one(Meeting, meeting_id)
        if meeting.state not in COMING:
            raise RuleBroken("meeting_over", title=meeting.title)
        if not (1 <= minutes <= MOST_MINUTES and 1 <= times <= MOST_TIMES):
            raise BadInput("speech_rules_wrong", minutes=MOST_MINUTES, times=MOST_TIMES)
        meeting = replace(
            meeting, speech_minutes=minutes, speech_times=times, alternating=alternating
        )
        uow.put(meeting, "speech_rules_set")
        uow.commit()
    return meeting


def heard_before(reader: Reader, meeting: Meeting, person_ids: Iterable[str]) -> set[str]:
    """Which of these people spoke at another meeting, as far as the records go."""
    ids = sorted(set(person_ids))
    if not ids:
        return set()
    where = f"person_id IN ({', '.join('?' * len(ids))}) AND meeting_id <> ?"
    speeches = reader.values(Speech, where, *ids, meeting.id)
    opinions = reader.values(Opinion, where, *ids, meeting.id)
    return {s.person_id or "" for s in speeches if s.spans} | {o.person_id for o in opinions}


def _floor(uow: UnitOfWork, item_id: str) -> Floor:
    item = uow.one(AgendaItem, item_id)
    meeting = require_open(uow, item.meeting_id)
    speeches = speeches_of(uow, meeting.id)
    return floor_of(speeches, item_id, alternating=meeting.alternating)


def _give(uow: UnitOfWork, speech: Speech, *, interrupting: bool = False) -> Speech:
    require_open(uow, speech.meeting_id)
    if not is_waiting(speech) and not is_paused(speech):
        raise RuleBroken("not_waiting", name=speech.speaker)
    start(uow, speech.agenda_item_id)
    holder = _floor(uow, speech.agenda_item_id).speaking
    if holder is not None and holder.id != speech.id:
        if not interrupting:
            uow.put(ended_speech(holder, uow.at), "speech_ended")
        elif is_running(holder):
            spans = (*holder.spans[:-1], holder.spans[-1].ended(uow.at))
            uow.put(replace(holder, spans=spans), "speech_paused")
    kind = "speech_resumed" if speech.spans else "floor_given"
    speech = replace(speech, spans=(*speech.spans, Span(uow.at)))
    uow.put(speech, kind)
    return speech


def _begun(uow: UnitOfWork, speech_id: str) -> Speech:
    speech = uow.one(Speech, speech_id)
    require_open(uow, speech.meeting_id)
    if not is_running(speech) and not is_paused(speech):
        raise RuleBroken("not_speaking", name=speech.speaker)
    return speech
