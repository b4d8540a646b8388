"""Many people through one door by keyboard alone, through the real page: each key that the clerk
presses is counted. `python -m tests.journeys.door_run [PEOPLE]` says what it takes.

The roster has the surnames of the country by how frequent they are, so that a fifth of it is 王, 李
or 张 as in a village. The clerk types the initials and looks at the list after each: Enter as soon
as the marked one is the right one, the arrow down where the initials are spent.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.clock import HandClock
from tests.making import MORNING, a_desk
from xieshang_desktop.domain.attendance import Invitation
from xieshang_desktop.domain.people import Household, Person
from xieshang_desktop.domain.pinyin import pinyin
from xieshang_desktop.domain.search_keys import keys_of
from xieshang_desktop.domain.terms import Part, Sex
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import meetings
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.sign_in import open_door
from xieshang_desktop.storage.people import add_keys
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.main_window import MainWindow
from xieshang_desktop.ui.places import make_page, places

#: The commonest surnames with their share in a thousand people, and what people are called.
_SURNAMES = (
    ("王", 72), ("李", 72), ("张", 68), ("刘", 51), ("陈", 45), ("杨", 32), ("黄", 22), ("赵", 22),
    ("吴", 20), ("周", 19), ("徐", 15), ("孙", 14), ("马", 13), ("朱", 12), ("胡", 12), ("郭", 11),
    ("何", 11), ("林", 11), ("罗", 9), ("高", 9), ("郑", 8), ("梁", 8), ("谢", 7), ("宋", 7),
    ("唐", 7), ("许", 6), ("韩", 6), ("邓", 6), ("冯", 6), ("曹", 6), ("彭", 5), ("曾", 5),
    ("肖", 5), ("田", 5), ("董", 5), ("潘", 4), ("袁", 4), ("蔡", 4), ("蒋", 4), ("余", 4),
)  # fmt: skip
_GIVEN = (
    "国建军华明德志永福金春秀英兰芳桂玉凤霞梅红丽珍淑琴萍燕敏静娟艳勇强伟刚平波涛斌海林生发财富贵"
    "宝庆祥云龙成文武学忠义仁礼智信长河山江正清水木火土石松柏杨柳青白小大老三喜乐安康宁和顺利民兴旺"
)
_FIRST, _ENTER = Qt.Key.Key_Down, Qt.Key.Key_Return


class Run:
    """A village of so many people, a meeting to which some are invited, and its door."""

    def __init__(self, folder: Path, roster: int, invited: int) -> None:
        chance = random.Random(20260302)  # noqa: S311 - the same people each time, not a secret
        self.desk = a_desk(folder, HandClock(MORNING))
        self.people = _village(self.desk, roster, chance)
        self.coming = chance.sample(self.people, invited)
        blank = meetings.blank_meeting(self.desk, self.desk.clock() + timedelta(hours=1))
        meeting = meetings.plan_meeting(self.desk, replace(blank, title="村民大会"))
        self.meeting_id = meeting.id
        meetings.invite(
            self.desk,
            [
                Invitation(id=new_id(), meeting_id=meeting.id, person_id=p.id, part=Part.COUNCIL)
                for p in self.coming
            ],
        )
        self.window = MainWindow(places(), lambda key: make_page(key, self.context))
        self.context = Context(self.desk, self.window)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        self.context.go("meetings/meeting", f"{meeting.id}#door")
        QApplication.processEvents()
        self.door: Any = self.window.page("meetings/meeting").showing()  # type: ignore[union-attr]
        chance.shuffle(self.coming)

    def come(self, person: Person, *, composing: bool = False) -> int:
        """Sign somebody in as the clerk does; gives the number of keys that it took."""
        keys, typed = 0, ""
        for letter in _initials(person.name):
            typed += letter
            keys += 1
            self._letter(typed, composing=composing)
            if self.door.people.marked_key() == person.id:
                break
        if composing:  # the input method's own Enter puts the letters in place
            keys += 1
            event = QInputMethodEvent()
            event.setCommitString(typed)
            QApplication.sendEvent(self.door.box, event)
            if not self.door.box.text():
                return keys
        while self.door.people.marked_key() != person.id:
            keys += 1
            QTest.keyClick(self.door.box, _FIRST)
        QTest.keyClick(self.door.box, _ENTER)
        QApplication.processEvents()
        return keys + 1

    def alone(self, person: Person) -> str:
        """The shortest beginning of the initials that, of those still expected, finds this person
        and nobody else; "" where there is none."""
        letters = _initials(person.name)
        expected = {p.id for p in open_door(self.desk, self.meeting_id).missing}
        for end in range(1, len(letters) + 1):
            self.door.box.setText(letters[:end])
            found = [row.key for row in self.door.people.rows() if row.key in expected]
            self.door.box.clear()
            if found == [person.id]:
                return letters[:end]
        return ""

    def signed_in(self) -> int:
        """How many the record has."""
        return open_door(self.desk, self.meeting_id).figures.total.present

    def close(self) -> None:
        """Everything is let go."""
        self.window.close()
        self.desk.close()

    def _letter(self, typed: str, *, composing: bool) -> None:
        if composing:
            QApplication.sendEvent(self.door.box, QInputMethodEvent("'".join(typed), []))
        else:
            QTest.keyClicks(self.door.box, typed[-1])
        QApplication.processEvents()


def _village(desk: Desk, count: int, chance: random.Random) -> list[Person]:
    names, shares = zip(*_SURNAMES, strict=True)
    people, households = [], []
    for number in range(count):
        surname = chance.choices(names, shares)[0]
        given = "".join(chance.choices(_GIVEN, k=chance.choice((1, 2, 2, 2, 2))))
        if number % 4 == 0:
            group = f"第{'一二三四五六七八九十'[number // 500 % 10]}组"
            households.append(Household(id=new_id(), group=group, head=surname + given))
        home = households[-1]
        sex = Sex.FEMALE if number % 2 else Sex.MALE
        person = Person(
            id=new_id(), name=surname + given, sex=sex, group=home.group, household_id=home.id
        )
        people.append(person)
    with desk.store.write() as uow:
        uow.put_all(households, "household_added")
        uow.put_all(people, "person_added")
        add_keys(uow, [(p.id, keys_of(p.name, p.phones)) for p in people])
        uow.commit()
    return people


def _initials(name: str) -> str:
    return "".join(pinyin(character)[:1] for character in name)


def main(count: int) -> None:
    """Say how many keys each took, with the input method off and on, and how long."""
    from xieshang_desktop.ui import theme

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(theme.ARGUMENTS)
    theme.start(app)
    for composing in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            run = Run(Path(folder), 5_000, count)
            started = time.perf_counter()
            keys = [run.come(person, composing=composing) for person in run.coming]
            took = time.perf_counter() - started
            spread = sorted(Counter(keys).items())
            print(
                f"input method {'on' if composing else 'off'}: {run.signed_in()} of {count} in;"
                f" keys {dict(spread)}, mean {statistics.mean(keys):.2f},"
                f" ≤ 4: {sum(k <= 4 for k in keys) / count:.0%}, {took / count * 1000:.1f} ms each"
            )
            run.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
