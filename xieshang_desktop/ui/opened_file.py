"""A file that was clicked twice: a village looks at it on 交换, a township takes it in on 收件."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer

from xieshang_desktop.domain.terms import UnitKind
from xieshang_desktop.errors import Problem
from xieshang_desktop.services.handed_file import Handed, Looked, look_at_file, require_bundle
from xieshang_desktop.services.receipts import MessageTaken, take_message
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.exchange_result import taken_lines
from xieshang_desktop.ui.presenters.exchange_words import breakable, message_words
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.wording import words_for

if TYPE_CHECKING:
    from xieshang_desktop.ui.pages.exchange import ExchangePage
    from xieshang_desktop.ui.pages.township_receiving import ReceivingPage


def open_file(context: Context, file: Path) -> None:
    """Look at it as if it had been chosen on its page; what is being asked just now comes first."""
    opened = sheet.current()
    if opened is not None:
        again = partial(QTimer.singleShot, 0, context.window, partial(open_file, context, file))
        opened.closed.connect(again)
        return
    if context.desk.unit.kind is UnitKind.TOWNSHIP:
        _ask_to_take(context, file)
    else:
        _look(context, file)


def _look(context: Context, file: Path) -> None:
    page = cast("ExchangePage", context.go("exchange"))
    desk = context.desk.apart()

    def done(looked: Looked) -> None:
        if looked.kind is Handed.INVITATION:
            from xieshang_desktop.ui.pages.exchange_join import ask_invitation

            ask_invitation(context, file)
        elif looked.report is not None and looked.kind is Handed.MESSAGE:
            title, words = message_words(looked.report)
            dialogs.ask(page, title, words, _("收下"), lambda: _take(context, page, file))
        elif looked.report is not None:
            page.presenter.checked(looked.report)

    tasks.run(lambda _step: look_at_file(desk, file), done, _failed, name=_("检查协商包"))


def _take(context: Context, page: ExchangePage, file: Path) -> None:
    desk = context.desk.apart()

    def done(taken: MessageTaken) -> None:
        lines = taken_lines([taken], [])
        if taken.known:
            lines = [("done", _("以前收过了，没有新的。"), breakable(file.name))]
        page.show_result(lines)
        context.changed.emit()

    tasks.run(lambda _step: take_message(desk, file), done, _failed, name=_("收乡镇来件"))


def _ask_to_take(context: Context, file: Path) -> None:
    page = cast("ReceivingPage", context.go("receiving"))

    def whole(_nothing: None) -> None:
        dialogs.ask(
            page,
            _("收下这个协商包？"),
            _("{0}。查过了才收；回执写在它旁边：{1}").format(
                breakable(file.name), breakable(str(file.parent))
            ),
            _("收下"),
            lambda: page.take_from(file.parent, file),
        )

    tasks.run(lambda _step: require_bundle(file), whole, _failed, name=_("检查协商包"))


def _failed(failure: BaseException) -> None:
    if isinstance(failure, Problem):
        dialogs.show_problem(*words_for(failure))
    else:
        dialogs.show_exception(failure)
