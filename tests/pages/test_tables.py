"""Tables over lists: what is shown is the list, filtered and in order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.tables import Column, Rows
from xieshang_desktop.ui.widgets.data_table import DataTable

COLUMNS = [
    Column("编号", 96, kind="secondary"),
    Column("题目"),
    Column("步骤", 130, kind="chip"),
    Column("来源", 110, rank=2),
    Column("户数", 80, "right", rank=1),
]
ROWS = [
    ("2026-01", "东沟组生产道路硬化", ("专题调研", "attention"), "群众出题", 46, "a"),
    ("2026-02", "水渠清淤", ("组织协商", "waiting"), "委员荐题", 12, "b"),
    ("2026-03", "老年食堂", ("已办结", "done"), "群众出题", 130, "c"),
]

cells = st.one_of(st.none(), st.integers(-99, 99), st.text(max_size=4))


@given(st.lists(st.tuples(cells, st.text(max_size=3), st.text(max_size=3))), st.booleans())
def test_sorting_keeps_every_row_and_puts_numbers_by_size(
    rows: list[tuple[object, str, str]], backwards: bool
) -> None:
    model = Rows([Column("甲"), Column("乙")])
    model.set_rows(rows)
    order = Qt.SortOrder.DescendingOrder if backwards else Qt.SortOrder.AscendingOrder
    model.sort(0, order)
    assert sorted(map(repr, model.shown())) == sorted(map(repr, rows))
    numbers = [row[0] for row in model.shown() if isinstance(row[0], int)]
    assert numbers == sorted(numbers, reverse=backwards)
    model.sort(-1)
    assert model.shown() == rows


@given(st.lists(st.tuples(st.integers(0, 9), st.text(max_size=3))), st.integers(0, 9))
def test_a_filter_stays_in_force_for_new_rows(rows: list[tuple[int, str]], least: int) -> None:
    model = Rows([Column("甲")])
    model.keep(lambda row: row[0] >= least)
    model.set_rows(rows)
    assert model.shown() == [row for row in rows if row[0] >= least]
    model.keep(None)
    assert model.shown() == rows


def table(qtbot: QtBot, width: int) -> DataTable:
    view = DataTable(COLUMNS)
    qtbot.addWidget(view)
    view.resize(width, 400)
    view.show_rows(ROWS)
    view.show()
    return view


def test_enter_opens_the_marked_row(qtbot: QtBot) -> None:
    view = table(qtbot, 900)
    assert view.marked_key() == "a"
    qtbot.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == ["b"]


def test_the_marked_row_stays_marked_when_the_list_narrows(qtbot: QtBot) -> None:
    view = table(qtbot, 900)
    view.show_rows(ROWS, mark="c")
    view.keep(lambda row: row[4] > 20)
    assert view.marked_key() == "c"


def test_a_narrow_table_leaves_columns_out_and_never_scrolls_sideways(qtbot: QtBot) -> None:
    for scale in theme.SCALES:
        theme.set_scale(scale)
        for width in (1100, 760, 520):
            view = table(qtbot, width)
            qtbot.wait(1)
            shown = [n for n in range(len(COLUMNS)) if not view.isColumnHidden(n)]
            assert {0, 1, 2} <= set(shown)
            total = sum(view.columnWidth(n) for n in shown)
            if total > view.viewport().width():  # only what always stays is left
                assert shown == [0, 1, 2]
            assert view.rowHeight(0) == theme.px(44)


def test_a_heading_sorts_the_rows(qtbot: QtBot) -> None:
    view = table(qtbot, 1100)
    view.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    assert [row[-1] for row in view.rows.shown()] == ["c", "a", "b"]
