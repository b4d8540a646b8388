"""更多: what a meeting can do beside its five parts: stop, go on, from door to door, in writing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.meeting import RUNNING, Meeting
from xieshang_desktop.domain.span import Span
from xieshang_desktop.domain.terms import MeetingState
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.services import sittings, statements
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meeting_file import read_meeting
from xieshang_desktop.services.recorders import swap_recorder
from xieshang_desktop.services.running import is_running
from xieshang_desktop.ui.presenters.attempting import Attempt, Go
from xieshang_desktop.ui.presenters.topic_sheets import Ask, AskField, Values
from xieshang_desktop.wording.dates import near_date

#: Between names that were typed one after the other.
_BETWEEN = re.compile(r"[、，,；;\s]+")


class MoreRow(NamedTuple):
    """One thing that can be done: its key, the words, what they mean."""

    key: str
    words: str
    note: str


class MorePage(Protocol):
    """What the presenter asks of the page."""

    def show_more(self, rows: Sequence[MoreRow]) -> None: ...
    def ask(self, form: Ask) -> None: ...
    def ask_adjourn(self) -> None: ...
    def ask_sitting(self, day: date) -> None: ...


class MorePresenter:
    """`open` lists what this meeting can do now; `act` begins it, `answer` carries it out."""

    def __init__(self, desk: Desk, page: MorePage, attempt: Attempt, go: Go) -> None:
        self._desk, self._page, self._attempt, self._go = desk, page, attempt, go
        self._meeting: Meeting
        self._asked = ""

    def open(self, meeting_id: str) -> None:
        """Everything that can be done now."""
        self._meeting = read_meeting(self._desk, meeting_id)
        self._page.show_more(self._rows())

    def begin_adjourning(self, meeting_id: str) -> None:
        """Only the one."""
        self._meeting = read_meeting(self._desk, meeting_id)
        self._page.ask_adjourn()

    def act(self, key: str) -> None:
        """Begin one of them."""
        if key in {"statements", "paper", "signing"}:
            self._go(f"meetings/{key}", self._meeting.id)
        elif key == "sitting":
            self._page.ask_sitting(self._meeting.starts.date())
        elif key == "adjourn":
            self._page.ask_adjourn()
        else:
            self._asked = key
            self._page.ask(self._form(key))

    def answer(self, values: Values) -> bool:
        """The form of a place or a name, filled; whether it was taken."""
        meeting, desk = self._meeting, self._desk
        if self._asked == "resume":
            return self._attempt(
                lambda: sittings.resume(desk, meeting.id, values["place"].strip()),
                _("复会了，请到会的人再签到"),
            )
        if self._asked == "recorder":
            return self._attempt(
                lambda: swap_recorder(desk, meeting.id, values["name"]), _("记录人换好了")
            )
        return self._attempt(
            lambda: sittings.move_on(desk, meeting.id, values["place"]), _("转到下一处了")
        )

    def adjourn(self, reason: str, day: date | None, at: time | None) -> bool:
        """The meeting stops; without a day it goes on some day, without an hour at nine."""
        resumes = datetime.combine(day, at or time(9, 0), BEIJING) if day else None
        return self._attempt(
            lambda: sittings.adjourn(self._desk, self._meeting.id, reason, resumes), _("已休会")
        )

    def add_sitting(
        self, place: str, day: date, begins: time, ends: time, names: str, note: str
    ) -> tuple[bool, str]:
        """Keep a talk that was held without the laptop: whether it was kept, and else the names
        that nobody has or that several have."""
        wanted = [name for name in _BETWEEN.split(names) if name]
        found, unclear = sittings.people_named(self._desk, self._meeting.id, wanted)
        if unclear:
            return False, _("、").join(unclear)
        span = Span(datetime.combine(day, begins, BEIJING), datetime.combine(day, ends, BEIJING))
        call = sittings.add_sitting
        return self._attempt(
            lambda: call(self._desk, self._meeting.id, place, span, found, note),
            _("这一场补记好了"),
        ), ""

    def _rows(self) -> tuple[MoreRow, ...]:
        meeting, state = self._meeting, self._meeting.state
        with self._desk.store.read() as reader:
            told = [s for s in statements.statements_of(reader, meeting.id) if s.told_on]
            held = sittings.sittings_of(reader, meeting)
        rows = [
            MoreRow(
                "statements",
                _("书面意见"),
                _("已登记 {0} 条").format(len(told))
                if told
                else _("不能到会的人打电话、发微信、写意见表说的"),
            )
        ]
        if self._desk.store.mirrored:
            return tuple(rows)
        if state in {MeetingState.CLOSED, MeetingState.SEALED}:
            note = _("到会的人看过纪要，手写签名或者在纸上按手印")
            rows.append(MoreRow("signing", _("纪要签名"), note))
        if state not in {MeetingState.SEALED, MeetingState.CANCELLED}:
            note = _("在纸上签的到，照着一行一行录")
            rows.append(MoreRow("paper", _("录纸质签到"), note))
        if is_running(meeting):
            rows += [
                MoreRow("adjourn", _("休会"), _("今天开不完，改日接着开")),
                MoreRow("move", _("转到下一处"), _("流动协商：换个地方接着谈，合成一份记录")),
                MoreRow("recorder", _("换人记录"), meeting.recorder),
            ]
        if state is MeetingState.ADJOURNED:
            last = held[-1]
            note = last.note
            if last.resumes:
                day = near_date(last.resumes.date(), self._desk.today)
                note += _("，定于{0} {1}复会").format(day, f"{last.resumes:%H:%M}")
            rows.append(MoreRow("resume", _("复会"), note))
        if state in RUNNING:
            rows.append(
                MoreRow(
                    "sitting",
                    _("补记一场"),
                    _("没带电脑时谈的，记上时间、地点和到场的人"),
                )
            )
        return tuple(rows)

    def _form(self, key: str) -> Ask:
        if key == "recorder":
            return Ask(
                key,
                _("换人记录"),
                _("换人"),
                (AskField("name", "line", _("从现在起谁记录"), "", _("姓名")),),
                _("原来的记录人和换人的时间都写进纪要。"),
            )
        place = self._meeting.place if key == "resume" else ""
        title = _("复会") if key == "resume" else _("转到下一处")
        return Ask(
            key,
            title,
            title,
            (AskField("place", "line", _("在哪里"), place, _("如 第三组李家院坝")),),
        )
