"""The strip over a village's pages at its township: whose records, up to where."""

from __future__ import annotations

from gettext import gettext as _

from xieshang_desktop.services.desk import Desk
from xieshang_desktop.township.overview import newest_entry
from xieshang_desktop.wording.dates import short_date


def strip_words(desk: Desk) -> str:
    """What a township is told on every page of a village."""
    if not desk.store.mirrored:
        return _("代管：这里替{0}记录，写下的都算{0}的。").format(desk.unit.name)
    newest = newest_entry(desk)
    if newest is None:
        return _("只读：{0}交来的记录，还没有收到。").format(desk.unit.name)
    return _("只读：{name}交来的记录，截至第 {number} 条（{day}）。").format(
        name=desk.unit.name, number=newest.number, day=short_date(newest.at.date())
    )
