"""What a PDF says of itself: title, author, language, actual size, embedded faces."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping, Sequence

import pypdfium2
from pypdfium2 import raw

from xieshang_desktop.printing.checking_reading import Face, Fault, Sheet

LANGUAGE = "zh-CN"


def faults(
    document: pypdfium2.PdfDocument,
    metadata: Mapping[str, str],
    faces: Sequence[Face],
    sheets: Sequence[Sheet],
) -> Iterator[Fault]:
    """What concerns the whole paper."""
    for field, code in (("Title", "no_title"), ("Author", "no_author")):
        if not metadata[field].strip():
            yield Fault(0, code)
    language = _language(document)
    if language != LANGUAGE:
        yield Fault(0, "wrong_language", {"language": language or "—"})
    if raw.FPDF_VIEWERREF_GetPrintScaling(document):
        yield Fault(0, "not_actual_size")
    for face in faces:
        if not face.embedded:
            yield Fault(0, "face_not_embedded", {"face": face.name})
    if not sheets:
        yield Fault(0, "no_pages")


def _language(document: pypdfium2.PdfDocument) -> str:
    length = raw.FPDFCatalog_GetLanguage(document, None, 0)
    buffer = (ctypes.c_ushort * (length // 2))()
    raw.FPDFCatalog_GetLanguage(document, buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
