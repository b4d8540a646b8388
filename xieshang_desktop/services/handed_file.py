"""A file that somebody clicked twice: what it is, before anything is done with it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xieshang_desktop.domain.messages import DIRECTIVES, ENROLMENT, RECEIPT
from xieshang_desktop.errors import BadInput, WorldFailed
from xieshang_desktop.services import handover
from xieshang_desktop.services.desk import Desk

if TYPE_CHECKING:
    from xieshang_desktop.services.handover import BundleReport

_BACKUP = ".xsk"


class Handed(StrEnum):
    """What a village can do with a file."""

    INVITATION = "invitation"  # opened with a code
    MESSAGE = "message"  # from the township to this village: to be taken in
    BUNDLE = "bundle"  # of this village itself: looked at


class Looked(NamedTuple):
    """A file that was looked at; an invitation tells nothing before its code."""

    kind: Handed
    report: BundleReport | None = None


def require_bundle(file: Path) -> None:
    """That a file is there and sealed as bundles are; its name proves nothing.

    WorldFailed `opened_missing`, `opened_unreadable`; BadInput `opened_backup`, `opened_other`.
    """
    from xieshang_desktop.exchange.seal import VERSION_LINE

    try:
        if not file.exists():
            raise WorldFailed("opened_missing", file=str(file))
        if file.suffix.lower() == _BACKUP:
            raise BadInput("opened_backup", name=file.name)
        if not file.is_file():
            raise BadInput("opened_other", name=file.name)
        with file.open("rb") as stream:
            begins = stream.read(len(VERSION_LINE))
    except OSError as error:
        raise WorldFailed("opened_unreadable", file=str(file)) from error
    if begins != VERSION_LINE:
        raise BadInput("opened_other", name=file.name)


def look_at_file(desk: Desk, file: Path) -> Looked:
    """What a file is to this village, checked in the fixed order; nothing is taken in.

    The failures of `require_bundle`; BundleRefused as `handover.check_bundle` says.
    """
    from xieshang_desktop.exchange.seal import needs_code

    require_bundle(file)
    if needs_code(file):
        return Looked(Handed.INVITATION)
    report = handover.check_bundle(desk, file)
    to_us = report.addressee == desk.unit.id and report.unit != desk.unit.id
    if to_us and report.kind in (RECEIPT, DIRECTIVES, ENROLMENT):
        return Looked(Handed.MESSAGE, report)
    return Looked(Handed.BUNDLE, report)
