"""The table of measures in minutes and postings: what, who, until when."""

from __future__ import annotations

from collections.abc import Sequence

from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.documents import Measure
from xieshang_desktop.printing.setting import Column, Setting
from xieshang_desktop.printing.texts import Texts


def measures_table(page: Setting, measures: Sequence[Measure], words: Texts) -> None:
    """Set the table; it fills the width of the text."""
    columns = (
        Column(words("column_number"), 14),
        Column(words("column_what"), 66, centred=False),
        Column(words("column_who"), 38),
        Column(words("column_due"), 38),
    )
    rows = [
        (str(at), measure.what, measure.who, date_words(measure.due) if measure.due else "")
        for at, measure in enumerate(measures, 1)
    ]
    page.table(columns, rows)
