"""Several papers as one, so that a printer is chosen once for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pypdfium2


def join(papers: Sequence[bytes], *, on_new_sheets: bool = False) -> bytes:
    """The pages of all papers, one after the other. `on_new_sheets`: printed on both sides, none
    begins on the back of another."""
    whole = pypdfium2.PdfDocument.new()
    try:
        for pdf in papers:
            paper = pypdfium2.PdfDocument(pdf)
            try:
                if on_new_sheets and len(whole) % 2:
                    last = whole[len(whole) - 1]
                    whole.new_page(*last.get_size()).close()
                    last.close()
                whole.import_pages(paper)
            finally:
                paper.close()
        kept = BytesIO()
        whole.save(kept)
        return kept.getvalue()
    finally:
        whole.close()
