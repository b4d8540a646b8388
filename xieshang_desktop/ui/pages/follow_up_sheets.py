"""The small forms of 办理: done, more time, somebody else, effect, handing in, reply, answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.presenters.follow_up import Asked
from xieshang_desktop.ui.widgets.date_field import DateField
from xieshang_desktop.ui.widgets.fields import Field, LineField, NumberField
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.text_area import TextArea

Today = Callable[[], date]


def ask_finish(
    host: QWidget, asked: Asked, today: Today, keep: Callable[[str, date | None], bool]
) -> Sheet:
    """What came of it, and when."""
    result = TextArea(_("做了什么、多少、哪里，例如：路面硬化1.8公里，宽3.5米"), rows=3)
    day = DateField(_("哪天办好的"), today)
    day.show_day(today())
    return _ask(
        host,
        _("办好了"),
        asked.what,
        _("办结"),
        [Field(_("办理结果"), result), day],
        lambda: not _wrong(day) and keep(result.value(), day.day()),
    )


def ask_extend(
    host: QWidget, asked: Asked, today: Today, keep: Callable[[date, str], bool]
) -> Sheet:
    """Until when, and why."""
    due = DateField(_("延到哪天"), today, _("原来的期限是 {0}").format(asked.day), ahead=True)
    due.show_day(max(asked.day or today(), today()))
    reason = TextArea(_("例如：等镇交通办的材料，月底才到"), rows=2)

    def save() -> bool:
        day = due.day()
        if day is None:
            due.show_error(due.error() or _("请写新的期限。"))
            due.line.setFocus()
            return False
        return keep(day, reason.value())

    return _ask(
        host, _("延期"), asked.what, _("改期限"), [due, Field(_("为什么延期"), reason)], save
    )


def ask_owner(host: QWidget, asked: Asked, keep: Callable[[str], bool]) -> Sheet:
    """Somebody else answers for it."""
    owner = LineField(_("谁来办"), example=_("单位或人名，例如：镇水利站"))
    owner.show_value(asked.who)
    owner.line.selectAll()
    return _ask(
        host, _("换人办"), asked.what, _("换人"), [owner], lambda: keep(owner.value()), owner.line
    )


def ask_effect(host: QWidget, asked: Asked, keep: Callable[[str, int | None, str], bool]) -> Sheet:
    """The fifth of the five haves, and how content people are."""
    effect = TextArea(_("群众看得见的变化，例如：雨天三轮车能进地了"), rows=3)
    effect.show_value(asked.text)
    share = NumberField(_("满意的占百分之几（没有问过就空着）"), _("例如 92"))
    share.show_number(asked.number)
    note = LineField(_("群众怎么说"), example=_("抄一句原话，或者写问了几户"))
    note.show_value(asked.who)

    def save() -> bool:
        if share.value() and share.number() is None:
            share.show_error(_("请写 0 到 100 之间的整数。"))
            share.line.setFocus()
            return False
        return keep(effect.value(), share.number(), note.value())

    fields = [Field(_("看到的效果"), effect), share, note]
    return _ask(host, _("记效果"), asked.what, _("记下"), fields, save)


def ask_hand_in(host: QWidget, asked: Asked, keep: Callable[[str, str], bool]) -> Sheet:
    """The text that was handed in, and to whom."""
    text = TextArea(_("什么事、协商到哪一步、请上级定什么"), rows=5)
    text.show_value(asked.text)
    addressee = LineField(_("报给谁"), example=_("例如：柳河镇人民政府"))
    addressee.show_value(asked.who)
    fields = [
        addressee,
        Field(_("材料内容"), text),
        Label(_("交上去以后再点。从今天起算，等上级答复。"), "small", wrap=True),
    ]
    return _ask(
        host,
        _("报上去"),
        asked.what,
        _("已经报上去"),
        fields,
        lambda: keep(text.value(), addressee.value()),
        width=680,
    )


def ask_reply(host: QWidget, asked: Asked, keep: Callable[[str], bool]) -> Sheet:
    """What the addressee answered."""
    reply = TextArea(_("上级怎么答复的"), rows=4)
    return _ask(
        host,
        _("{0} 的答复").format(asked.who),
        asked.what,
        _("记下答复"),
        [Field(_("答复内容"), reply)],
        lambda: keep(reply.value()),
    )


def ask_answer(host: QWidget, asked: Asked, keep: Callable[[str], bool]) -> Sheet:
    """Tell the proposer what came of it."""
    answer = TextArea(_("用平常话写一两句"), rows=4)
    answer.show_value(asked.text)
    return _ask(
        host,
        _("答复 {0}").format(asked.who),
        asked.what,
        _("已经答复"),
        [Field(_("怎样答复的"), answer)],
        lambda: keep(answer.value()),
    )


def ask_posting(
    host: QWidget, asked: Asked, today: Today, keep: Callable[[str, date | None], bool]
) -> Sheet:
    """Where the notice hangs, and since when."""
    place = LineField(_("贴在哪里"), example=_("如 村务公开栏"), longest=60)
    place.show_value(asked.who)
    day = DateField(_("哪天贴的"), today)
    day.show_day(asked.day or today())
    return _ask(
        host,
        _("公示已张贴"),
        asked.what,
        _("记下"),
        [place, day],
        lambda: not _wrong(day) and keep(place.value(), day.day()),
    )


def _ask(
    host: QWidget,
    title: str,
    about: str,
    yes: str,
    fields: Sequence[QWidget],
    keep: Callable[[], bool],
    first: QWidget | None = None,
    width: int = 560,
) -> Sheet:
    sheet = Sheet(host, title, yes, width=width)
    sheet.body.addWidget(Label(about, "secondary", wrap=True))
    for field in fields:
        sheet.body.addWidget(field)
    sheet.accepted.connect(lambda: sheet.leave() if keep() else None)
    sheet.open(first)
    return sheet


def _wrong(day: DateField) -> bool:
    """A day that can't be read keeps the sheet open; its sentence stands below the field."""
    return day.day() is None and bool(day.value())
