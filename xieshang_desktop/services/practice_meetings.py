"""The meetings of the practice village: planned, announced, held, written down and sealed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from xieshang_desktop.domain.attendance import Invitation
from xieshang_desktop.domain.meeting import AgendaItem
from xieshang_desktop.domain.terms import Form, OutcomeKind, PointKind, Rank, Venue
from xieshang_desktop.services import (
    coming_and_going,
    deliberation,
    meetings,
    minutes,
    practice_hall,
    running,
    sealing,
    sign_in,
)
from xieshang_desktop.services.practice_matters import Matter
from xieshang_desktop.services.practice_plans import YearPlans
from xieshang_desktop.services.practice_stage import Cast, Stage


class Meetings:
    """Every meeting goes through the services that a convenor uses."""

    def __init__(
        self, stage: Stage, cast: Cast, matters: Mapping[str, Matter], plans: YearPlans
    ) -> None:
        """`matters` by the id of their topic."""
        self._stage = stage
        self._desk = stage.desk
        self._cast = cast
        self._matters = matters
        self._plans = plans
        self._continued: set[str] = set()
        self._months: set[tuple[int, int]] = set()

    def plan(self, starts: datetime, topic_ids: list[str]) -> str:
        """Plan a meeting and invite to it; gives its id."""
        stage, desk = self._stage, self._desk
        venues = [v for v in stage.village["venues"] if v["form"] != Form.WRITTEN]
        venue = stage.chance.choices(venues, [v["weight"] for v in venues])[0]
        group = stage.group()
        meeting = replace(
            meetings.blank_meeting(desk, starts),
            title=self._title(starts, venue, group),
            ends=starts + timedelta(hours=2),
            place=venue["place"].format(group=group),
            venue=Venue(venue["venue"]),
            form=Form(venue["form"]),
            recorder=stage.any_of("recorders")["name"],
        )
        meeting = meetings.plan_meeting(desk, meeting, topic_ids)
        self._plans.carried_out_by(meeting)
        meetings.invite(desk, meetings.suggested(desk, meeting.id))
        return meeting.id

    def announce(self, meeting_id: str) -> None:
        """Issue the notice in time."""
        meetings.issue_notice(self._desk, meeting_id)

    def hold(self, meeting_id: str) -> None:
        """The day: the door, the talk, and the minutes begun."""
        desk = self._desk
        present, away = self._sign_in(meeting_id)
        deliberation.open_meeting(desk, meeting_id)
        with desk.store.read() as reader:
            items = reader.all(AgendaItem, "position", meeting_id=meeting_id)
        if away:
            recorder = self._stage.village["recorders"][0]["name"]
            practice_hall.call_from_away(self._stage, items[0], away, recorder)
        for item in items:
            running.begin_item(desk, item.id)
            self._discuss(item, present)
            if item is items[0]:
                coming_and_going.leave(desk, meeting_id, present[-1].person_id)
        self._stage.let_pass(minutes=5)
        deliberation.close_meeting(desk, meeting_id)
        minutes.open_minutes(desk, meeting_id)

    def seal(self, meeting_id: str) -> None:
        """Both convenors confirm the minutes; now and then a slip is corrected afterwards."""
        file = minutes.open_minutes(self._desk, meeting_id)
        sealing.confirm(self._desk, file.minutes.id, Rank.FIRST)
        sealing.confirm(self._desk, file.minutes.id, Rank.SECOND)
        if self._stage.chance.random() < 0.05:
            sealing.correct(self._desk, file.minutes.id, self._stage.any_of("corrections"))

    def _title(self, starts: datetime, venue: dict[str, Any], group: str) -> str:
        """The first indoor meeting of a month is named by it, the others by their number, which
        begins anew each year; the others by where they are."""
        indoors = venue["form"] == Form.MEETING
        first = (starts.year, starts.month) not in self._months
        if indoors and not first:
            return meetings.suggested_title(self._desk, starts.year)
        patterns = [
            p["pattern"]
            for p in self._stage.village["meeting_titles"]
            if p["form"] == venue["form"] and "{topic}" not in p["pattern"]
        ]
        if indoors:
            self._months.add((starts.year, starts.month))
        return str(patterns[-1]).format(month=starts.month, group=group)

    def _sign_in(self, meeting_id: str) -> tuple[list[Invitation], str]:
        """Most of those invited come, some ask to be excused; gives who is there, and the first who
        is far away, if anybody."""
        stage, desk = self._stage, self._desk
        with desk.store.read() as reader:
            invited = reader.all(Invitation, meeting_id=meeting_id)
        stage.clock.moment -= timedelta(minutes=25)
        present = []
        away = ""
        for invitation in invited:
            stage.let_pass(seconds=stage.chance.randint(8, 40))
            luck = stage.chance.random()
            if luck < 0.82:
                sign_in.sign_in(desk, meeting_id, invitation.person_id)
                present.append(invitation)
            elif luck < 0.92:
                reason = stage.any_of("leave_reasons")
                sign_in.excuse(desk, meeting_id, invitation.person_id, reason)
                away = away or (invitation.person_id if "外出" in reason else "")
        return present, away

    def _discuss(self, item: AgendaItem, present: list[Invitation]) -> None:
        stage, desk = self._stage, self._desk
        topic_id = item.topic_id or ""
        matter = self._matters[topic_id]
        for voice in matter.opinions:
            stage.let_pass(minutes=stage.chance.randint(1, 3))
            speaker = self._cast.speaker(voice, present)
            practice_hall.hear(stage, item, voice, speaker)
        back = topic_id in self._continued
        for text in matter.agreed:
            deliberation.add_point(desk, item.id, PointKind.AGREED, text)
        for text in () if back else matter.open:
            deliberation.add_point(desk, item.id, PointKind.OPEN, text)
        for deed in matter.measures:
            due = desk.today + timedelta(days=deed.days)
            deliberation.add_measure(desk, item.id, deed.text, deed.owner, due)
        kind = OutcomeKind.CONSENSUS if back else matter.outcome
        text = matter.agreed[0] if back else matter.outcome_text
        first = stage.village["convenors"][0]["name"]
        deliberation.route(desk, item.id, kind, text, conformity=first)
        if kind is OutcomeKind.CONTINUE:
            self._continued.add(topic_id)
