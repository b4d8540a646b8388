"""交换 in words: what is owed, how far it is, what a checked bundle says, days and sizes."""

from __future__ import annotations

from datetime import date, datetime
from gettext import gettext as _
from typing import TYPE_CHECKING, NamedTuple

from xieshang_desktop.services.handover import Handover
from xieshang_desktop.wording.dates import moment_words, short_date

if TYPE_CHECKING:
    from xieshang_desktop.services.handover import BundleReport


class Saying(NamedTuple):
    """A strip: sentence, kind, hint."""

    sentence: str
    kind: str = "neutral"
    hint: str = ""


def owed(handover: Handover, *, practice: bool = False, trusted: bool = True) -> Saying:
    """What the township has not got. Bundles sealed to the village alone were never handed over."""
    sent = [bundle for bundle in handover.bundles if bundle.addressee]
    missing = [bundle for bundle in sent if bundle.confirmed_at is None]
    if practice:
        return Saying(_("练习村的协商包只用来试，不要交给乡镇。"), "waiting")
    if not trusted:
        return Saying(_("记录照常写，核对好指纹以后一次全部交过去。"))
    if handover.overdue:
        words = _("{0} 个协商包逾期没有回执，请打电话问乡镇。").format(handover.overdue)
        return Saying(words, "attention", _("再交换一次，会把没有确认的都带上。"))
    if not sent:
        return Saying(_("记录还没有交过，交换一次就全部带上。"), "waiting")
    if handover.waiting:
        return Saying(_("上次交换以后，又有 {0} 条新记录。").format(handover.waiting), "waiting")
    if missing:
        return Saying(
            _("记录都交出去了，{0} 个协商包在等回执。").format(len(missing)),
            "neutral",
            _("没有回执以前，再交换一次也会把它们带上；U盘丢了，什么都不少。"),
        )
    return Saying(_("乡镇已经全部收到。"), "done")


def leg_words(done: int, total: int) -> str:
    """Writing goes three equal ways: packing, onto the drive, reading back."""
    leg = min(2, done * 3 // total) if total else 0
    return (_("正在打包"), _("正在写"), _("正在读回来核对"))[leg]


def breakable(name: str) -> str:
    """A long name or path that may go on in the next line after its signs."""
    return "".join(c + "\u200b" if c in "-/\\_" else c for c in name)


def report_saying(report: BundleReport) -> Saying:
    """What a checked bundle says of itself."""
    sentence = _("完好：{name}，第 {first} 到 {last} 条，共 {count} 条记录、{files} 个附件。")
    hint = _("写于{when}（按写它的电脑的时钟），没有被改过。")
    return Saying(
        sentence.format(
            name=report.unit_name,
            first=report.first,
            last=report.last,
            count=report.entries,
            files=report.files,
        ),
        "done",
        hint.format(when=moment_words(report.written_at)),
    )


def message_words(report: BundleReport) -> tuple[str, str]:
    """What the township sent, and what taking it in does."""
    what = {
        "receipt": _("{0}给本村的回执"),
        "directives": _("{0}给本村的来件"),
    }.get(report.kind, _("{0}换了钥匙"))
    words = _("写于{when}（按写它的电脑的时钟），没有被改过。收下以后，回执和来件都看得到。")
    return what.format(report.unit_name), words.format(when=moment_words(report.written_at))


def read_aloud(digits: str) -> str:
    """A fingerprint as it is read out over the telephone."""
    said = _("〇一二三四五六七八九")
    return "".join(said[int(c)] if c.isdigit() else c for c in digits)


def when_words(at: datetime, today: date) -> str:
    """今天 08:10, 3月9日 17:30, 2025-11-03."""
    if at.date() == today:
        return _("今天 {0}").format(f"{at:%H:%M}")
    if at.year != today.year:
        return f"{at:%Y-%m-%d}"
    return f"{short_date(at.date())} {at:%H:%M}"
