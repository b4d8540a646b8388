"""Qt's own file dialog, where the desktop brings none: with the drives at its side, and in
our language what Qt says in the system's."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from pathlib import Path

from PySide6.QtCore import QFileInfo, QModelIndex, QPersistentModelIndex, QUrl
from PySide6.QtWidgets import (
    QFileDialog,
    QFileSystemModel,
    QHeaderView,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from xieshang_desktop.ui import theme

_NAME, _KIND, _MOMENT = 0, 2, 3  # the columns of Qt's model


def dress(dialog: QFileDialog, drives: Sequence[Path]) -> None:
    """Do so with a dialog that is open; one of the desktop itself stays as it is."""
    table = dialog.findChild(QTreeView, "treeView")
    if not isinstance(table, QTreeView):
        return
    table.setItemDelegate(_Cells(table))
    table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.header().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
    halves = dialog.findChild(QSplitter, "splitter")
    if isinstance(halves, QSplitter):
        halves.setSizes([theme.px(180), dialog.width() - theme.px(180)])
    # All of them each time: Qt keeps what was at the side the last time.
    places = [Path.home(), *drives]
    dialog.setSidebarUrls([QUrl("file:"), *(QUrl.fromLocalFile(str(each)) for each in places)])


class _Cells(QStyledItemDelegate):
    """What kind of file it is and when it was changed: Qt has no Chinese for the one and asks the
    system for the other, whatever language is chosen."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        if index.column() in (_KIND, _MOMENT):
            name = index.siblingAtColumn(0)  # type: ignore[union-attr]
            file = QFileInfo(name.data(QFileSystemModel.Roles.FilePathRole.value))
            said = _kind(file) if index.column() == _KIND else _moment(file)
            option.text = said  # type: ignore[attr-defined]  # missing in Qt's stubs


def _kind(file: QFileInfo) -> str:
    if file.isDir():
        return _("文件夹")
    return _("{0} 文件").format(file.suffix().upper()).strip()


def _moment(file: QFileInfo) -> str:
    return file.lastModified().toString("yyyy-MM-dd HH:mm")
