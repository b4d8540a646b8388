"""出门记录: what left the village, when, to whom, by which way, and what of it stayed as a hash."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _
from typing import TYPE_CHECKING, NamedTuple

from xieshang_desktop.domain.review_words import noun_words
from xieshang_desktop.domain.terms import Carrier, Sharing
from xieshang_desktop.services import handover
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.enrolment import current_township
from xieshang_desktop.ui.presenters.exchange_words import breakable, when_words
from xieshang_desktop.wording.sizes import size_words

if TYPE_CHECKING:
    from xieshang_desktop.services.handover import BundleRecord


class LogView(NamedTuple):
    """One bundle that left: the row, and what was in it by kind of record."""

    row: tuple[object, ...]
    contents: tuple[tuple[str, str], ...]


def log_views(desk: Desk) -> list[LogView]:
    """Everything that left, the newest first."""
    township = current_township(desk)
    names = {township.id: township.name} if township else {}
    found = handover.open_handover(desk).bundles
    return [_view(bundle, names, desk.today) for bundle in found]


def _view(bundle: BundleRecord, names: dict[str, str], today: date) -> LogView:
    to = names.get(bundle.addressee, _("别的乡镇")) if bundle.addressee else _("只有本村能打开")
    count = bundle.last - bundle.first + 1
    row = (
        when_words(bundle.written_at, today),
        to,
        _way(bundle),
        _("{0} 条").format(count),
        bundle.name,
    )
    by_noun: dict[str, dict[Sharing, int]] = {}
    for key, times in bundle.shared.items():
        noun, _sign, level = key.rpartition(":")
        by_noun.setdefault(noun, {})[Sharing(level)] = times
    contents = [
        (noun_words(noun), _levels(levels))
        for noun, levels in sorted(by_noun.items(), key=lambda item: -sum(item[1].values()))
    ]
    contents.append((_("附件"), _files(bundle)))
    contents.append((_("文件"), breakable(bundle.name)))
    return LogView(row, tuple(contents))


def _way(bundle: BundleRecord) -> str:
    if bundle.carrier is Carrier.NETWORK and bundle.sent_at is None:
        return _("网络（还没发出）")
    return bundle.carrier.words


def _levels(levels: dict[Sharing, int]) -> str:
    """How many left in full, how many without what reaches a person, how many as hash only."""
    words = {
        Sharing.WHOLE: _("{0} 条全部交了"),
        Sharing.RECORD: _("{0} 条交了，不含个人信息"),
        Sharing.HASH: _("{0} 条留在村里，只交核对码"),
    }
    return _("；").join(
        words[level].format(levels[level]) for level in Sharing if levels.get(level)
    )


def _files(bundle: BundleRecord) -> str:
    if not bundle.files:
        return _("没有")
    return _("{0} 个，整个包 {1}").format(bundle.files, size_words(bundle.size))
