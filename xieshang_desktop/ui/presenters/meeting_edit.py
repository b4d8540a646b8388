"""The form of a meeting: a new one with its topics, or changed plans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from gettext import gettext as _
from typing import NamedTuple, Protocol

from msgspec.structs import replace

from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.terms import ConsultationKind, Form, Rank, Venue
from xieshang_desktop.domain.unit import Convenor
from xieshang_desktop.domain.village_days import VillageDays
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.services import meetings
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meeting_file import open_plan, topics_to_take
from xieshang_desktop.services.past_meetings import enter_past_meeting
from xieshang_desktop.services.village_days import open_days
from xieshang_desktop.ui.presenters.attempting import Attempt

_USUAL_HOUR = time(9, 0)

#: Between the names of units.
_BETWEEN = re.compile(r"[、，,；;\s]+")


class MeetingForm(NamedTuple):
    """What stands in the fields."""

    title: str
    day: date | None
    begins: time | None
    ends: time | None
    place: str
    venue: str
    form: str
    kind: str
    chair: str
    recorder: str
    first_convenor: str
    second_convenor: str
    by_household: bool = False
    urgent: bool = False
    partners: str = ""
    notice_on: date | None = None
    notice_reason: str = ""


class TopicToTake(NamedTuple):
    """A topic the meeting could take; one that goes on comes by itself and can't be left out."""

    key: str
    title: str
    note: str
    taken: bool
    by_itself: bool


Choices = tuple[tuple[str, str], ...]


class EditPage(Protocol):
    """What the presenter asks of the page."""

    def show_form(
        self, form: MeetingForm, convenors: tuple[Choices, Choices], kind: str
    ) -> None: ...
    def show_topics(self, topics: Sequence[TopicToTake]) -> None: ...
    def show_error(self, field: str, sentence: str) -> None: ...
    def show_day_hint(self, words: str) -> None: ...
    def finished(self, meeting_id: str, new: bool) -> None: ...


