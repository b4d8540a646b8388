"""交什么 and 往来 in the settings: how much of each kind of record leaves, how long a receipt may
take, when the network may be used."""

from __future__ import annotations

from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.review_words import noun_words
from xieshang_desktop.domain.terms import Sharing
from xieshang_desktop.services import sharing
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.settings import Settings
from xieshang_desktop.ui.presenters.attempting import Attempt

_MOST_DAYS = 365


class SharingView(NamedTuple):
    """One kind of record: its name, the choices, the one in force, what that means."""

    noun: str
    label: str
    choices: tuple[tuple[str, str], ...]
    chosen: str
    note: str


class ExchangeSettings:
    """Reads and changes; `attempt` shows what goes wrong in the open sheet."""

    def __init__(self, desk: Desk, attempt: Attempt, settings: Settings) -> None:
        self._desk = desk
        self._attempt = attempt
        self._settings = settings

    def sharing(self) -> list[SharingView]:
        """Every kind of record about which the village may choose."""
        return [_sharing(line) for line in sharing.sharing_lines(self._desk)]

    def choose_sharing(self, noun: str, key: str) -> bool:
        """From the next bundle on."""
        words = _("{0}：{1}，从下一个包起").format(noun_words(noun), Sharing(key).words)
        return self._attempt(lambda: sharing.choose_sharing(self._desk, noun, Sharing(key)), words)

    def receipt_days(self) -> int:
        """After how many days without a receipt it is called late."""
        return self._settings.number("receipt_days")

    def choose_receipt_days(self, days: int | None) -> str:
        """Another number of days; what is wrong with it, or ""."""
        if days is None or not 1 <= days <= _MOST_DAYS:
            return _("请写 1 到 {0} 之间的整数。").format(_MOST_DAYS)
        self._attempt(lambda: self._settings.choose("receipt_days", days))
        return ""

    def network(self) -> str:
        """When the network may be used: always, night or ask."""
        return self._settings.text("network")

    def choose_network(self, key: str) -> bool:
        """Another time for it."""
        return self._attempt(lambda: self._settings.choose("network", key))

    def proxy(self) -> str:
        """The proxy as it was written."""
        return self._settings.text("proxy")

    def choose_proxy(self, words: str) -> bool:
        """Another proxy."""
        return self._attempt(lambda: self._settings.choose("proxy", words))


def network_choices() -> list[tuple[str, str]]:
    """When the network may be used."""
    return [("always", _("随时")), ("night", _("只在夜里")), ("ask", _("先问我"))]


def _sharing(line: sharing.SharingLine) -> SharingView:
    levels = [level for level in Sharing if level is not Sharing.WHOLE or line.private]
    notes = {
        Sharing.WHOLE: _("连同身份证号、电话、住址、签名一起交。"),
        Sharing.RECORD: _("交内容；身份证号、电话、住址、签名留在村里。"),
        Sharing.HASH: _("内容不出村，乡镇只看到有这么一条，和一个核对码。"),
    }
    if line.noun == "attendance":
        notes[Sharing.RECORD] = _("只交姓名和组别；签名留在村里。")
    if line.noun == "opinion":
        notes[Sharing.WHOLE] = _("连同谁说的一起交。")
        notes[Sharing.RECORD] = _("交说的话；谁说的留在村里。")
    if line.noun == "statement":
        notes[Sharing.WHOLE] = _("连同谁说的、说了什么一起交。")
        notes[Sharing.RECORD] = _("只交方式、态度和日期；谁说的、说了什么留在村里。")
    if line.noun == "speech":
        notes[Sharing.WHOLE] = _("连同谁发言一起交。")
        notes[Sharing.RECORD] = _("只交发言的时间；谁发言留在村里。")
    note = notes[line.level]
    if line.level is line.usual:
        note = _("{0}（通常这样）").format(note)
    return SharingView(
        line.noun,
        noun_words(line.noun),
        tuple((level.value, level.words) for level in levels),
        line.level.value,
        note,
    )
