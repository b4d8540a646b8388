"""网络: the township's folder, the password, the state of the line; no button to go online."""

from __future__ import annotations

from gettext import gettext as _
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from xieshang_desktop.settings import Settings
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters import exchange_network as presenter
from xieshang_desktop.ui.presenters.settings_exchange import ExchangeSettings, network_choices
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.fields import ChoiceField, LineField
from xieshang_desktop.ui.widgets.layout import Column, Grid, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.text import Label

if TYPE_CHECKING:
    from xieshang_desktop.ui.pages.exchange import ExchangePage


class Part(QWidget):
    """How the line stands, its fields, and when it may be used."""

    def __init__(self, context: Context, _page: ExchangePage) -> None:
        super().__init__()
        self._context = context
        self._settings = ExchangeSettings(context.desk, context.attempt, Settings())
        self._kept = ""
        card = Card(_("网络"), gap=14)
        self.state = Notice()
        self.state.acted.connect(self._allow)
        card.body.addWidget(self.state)
        self.fields = QWidget()
        grid = Grid(self.fields, gap=20, row_gap=14)
        self.address = LineField(
            _("乡镇给的网址"), _("邀请里带着的会自动填上"), "https://", longest=500
        )
        self.user = LineField(_("用户名"), _("由乡镇给"))
        self.password = LineField(_("密码"))
        self.password.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.plan = ChoiceField(
            _("什么时候可以用"), network_choices(), _("流量要钱的，选“只在夜里”或“先问我”。")
        )
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.address, 0, 0, top)
        grid.addWidget(self.user, 0, 1, top)
        grid.addWidget(self.password, 1, 0, top)
        grid.addWidget(self.plan, 1, 1, top)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        card.body.addWidget(self.fields)
        self.certificate = Label("", "small", wrap=True)
        card.body.addWidget(self.certificate)
        self.save = Button(_("存下"), pressed=self._save)
        card.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addStretch(1)
        Column(self, gap=0).addWidget(card, 1)
        self.plan.changed.connect(self._choose_plan)
        for field in (self.address, self.user, self.password):
            field.line.returnPressed.connect(self._save)

    def refresh(self) -> None:
        """Read again how the line stands; what is being typed stays."""
        view = presenter.line_view(self._context.desk, self._kept)
        button = _("现在可以") if view.may_allow else ""
        self.state.show_notice(*view.state, button)
        for part in (self.fields, self.certificate, self.save):
            show_if(part, view.joined)
        for field, words in ((self.address, view.address), (self.user, view.user)):
            if not field.line.isModified():
                field.show_value(words)
                field.line.setCursorPosition(0)  # a long address from its beginning
        self.plan.show_value(view.plan)
        self.certificate.setText(_("证书：{0}").format(view.certificate) if view.address else "")
        self.password.show_hint(view.password)
        if view.joined and not self._kept:
            desk = self._context.desk.apart()
            tasks.run(lambda _step: presenter.password_place(desk), self._show_place, quiet=True)

    def _show_place(self, words: str) -> None:
        self._kept = words
        self.password.show_hint(words)

    def _choose_plan(self, keys: list[str]) -> None:
        self._settings.choose_network(keys[0])
        self.refresh()

    def _allow(self) -> None:
        self._context.attempt(
            lambda: presenter.allow_now(self._context.desk), _("好，一小时内可以用网络。")
        )
        self.refresh()

    def _save(self) -> None:
        address, user = self.address.value(), self.user.value()
        password = self.password.line.text()
        desk = self._context.desk
        if not self._context.attempt(lambda: presenter.change(desk, address, user), _("存下了")):
            self.address.line.setFocus()
            return
        for field in (self.address, self.user):
            field.line.setModified(False)
        self._kept = ""
        if password:
            away = desk.apart()
            tasks.run(
                lambda _step: presenter.keep_password(away, password),
                self._password_kept,
                dialogs.show_exception,
                name=_("存密码"),
            )
        else:
            self.refresh()

    def _password_kept(self, words: str) -> None:
        self.password.show_value("")
        self._show_place(words)
        self.refresh()
