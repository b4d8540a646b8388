"""The form of an agenda item: new, or put right, before the meeting and in the hall."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.terms import ItemKind
from xieshang_desktop.ui.presenters.meeting_hall_view import ItemChoice
from xieshang_desktop.ui.widgets.fields import CheckField, ChoiceField, LineField, NumberField
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label

NEW = ItemChoice("", "", ItemKind.BRIEFING.value, None, True)


class ItemSheet(Sheet):
    """Title, kind, minutes, and whether the item is for everybody's eyes; a topic is always."""

    def __init__(
        self, host: QWidget, keep: Callable[[ItemChoice], bool], item: ItemChoice = NEW
    ) -> None:
        new = not item.key
        super().__init__(
            host, _("其他事项") if new else _("议程"), _("列入议程") if new else _("改好了")
        )
        self._item, self._keep = item, keep
        self.title = LineField(_("事项"), example=_("如 上次共识办理情况通报"), longest=80)
        self.title.show_value(item.title)
        self.kind = ChoiceField(_("类别"), [(kind.value, kind.words) for kind in ItemKind])
        self.kind.show_value(item.kind)
        self.minutes = NumberField(_("大约几分钟"), _("可以空着"))
        self.minutes.show_number(item.minutes)
        self.public = CheckField(_("公开"))
        self.public.setChecked(item.public)
        note = Label(_("不公开的事项不印在张贴的通知上，也不上大屏。"), "small")
        for part in (self.title, self.kind, self.minutes, self.public, note):
            self.body.addWidget(part)
        for part in (self.public, note):
            part.setVisible(not item.topic)
        self.accepted.connect(self._save)

    def _save(self) -> None:
        if not self.title.value():
            self.title.show_error(_("请写事项名称。"))
            self.title.setFocus()
            return
        kept = self._keep(
            self._item._replace(
                title=self.title.value(),
                kind=self.kind.value(),
                minutes=self.minutes.number(),
                public=self.public.isChecked(),
            )
        )
        if kept:
            self.leave()
