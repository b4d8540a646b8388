"""设置: the look, the unit, its convenors, rules, days, papers, exchange, data,
what the program is."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.terms import UnitKind
from xieshang_desktop.settings import Settings
from xieshang_desktop.ui import (
    settings_about,
    settings_data,
    settings_days,
    settings_exchange,
    settings_offices,
    settings_papers,
    settings_parts,
    settings_sealing,
    settings_updates,
    theme,
)
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.settings import SettingsPresenter
from xieshang_desktop.ui.presenters.settings_days import DaysPresenter
from xieshang_desktop.ui.presenters.settings_exchange import ExchangeSettings
from xieshang_desktop.ui.widgets.layout import Column, Inside, Scroll, show_if
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.tabs import Tabs

_WIDTH, _HEIGHT = 880, 460
_AROUND = (80, 132)  # what a sheet needs around its body: words and buttons, empty space


def open_settings(context: Context, key: str = "look") -> Sheet:
    """The settings over the window, at one of their parts; 完成, Enter and Escape close them."""
    sheet = Sheet(context.window, _("设置"), _("完成"), width=_WIDTH)
    presenter = SettingsPresenter(context.desk, context.attempt, Settings())
    parts = Parts(presenter, context)
    parts.chosen(key)
    sheet.body.addWidget(parts)
    show_if(sheet.no, False)
    sheet.accepted.connect(sheet.leave)
    sheet.open(parts.tabs)
    return sheet


class Parts(QWidget):
    """One part at a time, below the row of their names; each is made when it is first shown."""

    def __init__(self, presenter: SettingsPresenter, context: Context) -> None:
        super().__init__()
        self._makers: dict[str, tuple[str, Callable[[], QWidget]]] = {
            "look": (_("显示"), lambda: settings_parts.LookPart(presenter)),
            "unit": (_("议事室"), lambda: settings_parts.UnitPart(presenter)),
            "convenors": (
                _("召集人"),
                lambda: settings_offices.ConvenorsPart(
                    presenter,
                    lambda: context.desk.today,
                    settings_sealing.SealingPart(
                        context, lambda: open_settings(context, "convenors")
                    ),
                ),
            ),
            "rules": (_("规则"), lambda: settings_offices.RulesPart(presenter)),
            "days": (
                _("集日农忙"),
                lambda: settings_days.DaysPart(DaysPresenter(context.desk, context.attempt)),
            ),
            "papers": (_("文书"), lambda: settings_papers.PapersPart(presenter)),
            "sharing": (
                _("往来"),
                lambda: settings_exchange.ExchangePart(
                    ExchangeSettings(context.desk, context.attempt, Settings())
                ),
            ),
            "data": (_("资料"), lambda: settings_data.DataPart(presenter, context=context)),
            "updates": (_("更新"), lambda: settings_updates.UpdatesPart(context)),
            "about": (_("关于"), settings_about.AboutPart),
        }
        if context.desk.unit.kind is UnitKind.TOWNSHIP:
            self._makers = _of_township(self._makers, context)
        self._column = Column(self, gap=20)
        self.tabs = Tabs()
        self.tabs.show_tabs([(key, words) for key, (words, _make) in self._makers.items()])
        self.tabs.chosen.connect(self.chosen)
        self._column.addWidget(self.tabs)
        inside = Inside()
        self._inside = Column(inside, gap=0)
        self.area = Scroll(inside)
        self._column.addWidget(self.area, 1)
        self.parts: dict[str, QWidget] = {}
        self._window = context.window
        self._window.installEventFilter(self)
        self.rescale()

    def chosen(self, key: str) -> None:
        """Show one part."""
        if key not in self.parts:
            self.parts[key] = self._makers[key][1]()
            self._inside.addWidget(self.parts[key], 1)
            grown = getattr(self.parts[key], "grown", None)
            if grown is not None:
                grown.connect(self._bring)
        self.tabs.show_tabs([(k, words) for k, (words, _make) in self._makers.items()], key)
        for each, part in self.parts.items():
            show_if(part, each == key)
        self.area.verticalScrollBar().setValue(0)

    def _bring(self, part: QWidget) -> None:
        QTimer.singleShot(0, part, lambda: self.area.ensureWidgetVisible(part))

    def rescale(self) -> None:
        """Keep the height, whichever part is in front: the names stay, the part scrolls."""
        around = theme.px(_AROUND[0]) + theme.space(_AROUND[1])
        self.setFixedHeight(min(theme.px(_HEIGHT), self._window.height() - around))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.rescale()
        return super().eventFilter(watched, event)


_Makers = dict[str, tuple[str, Callable[[], QWidget]]]


def _of_township(makers: _Makers, context: Context) -> _Makers:
    """What a township chooses: without what belongs to one village, with its clerks and network."""
    from xieshang_desktop.ui import settings_township
    from xieshang_desktop.ui.presenters.township_network import NetworkSettings

    presenter = NetworkSettings(context.desk, context.attempt, Settings())
    return {
        "look": makers["look"],
        "unit": (_("本机构"), makers["unit"][1]),
        "clerks": (_("经办人"), lambda: settings_township.ClerksPart(presenter)),
        "network": (_("网络"), lambda: settings_township.NetworkPart(presenter)),
        "keys": (_("钥匙"), lambda: settings_township.KeysPart(presenter)),
        "papers": makers["papers"],
        "data": makers["data"],
        "updates": makers["updates"],
        "about": makers["about"],
    }
