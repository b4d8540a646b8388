"""All the parts of a paper, set as a PDF."""

from __future__ import annotations

from xieshang_desktop.printing import closing, fields, opening_closing, photos, tables
from xieshang_desktop.printing.compose import Composer


class PdfSetting(Composer):
    """A `Setting` that collects the rows of a PDF."""

    sign = opening_closing.sign
    red_head = opening_closing.red_head
    table = tables.table
    fields = fields.fields
    pictures = photos.pictures
    attachment_list = closing.attachment_list
    attachment_head = closing.attachment_head
    note = closing.note
    imprint = closing.imprint
