"""What every session does about versions of the program: a failure is told, a stick noticed, and
what nobody goes back to is removed."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import QTimer

from xieshang_desktop import launching
from xieshang_desktop.ui.context import Context

_QUIET = 4000  # milliseconds: after what is needed first


def begin_updates(context: Context) -> None:
    """Begin, where the program is packed; a checkout has no versions."""
    if launching.own_folder() is None:
        return
    if launching.failure_to_tell() is not None:
        _tell_failure(context)
    QTimer.singleShot(_QUIET, context.window, lambda: _quiet_work(context))


def _tell_failure(context: Context) -> None:
    """Above the first page, until it was read."""
    from xieshang_desktop.services.updates import failure_told
    from xieshang_desktop.ui.presenters.updates import failure_words
    from xieshang_desktop.ui.widgets.notice import Notice
    from xieshang_desktop.ui.widgets.page import Page

    words = failure_words()
    page = context.window.page(context.window.key())
    if words is None or not isinstance(page, Page):
        return
    notice = Notice()

    def read() -> None:
        failure_told()
        notice.hide()

    notice.acted.connect(read)
    notice.show_notice(words[0], "waiting", words[1], _("知道了"))
    page.body.insertWidget(1, notice)


def _quiet_work(context: Context) -> None:
    from xieshang_desktop.services.old_versions import tidy
    from xieshang_desktop.ui import tasks
    from xieshang_desktop.ui.update_watch import UpdateWatch

    tasks.run(lambda _step: tidy(), lambda _nothing: None, quiet=True, beside=True)
    UpdateWatch(context)
