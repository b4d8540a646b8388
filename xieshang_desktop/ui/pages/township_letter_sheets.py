"""The two sheets of 督办: returning a record, sending a letter."""

from __future__ import annotations

from gettext import gettext as _

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.township_supervision import SupervisionPresenter
from xieshang_desktop.ui.unfinished import Unfinished
from xieshang_desktop.ui.widgets.date_field import DateField
from xieshang_desktop.ui.widgets.fields import Field, LineField
from xieshang_desktop.ui.widgets.find_field import FindField
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.text_area import TextArea
from xieshang_desktop.ui.widgets.village_picker import VillagePicker

_WIDE = 720


def ask_return(context: Context, presenter: SupervisionPresenter) -> Sheet:
    """Which village, which record, why."""
    sheet = Sheet(context.window, _("退回一条记录"), _("退回"), width=_WIDE)
    village, record = FindField(_("哪个村（社区）")), FindField(_("哪条记录"))
    villages = presenter.villages()
    village.show_choices(villages)
    reason = TextArea(_("写清楚哪里不对、要怎么改，村里看到的就是这段话"), rows=3)
    village.changed.connect(lambda key: record.show_choices(presenter.records_of(key)))
    for part in (village, record, Field(_("退回的原因"), reason)):
        sheet.body.addWidget(part)
    told = _("记录还在，随下一个回执告诉村里；村里改了再交，这里会显示。")
    sheet.body.addWidget(Label(told, "small", wrap=True))
    parts = {"village": village, "record": record, "reason": reason}
    unfinished = Unfinished(sheet, context.desk, "return", parts)

    def take() -> None:
        if not village.value() or not record.value():
            sheet.show_problem(_("还没有选村和记录。"), _("先选村，再选记录。"))
        elif presenter.return_record(village.value(), record.value(), reason.value()):
            unfinished.take()

    sheet.accepted.connect(take)
    sheet.open(village)
    return sheet


def ask_letter(context: Context, presenter: SupervisionPresenter) -> Sheet:
    """To whom, about what, until when."""
    sheet = Sheet(context.window, _("发督办函"), _("发函"), width=_WIDE)
    picker = VillagePicker(_("发给哪些村（社区）"), presenter.addressees())
    title = LineField(_("事项"), example=_("例如：按时交协商包"))
    text = TextArea(_("什么事、要求怎么办"), rows=4)
    due = DateField(_("什么时候以前答复"), lambda: context.desk.today)
    for part in (title, Field(_("内容"), text), due, picker):
        sheet.body.addWidget(part)
    parts = {"title": title, "text": text, "due": due, "villages": picker}
    unfinished = Unfinished(sheet, context.desk, "letter", parts)

    def take() -> None:
        if presenter.send_letter(picker.values(), title.value(), text.value(), due.day()):
            unfinished.take()

    sheet.accepted.connect(take)
    sheet.open(title)
    return sheet
