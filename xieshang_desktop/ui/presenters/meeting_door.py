"""The door: finds people at every keystroke, signs them in, takes the last one back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from gettext import gettext as _

from xieshang_desktop.domain.stays import is_inside, newest_moment
from xieshang_desktop.services import coming_and_going, sign_in, signatures, sittings
from xieshang_desktop.services.household_voices import represent
from xieshang_desktop.services.papers import PaperKind
from xieshang_desktop.ui.presenters.meeting_door_desk import DoorDesk, DoorPage
from xieshang_desktop.ui.presenters.meeting_door_rows import (
    is_gone,
    is_scanned,
    row_of,
)
from xieshang_desktop.ui.presenters.meeting_door_ways import ways_of

__all__ = ["DoorPage", "DoorPresenter"]


class DoorPresenter(DoorDesk):
    """What a person at the door asks for."""

    def sign_in(self, person_id: str) -> None:
        """The marked person is here, or is back, or came in the place of the wrong one."""
        if self._list.locked():
            return
        if self._wrong:
            self._move(person_id)
            return
        known = self._list.door.came(person_id)
        gone = is_gone(self._list.door, person_id)
        if known is not None and not gone:
            name = self._list.hits[person_id].name
            words = _("{name} {at} 已经签到，不用再签。")
            self._page.show_hint(words.format(name=name, at=f"{known.at:%H:%M}"), "waiting")
            self._text = ""
            self._page.empty_box()
            self._show_rows()
            return
        self._do(
            lambda: sign_in.sign_in(self._desk, self._meeting_id, person_id),
            _("{name} 返回") if gone else _("{name} 签到"),
        )

    def enter(self, person_id: str) -> None:
        """Enter on the marked person. Where a namesake is expected too and nobody moved the mark,
        the first Enter only asks."""
        found = self._list.found(self._text) if self._text else []
        missing = {person.id for person in self._list.door.missing}
        hit = self._list.hits[person_id]
        same = [r for r in found if r.key in missing and self._list.hits[r.key].name == hit.name]
        unmoved = len(same) > 1 and found[0].key == person_id == same[0].key
        if unmoved and self._asked != hit.name and not self._wrong:
            self._asked = hit.name
            words = _("有 {count} 位{name}要来。看清是{place}的，再按回车；不是，用下箭头换一个。")
            said = words.format(count=len(same), name=hit.name, place=same[0].place)
            self._page.show_hint(said, "waiting")
            return
        self.sign_in(person_id)

    def sign_in_only(self) -> None:
        """Enter ended what an input method composed: who alone is meant, or alone is still
        expected, is here; of several, the next Enter chooses."""
        found = self._list.found(self._text) if self._text else []
        missing = {person.id for person in self._list.door.missing}
        expected = [row for row in found if row.key in missing]
        alone = expected if len(expected) == 1 else found
        if len(alone) == 1 and alone[0].action and not self._wrong:
            self.sign_in(alone[0].key)

    def scan(self, code: str) -> None:
        """A pass was scanned into another field: its person is here."""
        self.narrow(code)
        for row in self._list.found(code):
            self.sign_in(row.key)

    def sheet(self) -> tuple[str, str]:
        """Where the sign-in sheet is shown as it stands."""
        return "papers", f"{PaperKind.SIGN_IN_SHEET.value}:{self._meeting_id}"

    def ask_guest(self) -> None:
        """Somebody who is not on the roster stands at the door."""
        if not self._list.locked():
            self._page.ask_guest("" if is_scanned(self._text) else self._text)

    def add_guest(self, name: str, organisation: str) -> bool:
        """Add and sign in a guest; False when the name is missing."""
        before = list(self._desk.store.recent)
        return self._unless_confirmed(
            lambda: self._attempt(
                lambda: sign_in.sign_in_guest(self._desk, self._meeting_id, name, organisation),
                then=lambda pair: self._came(pair[0], pair[1], _("{name} 列席"), before),
            )
        )

    def ask_ways(self, person_id: str, chosen: str = "") -> None:
        """F3: everything else that can be done for the marked person."""
        hit = self._list.hits.get(person_id)
        if hit is not None and not self._list.locked():
            place = row_of(self._list.door, hit).place
            self._page.ask_ways(ways_of(self._list.door, hit, place, self._desk.clock(), chosen))

    def excuse(self, person_id: str, reason: str) -> bool:
        """The person asked to be excused."""
        return self._do(
            lambda: sign_in.excuse(self._desk, self._meeting_id, person_id, reason),
            _("{name} 请假"),
        )

    def attend(self, person_id: str, way: str) -> bool:
        """The person takes part (`present`), sits in (`observe`), or listens (`visit`)."""
        call, words = {
            "present": (sign_in.take_part, _("{name} 出席")),
            "observe": (sign_in.observe, _("{name} 列席")),
            "visit": (sign_in.visit, _("{name} 旁听")),
        }[way]
        return self._several(
            lambda: call(self._desk, self._meeting_id, person_id), person_id, words
        )

    def toggle_inside(self, person_id: str) -> None:
        """F4: who is in the room left, who left is back."""
        known = self._list.door.came(person_id)
        if self._list.locked() or person_id not in self._list.hits:
            return
        if known is None:
            words = _("{name} 还没有签到，按回车签到。").format(
                name=self._list.hits[person_id].name
            )
            self._page.show_hint(words, "waiting")
        elif self._list.door.room.over or self._list.door.meeting.entered_on is not None:
            self.ask_ways(person_id, "leave" if known.spans[-1].until is None else "back")
        else:
            inside = is_inside(known, self._list.door.room)
            self.go(person_id, "leave" if inside else "back", None)

    def go(self, person_id: str, way: str, at: datetime | None) -> bool:
        """The person left (`leave`) or came `back`, or had come at another time (`arrival`)."""
        desk, meeting_id = self._desk, self._meeting_id
        if way == "arrival" and at is not None:
            moment = at
            return self._do(
                lambda: coming_and_going.came_at(desk, meeting_id, person_id, moment),
                _("{name} 改到会时间"),
            )
        call, words = {
            "leave": (coming_and_going.leave, _("{name} 离场")),
            "back": (coming_and_going.come_back, _("{name} 返回")),
        }[way]
        return self._do(lambda: call(desk, meeting_id, person_id, at), words)

    def read_time(self, person_id: str, text: str) -> datetime | None:
        """A time of the day on which the person came (else of the meeting), or None."""
        known = self._list.door.came(person_id)
        day = newest_moment(known) if known else self._list.door.meeting.starts
        return coming_and_going.read_time(text, day)

    def mark_absent(self, person_id: str) -> bool:
        """The person did not come."""
        return self._do(
            lambda: sign_in.mark_absent(self._desk, self._meeting_id, person_id), _("{name} 缺席")
        )

    def ask_nobody(self) -> None:
        """F3 without a marked person: the last one was the wrong one, or the rest did not come."""
        last = self._list.hits.get(self._last())
        rest = self._rest()
        if self._list.locked():
            return
        if last is None and not rest:
            self._page.show_hint(_("先输入名字，标出一个人，再按 F3。"), "waiting")
        else:
            self._page.ask_nobody(last.name if last else "", rest)

    def ask_rest(self) -> None:
        """Everybody of whom nothing is known did not come: it is asked once, with the number."""
        if self._rest():
            self._page.ask_rest(self._rest())

    def mark_rest_absent(self) -> None:
        """They are absent, as one action."""
        self._several(
            lambda: sign_in.mark_rest_absent(self._desk, self._meeting_id),
            "",
            _("{count} 人记缺席").format(count=self._rest()),
        )

    def resume(self) -> None:
        """The adjourned meeting goes on, at the same place; those present sign in again."""
        words = _("复会了，请到会的人再签到")
        self._attempt(lambda: sittings.resume(self._desk, self._meeting_id), words)

    def represent(self, person_id: str, household_id: str = "", reason: str = "") -> bool:
        """The person speaks for the household from now on; for another one with a reason."""
        if self._list.locked():
            return False
        return self._several(
            lambda: represent(
                *(self._desk, self._meeting_id, person_id, household_id, reason),
                instead=not household_id,
            ),
            person_id,
            _("{name} 户代表"),
        )

    def withdraw(self, person_id: str) -> bool:
        """What was entered of the person is taken back."""
        return self._several(
            lambda: sign_in.withdraw(self._desk, self._meeting_id, person_id),
            person_id,
            _("撤回 {name} 的签到"),
        )

    def wrong_person(self, person_id: str = "") -> None:
        """This person, else the one who was signed in last, is not the one who came."""
        wrong = person_id or self._last()
        if self._list.locked() or self._list.door.came(wrong) is None:
            return
        self._wrong = wrong
        self._page.empty_box()
        self.narrow("")

    def to_sign(self, person_id: str) -> tuple[str, bool]:
        """Who signs by hand: the marked person, signed in first where nobody did (then True), else
        who came last; nobody where the door is shut or it must be asked first."""
        if self._list.locked():
            return "", False
        first = bool(person_id) and self._list.door.came(person_id) is None
        if first:
            self.sign_in(person_id)
            if self._list.door.came(person_id) is None:
                return "", False
        return person_id or signatures.last_at_door(self._desk, self._meeting_id) or "", first

    def sign_by_hand(self, person_id: str, call: Callable[[], object], words: str) -> bool:
        """Something about a signature, which Ctrl+Z takes back like a sign-in."""
        return self._at_once(call, person_id, words)

    def leave_wrong(self) -> bool:
        """Escape: the sign-in stays as it is; False when nothing was to be changed."""
        asked, self._wrong = bool(self._wrong), ""
        if asked:
            self._page.show_hint("", "")
        return asked

    def _move(self, person_id: str) -> None:
        wrong, self._wrong = self._wrong, ""
        words = _("{name} 签到，不是{wrong}")
        words = words.replace("{wrong}", self._list.hits[wrong].name)
        done = self._several(
            lambda: sign_in.move_sign_in(self._desk, self._meeting_id, wrong, person_id),
            person_id,
            words,
        )
        if not done:
            self._wrong = wrong
            return
        self._page.show_hint("", "")
        if self._done and self._done[-1].person_id == person_id:
            right = self._list.hits[person_id].name
            self._page.show_hint(_("改好了：{0}").format(words.format(name=right)), "done")