class EditPresenter:
    """Checks what can be checked beside its field; the rest is the service's word."""

    def __init__(self, desk: Desk, page: EditPage, attempt: Attempt) -> None:
        self._desk = desk
        self._page = page
        self._attempt = attempt
        self._meeting: Meeting | None = None
        self._blank: Meeting
        self._past = False
        self._topics: list[TopicToTake] = []
        self._in_office: list[Convenor] = []
        self._days = VillageDays()

    def open(self, address: str | None) -> None:
        """Fill the form: with a meeting's plan, or for a new one with what is usual here, a week
        from now; `new:` and a topic's id takes that topic. `past` is a meeting that was held on
        paper and is entered afterwards (补录)."""
        known, _colon, wanted = (address or "new").partition(":")
        self._past = known == "past"
        if known in {"new", "past"}:
            self._meeting = None
            day = self._desk.today + timedelta(days=-7 if self._past else 7)
            starts = datetime.combine(day, _USUAL_HOUR, BEIJING)
            title = meetings.suggested_title(self._desk, day.year)
            self._blank = replace(meetings.blank_meeting(self._desk, starts), title=title)
            self._in_office = list(self._desk.convenors(day))
        else:
            plan = open_plan(self._desk, known)
            self._meeting = self._blank = plan.meeting
            serving = self._desk.convenors(plan.meeting.starts.date())
            # Who was chosen stays on offer, though no longer in office.
            self._in_office = list({c.id: c for c in [*serving, *plan.convenors]}.values())
        new = self._meeting is None
        entered = self._blank.entered_on is not None
        self._past = self._past or entered
        self._days = open_days(self._desk)
        kind = "entered" if entered else "past" if self._past else "new" if new else "plan"
        self._page.show_form(_form_of(self._blank), self._convenors(), kind)
        self.look_at(None if self._past else self._blank.starts.date())
        self._topics = self._to_take(wanted) if new else []
        self._page.show_topics(self._topics)

    def look_at(self, day: date | None) -> None:
        """Point out a holiday, a festival, the market or a busy season: advice, no refusal (N5)."""
        found = self._days.keeps_away(day) if day is not None else ()
        said = _("这一天：{0}。来的人可能会少，想照常开也行。")
        named = _("、").join(remark.words for remark in found)
        self._page.show_day_hint(said.format(named) if found else "")

    def pick(self, topic_id: str) -> None:
        """Take a topic, or leave it out again."""
        self._topics = [
            topic._replace(taken=not topic.taken)
            if topic.key == topic_id and not topic.by_itself
            else topic
            for topic in self._topics
        ]
        self._page.show_topics(self._topics)

    def save(self, form: MeetingForm) -> None:
        """Keep the meeting, or say beside the field what is wrong."""
        if not form.title.strip():
            self._page.show_error("title", _("请写会议名称，如 第三次协商议事会。"))
        elif form.day is None:
            self._page.show_error("day", _("请写日期，如 3月20日。"))
        elif form.begins is None:
            self._page.show_error("begins", _("请写几点开始，如 9:00。"))
        elif not form.place.strip():
            self._page.show_error("place", _("请写地点，如 村委会二楼会议室。"))
        elif form.ends is not None and form.ends <= form.begins:
            self._page.show_error("ends", _("结束要晚于开始；说不准可以空着。"))
        elif form.first_convenor and form.first_convenor == form.second_convenor:
            self._page.show_error("second_convenor", _("两位召集人不能是同一个人。"))
        elif self._past and form.ends is None:
            self._page.show_error("ends", _("开过的会，请写几点结束。"))
        elif self._past and form.notice_on is None and not form.notice_reason.strip():
            self._page.show_error("notice_on", _("请写哪天发的通知；查不到，就在旁边写明情况。"))
        elif self._meeting is None and not self._past and form.day < self._desk.today:
            self._page.show_error("day", _("这一天已经过去了。开过的会，请用“补录会议”。"))
        else:
            self._keep(_filled(self._blank, form, form.day, form.begins))

    def _keep(self, meeting: Meeting) -> None:
        if self._meeting is not None:
            self._attempt(
                lambda: meetings.change_meeting(self._desk, meeting),
                _("安排改好了"),
                lambda kept: self._page.finished(kept.id, False),
            )
            return
        taken = [topic.key for topic in self._topics if topic.taken]
        if self._past:
            self._attempt(
                lambda: enter_past_meeting(
                    self._desk, meeting, meeting.ends or meeting.starts, taken
                ),
                _("会议补录好了，接着补签到和意见"),
                lambda kept: self._page.finished(kept.id, True),
            )
            return
        self._attempt(
            lambda: meetings.plan_meeting(self._desk, meeting, taken),
            _("会议定下了，接着邀请人、发通知"),
            lambda kept: self._page.finished(kept.id, True),
        )

    def _to_take(self, wanted: str) -> list[TopicToTake]:
        ready, waiting = topics_to_take(self._desk)
        return [
            TopicToTake(
                topic.id,
                topic.title,
                _("上次没商量完，自动列入")
                if topic.id in waiting
                else f"{topic.number} · {topic.topic_class.words}",
                topic.id == wanted or topic.id in waiting,
                topic.id in waiting,
            )
            for topic in sorted(
                ready, key=lambda topic: (topic.id != wanted, topic.id not in waiting)
            )
        ]

    def _convenors(self) -> tuple[Choices, Choices]:
        """Those in office for each rank, and who was chosen before."""
        first, second = (
            tuple((each.id, each.name) for each in self._in_office if each.rank is rank)
            for rank in (Rank.FIRST, Rank.SECOND)
        )
        return (first, second)


def _form_of(meeting: Meeting) -> MeetingForm:
    return MeetingForm(
        title=meeting.title,
        day=meeting.starts.date(),
        begins=meeting.starts.time(),
        ends=meeting.ends.time() if meeting.ends else None,
        place=meeting.place,
        venue=meeting.venue.value,
        form=meeting.form.value,
        kind=meeting.kind.value,
        chair=meeting.chair,
        recorder=meeting.recorder,
        first_convenor=meeting.first_convenor_id or "",
        second_convenor=meeting.second_convenor_id or "",
        by_household=meeting.by_household,
        urgent=meeting.urgent,
        partners="、".join(meeting.partners),
        notice_on=meeting.notice_on,
        notice_reason=meeting.notice_reason,
    )


def _filled(meeting: Meeting, form: MeetingForm, day: date, begins: time) -> Meeting:
    return replace(
        meeting,
        title=form.title.strip(),
        starts=datetime.combine(day, begins, BEIJING),
        ends=datetime.combine(day, form.ends, BEIJING) if form.ends else None,
        place=form.place.strip(),
        venue=Venue(form.venue),
        form=Form(form.form),
        kind=ConsultationKind(form.kind),
        chair=form.chair.strip(),
        recorder=form.recorder.strip(),
        first_convenor_id=form.first_convenor or None,
        second_convenor_id=form.second_convenor or None,
        by_household=form.by_household,
        urgent=form.urgent,
        partners=tuple(name for name in _BETWEEN.split(form.partners.strip()) if name),
        notice_on=form.notice_on,
        notice_reason=form.notice_reason.strip(),
    )
