"""Papers for WPS: a .docx to go on writing in, a book as .xlsx to go on reckoning with."""

from __future__ import annotations

from gettext import gettext as _
from typing import TYPE_CHECKING

from xieshang_desktop.domain.documents import YearBook
from xieshang_desktop.domain.documents.summary import SummaryPaper
from xieshang_desktop.services.gate import refuse_unless_cleared
from xieshang_desktop.services.paper_saving import SaveWay
from xieshang_desktop.services.typesetting import forms_folder

if TYPE_CHECKING:
    from xieshang_desktop.services.papers import Composed


def as_word(composed: Composed) -> bytes:
    """The paper as .docx; slow, and safe on the worker. It carries no proof (N9): it can be
    changed. BadInput `form_text_unreadable`, `form_text_unknown_field`, `picture_unreadable`."""
    from xieshang_desktop.printing.word import render_word

    refuse_unless_cleared(composed.guarded)
    return render_word(composed.paper, forms=forms_folder())


def as_workbook(composed: Composed) -> bytes:
    """A book as .xlsx; slow, and safe on the worker. BadInput `form_text_unreadable`,
    `form_text_unknown_field`; TypeError for a paper that is no book."""
    from xieshang_desktop.printing.workbook import render_workbook

    refuse_unless_cleared(composed.guarded)
    book = composed.paper
    if isinstance(book, SummaryPaper):
        book = book.book()
    if not isinstance(book, YearBook):
        raise TypeError(composed.spec.kind)
    return render_workbook(book, forms=forms_folder())


def save_ways(composed: Composed) -> tuple[SaveWay, ...]:
    """What else a paper can be saved as, beside its PDF."""
    ways = []
    if composed.spec.word:
        ways.append(SaveWay(_("WPS 文字（可以修改）"), ".docx", lambda: as_word(composed)))
    if composed.spec.workbook:
        ways.append(SaveWay(_("WPS 表格"), ".xlsx", lambda: as_workbook(composed)))
    return tuple(ways)
