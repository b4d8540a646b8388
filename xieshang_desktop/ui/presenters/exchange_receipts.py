"""回执: how far each bundle has come, and the receipt slip that is typed in."""

from __future__ import annotations

from datetime import date, datetime
from gettext import gettext as _
from typing import TYPE_CHECKING, NamedTuple

from xieshang_desktop.domain.messages import LineState, Receipt, ReturnNote
from xieshang_desktop.errors import BadInput
from xieshang_desktop.services import handover, receipts
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.enrolment import current_township
from xieshang_desktop.settings import Settings
from xieshang_desktop.ui.presenters.exchange_words import breakable, when_words
from xieshang_desktop.wording import words_for
from xieshang_desktop.wording.problems import problems

if TYPE_CHECKING:
    from xieshang_desktop.services.handover import BundleRecord

Chip = tuple[str, str]


class BundleView(NamedTuple):
    """One bundle: the row of the table, and its way so far as (day, what happened)."""

    row: tuple[object, ...]
    steps: tuple[tuple[str, str], ...]


class _Known(NamedTuple):
    """What the newest receipt says of one bundle."""

    line: LineState | None
    returns: tuple[ReturnNote, ...]
    at: datetime | None


def bundle_views(desk: Desk) -> list[BundleView]:
    """Every bundle, the newest first."""
    receipt, township = receipts.newest_receipt(desk), current_township(desk)
    name = township.name if township else _("乡镇")
    return [
        _view(desk, bundle, _known(receipt, bundle), name)
        for bundle in handover.open_handover(desk).bundles
    ]


def slip_words(desk: Desk, digits: str) -> str:
    """Take the digits of a slip; the sentence for the toast, or the failures of `enter_slip`."""
    bundle = receipts.enter_slip(desk, digits)
    return _("{day}写的协商包，已记为“已收（凭条）”；等正式回执再算数。").format(
        day=when_words(bundle.written_at, desk.today)
    )


def slip_fault(digits: str) -> str:
    """What is wrong with the digits before anybody is asked; "" when all are there."""
    if len(digits) != 12:
        found = BadInput("slip_wrong", found=len(digits))
        return words_for(found).sentence
    return ""


def has_township(desk: Desk) -> bool:
    """Whether there is somebody whose slip could be typed in."""
    return current_township(desk) is not None


def _known(receipt: Receipt | None, bundle: BundleRecord) -> _Known:
    if receipt is None:
        return _Known(None, (), None)
    return _Known(
        next((line for line in receipt.lines if line.line == bundle.line), None),
        tuple(
            note
            for note in receipt.returns
            if note.line == bundle.line and bundle.first <= note.number <= bundle.last
        ),
        receipt.at,
    )


def _view(desk: Desk, bundle: BundleRecord, known: _Known, township: str) -> BundleView:
    now = desk.clock()
    row = (
        when_words(bundle.written_at, now.date()),
        f"{bundle.first}–{bundle.last}" if bundle.last > bundle.first else str(bundle.first),
        bundle.carrier.words,
        _chip(bundle, known, now),
        bundle.name,
    )
    return BundleView(row, tuple(_steps(bundle, known, township, now.date())))


def _chip(bundle: BundleRecord, known: _Known, now: datetime) -> Chip:
    if bundle.confirmed_at is not None:
        if known.returns:
            return _("有退回"), "attention"
        if known.line is not None and known.line.accepted >= bundle.last:
            return _("已采信"), "done"
        return _("乡镇已收"), "done"
    if bundle.refused:
        return _("没有收下"), "attention"
    if not bundle.addressee:
        return _("只留本村"), "neutral"
    if bundle.slip_at is not None:
        return _("已收（凭条）"), "waiting"
    if handover.is_overdue(bundle, now):
        late = (now.date() - bundle.written_at.date()).days - Settings().number("receipt_days")
        return _("逾期 {0} 天").format(max(1, late)), "attention"
    return (_("已发出") if bundle.sent_at else _("已写入")), "waiting"


def _steps(
    bundle: BundleRecord, known: _Known, township: str, today: date
) -> list[tuple[str, str]]:
    words = _("本村写好（{carrier}），只有本村能打开。")
    if bundle.addressee:
        words = _("本村写好（{carrier}），交给{township}。")
    carrier = bundle.carrier.words
    past = [(bundle.written_at, words.format(carrier=carrier, township=township))]
    if bundle.sent_at is not None:
        past.append((bundle.sent_at, _("经网络发出，放进了乡镇的收件夹。")))
    if bundle.slip_at is not None:
        words = _("本村填了{0}的凭条：已收（凭条），还不算确认。")
        past.append((bundle.slip_at, words.format(township)))
    if bundle.confirmed_at is not None:
        words = _("{0}的回执到了：已收，有签名为凭。")
        past.append((bundle.confirmed_at, words.format(township)))
        past += _judged(bundle, known, township)
    steps = [(when_words(at, today), said) for at, said in sorted(past, key=lambda one: one[0])]
    if bundle.confirmed_at is None and bundle.refused:
        steps.append(("", _("{0}没有收下：{1}").format(township, refusal_words(bundle.refused))))
    elif bundle.confirmed_at is None and bundle.addressee:
        steps.append(("", _("还没有回执。没有回执，就不算交到。")))
    return [*steps, (_("文件"), breakable(bundle.name))]


def _judged(bundle: BundleRecord, known: _Known, township: str) -> list[tuple[datetime, str]]:
    """What the township accepted and returned of it."""
    found = [
        (note.at, _("{0}退回第 {1} 条：{2}").format(township, note.number, note.reason))
        for note in known.returns
    ]
    if known.line is not None and known.at is not None and known.line.accepted >= bundle.first:
        words = _("{0}已采信。").format(township)
        if known.line.accepted < bundle.last:
            words = _("{0}采信到第 {1} 条。").format(township, known.line.accepted)
        found.append((known.at, words))
    return found


def refusal_words(code: str) -> str:
    """A refusal by its code alone: the facts stayed with the township."""
    sentence, _hint = problems().get(code, (code, ""))
    return _(sentence).format_map(_Unknown())


class _Unknown(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"
