"""Who sits at the township's machine: shown in the top bar, changed there in one sheet."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import QObject

from xieshang_desktop.settings import Settings
from xieshang_desktop.township.clerks import clerks, take_turn
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.fields import ChoiceField, LineField
from xieshang_desktop.ui.widgets.sheet import Sheet


class ClerkTool(QObject):
    """A button with the clerk's name; what is entered from now on bears the chosen one."""

    def __init__(self, context: Context, settings: Settings) -> None:
        super().__init__(context)
        self._context, self._settings = context, settings
        self.button = Button("", "quiet", "person", pressed=self.ask)
        self.button.setToolTip(_("换一位经办人；以后的每一笔都记在这个名下"))
        context.window.top_bar.add_tool(self.button)
        self._show()

    def ask(self) -> Sheet:
        """Ask who sits here; a name that was clicked is taken at once."""
        sheet = Sheet(self._context.window, _("现在是谁在用这台电脑？"), _("就是我"))
        self._settings.reread()
        known = clerks(self._settings)
        names = ChoiceField("", [(name, name) for name in known])
        names.show_value(self._context.desk.actor)
        other = LineField(_("别的人"), example=_("写上姓名"), longest=20)

        def take(name: str) -> None:
            if self._context.attempt(lambda: take_turn(self._settings, name)):
                self._context.desk.actor = name
                self._show()
                sheet.leave()

        names.changed.connect(lambda keys: take(keys[0]))
        sheet.accepted.connect(lambda: take(other.value() or names.value()))
        if known:
            sheet.body.addWidget(names)
        sheet.body.addWidget(other)
        sheet.open(names if known else other)
        return sheet

    def _show(self) -> None:
        self.button.show_words(self._context.desk.actor)
        self._context.window.top_bar.rescale()
