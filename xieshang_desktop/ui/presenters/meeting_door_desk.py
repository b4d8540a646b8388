"""What the door keeps: its list in memory, what is shown of it, what was done and is taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import MeetingState
from xieshang_desktop.services import undoing
from xieshang_desktop.services.confirmed import confirmed_by
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.ui.presenters.meeting_break import break_words
from xieshang_desktop.ui.presenters.meeting_door_list import DoorList
from xieshang_desktop.ui.presenters.meeting_door_rows import (
    DoorFigures,
    DoorRow,
    figures_of,
    not_found_words,
)
from xieshang_desktop.ui.presenters.meeting_door_ways import Ways

_TAKEN_BACK = 50  # sign-ins that Ctrl+Z can reach
_SHOWN = 300  # rows of a list that is narrowed anyway: nobody scrolls further
_CLOCK_MAY_STRAY = timedelta(minutes=1)


class DoorPage(Protocol):
    """What the presenter asks of the page."""

    def show_rows(self, rows: Sequence[DoorRow], *, mark_first: bool) -> None: ...
    def show_nobody(self, sentence: str) -> None: ...
    def show_figures(self, figures: DoorFigures) -> None: ...
    def show_undo(self, words: str) -> None: ...
    def show_hint(self, words: str, kind: str) -> None: ...
    def show_locked(self, sentence: str) -> None: ...
    def show_clock(self, sentence: str) -> None: ...
    def show_rest(self, rest: int) -> None: ...
    def show_break(self, sentence: str) -> None: ...
    def show_everybody(self, on: bool) -> None: ...
    def empty_box(self) -> None: ...
    def ask_guest(self, name: str) -> None: ...
    def ask_ways(self, ways: Ways) -> None: ...
    def ask_nobody(self, last: str, rest: int) -> None: ...
    def ask_rest(self, rest: int) -> None: ...
    def ask_void(self, convenors: str, then: Callable[[], object]) -> None: ...


class _Done(NamedTuple):
    """Something that can be taken back: its journal actions, and what stood before; `several` were
    changed by it."""

    actions: tuple[str, ...]
    person_id: str
    before: Attendance | None
    words: str
    several: bool = False


class DoorDesk:
    """Keeps the door in memory: a keystroke asks the roster once and reads nothing else."""

    def __init__(self, desk: Desk, page: DoorPage, attempt: Attempt) -> None:
        self._desk = desk
        self._page = page
        self._attempt = attempt
        self._meeting_id = ""
        self._text = ""
        self._everybody = False
        self._wrong = ""  # who was signed in by mistake: the next one came instead
        self._asked = ""  # which of two people of one name was just asked
        self._done: list[_Done] = []

    def open(self, meeting_id: str) -> None:
        """Read the door of a meeting anew and show it."""
        if meeting_id != self._meeting_id:
            # Who only looks asks who came, not who is still to be signed in.
            self._done, self._everybody, self._text = [], self._desk.store.mirrored, ""
            self._wrong = ""
            self._page.show_everybody(self._everybody)
        self._meeting_id = meeting_id
        self._list = DoorList(self._desk, meeting_id)
        self._page.show_break(break_words(self._desk, self._list.door.meeting))
        self._page.show_locked(self._list.locked())
        self._show()

    def narrow(self, text: str) -> None:
        """Show who is meant by what was typed, or is being composed."""
        self._text, self._asked = text, ""
        self._page.show_hint(self._wrong_words(), "waiting" if self._wrong else "")
        self._show_rows()

    def show_everybody(self, on: bool) -> None:
        """Show the whole list, or only who is still expected."""
        self._everybody = on
        self._page.show_everybody(on)
        self._show_rows()

    def _wrong_words(self) -> str:
        known = self._list.door.came(self._wrong)
        if known is None:
            return ""
        words = _("{name} {at} 的签到改给谁？输入名字，回车；Esc 不改。")
        return words.format(name=self._list.hits[self._wrong].name, at=f"{known.at:%H:%M}")

    def undo(self) -> bool:
        """Take the last thing done at this door back; False when there is none."""
        if not self._done:
            return False
        last, self._wrong = self._done.pop(), ""

        def take_back() -> None:
            for action in reversed(last.actions):
                undoing.undo(self._desk, action)

        if self._attempt(take_back):
            if last.several:
                self.open(self._meeting_id)
            elif last.before is not None:
                self._list.come_in(last.before)
            elif last.person_id in self._list.door.attendances:
                self._list.go_out(last.person_id)
            self._page.show_hint(_("已撤销：{0}").format(last.words), "done")
        self._show()
        return True

    def _do(self, call: Callable[[], Attendance], words: str) -> bool:
        before = list(self._desk.store.recent)
        return self._unless_confirmed(
            lambda: self._attempt(call, then=lambda here: self._came(here, None, words, before))
        )

    def _several(self, call: Callable[[], object], person_id: str, words: str) -> bool:
        """Something that may change more than one person: the door is read again."""
        return self._unless_confirmed(lambda: self._at_once(call, person_id, words))

    def _unless_confirmed(self, call: Callable[[], bool]) -> bool:
        """After the meeting a change makes a convenor's confirmation void: it is asked first, and
        counts as done until it is answered."""
        closed = self._list.door.meeting.state is MeetingState.CLOSED
        convenors = confirmed_by(self._desk, self._meeting_id) if closed else ()
        if not convenors:
            return call()
        self._page.ask_void(_("、").join(convenors), call)
        return True

    def _last(self) -> str:
        """Who was signed in last at this door and is still in."""
        done = (d.person_id for d in reversed(self._done) if d.person_id)
        return next((each for each in done if self._list.door.came(each)), "")

    def _rest(self) -> int:
        """How many neither came nor asked to be excused, once the meeting has begun."""
        begun = self._list.door.meeting.opened_at is not None
        return len(self._list.door.unaccounted) if begun else 0

    def _at_once(self, call: Callable[[], object], person_id: str, words: str) -> bool:
        before = list(self._desk.store.recent)

        def again(_result: object) -> None:
            name = self._list.hits[person_id].name if person_id else ""
            actions = tuple(a for a in self._desk.store.recent if a not in before)
            done = _Done(actions, person_id, None, words.format(name=name), several=True)
            self._done = [*self._done[1 - _TAKEN_BACK :], done]
            self._text = ""
            self._page.empty_box()
            self._page.show_hint("", "")
            self.open(self._meeting_id)

        return self._attempt(call, then=again)

    def _came(
        self, attendance: Attendance, guest: Person | None, words: str, before: list[str]
    ) -> None:
        """One more row and one more figure: nothing else of the door is read again."""
        person_id = attendance.person_id
        earlier = self._list.door.attendances.get(person_id)
        self._list.come_in(attendance, guest)
        hit = self._list.hits[person_id]
        place = hit.organisation or hit.group
        name = _("{0}（{1}）").format(hit.name, place) if hit.namesake and place else hit.name
        said = words.format(name=name)
        self._settled(person_id, earlier, said, before)
        if said := self._list.voice_words(attendance):
            self._page.show_hint(said, "waiting")

    def _settled(
        self, person_id: str, earlier: Attendance | None, said: str, before: list[str]
    ) -> None:
        actions = tuple(a for a in self._desk.store.recent if a not in before)
        self._done = [*self._done[1 - _TAKEN_BACK :], _Done(actions, person_id, earlier, said)]
        self._text = ""
        self._page.empty_box()
        self._show()

    def _show(self) -> None:
        self._show_rows()
        self._page.show_figures(figures_of(self._list.door, self._list.hits))
        self._page.show_undo(self._done[-1].words if self._done else "")
        self._page.show_clock(self._list.clock_words())
        meeting = self._list.door.meeting
        self._page.show_rest(self._rest() if meeting.state is MeetingState.CLOSED else 0)

    def _show_rows(self) -> None:
        if self._text:
            rows = self._list.found(self._text)
            if not rows:
                self._page.show_nobody(not_found_words(self._text))
                return
        else:
            rows = self._list.rows(everybody=self._everybody)
            if not rows:
                self._page.show_nobody(self._list.why_empty())
                return
        # Without a name nobody is marked: a second Enter must not sign in whoever stands first.
        self._page.show_rows(rows, mark_first=bool(self._text))
