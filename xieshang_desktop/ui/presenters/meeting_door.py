"""The door: finds people at every keystroke, signs them in, takes the last one back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.people import Person, group_order
from xieshang_desktop.domain.terms import AttendanceState, MeetingState
from xieshang_desktop.services import sign_in, undoing
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.finding import NameIndex
from xieshang_desktop.services.papers import PaperKind
from xieshang_desktop.services.people import PersonHit, find_people
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.ui.presenters.meeting_door_rows import (
    DoorFigures,
    DoorRow,
    figures_of,
    is_scanned,
    not_found_words,
    rank_of,
    row_of,
)

_TAKEN_BACK = 50  # sign-ins that Ctrl+Z can reach
_SHOWN = 300  # rows of a list that is narrowed anyway: nobody scrolls further


class Absence(NamedTuple):
    """Whom F3 is about, and what can be done."""

    person_id: str
    name: str
    place: str
    here: bool  # is present or excused already: it can be taken back
    reason: str


class DoorPage(Protocol):
    """What the presenter asks of the page."""

    def show_rows(self, rows: Sequence[DoorRow], *, mark_first: bool) -> None: ...
    def show_nobody(self, sentence: str) -> None: ...
    def show_figures(self, figures: DoorFigures) -> None: ...
    def show_undo(self, words: str) -> None: ...
    def show_hint(self, words: str, kind: str) -> None: ...
    def show_locked(self, sentence: str) -> None: ...
    def show_everybody(self, on: bool) -> None: ...
    def empty_box(self) -> None: ...
    def ask_guest(self, name: str) -> None: ...
    def ask_absence(self, absence: Absence) -> None: ...


class _Done(NamedTuple):
    """A sign-in that can be taken back: its journal actions, and what stood before."""

    actions: tuple[str, ...]
    person_id: str
    before: Attendance | None
    words: str


class DoorPresenter:
    """Keeps the door in memory: a keystroke asks the roster once and reads nothing else."""

    def __init__(self, desk: Desk, page: DoorPage, attempt: Attempt) -> None:
        self._desk = desk
        self._page = page
        self._attempt = attempt
        self._meeting_id = ""
        self._text = ""
        self._everybody = False
        self._done: list[_Done] = []

    def open(self, meeting_id: str) -> None:
        """Read the door of a meeting anew and show it."""
        if meeting_id != self._meeting_id:
            # Who only looks asks who came, not who is still to be signed in.
            self._done, self._everybody, self._text = [], self._desk.store.mirrored, ""
            self._page.show_everybody(self._everybody)
        self._meeting_id = meeting_id
        self._door = sign_in.open_door(self._desk, meeting_id)
        self._hits = sign_in.door_lines(self._desk, self._door.people)
        self._index = NameIndex(self._door.people.values())
        self._order = sorted(self._door.people, key=self._place_in_list)
        self._rows: dict[str, DoorRow] = {}
        self._page.show_locked(self._locked())
        self._show()

    def narrow(self, text: str) -> None:
        """Show who is meant by what was typed, or is being composed."""
        self._text = text
        self._page.show_hint("", "")
        self._show_rows()

    def show_everybody(self, on: bool) -> None:
        """Show the whole list, or only who is still expected."""
        self._everybody = on
        self._page.show_everybody(on)
        self._show_rows()

    def sign_in(self, person_id: str) -> None:
        """The marked person is here."""
        known = self._door.attendances.get(person_id)
        if self._locked():
            return
        if known is not None and known.state is not AttendanceState.EXCUSED:
            name = self._hits[person_id].name
            words = _("{name} {at} 已经签到，不用再签。")
            self._page.show_hint(words.format(name=name, at=f"{known.at:%H:%M}"), "waiting")
            self._page.empty_box()
            return
        self._do(
            lambda: sign_in.sign_in(self._desk, self._meeting_id, person_id),
            _("{name} 签到"),
        )

    def sheet(self) -> tuple[str, str]:
        """Where the sign-in sheet is shown as it stands."""
        return "papers", f"{PaperKind.SIGN_IN_SHEET.value}:{self._meeting_id}"

    def ask_guest(self) -> None:
        """Somebody who is not on the roster stands at the door."""
        if not self._locked():
            self._page.ask_guest("" if is_scanned(self._text) else self._text)

    def add_guest(self, name: str, organisation: str) -> bool:
        """Add and sign in a guest; False when the name is missing."""
        before = list(self._desk.store.recent)
        return self._attempt(
            lambda: sign_in.sign_in_guest(self._desk, self._meeting_id, name, organisation),
            then=lambda pair: self._came(pair[0], pair[1], _("{name} 列席"), before),
        )

    def ask_absence(self, person_id: str) -> None:
        """请假 or 列席 for the marked person."""
        hit = self._hits.get(person_id)
        if hit is None or self._locked():
            return
        row = row_of(self._door, hit)
        attendance = self._door.attendances.get(person_id)
        self._page.ask_absence(
            Absence(
                person_id,
                hit.name,
                row.place,
                attendance is not None,
                attendance.reason if attendance else "",
            )
        )

    def excuse(self, person_id: str, reason: str) -> bool:
        """The person asked to be excused."""
        return self._do(
            lambda: sign_in.excuse(self._desk, self._meeting_id, person_id, reason),
            _("{name} 请假"),
        )

    def observe(self, person_id: str) -> bool:
        """The person sits in without taking part."""
        return self._do(
            lambda: sign_in.observe(self._desk, self._meeting_id, person_id),
            _("{name} 列席"),
        )

    def withdraw(self, person_id: str) -> bool:
        """The wrong person was signed in."""
        known = self._door.attendances.get(person_id)
        before = list(self._desk.store.recent)

        def gone(_nothing: None) -> None:
            self._go_out(person_id)
            words = _("撤回 {name} 的签到").format(name=self._hits[person_id].name)
            self._settled(person_id, known, words, before)

        return self._attempt(
            lambda: sign_in.withdraw(self._desk, self._meeting_id, person_id), then=gone
        )

    def undo(self) -> bool:
        """Take the last thing done at this door back; False when there is none."""
        if not self._done:
            return False
        last = self._done.pop()

        def take_back() -> None:
            for action in reversed(last.actions):
                undoing.undo(self._desk, action)

        if self._attempt(take_back):
            if last.before is not None:
                self._come_in(last.before)
            elif last.person_id in self._door.attendances:
                self._go_out(last.person_id)
            self._rows.pop(last.person_id, None)
            self._page.show_hint(_("已撤销：{0}").format(last.words), "done")
        self._show()
        return True

    def _do(self, call: Callable[[], Attendance], words: str) -> bool:
        before = list(self._desk.store.recent)
        return self._attempt(call, then=lambda here: self._came(here, None, words, before))

    def _came(
        self, attendance: Attendance, guest: Person | None, words: str, before: list[str]
    ) -> None:
        """One more row and one more figure: nothing else of the door is read again."""
        person_id = attendance.person_id
        earlier = self._door.attendances.get(person_id)
        self._come_in(attendance, guest)
        said = words.format(name=self._hits[person_id].name)
        self._settled(person_id, earlier, said, before)

    def _come_in(self, attendance: Attendance, guest: Person | None = None) -> None:
        """Somebody stands at the door in one way or another; who is new to it can be found."""
        person_id, person = attendance.person_id, None
        if person_id not in self._door.people:
            person = guest or sign_in.person_at_door(self._desk, person_id)
            self._index.add(person)
            self._order.append(person_id)
            self._hits |= sign_in.door_lines(self._desk, [person_id])
        self._door = self._door.after(attendance, person)

    def _go_out(self, person_id: str) -> None:
        """An attendance is gone; a guest, or somebody not invited, is not of this door any more."""
        self._door = self._door.without(person_id)
        if person_id not in self._door.people:
            self._index.remove(person_id)
            self._order.remove(person_id)

    def _settled(
        self, person_id: str, earlier: Attendance | None, said: str, before: list[str]
    ) -> None:
        actions = tuple(a for a in self._desk.store.recent if a not in before)
        self._done = [*self._done[1 - _TAKEN_BACK :], _Done(actions, person_id, earlier, said)]
        self._rows.pop(person_id, None)
        self._text = ""
        self._page.empty_box()
        self._show()

    def _show(self) -> None:
        self._show_rows()
        self._page.show_figures(figures_of(self._door, self._hits))
        self._page.show_undo(self._done[-1].words if self._done else "")

    def _show_rows(self) -> None:
        if self._text:
            rows = self._found(self._text)
            if not rows:
                self._page.show_nobody(not_found_words(self._text))
                return
        else:
            order = self._order if self._everybody else self._expected()
            rows = [self._row(person_id) for person_id in order]
            if not rows:
                self._page.show_nobody(self._why_empty())
                return
        # Without a name nobody is marked: a second Enter must not sign in whoever stands first.
        self._page.show_rows(rows, mark_first=bool(self._text))

    def _expected(self) -> list[str]:
        missing = {person.id for person in self._door.missing}
        return [person_id for person_id in self._order if person_id in missing][:_SHOWN]

    def _found(self, text: str) -> list[DoorRow]:
        """Who is expected first, then who came, then the rest of the roster."""
        found = find_people(self._desk, text)
        own = dict.fromkeys(self._index.find(text))
        own |= dict.fromkeys(hit.id for hit in found if hit.id in self._door.people)
        ranked = sorted(own, key=lambda person_id: rank_of(self._door, person_id))[:_SHOWN]
        others = [hit for hit in found if hit.id not in own and not hit.left]
        self._hits.update((hit.id, hit) for hit in others)
        shown = [*ranked, *(hit.id for hit in others)]
        return [self._row(person_id) for person_id in shown if person_id in self._hits]

    def _row(self, person_id: str) -> DoorRow:
        """The row in words; looking words up costs more than all else, so each is kept."""
        row = self._rows.get(person_id)
        if row is None:
            may_sign = not self._locked()
            row = row_of(self._door, self._hits[person_id], may_sign=may_sign)
            self._rows[person_id] = row
        return row

    def _place_in_list(self, person_id: str) -> tuple[object, ...]:
        hit: PersonHit = self._hits[person_id]
        return (group_order(hit.organisation or hit.group), hit.household_id or "", hit.id)

    def _locked(self) -> str:
        state = self._door.meeting.state
        if state is MeetingState.SEALED:
            return _("纪要已经归档，签到不能再改。")
        if state is MeetingState.CANCELLED:
            return _("这次会议取消了，不用签到。")
        return ""

    def _why_empty(self) -> str:
        if self._desk.store.mirrored:
            return _("（名单留在村里）")
        if not self._door.invitations:
            return _("还没有邀请人。先到“准备”里邀请；来了的人也可以直接输入名字签到。")
        return _("应到的人都有着落了。还有人来，输入名字签到。")
