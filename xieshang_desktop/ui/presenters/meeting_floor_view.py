"""What the floor shows: who speaks, who comes next and why, the candidates, the shares."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.meeting import Meeting, Speech
from xieshang_desktop.domain.names import unbroken
from xieshang_desktop.domain.speaking import (
    Floor,
    is_paused,
    is_running,
    speaker_key,
    times_asked,
)
from xieshang_desktop.domain.terms import Stance
from xieshang_desktop.services.people import PersonHit
from xieshang_desktop.services.speaking_shares import Equality
from xieshang_desktop.ui.presenters.meeting_clock import length_words
from xieshang_desktop.ui.presenters.meeting_door_rows import place_words
from xieshang_desktop.ui.presenters.meeting_talk_view import Row


class SpeakerView(NamedTuple):
    """Who has the floor."""

    key: str
    name: str
    note: str
    chip: str
    chip_kind: str
    paused: bool


class FloorView(NamedTuple):
    """The floor of the item that runs (else of the one in front)."""

    speaking: SpeakerView | None
    waiting: tuple[Row, ...]
    following: str
    rules: str
    spoken: str  # how many spoke so far; "" while nobody has


class SharesView(NamedTuple):
    """Who spoke how often and how long."""

    sentences: tuple[str, ...]
    rows: tuple[Row, ...]


def floor_view(
    meeting: Meeting,
    floor: Floor,
    speeches: Sequence[Speech],
    heard: Collection[str],
) -> FloorView:
    """`heard`: who spoke at an earlier meeting."""
    rows = [_waiting_row(meeting, s, n, speeches, heard) for n, s in enumerate(floor.waiting, 1)]
    speaking = floor.speaking
    times = sum(bool(s.spans) for s in speeches)
    people = len({speaker_key(s) for s in speeches if s.spans})
    words = _("{people} 人发言 {times} 次").format(people=people, times=times)
    return FloorView(
        speaking=_speaker(meeting, speaking, speeches, heard) if speaking else None,
        waiting=tuple(rows),
        following=_following(floor),
        rules=rules_words(meeting),
        spoken=words if times else "",
    )


def rules_words(meeting: Meeting) -> str:
    """每人 2 分钟，每项 2 次，没发过言的先说."""
    words = _("每次 {minutes} 分钟，每项 {times} 次，没发过言的先说").format(
        minutes=meeting.speech_minutes, times=meeting.speech_times
    )
    return words + (_("，正反轮流") if meeting.alternating else "")


def candidate_row(hit: PersonHit, speeches: Sequence[Speech]) -> Row:
    """Somebody present who may raise a hand; `speeches` are those on the item."""
    own = [s for s in speeches if s.person_id == hit.id]
    spoken = sum(s.ended_at is not None and bool(s.spans) for s in own)
    chip = _("已发言 {0} 次").format(spoken) if spoken else ""
    if any(s.ended_at is None for s in own):
        chip = _("正在发言") if any(is_running(s) for s in own) else _("已举手")
    return Row(hit.id, hit.name, "", place_words(hit), chip)


def away_row(hit: PersonHit, state: str) -> Row:
    """Somebody who has not signed in; `state` says why."""
    return Row(hit.id, hit.name, "", place_words(hit), state, "waiting")


def side_rows() -> tuple[Row, ...]:
    """Where somebody stands, where the sides alternate; digits choose."""
    words = {Stance.UNSAID: _("不说哪一边")}
    return tuple(
        Row(stance.value, words.get(stance, stance.words), str(n))
        for n, stance in enumerate((Stance.UNSAID, Stance.FOR, Stance.WORRIED, Stance.AGAINST))
    )


def shares_view(equality: Equality) -> SharesView:
    """The shares in words."""
    length = sum((s.length for s in equality.shares), timedelta())
    times = sum(s.times for s in equality.shares)
    sentences = [
        _("{people} 人发言 {times} 次，共 {length}。").format(
            people=len(equality.shares), times=times, length=length_words(length)
        )
    ]
    if equality.here:
        sentences.append(
            _("到会 {here} 人，{silent} 人还没有发言。").format(
                here=equality.here, silent=equality.silent
            )
        )
        sentences.append(
            _("到会妇女 {here} 人，发言 {spoke} 人，占发言时间 {percent}%。").format(
                here=equality.women_here,
                spoke=equality.women_spoke,
                percent=equality.women_percent,
            )
        )
    rows = tuple(
        Row(
            str(number),
            share.speaker + (f"（{share.group}）" if share.group else ""),
            str(number),
            _("{times} 次，{length}").format(times=share.times, length=length_words(share.length)),
            f"{share.percent}%",
        )
        for number, share in enumerate(equality.shares, 1)
    )
    return SharesView(tuple(sentences) if equality.shares else (), rows)


def _speaker(
    meeting: Meeting, speech: Speech, speeches: Sequence[Speech], heard: Collection[str]
) -> SpeakerView:
    chip, kind = _mark(meeting, speech, speeches, heard)
    note = _side_words(meeting, speech)
    return SpeakerView(
        speech.id,
        speech.speaker,
        " · ".join(part for part in (speech.group, note) if part),
        chip,
        kind,
        is_paused(speech),
    )


def _waiting_row(
    meeting: Meeting,
    speech: Speech,
    number: int,
    speeches: Sequence[Speech],
    heard: Collection[str],
) -> Row:
    mark, kind = _mark(meeting, speech, speeches, heard)
    had = times_asked(speeches, speech) - 1
    if is_paused(speech):
        mark = _("被打断，接着说")
    elif kind == "neutral":  # of whom nothing is said, it is the first time here
        mark = _("说过 {0} 次").format(had) if had else ""
    note = " · ".join(part for part in (_side_words(meeting, speech), mark) if part)
    name = f"{speech.speaker}　{unbroken(speech.group)}" if speech.group else speech.speaker
    return Row(speech.id, name, str(number), note)


def _mark(
    meeting: Meeting, speech: Speech, speeches: Sequence[Speech], heard: Collection[str]
) -> tuple[str, str]:
    """Beyond the rule, or for the first time: a word and the kind of its chip."""
    times = times_asked(speeches, speech)
    if times > meeting.speech_times:
        return _("第 {0} 次").format(times), "waiting"
    before = [
        s
        for s in speeches
        if s.spans and speaker_key(s) == speaker_key(speech) and s.asked_at < speech.asked_at
    ]
    if before:
        return "", "neutral"
    if speech.person_id and speech.person_id not in heard:
        return _("从没在会上发过言"), "done"
    return _("本次会议首次发言"), "neutral"


def _side_words(meeting: Meeting, speech: Speech) -> str:
    shown = meeting.alternating and speech.stance is not Stance.UNSAID
    return speech.stance.words if shown else ""


def _following(floor: Floor) -> str:
    if floor.following is None:
        return _("没有人等着发言")
    words = _("下一位 {0}").format(floor.following.speaker)
    more = len(floor.waiting) - 1
    return words + (_("，后面 {0} 人").format(more) if more else "")
