"""How far one record has come on its way to the township: a few quiet words on its page."""

from __future__ import annotations

from gettext import gettext as _

from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.enrolment import current_township
from xieshang_desktop.services.receipts import Standing, standing


def standing_words(desk: Desk, object_id: str) -> str:
    """乡镇已收, 乡镇已采信, 乡镇退回 … of the newest change; "" where there is no township that
    was compared, and where somebody only looks at what another unit handed over."""
    if desk.store.mirrored:
        return ""
    township = current_township(desk)
    if township is None or township.trusted_on is None:
        return ""
    try:
        found = standing(desk, object_id)
    except RuleBroken:  # taken back a moment ago
        return ""
    return {
        Standing.HERE: _("还没有写进协商包"),
        Standing.WRITTEN: _("已写进协商包，等乡镇回执"),
        Standing.TAKEN_BY_SLIP: _("乡镇已收（凭条）"),
        Standing.TAKEN: _("乡镇已收"),
        Standing.ACCEPTED: _("乡镇已采信"),
        Standing.RETURNED: _("乡镇退回"),
    }[found]
