"""What an adjourned meeting says at its door and in its plan."""

from __future__ import annotations

from gettext import gettext as _

from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.terms import MeetingState
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.sittings import sittings_of
from xieshang_desktop.wording.dates import near_date


def break_words(desk: Desk, meeting: Meeting) -> str:
    """休会中（停电），3月13日 09:00复会。 Nothing while it is not adjourned."""
    if meeting.state is not MeetingState.ADJOURNED:
        return ""
    with desk.store.read() as reader:
        last = sittings_of(reader, meeting)[-1]
    words = _("休会中（{0}）").format(last.note) if last.note else _("休会中")
    if last.resumes is None:
        return _("{0}，哪天复会还没有定。").format(words)
    day = near_date(last.resumes.date(), desk.today)
    return _("{0}，{1} {2}复会。").format(words, day, f"{last.resumes:%H:%M}")
