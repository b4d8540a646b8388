"""What the sheet 打印 offers and says, from what was chosen and what the printer can do."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.errors import Problem
from xieshang_desktop.services.print_plan import (
    PrintPlan,
    Sides,
    Size,
    chosen_pages,
    make_plan,
    may_fold,
    offers,
    sheet_name,
)
from xieshang_desktop.wording import words_for

ALL, THIS, SOME = "all", "this", "some"
MOST_COPIES = 99


class Facts(Protocol):
    """What a printer can do; papers in millimetres."""

    @property
    def papers(self) -> Sequence[tuple[float, float]]: ...
    @property
    def duplex(self) -> bool: ...
    @property
    def ready(self) -> bool: ...


class Chosen(NamedTuple):
    """What stands in the fields of the sheet."""

    printer: str
    which: str = ALL
    pages: str = ""
    copies: int | None = 1
    sides: str = Sides.ONE
    booklet: bool = False


class PrintView(NamedTuple):
    """What the sheet shows. Without a `plan` nothing can be printed."""

    sides: Sequence[tuple[str, str]]
    side: str
    sides_hint: str = ""
    may_fold: bool = False
    pages_error: str = ""
    copies_error: str = ""
    summary: str = ""
    notice: str = ""
    notice_hint: str = ""
    plan: PrintPlan | None = None


def pages_offered(count: int, page: int) -> list[tuple[str, str]]:
    """Which pages may be chosen; `page` is in view, from 0."""
    if count == 1:
        return [(ALL, _("只有 1 页"))]
    return [
        (ALL, _("全部 {0} 页").format(count)),
        (THIS, _("这一页（第 {0} 页）").format(page + 1)),
        (SOME, _("选几页")),
    ]


def look(chosen: Chosen, facts: Facts, sizes: Sequence[Size], page: int) -> PrintView:
    """The sheet for these choices, on a printer that can do this."""
    folded = chosen.booklet and may_fold(sizes)
    sides = _sides(facts, folded)
    keys = [key for key, _words in sides]
    side = chosen.sides if chosen.sides in keys else keys[0]
    view = PrintView(sides, side, _sides_hint(side, facts), may_fold(sizes))
    try:
        pages = _pages(chosen, sizes, page)
    except Problem as problem:
        return view._replace(pages_error=words_for(problem).sentence)
    if chosen.copies is None or not 1 <= chosen.copies <= MOST_COPIES:
        return view._replace(copies_error=_("请填 1 到 {0}。").format(MOST_COPIES))
    plan = make_plan(
        pages,
        sizes,
        copies=chosen.copies,
        sides=Sides(side),
        booklet=folded,
    )
    lacking = [face.size for face in plan.faces if not offers(facts.papers, face.size)]
    if lacking:
        paper = sheet_name(lacking[0])
        return view._replace(
            notice=_("“{printer}”没有 {paper} 纸。").format(printer=chosen.printer, paper=paper),
            notice_hint=_lacking_hint(plan),
        )
    return view._replace(
        plan=plan,
        summary=_summary(plan),
        notice="" if facts.ready else _("“{0}”现在没有准备好。").format(chosen.printer),
        notice_hint="" if facts.ready else _("请看看它开了没有、有没有纸、卡没卡纸。"),
    )


def _pages(chosen: Chosen, sizes: Sequence[Size], page: int) -> tuple[int, ...]:
    if chosen.which == SOME:
        return chosen_pages(chosen.pages, len(sizes))
    return (page,) if chosen.which == THIS else tuple(range(len(sizes)))


def _sides(facts: Facts, folded: bool) -> list[tuple[str, str]]:
    """What this printer can do; leaves to fold are printed on both sides, or are no book."""
    one = [] if folded else [(Sides.ONE, _("单面"))]
    if facts.duplex:
        return [*one, (Sides.BOTH, _("双面"))]
    return [*one, (Sides.FRONTS, _("先印正面")), (Sides.BACKS, _("再印反面"))]


def _sides_hint(side: str, facts: Facts) -> str:
    if side == Sides.FRONTS:
        return _("印完正面，把纸翻过来放回去，再选“再印反面”。先试一两张。")
    if side == Sides.BACKS:
        return _("请把印好正面的纸翻过来放回纸盒，再印。")
    return "" if facts.duplex else _("这台打印机不会自己翻面；要印双面，就分两次印。")


def _lacking_hint(plan: PrintPlan) -> str:
    if plan.booklet:
        return _("请换一台打印机，或者不印成小册子。")
    return _("请换一台打印机；也可以先“保存”，到能印这种纸的地方去印。")


def _summary(plan: PrintPlan) -> str:
    """The sheets it takes, and that nothing is scaled."""
    papers = "、".join(dict.fromkeys(sheet_name(face.size) for face in plan.faces))
    return _("要 {paper} 纸 {sheets} 张。按实际大小印，不放大也不缩小。").format(
        paper=papers, sheets=plan.sheets
    )
