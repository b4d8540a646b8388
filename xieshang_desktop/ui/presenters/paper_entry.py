"""纸质签到: a sheet of paper entered row by row; the marked person stands in the next row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time
from gettext import gettext as _
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.errors import BadInput, RuleBroken, WorldFailed
from xieshang_desktop.services import paper_entry, photos, undoing
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_entry import PaperRow, PaperSheet, split_clock
from xieshang_desktop.services.people import add_guest
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.ui.presenters.meeting_door_list import DoorList
from xieshang_desktop.ui.presenters.meeting_door_rows import DoorRow, not_found_words
from xieshang_desktop.ui.presenters.photos import Read
from xieshang_desktop.wording import words_for
from xieshang_desktop.wording.dates import moment_words

T = TypeVar("T")

_TAKEN_BACK = 50  # rows that Ctrl+Z can reach


class RowLine(NamedTuple):
    """One row of the sheet as it is listed; the number stands last, as its key."""

    number: str
    name: str
    place: str
    time: str
    key: str


class RowAsked(NamedTuple):
    """A row that is to be corrected; `time` empty where none can be given."""

    number: int
    name: str
    time: str


class PaperPage(Protocol):
    """What the presenter asks of the page."""

    def show_head(self, facts: str, locked: str) -> None: ...
    def show_sittings(self, sittings: Sequence[tuple[str, str]], chosen: str) -> None: ...
    def show_next(self, number: int, clock: str) -> None: ...
    def show_found(self, rows: Sequence[DoorRow]) -> None: ...
    def show_nobody(self, sentence: str) -> None: ...
    def show_rows(self, rows: Sequence[RowLine], mark: str) -> None: ...
    def show_photos(self, jpegs: Sequence[bytes]) -> None: ...
    def show_hint(self, words: str, kind: str) -> None: ...
    def show_undo(self, words: str) -> None: ...
    def empty_box(self) -> None: ...
    def ask_guest(self, name: str) -> None: ...
    def ask_row(self, row: RowAsked) -> None: ...


class _Done(NamedTuple):
    """Something that can be taken back: by its journal actions, or by emptying the row."""

    actions: tuple[str, ...]
    row: int
    words: str


class PaperPresenter:
    """A keystroke asks the roster; Enter writes one row, which is there after a power cut."""

    def __init__(self, desk: Desk, page: PaperPage, attempt: Attempt, read: Read) -> None:
        self._desk, self._page, self._attempt, self._read = desk, page, attempt, read
        self._meeting_id = ""
        self._clock = time(0, 0)
        self._asked = ""
        self._text = ""
        self._done: list[_Done] = []
        self._began: datetime | None = None

    def open(self, meeting_id: str) -> None:
        """Read the sheet as far as it is entered."""
        if meeting_id != self._meeting_id:
            self._began = None
        self._sheet: PaperSheet = self._read_sheet(meeting_id)
        self._list = DoorList(self._desk, meeting_id)
        sheet = self._sheet
        if meeting_id != self._meeting_id:
            self._meeting_id, self._clock = meeting_id, sheet.first_time
            times = [r.attendance.at for r in sheet.rows if r.attendance and r.attendance.on_paper]
            if times:
                self._clock = time(times[-1].hour, times[-1].minute)
            self._done, self._asked, self._text = [], "", ""
        began = sheet.meeting.opened_at or sheet.meeting.starts
        self._show()
        self._show_sittings()
        self._page.show_head(
            "　".join((sheet.meeting.title, moment_words(began))), self._list.locked()
        )
        self._page.show_photos([self._jpeg(p.id) for p in sheet.photos])

    def choose_sitting(self, key: str) -> None:
        """The sheet is of another day: its times are of that day, from the sitting's beginning."""
        self._began = next((b for b in self._sheet.sittings if b.isoformat() == key), None)
        if self._began is not None:
            self._sheet = self._sheet.of(self._began)
            self._clock = self._sheet.first_time
            self.narrow(self._text)

    def _read_sheet(self, meeting_id: str) -> PaperSheet:
        sheet = paper_entry.open_sheet(self._desk, meeting_id)
        return sheet.of(self._began) if self._began is not None else sheet

    def _show_sittings(self) -> None:
        sittings = self._sheet.sittings if len(self._sheet.sittings) > 1 else ()
        shown = [(b.isoformat(), moment_words(b)) for b in sittings]
        self._page.show_sittings(shown, self._sheet.began.isoformat())

    def narrow(self, text: str) -> None:
        """Show who is meant by what stands in the box behind the time."""
        self._text, self._asked = text, ""
        self._page.show_hint("", "")
        try:
            clock, name = split_clock(text)
        except BadInput as wrong:
            self._page.show_next(self._sheet.next_row, "")
            self._page.show_nobody(" ".join(words_for(wrong)))
            return
        self._page.show_next(self._sheet.next_row, f"{clock or self._clock:%H:%M}")
        rows = [self._found(row) for row in self._list.found(name)] if name else []
        if rows:
            rows.sort(key=lambda row: self._sheet.row_of(row.key) is not None)
            self._page.show_found(rows)
        elif name:
            self._page.show_nobody(not_found_words(name))
        elif clock is not None:
            words = _("回车，往下都用 {0}；接着打名字也行。")
            self._page.show_nobody(words.format(f"{clock:%H:%M}"))
        else:
            words = _("照着纸上第 {0} 行，打姓名或首字母，回车。")
            self._page.show_nobody(words.format(self._sheet.next_row))

    def enter_text(self, text: str) -> None:
        """Enter without a marked person: a time alone is for this row and those below."""
        try:
            clock, name = split_clock(text)
        except BadInput:
            return
        if clock is not None and not name:
            self._clock = clock
            self._page.empty_box()
            self.narrow("")

    def enter_only(self) -> None:
        """Enter ended what an input method composed: who alone is meant stands in the row."""
        clock_and_name = split_clock(self._text)
        rows = self._list.found(clock_and_name[1])
        if len(rows) == 1:
            self.enter(rows[0].key)

    def enter(self, person_id: str) -> None:
        """The marked person stands in the next row; namesakes, and who signed at the door, are
        asked about once."""
        if self._list.locked():
            return
        clock = split_clock(self._text)[0] or self._clock
        name, number = self._list.hits[person_id].name, self._sheet.next_row
        known = self._sheet.attendances.get(person_id)
        at_door = known is not None and known.here
        row = self._sheet.row_of(person_id)
        if row is not None:
            found = RuleBroken("entered_on_paper", name=name, row=row)
            self._page.show_hint(" ".join(words_for(found)), "waiting")
            return
        if self._asked != person_id and (question := self._question(person_id)):
            self._asked = person_id
            self._page.show_hint(question, "waiting")
            return
        moment, said = self._sheet.moment(clock), _("第 {0} 行 {1}").format(number, name)
        if at_door:
            self._fill(lambda: paper_entry.match(self._desk, self._meeting_id, person_id), said)
        elif self._fill(
            lambda: paper_entry.enter(
                self._desk, self._meeting_id, person_id, moment, self._sheet.began
            ),
            said,
        ):
            self._clock = clock
            self.narrow("")

    def skip(self) -> None:
        """F4: nobody can read this row."""
        if not self._list.locked():
            said = _("第 {0} 行 看不清").format(self._sheet.next_row)
            self._fill(lambda: paper_entry.skip(self._desk, self._meeting_id), said)

    def ask_guest(self) -> None:
        """F2: somebody who is not on the roster."""
        try:
            name = split_clock(self._text)[1]
        except BadInput:
            name = ""
        if not self._list.locked():
            self._page.ask_guest("" if name.isascii() else name)

    def add_guest(self, name: str, organisation: str) -> bool:
        """Add the guest, who stands in the next row."""
        clock = split_clock(self._text)[0] or self._clock
        number, moment = self._sheet.next_row, self._sheet.moment(clock)

        def add() -> None:
            guest = add_guest(self._desk, name, organisation)
            began = self._sheet.began
            paper_entry.enter(self._desk, self._meeting_id, guest.id, moment, began)

        return self._do(add, _("第 {0} 行 {1}").format(number, name))

    def ask_row(self, key: str) -> None:
        """A row is to be corrected."""
        line = next((row for row in self._sheet.rows if str(row.number) == key), None)
        if line is None or line.empty or self._list.locked():
            return
        self._page.ask_row(RowAsked(line.number, self._name(line), _clock_of(line)))

    def change_time(self, number: int, words: str) -> bool:
        """Another time for a row."""

        def change() -> None:
            clock, rest = split_clock(words)
            if clock is None or rest:
                raise BadInput("clock_unreadable", words=words)
            moment = self._sheet.moment(clock)
            began = self._sheet.began
            paper_entry.change_time(self._desk, self._meeting_id, number, moment, began)

        return self._do(change, _("第 {0} 行改时间").format(number))

    def clear(self, number: int) -> bool:
        """Empty a row: it is the next one to be entered."""
        return self._do(
            lambda: paper_entry.clear_row(self._desk, self._meeting_id, number),
            _("第 {0} 行清空").format(number),
        )

    def undo(self) -> bool:
        """Take the last row back; False when there is none."""
        if not self._done:
            return False
        last = self._done.pop()

        def take_back() -> None:
            for action in reversed(last.actions):
                undoing.undo(self._desk, action)
            if not last.actions and last.row:
                paper_entry.clear_row(self._desk, self._meeting_id, last.row)

        done = self._attempt(take_back)
        self._again()
        if done:
            self._page.show_hint(_("已撤销：{0}").format(last.words), "done")
        return True

    def add_photo(self, path: Path) -> None:
        """Keep a photo of the sheet."""

        def keep(photo: photos.ReadPhoto) -> None:
            if self._attempt(lambda: paper_entry.keep_sheet(self._desk, self._meeting_id, photo)):
                self.open(self._meeting_id)

        self._read(lambda: photos.read_photo(path), keep, _("读照片 {0}").format(path.name))

    def _question(self, person_id: str) -> str:
        """What is asked before this person is entered, or nothing."""
        hit, known = self._list.hits[person_id], self._sheet.attendances.get(person_id)
        if known is not None and known.here:
            words = _("{0} {1} 在门口签过到。再按回车，只对上这一行，不另记。")
            return words.format(hit.name, f"{known.at:%H:%M}")
        if hit.namesake:
            words = _("有同名的人。看清是{0}的 {1}，再按回车；不是，用上下箭头换一个。")
            return words.format(hit.organisation or hit.group, hit.name)
        return ""

    def _do(self, call: Callable[[], object], said: str) -> bool:
        """Something after which all is read anew."""
        return self._remembered(call, said, lambda _result: self._again())

    def _fill(self, call: Callable[[], Attendance | None], said: str) -> bool:
        """The next row: nothing else of the sheet is read again."""

        def then(attendance: Attendance | None) -> None:
            if attendance is not None:
                self._list.come_in(attendance)
            self._sheet = self._sheet.after(attendance)
            self._show()

        return self._remembered(call, said, then)

    def _remembered(self, call: Callable[[], T], said: str, then: Callable[[T], object]) -> bool:
        before, row = list(self._desk.store.recent), self._sheet.next_row

        def done(result: T) -> None:
            actions = tuple(a for a in self._desk.store.recent if a not in before)
            self._done = [*self._done[1 - _TAKEN_BACK :], _Done(actions, row, said)]
            self._text = ""
            self._page.empty_box()
            then(result)

        return self._attempt(call, then=done)

    def _again(self) -> None:
        """Read the sheet and the door anew, and show them."""
        self._sheet = self._read_sheet(self._meeting_id)
        self._list = DoorList(self._desk, self._meeting_id)
        self._show()

    def _show(self) -> None:
        lines = [self._line(row) for row in self._sheet.rows]
        self._page.show_rows(lines, lines[-1].key if lines else "")
        self._page.show_undo(self._done[-1].words if self._done else "")
        self.narrow(self._text)

    def _found(self, row: DoorRow) -> DoorRow:
        number = self._sheet.row_of(row.key)
        if number is not None:
            return row._replace(state=_("第 {0} 行").format(number), state_kind="done", action="")
        known = self._sheet.attendances.get(row.key)
        action = _("对上") if known is not None and known.here else _("录入")
        return row._replace(action=action)

    def _line(self, row: PaperRow) -> RowLine:
        number = str(row.number)
        if row.attendance is None:
            words = _("看不清") if row.unreadable else _("（空）")
            return RowLine(number, words, "", "", number)
        found = self._list.row(row.attendance.person_id)
        at = f"{row.attendance.at:%H:%M}"
        shown = at if row.attendance.on_paper else _("门口 {0}").format(at)
        return RowLine(number, found.name, found.place, shown, number)

    def _name(self, row: PaperRow) -> str:
        return self._line(row).name

    def _jpeg(self, photo_id: str) -> bytes:
        photo = next(p for p in self._sheet.photos if p.id == photo_id)
        try:
            return photos.photo_bytes(self._desk, photo)
        except WorldFailed:  # a folder that was copied without its files: shown as missing
            return b""


def _clock_of(row: PaperRow) -> str:
    on_paper = row.attendance is not None and row.attendance.on_paper
    return f"{row.attendance.at:%H:%M}" if on_paper and row.attendance else ""
