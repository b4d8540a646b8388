"""The parts of a township's settings: its folder on the network, its clerks, its keys."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.presenters.exchange_network import place_words
from xieshang_desktop.ui.presenters.township_network import NetworkSettings
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.facts import Facts
from xieshang_desktop.ui.widgets.fields import LineField
from xieshang_desktop.ui.widgets.layout import Column, Row, show_if
from xieshang_desktop.ui.widgets.line_rows import LineRow, LineRows
from xieshang_desktop.ui.widgets.text import Label


class NetworkPart(QWidget):
    """Address, user and password of a WebDAV folder; all of them may stay empty."""

    def __init__(self, presenter: NetworkSettings) -> None:
        super().__init__()
        self._presenter = presenter
        column = Column(self, gap=16)
        told = _("没有网络也行，靠U盘。填了网络文件夹，写邀请时会告诉村里；密码另外给村里。")
        column.addWidget(Label(told, "secondary", wrap=True))
        self.address = LineField(
            _("网络文件夹（WebDAV）的地址"), example=_("例如：https://dav.example.cn/xieshang")
        )
        self.user = LineField(_("用户名"))
        for name, field in (("network_address", self.address), ("network_user", self.user)):
            field.show_value(presenter.value(name))
            field.finished.connect(lambda words, name=name: presenter.change(name, words))
        self.password = LineField(_("密码（写了才换）"))
        self.password.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.finished.connect(self._keep)
        for field in (self.address, self.user, self.password):
            column.addWidget(field)
        row = Row(gap=12)
        self.pick = Button(_("只认这个证书…"), icon="lock", pressed=self._pick)
        self.drop = Button(_("不再只认它"), pressed=self._drop)
        row.addWidget(self.pick)
        row.addWidget(self.drop)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        show_if(self.drop, presenter.has_certificate())

    def _keep(self, password: str) -> None:
        if not password:
            return
        self.password.line.clear()
        tasks.run(
            lambda _step: self._presenter.keep_password(password),
            lambda place: self.password.show_hint(place_words(place)),
            name=_("存密码"),
        )

    def _pick(self) -> None:
        def take(file: Path) -> None:
            if self._presenter.take_certificate(file):
                show_if(self.drop, True)

        dialogs.pick_file(self, _("选证书"), take, [(_("证书"), "*.pem *.crt")])

    def _drop(self) -> None:
        if self._presenter.drop_certificate():
            show_if(self.drop, False)


class ClerksPart(QWidget):
    """Who takes turns here: new ones are written in, who left is taken out."""

    def __init__(self, presenter: NetworkSettings) -> None:
        super().__init__()
        self._presenter = presenter
        column = Column(self, gap=16)
        told = _("换人时点窗口右上角的姓名。离开的人从这里去掉；办过的事还记着名字。")
        column.addWidget(Label(told, "secondary", wrap=True))
        self.rows = LineRows()
        self.rows.acted.connect(self._forget)
        column.addWidget(self.rows)
        self.name = LineField(_("新来的人"), example=_("写上姓名"), longest=20)
        self.add = Button(_("加上"), icon="plus", pressed=self._introduce)
        row = Row(gap=12)
        row.addWidget(self.name, 1)
        row.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        column.addStretch(1)
        self._show()

    def _show(self) -> None:
        names = self._presenter.clerks()
        self.rows.show_rows([LineRow(name, name, button=_("去掉")) for name in names])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter after a name takes it; without one it closes the settings, as everywhere."""
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if entered and self.name.line.hasFocus() and self.name.value().strip():
            self._introduce()
        else:
            super().keyPressEvent(event)

    def _introduce(self) -> None:
        if self._presenter.introduce(self.name.value()):
            self.name.show_value("")
            self._show()

    def _forget(self, name: str) -> None:
        if self._presenter.forget(name):
            self._show()


class KeysPart(QWidget):
    """The township's own keys; a new pair is asked about once, in words, where one stands."""

    def __init__(self, presenter: NetworkSettings) -> None:
        super().__init__()
        self._presenter = presenter
        column = Column(self, gap=16)
        told = _("回执和下发用这把钥匙签名。怀疑被人抄走，或者管电脑的人离开了，换一套新的。")
        column.addWidget(Label(told, "secondary", wrap=True))
        self.facts = Facts()
        column.addWidget(self.facts)
        self.begin = Button(_("换一套钥匙…"), icon="lock", pressed=lambda: self._ask(True))
        column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        self.question = QWidget()
        asked = Column(self.question, gap=12)
        words = _(
            "换了以后，旧钥匙不再签名，换不回来。各村随下一个回执知道，是用旧钥匙签了名告诉的，"
            "村里不用重新登记；以前收下的都还打得开。恢复纸要重新印三张，旧的三张作废。"
        )
        asked.addWidget(Label(words, "", wrap=True))
        row = Row(gap=12)
        self.no = Button(_("先不换"), pressed=lambda: self._ask(False))
        self.yes = Button(_("换钥匙"), pressed=self._rotate)
        for button in (self.no, self.yes):
            row.addWidget(button)
        row.addStretch(1)
        asked.addLayout(row)
        column.addWidget(self.question)
        column.addStretch(1)
        self._ask(False)

    def _ask(self, on: bool) -> None:
        key, villages = self._presenter.key_words()
        self.facts.show_facts([(_("现在的钥匙"), key), (_("认得它的"), villages)])
        show_if(self.begin, not on)
        show_if(self.question, on)
        if self.isVisible():  # the button that was pressed is no more
            (self.no if on else self.begin).setFocus()

    def _rotate(self) -> None:
        if self._presenter.rotate_keys():
            self._ask(False)
