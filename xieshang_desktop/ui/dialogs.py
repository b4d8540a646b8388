"""Questions, problems and file choices. What goes wrong is shown from here and nowhere else."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Sequence
from gettext import gettext as _
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit, QWidget

from xieshang_desktop import __version__
from xieshang_desktop.errors import Problem
from xieshang_desktop.settings import config_dir
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label

_KEPT_AS = QSettings.Format.NativeFormat

Words = Callable[[Problem], tuple[str, str]]

_words: Words | None = None
_crash: Sheet | None = None
_folder = ""  # where the last file was chosen, for this run


def ask(
    where: QWidget,
    title: str,
    words: str,
    yes: str,
    then: Callable[[], object],
    *,
    no: str = "",
    otherwise: Callable[[], object] | None = None,
) -> Sheet:
    """Ask once, in words that say what will happen; `yes` names the deed (盖章, not 确定).

    Enter says yes and calls `then`, Escape says no and calls `otherwise`.
    """
    question = Sheet(where, title, yes, no, icon="question")
    question.body.addWidget(Label(words, "", wrap=True))

    def agree() -> None:
        question.leave()
        then()

    question.accepted.connect(agree)
    if otherwise is not None:
        question.refused.connect(otherwise)
    question.open()
    return question


def tell(where: QWidget, title: str, words: str) -> Sheet:
    """Say something that must be read before going on."""
    told = Sheet(where, title, icon="info")
    told.body.addWidget(Label(words, "", wrap=True))
    told.open()
    return told


def show_problem(sentence: str, hint: str = "", where: QWidget | None = None) -> None:
    """What happened and what to do; in the open sheet if there is one, else in its own."""
    opened = sheet.current()
    if opened is not None:
        opened.show_problem(sentence, hint)
        return
    told = Sheet(where or _window(), sentence, icon="warning")
    if hint:
        told.body.addWidget(Label(hint, "", wrap=True))
    told.open()


def show_crash(report: str, where: QWidget | None = None) -> None:
    """A mistake of the program: the report to copy for those who mend it.

    While one is open others are passed over: what goes wrong in drawing goes wrong again and again.
    """
    global _crash
    opened = sheet.current()
    if opened is not None:
        if opened is _crash:
            return
        opened.leave()
    told = Sheet(where or _window(), _("程序出错了，这一步没有做成"), icon="warning", width=720)
    _crash = told
    told.body.addWidget(
        Label(
            _("已经记下的都在。请复制下面的文字，发给维护程序的人；其中没有村民的资料。"),
            "",
            wrap=True,
        )
    )
    text = QPlainTextEdit(report)
    text.setReadOnly(True)
    text.setAccessibleName(_("错误报告"))
    text.setTabChangesFocus(True)
    text.setFixedHeight(theme.space(200))
    told.body.addWidget(text)
    copy = Button(_("复制"), icon="copy", reads=True)
    told.buttons.insertWidget(1, copy)

    def copied() -> None:
        QGuiApplication.clipboard().setText(report)
        copy.show_words(_("已复制"))

    copy.clicked.connect(lambda _checked=False: copied())
    told.open(copy)


def show_exception(failure: BaseException) -> None:
    """The one way every failure takes to the screen."""
    if isinstance(failure, Problem) and _words is not None:
        show_problem(*_words(failure))
        return
    show_crash(report(failure))


def report(failure: BaseException) -> str:
    """What those who mend the program need: places in the code, no values of the records."""
    # The message of an exception may hold a name or a number of a person: only its type is told.
    frames = traceback.extract_tb(failure.__traceback__)
    lines = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    kind = type(failure)
    code = f" {failure.code}" if isinstance(failure, Problem) else ""
    head = f"xieshang {__version__}, Python {sys.version.split()[0]}, {sys.platform}"
    return "\n".join([head, f"{kind.__module__}.{kind.__qualname__}{code}", *lines])


def catch_everything(words: Words) -> None:
    """From now on whatever a signal's receiver raises is shown, not lost on a terminal.

    `words` gives the sentence and the hint of a problem.
    """
    global _words
    _words = words

    def hook(
        kind: type[BaseException], failure: BaseException, trace: TracebackType | None
    ) -> None:
        if QApplication.instance() is None or issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, failure, trace)
            return
        if not isinstance(failure, Problem):
            traceback.print_exception(kind, failure, trace)
        show_exception(failure)

    sys.excepthook = hook


def pick_file(
    where: QWidget,
    title: str,
    then: Callable[[Path], object],
    kinds: Sequence[tuple[str, str]] = (),
) -> QFileDialog:
    """Let a file be chosen; `kinds` like (名册, "*.xlsx *.xls"). Nothing happens on cancel."""
    dialog = _file_dialog(where, title, then)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([*(f"{name} ({ends})" for name, ends in kinds), _("所有文件 (*)")])
    return _opened(dialog)


def pick_folder(where: QWidget, title: str, then: Callable[[Path], object]) -> QFileDialog:
    """Let a folder or a drive be chosen."""
    dialog = _file_dialog(where, title, then)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _opened(dialog)


def pick_place(
    where: QWidget, title: str, name: str, then: Callable[[Path], object], kind: tuple[str, str]
) -> QFileDialog:
    """Let a place and a name for a new file be chosen; an existing one is asked about."""
    dialog = _file_dialog(where, title, then)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([f"{kind[0]} ({kind[1]})"])
    dialog.setDefaultSuffix(kind[1].rpartition(".")[2])
    dialog.selectFile(name)
    return _opened(dialog)


def _file_dialog(where: QWidget, title: str, then: Callable[[Path], object]) -> QFileDialog:
    # What Qt remembers of folders and drives lies with our settings: with a program on a stick it
    # does not stay on the borrowed computer.
    QSettings.setPath(_KEPT_AS, QSettings.Scope.UserScope, str(config_dir()))
    dialog = QFileDialog(where.window(), title, _folder or str(Path.home()))

    def chosen(path: str) -> None:
        global _folder
        _folder = str(Path(path).parent)
        then(Path(path))

    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(where.window().activateWindow)
    dialog.finished.connect(dialog.deleteLater)
    return dialog


def _opened(dialog: QFileDialog) -> QFileDialog:
    from xieshang_desktop.services.handover import drive_places  # not for the first page
    from xieshang_desktop.ui.file_dialog import dress

    dialog.resize(theme.px(880), theme.px(560))
    dialog.open()
    dress(dialog, drive_places())
    dialog.activateWindow()  # where no window manager gives it the keyboard
    return dialog


def _window() -> QWidget:
    """The window in front, or an empty one where the program has none yet."""
    front = QApplication.activeWindow()
    if front is None or not front.isVisible() or front.width() < theme.px(400):
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        front = max(shown, key=lambda one: one.width() * one.height(), default=None)
    if front is None:
        front = QWidget()
        front.setObjectName("ground")
        front.setWindowTitle(_("协商议事"))
        front.resize(theme.px(640), theme.px(360))
        front.show()
        _kept.append(front)
    return front


_kept: list[QWidget] = []  # the empty window of a start that failed
