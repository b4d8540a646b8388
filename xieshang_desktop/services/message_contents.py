"""A message as it is to be written: what it says, and who writes it to whom from where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xieshang_desktop import __version__
from xieshang_desktop.domain.entry import SCHEMA
from xieshang_desktop.domain.messages import Message
from xieshang_desktop.services.desk import Desk

if TYPE_CHECKING:
    from xieshang_desktop.exchange.packing import MessageContent


def message_content(
    desk: Desk,
    message: Message,
    village_id: str,
    addressee: str | None,
    digests: Sequence[str] = (),
) -> MessageContent:
    """`village_id` is that of the village it concerns, `digests` the attachments that go along."""
    from xieshang_desktop.exchange.packing import AttachedFile, MessageContent

    return MessageContent(
        message=message,
        village_id=village_id,
        unit_id=desk.unit.id,
        unit_name=desk.unit.name or desk.unit.id,  # a unit begun by a command has no name yet
        addressee=addressee,
        line=desk.store.line,
        files=[AttachedFile(digest, desk.files.path(digest)) for digest in digests],
        device=desk.device.id,
        program_version=__version__,
        schema=SCHEMA,
        clock=desk.clock(),
    )
