"""What is signed under the minutes: their text, named by its digest."""

from __future__ import annotations

from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.minutes import Minutes
from xieshang_desktop.domain.signature import Shown
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes import MinutesFile
from xieshang_desktop.services.sealed_record import digest_of, sealed_digest

#: As many digits of a digest as a page to sign shows, in groups of four.
_SHOWN, _GROUP = 16, 4


def minutes_shown(desk: Desk, file: MinutesFile) -> Shown:
    """The minutes as they stand, or as they were sealed."""
    meeting, record = file.hall.meeting, file.minutes.record_digest
    digest = sealed_digest(desk.files.read(record)) if record else digest_of(file.paper)
    return Shown(
        object_type=Minutes.NOUN,
        object_id=file.minutes.id,
        lines=(
            f"纪要：{meeting.title}",
            f"时间：{date_words((meeting.opened_at or meeting.starts).date())}",
            f"文本核对码：{short_digest(digest)}",
            "本人看过（听过）纪要全文，内容属实。",
        ),
        about=(digest,),
    )


def short_digest(digest: str) -> str:
    """The beginning of a digest as papers show it: `1A2B-3C4D-5E6F-7890`."""
    digits = digest[:_SHOWN].upper()
    return "-".join(digits[at : at + _GROUP] for at in range(0, _SHOWN, _GROUP))
