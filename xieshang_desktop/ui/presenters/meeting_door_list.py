"""The door in memory: a keystroke asks the roster once and reads nothing else."""

from __future__ import annotations

from datetime import timedelta
from gettext import gettext as _

from xieshang_desktop.domain.attendance import Attendance, household_of
from xieshang_desktop.domain.people import Person, group_order
from xieshang_desktop.domain.stays import newest_moment
from xieshang_desktop.domain.terms import AttendanceState, MeetingState
from xieshang_desktop.services import sign_in
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.finding import NameIndex
from xieshang_desktop.services.people import find_people
from xieshang_desktop.ui.presenters.meeting_door_rows import DoorRow, rank_of, row_of

_SHOWN = 300  # rows of a list that is narrowed anyway: nobody scrolls further
_CLOCK_MAY_STRAY = timedelta(minutes=1)


class DoorList:
    """Who is at one door, who is found there, and each one's row in words."""

    def __init__(self, desk: Desk, meeting_id: str) -> None:
        self._desk = desk
        self.door = sign_in.open_door(desk, meeting_id)
        self.hits = sign_in.door_lines(desk, self.door.people)
        self._index = NameIndex(self.door.people.values())
        self._order = sorted(self.door.people, key=self._place)
        self._rows: dict[str, DoorRow] = {}

    def come_in(self, attendance: Attendance, guest: Person | None = None) -> None:
        """Somebody stands at the door in one way or another; who is new to it can be found."""
        person_id, person = attendance.person_id, None
        if person_id not in self.door.people:
            person = guest or sign_in.person_at_door(self._desk, person_id)
            self._index.add(person)
            self._order.append(person_id)
            self.hits |= sign_in.door_lines(self._desk, [person_id])
        self.door = self.door.after(attendance, person)
        self._rows.pop(person_id, None)

    def go_out(self, person_id: str) -> None:
        """An attendance is gone; a guest, or somebody not invited, is not of this door any more."""
        self.door = self.door.without(person_id)
        if person_id not in self.door.people:
            self._index.remove(person_id)
            self._order.remove(person_id)
        self._rows.pop(person_id, None)

    def rows(self, *, everybody: bool) -> list[DoorRow]:
        """The whole list, or who is still expected."""
        missing = {person.id for person in self.door.missing}
        expected = [person_id for person_id in self._order if person_id in missing][:_SHOWN]
        return [self.row(person_id) for person_id in (self._order if everybody else expected)]

    def found(self, text: str) -> list[DoorRow]:
        """Who is expected first, then who came, then the rest of the roster."""
        found = find_people(self._desk, text)
        own = dict.fromkeys(self._index.find(text))
        own |= dict.fromkeys(hit.id for hit in found if hit.id in self.door.people)
        ranked = sorted(own, key=lambda person_id: rank_of(self.door, person_id))[:_SHOWN]
        others = [hit for hit in found if hit.id not in own and not hit.left]
        self.hits.update((hit.id, hit) for hit in others)
        shown = [*ranked, *(hit.id for hit in others)]
        return [self.row(person_id) for person_id in shown if person_id in self.hits]

    def row(self, person_id: str) -> DoorRow:
        """The row in words; looking words up costs more than all else, so each is kept."""
        row = self._rows.get(person_id)
        if row is None:
            row = row_of(self.door, self.hits[person_id], may_sign=not self.locked())
            self._rows[person_id] = row
        return row

    def locked(self) -> str:
        """Why nothing at this door can be changed, or nothing."""
        state = self.door.meeting.state
        if state is MeetingState.SEALED:
            return _("纪要已经归档，签到不能再改。")
        if state is MeetingState.CANCELLED:
            return _("这次会议取消了，不用签到。")
        return ""

    def voice_words(self, attendance: Attendance) -> str:
        """Who speaks for the household of somebody who takes part and does not, or nothing."""
        person = self.door.people.get(attendance.person_id)
        takes_part = attendance.state is AttendanceState.PRESENT
        if not self.door.meeting.by_household or not takes_part or person is None:
            return ""
        own = household_of(person)
        for other in self.door.attendances.values():
            if own and other.household_id == own and other.person_id != person.id:
                words = _("这一户由{voice}代表，{name}在场、不另算一户。换户代表按 F3。")
                return words.format(voice=self.hits[other.person_id].name, name=person.name)
        if attendance.household_id is None and own in self.door.told:
            words = _("这一户已有人书面提出意见，{name}在场、不另算一户。换户代表按 F3。")
            return words.format(name=person.name)
        return ""

    def clock_words(self) -> str:
        """The laptop's clock stands before what was entered here: it is asked about (N10)."""
        known = [newest_moment(a) for a in self.door.attendances.values()]
        latest = max([*known, *filter(None, (self.door.meeting.opened_at,))], default=None)
        now = self._desk.clock()
        if self.locked() or latest is None or now >= latest - _CLOCK_MAY_STRAY:
            return ""
        words = _(
            "电脑的钟可能不对：现在显示 {now}，刚才却记到了 {latest}。签到照常；请核对电脑时间。"
        )
        form = "%H:%M" if now.date() == latest.date() else "%Y-%m-%d %H:%M"
        return words.format(now=now.strftime(form), latest=latest.strftime(form))

    def why_empty(self) -> str:
        """Why nobody is expected."""
        if self._desk.store.mirrored:
            return _("（名单留在村里）")
        if not self.door.invitations:
            return _("还没有邀请人。先到“准备”里邀请；来了的人也可以直接输入名字签到。")
        return _("应到的人都有着落了。还有人来，输入名字签到。")

    def _place(self, person_id: str) -> tuple[object, ...]:
        hit = self.hits[person_id]
        return (group_order(hit.organisation or hit.group), hit.household_id or "", hit.id)
