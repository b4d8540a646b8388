"""What the facts give for every section of the minutes as they stand now."""

from __future__ import annotations

from collections.abc import Iterable

from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.minutes import Minutes
from xieshang_desktop.services.deliberation import hall_of
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes_course import course_text
from xieshang_desktop.services.minutes_facts import Facts, facts_of
from xieshang_desktop.services.minutes_modules import MODULE, module_text
from xieshang_desktop.services.minutes_text import FreshText, item_texts
from xieshang_desktop.storage.unit_of_work import Reader


def facts_about(reader: Reader, minutes: Minutes) -> Facts:
    """All that was entered on the meeting of these minutes."""
    return facts_of(reader, hall_of(reader, reader.one(Meeting, minutes.meeting_id)))


def fresh_texts(
    desk: Desk, facts: Facts, minutes: Minutes, keys: Iterable[str]
) -> dict[str, FreshText]:
    """By key, in the order of the meeting: its course, its items, then the text modules among
    `keys`. What the facts know no more (an item that was taken back) is not in it."""
    modules = (module_text(desk, facts, minutes, key) for key in keys if key.startswith(MODULE))
    texts = (course_text(desk, facts), *item_texts(facts), *modules)
    return {fresh.key: fresh for fresh in texts if fresh is not None}
