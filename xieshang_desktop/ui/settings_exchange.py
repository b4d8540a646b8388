"""The parts of the settings about what leaves the village, receipts and the network."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.presenters.settings_exchange import ExchangeSettings, network_choices
from xieshang_desktop.ui.widgets.card import divider, section
from xieshang_desktop.ui.widgets.fields import ChoiceField, LineField, NumberField
from xieshang_desktop.ui.widgets.layout import Column
from xieshang_desktop.ui.widgets.text import Label


class ExchangePart(QWidget):
    """What of each kind of record leaves; how long a receipt may take; when the network is used."""

    def __init__(self, presenter: ExchangeSettings) -> None:
        super().__init__()
        self._presenter = presenter
        column = Column(self, gap=16)
        words = _(
            "交出去的都是加密、签名的协商包。选了以后，从下一个包起算；已经交出去的收不回来。"
        )
        column.addWidget(Label(words, "secondary", wrap=True))
        self.sharing: dict[str, ChoiceField] = {}
        for view in presenter.sharing():
            field = self.sharing[view.noun] = ChoiceField(view.label, view.choices, view.note)
            field.show_value(view.chosen)
            field.changed.connect(partial(self._choose, view.noun))
            column.addWidget(field)
        column.addWidget(divider())
        column.addWidget(section(_("回执和网络")))
        self.days = NumberField(
            _("多少天没有回执就提醒"), hint=_("到了日子，工作台和上面的状态栏会变红。")
        )
        self.days.show_number(presenter.receipt_days())
        self.days.finished.connect(lambda _words: self._choose_days())
        self.network = ChoiceField(
            _("什么时候可以用网络"),
            network_choices(),
            _("用手机热点、流量要钱的，选“只在夜里”或“先问我”。"),
        )
        self.network.show_value(presenter.network())
        self.network.changed.connect(lambda keys: presenter.choose_network(keys[0]))
        self.proxy = LineField(
            _("网络代理（一般空着）"), _("空着用系统的；写 none 不用代理"), "http://127.0.0.1:8080"
        )
        self.proxy.show_value(presenter.proxy())
        self.proxy.finished.connect(presenter.choose_proxy)
        for each in (self.days, self.network, self.proxy):
            column.addWidget(each)
        column.addStretch(1)

    def _choose(self, noun: str, keys: list[str]) -> None:
        self._presenter.choose_sharing(noun, keys[0])
        for view in self._presenter.sharing():
            self.sharing[view.noun].show_value(view.chosen)
            self.sharing[view.noun].show_hint(view.note)

    def _choose_days(self) -> None:
        self.days.show_error(self._presenter.choose_receipt_days(self.days.number()))
