"""Minutes that are signed by hand: printed with a code at the foot, photographed, kept (N17)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.minutes import Minutes
from xieshang_desktop.domain.terms import MinutesState
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes import MinutesFile, file_of, open_minutes
from xieshang_desktop.services.minutes_missing import refuse_unsettled
from xieshang_desktop.services.photos import ReadPhoto, keep_photo, photos_of
from xieshang_desktop.services.sealed_record import digest_of
from xieshang_desktop.storage.unit_of_work import Reader

#: As many digits of the text's SHA-256 as stand at the foot of the printed page.
CODE_LENGTH = 6

_FOOT = "核对码 {code}"
_CAPTION = "签名页 {code}"


def code_of(paper: documents.MinutesPaper) -> str:
    """What tells this text from any other: it changes with every letter."""
    return digest_of(paper)[:CODE_LENGTH].upper()


def paper_to_sign(
    desk: Desk, meeting_id: str, _answers: Mapping[str, str]
) -> documents.MinutesPaper:
    """纪要签字稿: the minutes as they stand, with the code at the foot of every page. RuleBroken
    `meeting_not_closed`, `sealed`, `draft_pending`, `facts_unsettled`."""
    file = open_minutes(desk, meeting_id)
    if file.minutes.state is MinutesState.SEALED:
        raise RuleBroken("sealed")
    refuse_drafts(file)
    refuse_unsettled(file)
    return replace(file.paper, foot=_FOOT.format(code=code_of(file.paper)))


def refuse_drafts(file: MinutesFile) -> None:
    """Text that was being typed when the program ended, and is not recorded, would be left out
    unseen; RuleBroken `draft_pending`."""
    for section in file.sections:
        if section.chosen and file.drafts.get(section.id, section.text) != section.text:
            raise RuleBroken("draft_pending", heading=section.heading)


def keep_signed_page(desk: Desk, minutes_id: str, photo: ReadPhoto) -> Attachment:
    """Keep the photo of a signed page of the text as it stands now, before anybody confirms by it.
    RuleBroken `sealed`; BadInput as `keep_photo`."""
    with desk.store.read() as reader:
        file = file_of(desk, reader, reader.one(Minutes, minutes_id))
    if file.minutes.state is MinutesState.SEALED:
        raise RuleBroken("sealed")
    return keep_photo(
        desk, Minutes.NOUN, minutes_id, photo, _CAPTION.format(code=code_of(file.paper))
    )


def signed_pages(reader: Reader, minutes_id: str, code: str) -> list[Attachment]:
    """The photos of pages on which this very text was signed, in the order they were added."""
    caption = _CAPTION.format(code=code)
    return [each for each in photos_of(reader, [minutes_id]) if each.caption == caption]
