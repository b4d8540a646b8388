"""What came in, in words: light, because the first page is painted with it."""

from __future__ import annotations

from datetime import date, datetime
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.township.morning import ENROLLED, WAITING, ArrivalLine
from xieshang_desktop.wording.dates import short_date

#: Codes of `domain.terms.ArrivalState` and of a kind, which would cost an import here.
TAKEN, KNOWN, REFUSED = "taken", "known", "refused"
ENROLMENT = "enrolment"


class ArrivalDetail(NamedTuple):
    """One bundle below the list: sentence, kind of strip, what to do; whether it is kept aside,
    and the village it leads to."""

    sentence: str
    kind: str
    hint: str
    aside: bool
    village_id: str


def arrival_row(line: ArrivalLine, today: date) -> tuple[object, ...]:
    """When, who, what, state; the file's hash is the key."""
    at = datetime.fromisoformat(line.at)
    sender = line.sender or _("不知道是谁的")
    return (near_moment(at, today), sender, _what(line), _chip(line), line.key)


def near_moment(at: datetime, today: date) -> str:
    """今天 08:10, 3月9日 17:30, 2025-11-03."""
    if at.date() == today:
        return _("今天 {0}").format(f"{at:%H:%M}")
    if at.year != today.year:
        return f"{at:%Y-%m-%d}"
    return f"{short_date(at.date())} {at:%H:%M}"


def arrival_detail(line: ArrivalLine) -> ArrivalDetail:
    """One bundle in full sentences."""
    if line.state == REFUSED:
        from xieshang_desktop.errors import Problem
        from xieshang_desktop.wording import words_for

        words = words_for(Problem(line.code, **line.facts))
        return ArrivalDetail(
            words.sentence, "attention", words.hint, bool(line.kept), line.village_id
        )
    if line.kind == ENROLMENT:
        sentence, kind = {
            WAITING: (_("{0}的应答，等着核对。对过指纹，才算登记。"), "waiting"),
            ENROLLED: (_("{0}的应答，对过指纹，已登记。"), "done"),
        }.get(line.answer, (_("{0}的应答，没有登记。"), "neutral"))
        return ArrivalDetail(sentence.format(line.sender), kind, "", False, line.village_id)
    span = _("第 {first} 到 {last} 条").format(first=line.first, last=line.last)
    if line.state == TAKEN:
        sentence = _("收下了，{span}，其中新的 {fresh} 条。").format(span=span, fresh=line.fresh)
    else:
        sentence = _("以前收过，{0}，没有新的。").format(span)
    return ArrivalDetail(sentence, "done", _("文件：{0}").format(line.name), False, line.village_id)


def _what(line: ArrivalLine) -> str:
    if line.kind == ENROLMENT:
        return _("应答")
    if line.state == TAKEN:
        return _("新 {0} 条").format(line.fresh)
    return _("没有新的") if line.state == KNOWN else _("看原因")


def _chip(line: ArrivalLine) -> tuple[str, str]:
    if line.kind == ENROLMENT and line.state != REFUSED:
        return {
            WAITING: (_("等着核对"), "waiting"),
            ENROLLED: (_("已登记"), "done"),
        }.get(line.answer, (_("没有登记"), "neutral"))
    if line.state == TAKEN:
        return (_("已收下"), "done")
    if line.state == KNOWN:
        return (_("以前收过"), "neutral")
    return (_("另放着"), "attention") if line.kept else (_("没有收下"), "attention")
