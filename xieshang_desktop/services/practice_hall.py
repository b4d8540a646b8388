"""The practice village's halls as people use them: the floor, sides, dissent, calls from away."""

from __future__ import annotations

from xieshang_desktop.domain.meeting import AgendaItem
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import Stance, StatementWay
from xieshang_desktop.services import deliberation, speaking, statements
from xieshang_desktop.services.practice_matters import Voice
from xieshang_desktop.services.practice_stage import Stage

_STANCES = {"support": Stance.FOR, "concern": Stance.WORRIED, "against": Stance.AGAINST}


def hear(stage: Stage, item: AgendaItem, voice: Voice, speaker: Person | None) -> None:
    """One opinion; what is against is kept as dissent, now by name and now without. On the first
    item people are called to the floor one by one."""
    desk = stage.desk
    floor = speaker is not None and item.position == 1
    if floor and speaker is not None:
        asked = speaking.ask_floor(desk, item.id, person_id=speaker.id, allowed=True)
        speaking.give_floor(desk, asked.id)
        stage.let_pass(seconds=40 + len(voice.text))
        speaking.end_speech(desk, asked.id)
    dissent = voice.stance == "against"
    unnamed = dissent and len(voice.text) % 2 == 1
    deliberation.record_opinion(
        desk,
        item.id,
        voice.text,
        person_id=speaker.id if speaker and not unnamed else None,
        speaker="" if unnamed else voice.role,
        stance=_STANCES.get(voice.stance, Stance.UNSAID),
        dissent=dissent,
        unnamed=unnamed,
    )


def call_from_away(stage: Stage, item: AgendaItem, person_id: str, recorder: str) -> None:
    """Somebody who works far away says by telephone what is thought of the first matter."""
    told = stage.village["statements"]
    text = told[len(item.title) % len(told)]
    statements.record_statement(
        stage.desk,
        item.meeting_id,
        item.id,
        person_id,
        StatementWay.TELEPHONE,
        text,
        stance=Stance.FOR,
        taken_by=recorder,
    )
