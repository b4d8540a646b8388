"""Who may be meant in the hall: those there now, those invited, and the rest of the roster."""

from __future__ import annotations

from gettext import gettext as _
from unicodedata import normalize

from xieshang_desktop.domain.people import person_of_pass
from xieshang_desktop.domain.terms import MeetingState
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.finding import NameIndex
from xieshang_desktop.services.people import PersonHit, find_people
from xieshang_desktop.services.sign_in import door_lines, open_door
from xieshang_desktop.ui.presenters.meeting_door_rows import place_words


class HallPeople:
    """Those of the meeting are in memory; the roster is asked once a keystroke."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.meeting_id = ""
        self.may_sign_in = False
        self.here: dict[str, PersonHit] = {}
        self._index = NameIndex(())
        self._away: dict[str, PersonHit] = {}
        self._away_index = NameIndex(())
        self._elsewhere: dict[str, PersonHit] = {}

    def read(self, meeting_id: str) -> None:
        """Who is there now and may be named as speaker; who was invited and is not there yet."""
        door = open_door(self._desk, meeting_id)
        self.meeting_id = meeting_id
        self.may_sign_in = door.meeting.state is MeetingState.OPEN and not self._desk.store.mirrored
        here = {
            person_id: door.people[person_id]
            for person_id, attendance in door.attendances.items()
            if attendance.here and person_id in door.people
        }
        self.here = door_lines(self._desk, here)
        self._index = NameIndex(here.values())
        away = {key: person for key, person in door.people.items() if key not in here}
        self._away = door_lines(self._desk, away)
        self._away_index = NameIndex(away.values())
        self._elsewhere = {}

    def find_present(self, text: str) -> list[PersonHit]:
        """Those present whom a name, initials, a telephone tail or a pass may mean."""
        return _hits(self._index, self.here, text)

    def find_away(self, text: str) -> list[PersonHit]:
        """The same for those who are not there: those invited, then the others of the roster."""
        away = _hits(self._away_index, self._away, text)
        others = [
            hit
            for hit in find_people(self._desk, text)
            if not (hit.left or hit.id in self.here or hit.id in self._away)
        ]
        self._elsewhere.update((hit.id, hit) for hit in others)
        return [*away, *others]

    def away(self, person_id: str) -> PersonHit | None:
        """Somebody who was found and is not there."""
        return None if person_id in self.here else self._known(person_id)

    def state_words(self, person_id: str) -> str:
        """Why somebody who was found can't speak yet."""
        return _("未签到") if person_id in self._away else _("未邀请")

    def _same_name(self, person_id: str) -> list[PersonHit]:
        """All who were found under the name of this person."""
        hit = self.here.get(person_id) or self._known(person_id)
        known = {**self._elsewhere, **self._away, **self.here}
        return [other for other in known.values() if hit is not None and other.name == hit.name]

    def which_words(self, person_id: str) -> str:
        """Of several people of one name, which one the next Enter takes; "" where the name is
        clear."""
        same = self._same_name(person_id)
        if person_id in self.here:  # who is there is likelier meant than who is not
            same = [hit for hit in same if hit.id in self.here]
        if len(same) < 2:
            return ""
        hit = next(each for each in same if each.id == person_id)
        words = _("有 {count} 位{name}。看清是{place}的，再按回车；不是，用上下箭头换一个。")
        return words.format(count=len(same), name=hit.name, place=place_words(hit))

    def _known(self, person_id: str) -> PersonHit | None:
        return self._away.get(person_id) or self._elsewhere.get(person_id)


def is_search(name: str) -> bool:
    """Letters and digits alone look for somebody: they are nobody's name as heard."""
    return bool(name.strip()) and normalize("NFKC", name).isascii()


def _hits(index: NameIndex, hits: dict[str, PersonHit], text: str) -> list[PersonHit]:
    scanned = person_of_pass(text)
    found = [scanned] if scanned else index.find(text)
    return [hits[person_id] for person_id in found if person_id in hits]
